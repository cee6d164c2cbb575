"""The people of the portal: invited, given roles, deactivated; and their one-time links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from staff import PHRASE, enter, forgotten, person, sign_in, text, with_app

from cedic.model import LANGUAGES
from cedic.web.accounts import links

CHOSEN = "quite-another-phrase"
ANA = {"full_name": "Ana Test", "email": "ana@example.org", "language": "pt", "role": "publisher"}
CHOICE = {"password": CHOSEN, "again": CHOSEN}


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        yield


@pytest.fixture
def visitor(portal) -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def root(portal) -> Client:
    """An administrator, who has signed in."""
    return enter(Client(SERVER_NAME="localhost"), with_app(person("administrator")))


@pytest.fixture
def posted(monkeypatch) -> list:
    """The portal has a mail server, which keeps what it is given."""
    monkeypatch.setenv("CEDIC_EMAIL", "smtp://mail.example.org")
    monkeypatch.setenv("CEDIC_EMAIL_FROM", "statistics@example.org")
    monkeypatch.setattr("cedic.web.accounts.letters.Thread", AtOnce)
    mail.outbox.clear()
    return mail.outbox


class AtOnce:
    """A thread that runs where it is started."""

    def __init__(self, target, args, daemon):
        self.start = lambda: target(*args)


def entries(action: str):
    from cedic.web.audit.models import Entry

    return list(Entry.objects.filter(action=action))


def link_of(answer) -> str:
    """The link that a page shows, without the site's address."""
    (address,) = re.findall(r'value="(http://localhost/[^"]+)"', answer.content.decode())
    return address.removeprefix("http://localhost")


def path_of(user, what: str = "", language: str = "es") -> str:
    return f"/{language}/manage/people/{user.pk}/{what}"


# Inviting


def test_a_person_is_invited_and_chooses_a_password(root, visitor):
    answer = root.post("/es/manage/people/invite/", ANA)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    link = link_of(answer)
    assert link.startswith("/pt/account/link/")
    ana = get_user_model().objects.get(email="ana@example.org")
    assert (ana.role, ana.language, ana.has_usable_password()) == ("publisher", "pt", False)
    assert "convidada" in text(root.get("/pt/manage/people/"))
    page = visitor.get(link)
    assert "Ana Test" in text(page)
    assert "no-store" in page["Cache-Control"]
    assert visitor.post(link, CHOICE).url == "/pt/account/login/"
    assert sign_in(visitor, ana, password=CHOSEN).url == "/pt/account/two-step/"
    assert "ativa" in text(root.get("/pt/manage/people/"))
    (invited,) = entries("account.invited")
    assert (invited.actor.email, invited.subject) == ("administrator@example.org", ana.email)
    assert entries("account.password_chosen")[0].actor == ana


def test_what_is_kept_of_a_link_does_not_open_it(root):
    from cedic.web.accounts.models import Link
    from cedic.web.audit.models import Entry

    token = link_of(root.post("/es/manage/people/invite/", ANA)).split("/")[-2]
    kept = [*Link.objects.values_list("digest", flat=True)]
    assert token not in str(kept)
    assert token not in str(list(Entry.objects.values()))


def test_a_link_opens_once(root, visitor):
    link = link_of(root.post("/es/manage/people/invite/", ANA))
    again = link_of(root.post(path_of(get_user_model().objects.get(email=ANA["email"]), "link/")))
    visitor.post(link, CHOICE)
    for gone in (link, again):
        for answer in (visitor.get(gone), visitor.post(gone, CHOICE)):
            assert answer.status_code == 410
            assert "não serve mais" in text(answer)


def test_two_who_use_a_link_at_once(root):
    link_of(root.post("/es/manage/people/invite/", ANA))
    ana = get_user_model().objects.get(email=ANA["email"])
    token, _ = links.issue(ana, links.INVITED)
    first, second = links.found(token), links.found(token)
    assert links.redeem(first, CHOSEN)
    assert not links.redeem(second, PHRASE)
    ana.refresh_from_db()
    assert ana.check_password(CHOSEN)


def test_a_link_expires(root, visitor):
    from cedic.web.accounts.models import Link

    link = link_of(root.post("/es/manage/people/invite/", ANA))
    (kept,) = Link.objects.all()
    assert timedelta(days=6) < kept.expires - timezone.now() <= timedelta(days=7)
    Link.objects.update(expires=timezone.now())
    assert visitor.get(link).status_code == 410


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "A", lambda t: "x", lambda t: "é\x00"]
)
def test_a_link_that_is_not_whole(root, visitor, change):
    token = link_of(root.post("/es/manage/people/invite/", ANA)).split("/")[-2]
    assert visitor.get(f"/fr/account/link/{change(token)}/").status_code == 410


def test_a_password_that_is_easily_guessed_is_refused(root, visitor):
    link = link_of(root.post("/es/manage/people/invite/", ANA))
    for choice, word in (
        ({"password": "12345678", "again": "12345678"}, "comum"),
        ({"password": "ana@example.org", "again": "ana@example.org"}, "parecida"),
        ({"password": CHOSEN, "again": "another"}, "diferentes"),
        ({"password": "x" * 5000, "again": "x" * 5000}, "200"),
        ({}, "obrigatório"),
    ):
        answer = visitor.post(link, choice)
        assert answer.status_code == 200
        assert word in text(answer), text(answer)
    assert visitor.post(link, CHOICE).status_code == 302


def test_who_is_invited_twice_is_told(root):
    root.post("/es/manage/people/invite/", ANA)
    answer = root.post("/es/manage/people/invite/", ANA | {"email": "ANA@example.org"})
    assert "Ya existe una cuenta" in text(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "emperor"},
        {"role": ""},
        {"language": "de"},
        {"email": "no address"},
        {"email": "a\x00@b.org"},
        {"full_name": ""},
        {"full_name": "x" * 151},
    ],
)
def test_an_invitation_that_is_wrong_makes_nobody(root, wrong):
    before = get_user_model().objects.count()
    assert root.post("/es/manage/people/invite/", ANA | wrong).status_code == 200
    assert get_user_model().objects.count() == before


def test_html_in_a_name_is_shown_as_text(root):
    name = "<script>alert(1)</script>\"'<img src=x>"
    answer = root.post("/es/manage/people/invite/", ANA | {"full_name": name})
    ana = get_user_model().objects.get(email=ANA["email"])
    for page in (answer, root.get("/es/manage/people/"), root.get(path_of(ana))):
        assert b"<script>alert" not in page.content
        assert b"&lt;script&gt;alert(1)" in page.content


# Letters


def test_a_link_is_sent_as_well_if_there_is_a_mail_server(root, posted):
    answer = root.post("/es/manage/people/invite/", ANA)
    (letter,) = posted
    assert letter.to == ["ana@example.org"]
    assert link_of(answer) in letter.body
    assert "Com este link você escolhe sua senha" in letter.body
    assert "También se envió por correo" in text(answer)


def test_a_forgotten_password_is_asked_for_by_letter(visitor, posted):
    ana = person("editor")
    for email in (" EDITOR@example.org", "nobody@example.org"):
        answer = visitor.post("/es/account/password/reset/", {"email": email})
        assert answer.url == "/es/account/password/reset/sent/"
    assert "Si hay una cuenta" in text(visitor.get(answer.url))
    (letter,) = posted
    (link,) = re.findall(r"http://localhost(/es/account/link/\S+)", letter.body)
    assert visitor.post(link, CHOICE).status_code == 302
    assert sign_in(visitor, ana).status_code == 200
    assert sign_in(visitor, ana, password=CHOSEN).status_code == 302


def test_letters_are_not_asked_for_in_bulk(visitor, posted):
    person("editor")
    statuses = [
        visitor.post("/es/account/password/reset/", {"email": "editor@example.org"}).status_code
        for _ in range(4)
    ]
    assert statuses == [302] * 3 + [429]
    assert len(posted) == 3


def test_no_letter_for_a_deactivated_account(visitor, posted):
    person("editor", is_active=False)
    visitor.post("/es/account/password/reset/", {"email": "editor@example.org"})
    assert not posted


def test_a_mail_server_that_fails_is_told_without_the_link(root, posted, monkeypatch, caplog):
    def fail(self):
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    answer = root.post("/es/manage/people/invite/", ANA)
    assert answer.status_code == 200
    assert "ana@example.org" in caplog.text
    assert link_of(answer) not in caplog.text


def test_without_a_mail_server_an_administrator_is_asked(visitor):
    assert "no envía correos" in text(visitor.get("/es/account/password/reset/"))
    assert visitor.post("/es/account/password/reset/", {"email": "a@b.org"}).status_code == 200


def test_without_a_mail_server_nothing_is_sent_nor_written():
    from cedic.settings import Settings
    from cedic.web.accounts.mail import configuration

    assert configuration(Settings())["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    far = configuration(Settings(email="smtp://me%40x.org@mail.example.org"))
    assert (far["EMAIL_PORT"], far["EMAIL_USE_TLS"], far["EMAIL_HOST_USER"]) == (
        587,
        True,
        "me@x.org",
    )
    wrapped = configuration(Settings(email="smtps://mail.example.org"))
    assert (wrapped["EMAIL_PORT"], wrapped["EMAIL_USE_TLS"], wrapped["EMAIL_USE_SSL"]) == (
        465,
        False,
        True,
    )
    assert not configuration(Settings(email="smtp://localhost:25"))["EMAIL_USE_TLS"]


# Changing


def test_the_list_tells_of_each_person(root):
    with_app(person("publisher", full_name="Berta"))
    person("reader", full_name="Carla", is_active=False)
    page = text(root.get("/es/manage/people/"))
    assert re.search(r"Berta Publicación activa sí nunca publisher@example.org", page)
    assert re.search(r"Carla Lectura desactivada no nunca", page)


def test_a_role_is_changed(root):
    ana = person("reader")
    answer = root.post(path_of(ana, "role/"), {"role": "editor"})
    assert answer.url == path_of(ana)
    assert type(ana).objects.get(pk=ana.pk).role == "editor"
    (entry,) = entries("account.role_changed")
    assert (entry.subject, entry.detail) == (ana.email, {"from": "reader", "to": "editor"})
    assert root.post(path_of(ana, "role/"), {"role": "emperor"}).status_code == 302
    assert type(ana).objects.get(pk=ana.pk).role == "editor"


def test_an_account_is_deactivated_and_reactivated(root, visitor):
    ana = person("editor")
    enter(visitor, ana)
    token, _ = links.issue(ana, links.INVITED)
    root.post(path_of(ana, "deactivate/"))
    assert "login" in visitor.get("/es/account/").url
    assert sign_in(visitor, ana).url == "/es/account/inactive/"
    assert visitor.get(f"/es/account/link/{token}/").status_code == 410
    assert root.post(path_of(ana, "link/")).status_code == 404
    root.post(path_of(ana, "reactivate/"))
    assert sign_in(visitor, ana).status_code == 302
    assert len(entries("account.deactivated")) == len(entries("account.reactivated")) == 1


def test_a_lost_phone(root, visitor):
    ana = with_app(person("editor"))
    assert "authenticate" in sign_in(visitor, ana).url
    root.post(path_of(ana, "second-factor/"))
    assert not ana.authenticator_set.exists()
    # She may still be looking at the page that asks for it.
    answer = visitor.get("/es/account/login/", follow=True)
    assert answer.redirect_chain[-1] == ("/es/manage/", 302)
    (entry,) = entries("account.second_factor_reset")
    assert (entry.actor.email, entry.subject) == ("administrator@example.org", ana.email)


@pytest.mark.parametrize("what", ["role/", "deactivate/", "second-factor/"])
def test_nobody_takes_it_from_oneself(root, what):
    me = get_user_model().objects.get(email="administrator@example.org")
    answer = root.post(path_of(me, what), {"role": "reader"}, follow=True)
    assert "No puede quitarse esto a sí mismo" in text(answer)
    me = get_user_model().objects.get(pk=me.pk)
    assert me.is_active
    assert (me.role, me.authenticator_set.exists()) == ("administrator", True)


def test_one_administrator_always_remains(root):
    """Of two who take the role from each other, the second is refused."""
    other = with_app(person("administrator", email="other@example.org"))
    others = enter(Client(SERVER_NAME="localhost"), other)
    me = get_user_model().objects.get(email="administrator@example.org")
    assert root.post(path_of(other, "role/"), {"role": "reader"}).status_code == 302
    assert others.post(path_of(me, "role/"), {"role": "reader"}).status_code == 403
    from cedic.web.accounts.people import administrators

    assert list(administrators()) == [me]


def test_who_loses_the_role_meanwhile_changes_nothing(visitor, monkeypatch):
    """As when the permission was there when the page was asked for, and is gone a moment later."""
    enter(visitor, with_app(person("publisher")))
    target = person("editor")
    monkeypatch.setattr(get_user_model(), "has_perm", lambda self, name: True)
    for what in ("role/", "deactivate/", "second-factor/"):
        assert visitor.post(path_of(target, what), {"role": "reader"}).status_code == 403


def test_the_first_administrator_may_do_all(visitor):
    call_command("createsuperuser", interactive=False, email="a@b.org", full_name="A", verbosity=0)
    first = get_user_model().objects.get(email="a@b.org")
    first.set_password(PHRASE)
    first.save()
    assert first.role == "administrator"
    enter(visitor, with_app(first))
    assert visitor.get("/es/manage/people/").status_code == 200


PATHS = [
    "",
    "invite/",
    "{pk}/",
    "{pk}/role/",
    "{pk}/link/",
    "{pk}/second-factor/",
    "{pk}/deactivate/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", [None, "reader", "editor", "publisher"])
def test_others_do_not_get_in(visitor, path, role):
    target = person("administrator")
    if role:
        enter(visitor, with_app(person(role)))
    for method in (visitor.get, visitor.post):
        answer = method("/fr/manage/people/" + path.format(pk=target.pk))
        if answer.status_code == 405:
            continue
        if role:
            assert answer.status_code == 403
            assert b'lang="fr"' in answer.content
        else:
            assert answer.url.startswith("/fr/account/login/")


@pytest.mark.parametrize("pk", ["0", "999", "99999999999999999999999999"])
def test_a_person_who_is_not_there(root, pk):
    assert root.get(f"/es/manage/people/{pk}/").status_code == 404
    for what in ("role/", "link/", "second-factor/", "deactivate/"):
        assert root.post(f"/es/manage/people/{pk}/{what}", {"role": "reader"}).status_code == 404


def test_a_form_of_another_site_is_refused(root):
    ana = person("editor")
    root.handler.enforce_csrf_checks = True
    assert root.post(path_of(ana, "deactivate/")).status_code == 403
    assert get_user_model().objects.get(pk=ana.pk).is_active


# From the server


def test_a_link_from_the_command_line(visitor):
    ana = with_app(person("administrator", language="fr"))
    said = StringIO()
    call_command("sign_in_link", "ADMINISTRATOR@example.org", stdout=said)
    assert ana.authenticator_set.exists()
    call_command("sign_in_link", ana.email, "--reset-second-factor", stdout=said)
    link = said.getvalue().split()[-1].removeprefix("http://localhost:8000")
    assert link.startswith("/fr/account/link/")
    assert visitor.post(link, CHOICE).status_code == 302
    assert sign_in(visitor, ana, language="fr", password=CHOSEN).url == "/fr/account/two-step/"
    assert entries("account.second_factor_reset")[0].detail == {"by": "command"}


def test_a_link_for_nobody():
    person("editor", is_active=False)
    for email, word in (
        ("nobody@example.org", "no account"),
        ("editor@example.org", "deactivated"),
    ):
        with pytest.raises(CommandError, match=word):
            call_command("sign_in_link", email)


# Languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_visitors_language(root, language):
    """The passwords' rules and errors too, which come from Django."""
    ana = person("editor", full_name="Xx")
    english = re.compile(
        r"\b(This field|is required|Your password|can’t|Enter a|Select a|Ensure|password is|"
        r"Incorrect|Two-Factor|Sign In|Confirm Access|You have|You are|Too many)\b"
    )
    paths = [
        "account/",
        "account/password/",
        "account/two-step/",
        "manage/people/",
        "account/logout/",
        "manage/people/invite/",
        f"manage/people/{ana.pk}/",
        "account/two-step/webauthn/",
        "account/two-step/recovery-codes/generate/",
    ]
    visitor = Client(SERVER_NAME="localhost")
    root.post(f"/{language}/account/reauthenticate/", {"password": PHRASE})
    pages = [root.get(f"/{language}/{path}") for path in paths]
    pages += [
        root.post(f"/{language}/{path}", {"email": "x", "role": "x", "password1": "1"})
        for path in ("account/", "account/password/", "manage/people/invite/")
    ]
    pages += [
        visitor.get(f"/{language}/account/{path}") for path in ("login/", "signup/", "inactive/")
    ]
    pages += [sign_in(visitor, "", language=language), sign_in(visitor, "x", language=language)]
    for page in pages:
        assert page.status_code == 200, page.request
        assert f'<html lang="{language}">'.encode() in page.content
        found = english.search(text(page))
        if language == "en":
            continue
        assert not found, f"{page.request['PATH_INFO']}: {found}"


def test_every_text_is_said_in_the_visitors_own_words():
    from cedic.web.accounts import words

    for texts in (words.PAGES, words.ERRORS, words.NOTICES, words.MAY):
        for name, said in texts.items():
            assert len({said[language] for language in LANGUAGES}) >= 3 or len(said.en) < 12, name
