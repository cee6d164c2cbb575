"""Signing in: passwords, second factors, sessions, guesses, and what strangers send."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client, TestCase, override_settings
from django.utils import timezone
from staff import PHRASE, code, enter, forgotten, person, sign_in, text, with_app

from cedic.model import LANGUAGES


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        yield


@pytest.fixture
def visitor(portal) -> Client:
    return Client(SERVER_NAME="localhost")


def entries(action: str):
    from cedic.web.audit.models import Entry

    return list(Entry.objects.filter(action=action))


# Passwords


def test_a_person_signs_in_and_goes_on_in_her_language(visitor):
    ana = person("editor", language="pt")
    answer = sign_in(visitor, ana, language="fr")
    assert (answer.status_code, answer.url) == (302, "/pt/manage/")
    (entry,) = (one for one in entries("account.signed_in") if one.actor == ana)
    assert entry.detail == {"from": "127.0.0.1"}


def test_the_address_may_be_written_in_any_case(visitor):
    person("editor")
    assert sign_in(visitor, " Editor@EXAMPLE.org").status_code == 302


def test_a_page_that_asked_to_sign_in_is_returned_to(visitor):
    answer = sign_in(visitor, person("editor"), next="/es/manage/texts?page=2")
    assert answer.url == "/es/manage/texts?page=2"


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "http://localhost/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        " //evil.example",
    ],
)
def test_nobody_is_led_elsewhere(visitor, next):
    assert sign_in(visitor, person("editor"), next=next).url == "/es/manage/"
    answer = visitor.post("/es/account/logout/", {"next": next})
    assert answer.url == "/es/account/login/"


def test_whether_there_is_an_account_is_not_told(visitor):
    ana = person("editor")
    wrong = sign_in(visitor, ana, password="another-long-one")
    unknown = sign_in(visitor, "nobody@example.org", password="another-long-one")
    told = [
        text(answer).replace(email, "")
        for answer, email in ((wrong, ana.email), (unknown, "nobody@example.org"))
    ]
    assert wrong.status_code == unknown.status_code == 200
    assert told[0] == told[1]
    assert "no corresponden" in told[0]
    assert [entry.subject for entry in entries("account.sign_in_failed")] == [
        "nobody@example.org",
        ana.email,
    ]


def test_an_unknown_address_takes_as_long(visitor, monkeypatch):
    """As many passwords are hashed, which is what takes time."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or encode(*given)
    )
    person("editor")
    hashed.clear()
    sign_in(visitor, "editor@example.org", password="another-long-one")
    known = len(hashed)
    hashed.clear()
    sign_in(visitor, "nobody@example.org", password="another-long-one")
    assert known == len(hashed) == 1


def test_a_deactivated_account_is_not_opened(visitor):
    ana = person("editor", is_active=False)
    answer = sign_in(visitor, ana)
    assert answer.url == "/es/account/inactive/"
    assert "desactivada" in text(visitor.get(answer.url))
    assert sign_in(visitor, ana, password="another-long-one").status_code == 200


def test_a_session_ends_with_the_account(visitor):
    ana = person("editor")
    enter(visitor, ana)
    assert visitor.get("/es/account/").status_code == 200
    type(ana).objects.filter(pk=ana.pk).update(is_active=False)
    assert "login" in visitor.get("/es/account/").url


def test_nobody_signs_up(visitor):
    for answer in (visitor.get("/fr/account/signup/"), visitor.post("/fr/account/signup/", {})):
        assert "invitation" in text(answer)


def test_signing_out_asks_first(visitor):
    enter(visitor, person("editor"))
    assert visitor.get("/es/account/logout/").status_code == 200
    assert visitor.get("/es/account/").status_code == 200
    assert visitor.post("/es/account/logout/").url == "/es/account/login/"
    assert "Ha salido" in text(visitor.get("/es/account/login/"))
    assert "login" in visitor.get("/es/account/").url


def test_a_password_is_changed_by_who_knows_it(visitor):
    ana = person("editor")
    enter(visitor, ana)
    other = enter(Client(SERVER_NAME="localhost"), ana)
    change = {
        "oldpassword": PHRASE,
        "password1": "quite-another-1",
        "password2": "quite-another-1",
    }
    refused = visitor.post("/es/account/password/", change | {"oldpassword": "wrong"})
    assert "no es su contraseña" in text(refused)
    assert "comun" in text(
        visitor.post("/es/account/password/", change | {"password1": "12345678"})
    ).replace("ú", "u")
    assert visitor.post("/es/account/password/", change).url == "/es/account/"
    assert visitor.get("/es/account/").status_code == 200
    assert "login" in other.get("/es/account/").url
    assert entries("account.password_changed")


def test_a_person_changes_her_name_and_language(visitor):
    ana = person("editor")
    enter(visitor, ana)
    answer = visitor.post("/es/account/", {"full_name": "<b>Ana</b>", "language": "fr"})
    assert answer.url == "/fr/account/"
    assert b"&lt;b&gt;Ana&lt;/b&gt;" in visitor.get("/fr/account/").content
    assert visitor.post("/es/account/", {"full_name": "", "language": "xx"}).status_code == 200


# Second factors


def test_a_second_factor_is_asked_for(visitor):
    ana = with_app(person("publisher"))
    answer = sign_in(visitor, ana)
    assert answer.url == "/es/account/two-step/authenticate/"
    assert "login" in visitor.get("/es/account/").url
    refused = visitor.post(answer.url, {"code": "000000"})
    assert "Este código no es correcto" in text(refused)
    assert entries("account.second_step_failed")[0].subject == ana.email
    assert visitor.post(answer.url, {"code": code()}).url == "/es/manage/"
    assert visitor.get("/es/account/").status_code == 200


def test_a_code_counts_once(visitor):
    ana = with_app(person("publisher"))
    shown = code()
    visitor.post(sign_in(visitor, ana).url, {"code": shown})
    again = Client(SERVER_NAME="localhost")
    assert again.post(sign_in(again, ana).url, {"code": shown}).status_code == 200


def test_a_recovery_code_counts_once(visitor):
    ana = with_app(person("publisher"))
    (codes,) = [
        one.wrap().get_unused_codes() for one in ana.authenticator_set.filter(type="recovery_codes")
    ]
    assert len(set(codes)) == 10
    assert visitor.post(sign_in(visitor, ana).url, {"code": codes[0]}).status_code == 302
    again = Client(SERVER_NAME="localhost")
    assert again.post(sign_in(again, ana).url, {"code": codes[0]}).status_code == 200


def test_who_must_have_a_second_factor_is_led_to_set_one_up(visitor):
    ana = person("administrator")
    assert sign_in(visitor, ana).url == "/es/account/two-step/"
    assert visitor.get("/es/manage/people/").url == "/es/account/two-step/"
    assert "exige un segundo factor" in text(visitor.get("/es/account/two-step/"))
    asked = visitor.get("/es/account/two-step/totp/activate/")
    assert asked.url.startswith("/es/account/reauthenticate/?next=")
    shown = visitor.get(visitor.post(asked.url, {"password": PHRASE}).url)
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    assert b'src="data:image/svg+xml;base64,' in shown.content
    secret = shown.context["form"].secret
    refused = visitor.post("/es/account/two-step/totp/activate/", {"code": "123"})
    assert "Este código no es correcto" in text(refused)
    with TestCase.captureOnCommitCallbacks(execute=True):
        done = visitor.post("/es/account/two-step/totp/activate/", {"code": code(secret)})
    assert done.url == "/es/account/two-step/recovery-codes/"
    codes = visitor.get(done.url)
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in text(codes)
    assert "no-store" in codes["Cache-Control"]
    file = visitor.get("/es/account/two-step/recovery-codes/download/")
    assert file["Content-Type"].startswith("text/plain")
    assert codes.context["unused_codes"][0] in file.content.decode()
    assert visitor.get("/es/manage/people/").status_code == 200
    added = {one.detail["factor"] for one in entries("account.second_factor_added")}
    assert added == {"totp", "recovery_codes"}


def test_a_second_factor_is_removed_by_its_owner(visitor):
    ana = with_app(person("editor"))
    enter(visitor, ana)
    asked = visitor.get("/es/account/two-step/totp/deactivate/")
    visitor.post(asked.url, {"password": PHRASE})
    assert visitor.get("/es/account/two-step/totp/deactivate/").status_code == 200
    assert visitor.post("/es/account/two-step/totp/deactivate/").url == "/es/account/two-step/"
    assert not ana.authenticator_set.exists()
    assert entries("account.second_factor_removed")


STRANGE = [
    "",
    "x",
    "[]",
    "{}",
    "null",
    "1",
    '"a"',
    '{"id": 1}',
    '{"id":"a","rawId":"a","type":"public-key","response":{}}',
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AAAA",
                "signature": "AAAA",
                "userHandle": "_____w",
                "attestationObject": "oA",
            },
        }
    ),
    "[" * 5000,
    "\x00",
    '{"id": "\\ud800"}',
]


@pytest.mark.parametrize("sent", STRANGE)
def test_strange_passkeys_are_refused_and_not_failed(visitor, sent):
    answer = visitor.get(
        "/es/account/two-step/webauthn/login/", headers={"Accept": "application/json"}
    )
    assert answer.json()["request_options"]["publicKey"]["rpId"] == "localhost"
    answer = visitor.post("/es/account/two-step/webauthn/login/", {"credential": sent})
    assert answer.url == "/es/account/login/"
    ana = with_app(person("publisher"))
    step = sign_in(visitor, ana).url
    assert visitor.post(step, {"credential": sent}).status_code == 200
    visitor.post(step, {"code": code()})
    again = visitor.get("/es/account/two-step/webauthn/add/").url
    visitor.post(again, {"password": PHRASE})
    assert visitor.get("/es/account/two-step/webauthn/add/").status_code == 200
    sent = {"name": "x" * 50, "credential": sent}
    assert visitor.post("/es/account/two-step/webauthn/add/", sent).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "two-step/webauthn/keys/1/edit/",
        "two-step/webauthn/keys/99999999999999999999999/remove/",
        "two-step/recovery-codes/",
        "two-step/totp/deactivate/",
        "email/",
        "password/set/",
        "link//",
    ],
)
def test_what_a_person_does_not_have_is_not_found(visitor, path):
    enter(visitor, person("editor"))
    visitor.post("/es/account/reauthenticate/", {"password": PHRASE})
    assert visitor.get(f"/es/account/{path}").status_code == 404


# Sessions


def test_a_session_is_another_after_signing_in(visitor):
    visitor.cookies["sessionid"] = "fixed-by-a-stranger"
    enter(visitor, person("editor"))
    cookie = visitor.cookies["sessionid"]
    assert cookie.value != "fixed-by-a-stranger"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_a_session_ends_a_fortnight_after_signing_in_however_it_is_used(visitor):
    from django.contrib.sessions.models import Session

    enter(visitor, person("editor"))
    session = visitor.session
    session["signed_in"] = (timezone.now() - timedelta(days=13)).isoformat()
    session.save()
    left = Session.objects.get(pk=session.session_key).expire_date - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(days=1)
    assert visitor.get("/es/account/").status_code == 200
    session["signed_in"] = (timezone.now() - timedelta(days=14)).isoformat()
    session.save()
    assert "login" in visitor.get("/es/account/").url


# Guesses


@pytest.mark.parametrize("language", LANGUAGES)
def test_bulk_guesses_are_answered_with_a_page(visitor, language):
    ana = person("editor")
    for _ in range(5):
        assert sign_in(visitor, ana, language=language, password="wrong-one").status_code == 200
    answer = sign_in(visitor, ana, language=language, password="wrong-one")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert f'lang="{language}"'.encode() in answer.content
    # Not even the right password tells anything now.
    assert sign_in(visitor, ana, language=language).status_code == 429


def test_an_account_is_guarded_whatever_address_or_host_the_guesses_come_from(visitor):
    person("editor")
    statuses = [
        visitor.post(
            "/es/account/login/",
            {"login": "editor@example.org", "password": "wrong-one"},
            REMOTE_ADDR=f"198.51.100.{number}",
            SERVER_NAME="localhost",
            SERVER_PORT=str(8000 + number),
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        ).status_code
        for number in range(6)
    ]
    assert statuses == [200] * 5 + [429]


def test_its_owner_gets_in_again(visitor, monkeypatch):
    import time

    ana = person("editor")
    for _ in range(6):
        sign_in(visitor, ana, password="wrong-one")
    later = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    assert sign_in(visitor, ana).status_code == 302


def test_one_address_cannot_guess_at_many_accounts(visitor):
    statuses = [
        sign_in(visitor, f"somebody{number}@example.org", password="wrong-one").status_code
        for number in range(12)
    ]
    assert statuses == [200] * 10 + [429] * 2
    assert (
        sign_in(Client(SERVER_NAME="localhost", REMOTE_ADDR="198.51.100.9"), "a@b.org").status_code
        == 200
    )


def test_codes_are_not_guessed(visitor):
    ana = with_app(person("publisher"))
    step = sign_in(visitor, ana).url
    statuses = [visitor.post(step, {"code": f"{n:06}"}).status_code for n in range(6)]
    assert statuses == [200] * 5 + [429]


def test_attempts_are_counted_in_the_database(visitor):
    from django.db import connection

    sign_in(visitor, person("editor"), password="wrong-one")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_attempts WHERE cache_key LIKE '%login%'")
        assert cursor.fetchone()[0] >= 2


# Strangers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_of_another_site_is_refused_in_the_visitors_language(language):
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    answer = sign_in(strict, "a@example.org", language=language)
    assert answer.status_code == 403
    assert f'lang="{language}"'.encode() in answer.content


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("", ""),
        ("no address", "x"),
        ("a@b\x00.org", "x\x00"),
        ("é" * 300 + "@example.org", "x"),
        ("a@example.org", "x" * 100_000),
        ("<script>alert(1)</script>@x.org", "x"),
    ],
)
def test_whatever_is_sent_is_refused_and_not_failed(visitor, login, password):
    answer = sign_in(visitor, login, password=password)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_nothing_of_a_password_is_logged(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    sign_in(visitor, person("editor"), password="the-secret-word")
    assert "the-secret-word" not in caplog.text


@pytest.mark.parametrize(
    ("proxies", "forwarded", "told"),
    [
        (0, "203.0.113.5", "127.0.0.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        (1, "nonsense", ""),
        (1, "", "127.0.0.1"),
    ],
)
def test_where_a_visitor_comes_from(visitor, proxies, forwarded, told):
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        visitor.post(
            "/es/account/login/",
            {"login": "a@b.org", "password": "wrong-one"},
            headers={"X-Forwarded-For": forwarded} if forwarded else {},
        )
    assert entries("account.sign_in_failed")[0].detail == {"from": told}


def test_a_proxy_is_believed_only_where_the_portal_is_behind_one():
    from cedic.settings import Settings
    from cedic.web.accounts.signing_in import configuration

    counts = [
        configuration(Settings(public_address=address))["ALLAUTH_TRUSTED_PROXY_COUNT"]
        for address in ("", "http://localhost:8000", "https://stats.example.org")
    ]
    assert counts == [0, 0, 1]
