"""The pages of staff in the middle of what they do: what axe finds, and what the policy refuses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from test_pages_in_a_browser import LOOKS, WATCH, found_by_axe

from serving import environment, served
from turns import turn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from cedic.warehouse import Store

pytestmark = pytest.mark.heavy

PREPARED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "cedic.web.settings"
import django
django.setup()
from datetime import timedelta
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cedic.web.accounts import links
from cedic.web.accounts.models import User
from cedic.web.management import jobs, uploads
from cedic.web.management.models import Decision, Job, ReleaseNote, Upload, Wording
from cedic.model import LANGUAGES

people = {}
for name in ("administrator", "reader"):
    person = User.objects.create_user(f"{name}@example.org", "a-long-passphrase", full_name=name)
    person.groups.add(Group.objects.get(name=name))
    people[name] = person
someone = people["administrator"]
TOTP.activate(someone, "JBSWY3DPEHPK3PXP")
RecoveryCodes.activate(someone)
guest = User.objects.create_user("guest@example.org", full_name="Guest <b>")
token, _ = links.issue(guest, links.INVITED)

OPTIONS = {"EXPORTER": "from", "IMPORTER": "to", "TIME_PERIOD": "year", "OBS_VALUE": "usd",
           "reported_by": "exporter", "vintage": "2026-01", "citation": "Own", "delimiter": "comma"}
made = []
for name, text, options in (
    ("asked.csv", "from,to,year,usd\\nARG,BRA,2020,1\\n", {}),
    ("bad.csv", "from,to,year,usd\\nARG,BRA,2020,=cmd\\nQQQ,ARG,2020,2\\nBRA,ARG,2020,3\\n", OPTIONS),
    ("good.csv", "from,to,year,usd\\nARG,BRA,2020,1\\n", OPTIONS),
    ("broken.csv", "from,to,year\\n", OPTIONS),
):
    upload = uploads.kept(SimpleUploadedFile(name, text.encode()), "TABLE")
    upload.kept_as, upload.options, upload.by = "MINE", options, someone
    if options:
        upload.report = uploads.checked(upload, lambda *told: None)
    upload.save(force_insert=True)
    made.append(str(upload.pk))

def job(**told):
    return Job.objects.create(by=someone, by_name="Some administrator", **told).pk

running = job(kind="fetch", subject="WDI", state="running", worker="elsewhere:1",
              seen=timezone.now() + timedelta(hours=1), step="WDI 2020", share=0.4,
              lines=["WDI 2019", "WDI 2020"])
failed = job(kind="build", state="failed", ended=timezone.now(),
             error={"what": "Something is wrong.", "where": "here", "remedy": "mend it"})
waiting = job(kind="build", state="waiting", made=timezone.now() - timedelta(minutes=1))
Decision.objects.create(dataflow="MACRO", action="withdraw", note="Under revision.",
                        moment=timezone.now() + timedelta(days=2), by=someone, by_name="Some")
Decision.objects.create(dataflow="TRADE_COVERAGE", action="withdraw", note="Under <b>review.",
                        moment=timezone.now(), by=someone, by_name="Some")
ReleaseNote.objects.create(dataflow="TRADE", release=1, **dict.fromkeys(LANGUAGES, "First."))
Wording.objects.create(address="dataflow/TRADE/name", version=1, original={"en": "old"},
                       by=someone, by_name="Some", **dict.fromkeys(LANGUAGES, "Trade"))

def session(person):
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value

print(session(someone), session(people["reader"]), token, guest.pk, running, failed, waiting, *made)
"""
"""Brings the portal into the middle of everything, and tells what it made; in the server's home."""
MADE = (
    "administrator",
    "reader",
    "token",
    "guest",
    "running",
    "failed",
    "waiting",
    "asked",
    "bad",
    "good",
    "broken",
)
PAGES = (
    "manage/",
    "manage/sources/",
    "manage/sources/BACI/",
    "manage/jobs/",
    "manage/jobs/{running}/",
    "manage/jobs/{failed}/",
    "manage/jobs/{waiting}/",
    "manage/jobs/999/",
    "manage/uploads/{asked}/",
    "manage/uploads/{bad}/",
    "manage/uploads/{good}/",
    "manage/uploads/{broken}/",
    "manage/uploads/{bad}/?again=1",
    "manage/dataflows/",
    "manage/dataflows/MACRO/",
    "manage/dataflows/TRADE/decide/",
    "manage/dataflows/TRADE/decide/?action=publish&release=1",
    "manage/dataflows/TRADE/notes/1/",
    "manage/texts/?state=outdated",
    "manage/texts/edit/?address=dataflow/TRADE/name",
    "manage/trail/?since=2020-01-01",
    "manage/people/",
    "manage/people/{guest}/",
    "account/",
    "account/two-step/",
    "account/two-step/recovery-codes/",
    "data/TRADE/about",
)
"""What an administrator sees."""
OF_A_READER = (
    "manage/dataflows/TRADE/",
    "manage/people/",
    "account/two-step/",
    "account/two-step/totp/activate/",
)
"""What a reader sees, who may set up a second factor, and may not see all."""
OF_NOBODY = (
    "account/link/{token}/",
    "account/link/none/",
    "account/login/?next=/es/manage/",
    "data/TRADE_COVERAGE",
    "calendar",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Iterator[Any]:
    """A server without a worker, in the middle of everything: its address, and what was made."""
    home = tmp_path_factory.mktemp("staffed")
    shutil.copytree(sample_store.location, home / "store")
    with served(home, ("-m", "cedic", "serve", "--no-worker")) as address:
        told = subprocess.run(
            [sys.executable, "-c", PREPARED],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stderr
        yield address, dict(zip(MADE, told.stdout.split()[-len(MADE) :], strict=True))


@contextmanager
def opened(browser: Browser, language: str, address: str, session: str = "") -> Iterator[Page]:
    """A page in a language, at its width and in its scheme."""
    width, scheme = LOOKS[language]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(WATCH)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    yield context.new_page()
    context.close()


def wrong_with(page: Page) -> list[str]:
    """What axe finds, what the policy refused, and whether the page is too wide."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    refused = page.evaluate("window.refused")
    return [*found_by_axe(page), *refused, *(["too wide"] if wide else [])]


@pytest.mark.parametrize("language", LOOKS)
def test_a_page_in_the_middle_of_something_is_accessible(
    browser: Browser, prepared: Any, language: str
) -> None:
    address, made = prepared
    wrong: list[str] = []
    visits = (
        (made["administrator"], PAGES),
        (made["reader"], OF_A_READER),
        ("", OF_NOBODY),
    )
    for session, paths in visits:
        with opened(browser, language, address, session) as page:
            for path in turn(paths, language):
                there = path.format(**made)
                page.goto(f"{address}/{language}/{there}", wait_until="load")
                if session and "/account/login/" in page.url:
                    wrong.append(f"{language} {there}: led to {page.url}")
                if page.locator("input[type=password]").count() and "two-step" in path:
                    page.locator("input[type=password]").fill("a-long-passphrase")
                    page.locator("main form button").first.click()
                    page.wait_for_load_state()
                wrong += [f"{language} {there}: {one}" for one in wrong_with(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LOOKS)
def test_a_form_that_is_refused_is_accessible(
    browser: Browser, prepared: Any, language: str
) -> None:
    address, made = prepared
    wrong: list[str] = []
    with opened(browser, language, address, made["administrator"]) as page:
        for path, fill in (
            ("manage/dataflows/TRADE/decide/?action=withdraw", {"#moment": "2020-01-01T00:00"}),
            ("manage/dataflows/TRADE/notes/1/", {"textarea[name=es]": " "}),
            ("manage/texts/edit/?address=code/CL_AREA/ARG/name", {"[name=fr]": " "}),
            ("manage/people/invite/", {"[name=email]": "guest@example.org"}),
        ):
            page.goto(f"{address}/{language}/{path}", wait_until="load")
            for where, text in fill.items():
                page.locator(where).fill(text)
            # As a browser sends it that does not look at it first.
            page.evaluate("for (const one of document.forms) one.noValidate = true")
            page.locator("main form[method=post] button").first.click()
            page.wait_for_load_state()
            if not page.locator("main [role=alert], main .errorlist").count():
                wrong.append(f"{path}: nothing is told")
            wrong += [f"{language} {path}: {one}" for one in wrong_with(page)]
    assert not wrong, "\n".join(wrong)
