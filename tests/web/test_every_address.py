"""Every address of the portal, as everyone: who may open it, and what comes with the answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone, translation
from programme_addresses import (
    board,
    convergence,
    documents,
    imports,
    mandates,
    meetings,
    out,
    programmes,
)
from staff import PHRASE, forgotten, person, with_app

from cedic.web.accounts import permissions
from cedic.web.middleware import CONTENT_SECURITY
from turns import EVERY

PARTS = (programmes, mandates, meetings, convergence, documents, board, imports, out)
"""The parts of the work programme: a TABLE of addresses as below, and a WORLD that they name."""
OTHERS = ("en", "pt", "fr")
"""The languages beside the one that the examples are in."""
CONSULT = permissions.CONSULT
READ, EDIT = permissions.READ, permissions.EDIT
PUBLISH, ADMINISTER = permissions.PUBLISH, permissions.ADMINISTER


@dataclass(frozen=True)
class Address:
    """An example of a pattern, and what is answered.

    Parameters
    ----------
    example : str
        A path; what is in braces is made by `world`.
    get : tuple of int
        What who may open it is answered.
    need : str
        The permission for it: one of `permissions`, ``"person"`` for whoever is signed in, or empty.
    post : tuple of int
        What who may send the form is answered for an empty one; empty if there is no form.
    to_post : str, optional
        The permission for that, if it is another one.
    """

    example: str
    get: tuple[int, ...] = (200,)
    need: str = ""
    post: tuple[int, ...] = ()
    to_post: str = ""


FLOW = r"(?P<dataflow>\w+)(?:@(?P<number>[0-9]{1,7}))?"
SENT = (200, 302, 400)
"""A form that holds nothing is shown again, refused, or taken."""

TABLE: dict[str, Address | list[Address]] = {
    # What needs no language
    "": Address("/", (302,)),
    rf"^data/{FLOW}$": [
        Address("/data/TRADE", (302,)),
        Address("/data/TRADE@1", (302,)),
        Address("/data/NONE", (404,)),
    ],
    rf"^data/{FLOW}/about$": [
        Address("/data/TRADE/about", (302,)),
        Address("/data/NONE/about", (404,)),
    ],
    rf"^data/{FLOW}/citation\.(?P<format>\w+)$": [
        Address("/data/TRADE/citation.bib"),
        Address("/data/TRADE/citation.exe", (404,)),
    ],
    rf"^data/{FLOW}\.(?P<format>\w+)$": [
        Address("/data/REGIONAL_TRADE.csv?REF_AREA=MERCOSUR"),
        Address("/data/REGIONAL_TRADE@1.json?REF_AREA=MERCOSUR"),
        Address("/data/REGIONAL_TRADE.csv?REF_AREA=NONE", (400,)),
        Address("/data/NONE.csv", (404,)),
    ],
    "data": Address("/data", (302,)),
    "data/<path:path>": Address("/data/no/where", (404,)),
    "data/": Address("/data/", (404,)),
    "api": Address("/api", (302,)),
    "catalog.jsonld": Address("/catalog.jsonld"),
    "api/openapi.json": Address("/api/openapi.json"),
    "sitemap.xml": Address("/sitemap.xml"),
    "robots.txt": Address("/robots.txt"),
    "^sdmx/v1/?$": Address("/sdmx/v1", (302,)),
    "^sdmx/v2/?$": Address("/sdmx/v2/", (302,)),
    "^sdmx(/|$)": [
        Address("/sdmx/v1/dataflow"),
        Address("/sdmx/v2/structure/dataflow"),
        Address("/sdmx/v3", (404,)),
        Address("/sdmx", (404,)),
    ],
    "health/live": Address("/health/live"),
    "health/ready": Address("/health/ready"),
    "scripts/vega.<str:digest>.js": Address("/scripts/vega.000.js", (404,)),
    "static/<path:path>": [
        Address("/static/cedic.css"),
        Address("/static/none.css", (404,)),
        Address("/static/../settings.py", (400,)),
    ],
    "^(?P<language>es|en|pt|fr)$": Address("/en", (302,)),
    # The explorer
    "es/": Address("/es/"),
    "es/search": [Address("/es/search?q=comercio"), Address("/es/search")],
    "es/areas": Address("/es/areas"),
    "es/areas/<id>": [Address("/es/areas/MERCOSUR"), Address("/es/areas/NONE", (404,))],
    "es/indicators": Address("/es/indicators"),
    "es/indicators/<id>": [Address("/es/indicators/ITS"), Address("/es/indicators/NONE", (404,))],
    "es/compare": [
        Address("/es/compare?a=ARG&b=BRA"),
        Address("/es/compare?a=ARG&b=NONE", (400,)),
    ],
    "es/compare/vintages": [
        Address("/es/compare/vintages?dataflow=TRADE"),
        Address("/es/compare/vintages?dataflow=NONE", (400,)),
    ],
    "es/calendar": Address("/es/calendar"),
    "es/calendar.ics": Address("/es/calendar.ics"),
    "es/feed.atom": Address("/es/feed.atom"),
    rf"es/^data/{FLOW}$": [
        Address("/es/data/REGIONAL_TRADE"),
        Address("/es/data/REGIONAL_TRADE@1?show=table"),
        Address("/es/data/REGIONAL_TRADE@2", (404,)),
        Address("/es/data/REGIONAL_TRADE?REF_AREA=NONE", (400,)),
    ],
    rf"es/^data/{FLOW}\.(?P<format>svg|png)$": Address("/es/data/REGIONAL_TRADE.svg"),
    rf"es/^data/{FLOW}/drawing\.(?P<format>svg|json)$": [
        Address("/es/data/REGIONAL_TRADE/drawing.json?width=wide"),
        Address("/es/data/REGIONAL_TRADE/drawing.svg?width=1", (404,)),
    ],
    rf"es/^embed/data/{FLOW}$": [
        Address("/es/embed/data/MACRO"),
        Address("/es/embed/data/NONE", (404,)),
    ],
    "es/data": Address("/es/data"),
    rf"es/^data/{FLOW}/about$": Address("/es/data/TRADE/about"),
    # A person's account: who is not signed in is led to the page for it
    "es/account/": Address("/es/account/", need="person", post=SENT),
    "es/account/login/": Address("/es/account/login/", (200, 302), post=SENT),
    "es/account/logout/": Address("/es/account/logout/", (200, 302), post=(302,)),
    "es/account/inactive/": Address("/es/account/inactive/"),
    "es/account/signup/": Address("/es/account/signup/", (200, 302), post=SENT),
    "es/account/reauthenticate/": Address(
        "/es/account/reauthenticate/", (200, 302), "person", SENT
    ),
    "es/account/password/": Address("/es/account/password/", need="person", post=SENT),
    "es/account/password/reset/": Address("/es/account/password/reset/", post=SENT),
    "es/account/password/reset/sent/": Address("/es/account/password/reset/sent/"),
    "es/account/link/<str:token>/": [
        Address("/es/account/link/{token}/", post=SENT),
        Address("/es/account/link/none/", (410,), post=(410,)),
    ],
    "es/account/two-step/authenticate/": Address(
        "/es/account/two-step/authenticate/", (302,), post=(302,)
    ),
    "es/account/two-step/": Address("/es/account/two-step/", need="person"),
    "es/account/two-step/reauthenticate/": Address(
        "/es/account/two-step/reauthenticate/", (200, 302), "person", SENT
    ),
    "es/account/two-step/totp/activate/": Address(
        "/es/account/two-step/totp/activate/", (200, 302), "person", SENT
    ),
    "es/account/two-step/totp/deactivate/": Address(
        "/es/account/two-step/totp/deactivate/", (200, 302, 404), "person", (200, 302, 404)
    ),
    "es/account/two-step/recovery-codes/": Address(
        "/es/account/two-step/recovery-codes/", (200, 302, 404), "person"
    ),
    "es/account/two-step/recovery-codes/generate/": Address(
        "/es/account/two-step/recovery-codes/generate/", (200, 302), "person", SENT
    ),
    "es/account/two-step/recovery-codes/download/": Address(
        "/es/account/two-step/recovery-codes/download/", (200, 302, 404), "person"
    ),
    "es/account/two-step/webauthn/": Address("/es/account/two-step/webauthn/", need="person"),
    "es/account/two-step/webauthn/add/": Address(
        "/es/account/two-step/webauthn/add/", (200, 302), "person", SENT
    ),
    "es/account/two-step/webauthn/reauthenticate/": Address(
        "/es/account/two-step/webauthn/reauthenticate/", (200, 302), "person", SENT
    ),
    # Of someone else, or of nobody.
    "es/account/two-step/webauthn/keys/<int:pk>/remove/": Address(
        "/es/account/two-step/webauthn/keys/{key}/remove/", (302, 404), "person", (302, 404)
    ),
    "es/account/two-step/webauthn/keys/<int:pk>/edit/": Address(
        "/es/account/two-step/webauthn/keys/{key}/edit/", (302, 404), "person", (302, 404)
    ),
    "es/account/two-step/webauthn/login/": Address(
        "/es/account/two-step/webauthn/login/", (200, 302), post=SENT
    ),
    # Management
    "es/manage/": Address("/es/manage/", need=READ),
    "es/manage/sources/": Address("/es/manage/sources/", need=READ),
    "es/manage/^sources/(?P<id>[A-Z][A-Z0-9_]{0,80})/$": [
        Address("/es/manage/sources/WDI/", (200,), READ, SENT, EDIT),
        Address("/es/manage/sources/NONE/", (404,), READ, (404,)),
    ],
    "es/manage/uploads/new/": Address("/es/manage/uploads/new/", (200,), EDIT, (400,)),
    "es/manage/uploads/<uuid:id>/": [
        Address("/es/manage/uploads/{upload}/", (200,), EDIT, (400,)),
        Address(f"/es/manage/uploads/{uuid.UUID(int=1)}/", (404,), EDIT, (404,)),
    ],
    "es/manage/uploads/<uuid:id>/problems.csv": Address(
        "/es/manage/uploads/{upload}/problems.csv", need=EDIT
    ),
    "es/manage/jobs/": Address("/es/manage/jobs/", (200,), READ, (302,), PUBLISH),
    "es/manage/^jobs/(?P<number>[0-9]{1,15})/$": [
        Address("/es/manage/jobs/{job}/", (200,), READ, (302,), PUBLISH),
        Address("/es/manage/jobs/999999999999999/", (404,), READ, (404,)),
    ],
    "es/manage/^jobs/(?P<number>[0-9]{1,15})/progress/$": Address(
        "/es/manage/jobs/{job}/progress/", need=READ
    ),
    "es/manage/dataflows/": Address("/es/manage/dataflows/", (200,), READ, (302,), PUBLISH),
    r"es/manage/^dataflows/(?P<id>\w{1,80})/$": [
        Address("/es/manage/dataflows/TRADE/", need=READ),
        Address("/es/manage/dataflows/NONE/", (404,), READ),
    ],
    r"es/manage/^dataflows/(?P<id>\w{1,80})/decide/$": [
        Address("/es/manage/dataflows/TRADE/decide/?action=withdraw", (200,), PUBLISH, (400,)),
        Address("/es/manage/dataflows/TRADE/decide/", (400,), PUBLISH, (400,)),
    ],
    r"es/manage/^dataflows/(?P<id>\w{1,80})/plans/(?P<number>[0-9]{1,15})/$": Address(
        "/es/manage/dataflows/TRADE/plans/{plan}/", (405,), "", (302,), PUBLISH
    ),
    r"es/manage/^dataflows/(?P<id>\w{1,80})/notes/(?P<number>[0-9]{1,7})/$": [
        Address("/es/manage/dataflows/TRADE/notes/1/", (200,), PUBLISH, (400,)),
        Address("/es/manage/dataflows/TRADE/notes/9/", (400,), PUBLISH, (400,)),
    ],
    "es/manage/texts/": Address("/es/manage/texts/", need=READ),
    "es/manage/texts/edit/": [
        Address("/es/manage/texts/edit/?address=dataflow/TRADE/name", (200,), READ, (400,), EDIT),
        Address("/es/manage/texts/edit/", (404,), READ, (404,), READ),
    ],
    "es/manage/trail/": Address("/es/manage/trail/", need=READ),
    "es/manage/trail.csv": Address("/es/manage/trail.csv", need=ADMINISTER),
    "es/manage/people/": Address("/es/manage/people/", need=ADMINISTER),
    "es/manage/people/invite/": Address("/es/manage/people/invite/", (200,), ADMINISTER, (200,)),
    "es/manage/people/<int:pk>/": [
        Address("/es/manage/people/{person}/", need=ADMINISTER),
        Address(f"/es/manage/people/{'9' * 40}/", (404,), ADMINISTER),
    ],
    "es/manage/people/<int:pk>/role/": Address(
        "/es/manage/people/{person}/role/", (405,), "", (302,), ADMINISTER
    ),
    "es/manage/people/<int:pk>/link/": Address(
        "/es/manage/people/{person}/link/", (405,), "", (200,), ADMINISTER
    ),
    "es/manage/people/<int:pk>/second-factor/": Address(
        "/es/manage/people/{person}/second-factor/", (405,), "", (302,), ADMINISTER
    ),
    "es/manage/people/^(?P<pk>[0-9]{1,9})/(?P<what>deactivate|reactivate)/$": [
        Address("/es/manage/people/{person}/deactivate/", (405,), "", (302,), ADMINISTER),
        Address("/es/manage/people/{person}/reactivate/", (405,), "", (302,), ADMINISTER),
    ],
}


def of_part(part: ModuleType, example: str, *more: Any) -> Address:
    """An address of the work programme; what it names is of its part."""
    return Address(
        re.sub(r"\{(\w+)\}", rf"{{{part.__name__.rpartition('.')[2]}_\1}}", example), *more
    )


TABLE |= {
    pattern: [of_part(part, *one) for one in (listed if isinstance(listed, list) else [listed])]
    for part in PARTS
    for pattern, listed in part.TABLE.items()
}

ROLES = ("member_state", "reader", "editor", "publisher", "administrator")
PEOPLE = {
    "visitor": (),
    "without a role": (),
    "member_state": (CONSULT,),
    "reader": (CONSULT, READ),
    "editor": (CONSULT, READ, EDIT),
    "publisher": (CONSULT, READ, EDIT, PUBLISH),
    "administrator": (CONSULT, READ, EDIT, PUBLISH, ADMINISTER),
    "publisher without a second factor": (CONSULT, READ, EDIT, PUBLISH),
    "administrator without a second factor": (CONSULT, READ, EDIT, PUBLISH, ADMINISTER),
    "administrator, deactivated": (),
}
"""Who comes, and what they may do."""
NOT_SIGNED_IN = ("visitor", "administrator, deactivated")
TO_SIGN_IN = re.compile(r"/es/account/login/")
PRIVATE = re.compile(r"/es/(manage|account)/|/\w\w/programme/meetings/(\d+/register|answer/.+)/")
UNSAFE = ("put", "patch", "delete", "trace")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every pattern that the portal answers, whole."""
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        else:
            yield here


def examples() -> list[Address]:
    """All of the table."""
    return [
        one
        for listed in TABLE.values()
        for one in (listed if isinstance(listed, list) else [listed])
    ]


def test_every_pattern_has_an_example() -> None:
    with translation.override("es"):
        answered = set(patterns(get_resolver()))
    missing = [f"no example address for {pattern}" for pattern in sorted(answered - TABLE.keys())]
    assert missing == []
    assert sorted(TABLE.keys() - answered) == []


@pytest.fixture
def world() -> Iterator[dict[str, Any]]:
    """What the examples name; forgotten afterwards."""
    from allauth.mfa.models import Authenticator

    from cedic.web.accounts import links

    with forgotten():
        other = person("reader", email="other@example.org", full_name="Other")
        key = Authenticator.objects.create(
            user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "hers"}
        )
        token, _ = links.issue(other, links.INVITED)
        upload = model("Upload").objects.create(
            name="mine.csv", size=1, fingerprint="0", source="TABLE"
        )
        job = model("Job").objects.create(kind="build", state="done")
        plan = model("Decision").objects.create(
            dataflow="TRADE", action="follow", moment=timezone.now() + timedelta(days=1)
        )
        found = {
            "person": other.pk,
            "key": key.pk,
            "token": token,
            "upload": upload.pk,
            "job": job.pk,
            "plan": plan.pk,
        }
        for part in PARTS:
            found |= {
                f"{part.__name__.rpartition('.')[2]}_{name}": one
                for name, one in part.WORLD().items()
            }
        yield found


def model(name: str) -> Any:
    return apps.get_model("management", name)


def entered(who: str, **options: Any) -> Client:
    """A client of that person."""
    client = Client(raise_request_exception=False, **options)
    if who == "visitor":
        return client
    role = next((role for role in ROLES if who.startswith(role)), None)
    if role is None:
        user = get_user_model().objects.create_user("none@example.org", PHRASE, full_name="None")
    else:
        user = person(role)
    if role and "without" not in who:
        with_app(user)
    client.force_login(user)
    if "deactivated" in who:
        user.is_active = False
        user.save()
    return client


def expected(who: str, need: str, good: tuple[int, ...]) -> tuple[tuple[int, ...], str]:
    """The statuses that may be answered, and what a redirect must lead to."""
    if not need:
        return good, ""
    if who in NOT_SIGNED_IN:
        return (302,), "/es/account/login/"
    if need != "person" and need not in PEOPLE[who]:
        return (403,), ""
    if need != "person" and "without a second factor" in who:
        return (302,), "/es/account/two-step/"
    return good, ""


def asked(client: Client, method: str, path: str, **more: Any) -> Any:
    """The answer; nothing of it stays in the database, nor with the client."""
    session = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(path, **more)
        answer.text_of = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies = session
    return answer


def differs(answer: Any, wanted: tuple[tuple[int, ...], str]) -> str:
    """What is wrong with an answer; empty if nothing is."""
    statuses, to = wanted
    if answer.status_code not in statuses:
        return f"{answer.status_code} instead of {statuses} {answer.headers.get('Location', '')}"
    if to and not answer.url.startswith(to):
        return f"leads to {answer.url} instead of {to}"
    return ""


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("who", PEOPLE)
def test_each_address_is_open_to_who_may_open_it_alone(who: str, world: dict[str, Any]) -> None:
    client, wrong = entered(who), []
    for one in examples():
        path = one.example.format(**world)
        answer = asked(client, "get", path)
        wanted = expected(who, one.need, one.get)
        if (who, path) == ("member_state", "/es/manage/"):
            # Where staff begin, member states are led to where they do.
            wanted = (302,), "/es/programme/"
        problem = differs(answer, wanted) or bad_headers(answer, path)
        wrong += [f"GET {path}: {problem}"] if problem else []
        if not one.post:
            continue
        answer = asked(client, "post", path)
        problem = differs(answer, expected(who, one.to_post or one.need, one.post))
        problem = problem or bad_headers(answer, path)
        wrong += [f"POST {path}: {problem}"] if problem else []
    assert not wrong, "\n".join(wrong)


def bad_headers(answer: Any, path: str) -> str:
    """What an answer says wrongly of itself."""
    told = answer.headers
    policy = CONTENT_SECURITY
    if "/embed/" in path and answer.status_code == 200:
        policy = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
    elif told.get("X-Frame-Options") != "DENY":
        return "may be framed"
    if told.get("Content-Security-Policy") != policy:
        return f"policy {told.get('Content-Security-Policy')}"
    if told.get("X-Content-Type-Options") != "nosniff":
        return "its type may be guessed"
    if told.get("Referrer-Policy") != "strict-origin-when-cross-origin":
        return "tells others where one was"
    html = told.get("Content-Type", "").startswith("text/html") and "/progress/" not in path
    language = path.split("/")[1]
    if html and answer.text_of and len(language) == 2:
        if f'<html lang="{language}"'.encode() not in answer.text_of:
            return "is not in the language of its address"
        if told.get("Content-Language") != language:
            return f"says that it is in {told.get('Content-Language')}"
    if PRIVATE.match(path):
        if answer.status_code == 200 and not {"private", "no-store"} <= set(
            re.split(r",\s*", told.get("Cache-Control", ""))
        ):
            return f"may be kept: {told.get('Cache-Control')}"
    elif answer.cookies and not answer.wsgi_request.user.is_authenticated:
        return f"sets {list(answer.cookies)}"
    return ""


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("language", OTHERS)
def test_each_page_is_in_the_language_of_its_address(language: str, world: dict[str, Any]) -> None:
    client, wrong = entered("administrator"), []
    pages = [one for one in examples() if one.example.startswith("/es/")]
    # In the usual run the languages take turns.
    for one in pages if EVERY else pages[OTHERS.index(language) :: len(OTHERS)]:
        path = f"/{language}{one.example.format(**world)[3:]}"
        answer = asked(client, "get", path)
        problem = bad_headers(answer, path)
        if answer.status_code not in one.get and answer.status_code != 302:
            problem = f"{answer.status_code}"
        wrong += [f"{path}: {problem}"] if problem else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_what_is_sent_from_elsewhere_is_refused(who: str, world: dict[str, Any]) -> None:
    client, wrong = entered(who, enforce_csrf_checks=True), []
    for one in examples():
        path = one.example.format(**world)
        for method in ("post", "put", "patch", "delete"):
            answer = asked(client, method, path)
            if answer.status_code not in (403, 404, 405):
                wrong.append(f"{method.upper()} {path}: {answer.status_code}")
            elif problem := bad_headers(answer, path):
                wrong.append(f"{method.upper()} {path}: {problem}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_other_methods_do_nothing(who: str, world: dict[str, Any]) -> None:
    client, wrong = entered(who), []
    for one in examples():
        path = one.example.format(**world)
        for method in (*UNSAFE, *(() if one.post else ("post",))):
            answer = asked(client, method, path)
            # What allauth answers otherwise, it answers as its form sent empty.
            more = (200, 302) if "/account/" in path else ()
            if answer.status_code not in (400, 404, 405, *more):
                wrong.append(f"{method.upper()} {path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("figures")
def test_a_stranger_s_part_of_a_page_leads_to_signing_in(world: dict[str, Any]) -> None:
    """Forged headers of HTMX open nothing, and lead to no other host."""
    client, wrong = entered("visitor"), []
    for url in (
        "http://testserver/es/manage/",
        "https://evil.example/es/",
        "http://testserver//evil.example/",
        "http://[",
        "javascript:alert(1)",
        "http://testserver/%0d%0aSet-Cookie:a=b",
    ):
        forged = {"HX-Request": "true", "HX-Target": "view", "HX-Current-URL": url}
        for one in examples():
            if one.need not in PEOPLE["administrator"]:
                continue
            path = one.example.format(**world)
            answer = asked(client, "get", path, headers=forged)
            to = answer.headers.get("HX-Redirect", "")
            if answer.status_code != 200 or answer.content or not TO_SIGN_IN.match(to):
                wrong.append(f"{path} from {url}: {answer.status_code} {to}")
    assert not wrong, "\n".join(wrong)
