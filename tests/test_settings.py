from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from cedic.errors import CedicError, UnknownCodeError, UsageError
from cedic.settings import Settings, settings


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty working folder, and nothing set."""
    monkeypatch.chdir(tmp_path)
    for field in fields(Settings):
        monkeypatch.delenv(f"CEDIC_{field.name.upper()}", raising=False)


def toml(text: str) -> None:
    Path("cedic.toml").write_text(text, "utf-8")


def test_what_is_not_set() -> None:
    assert settings() == Settings()
    assert settings().store_location == str(Path(".cedic/store"))
    assert settings().blocs_path is None


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    toml('home = "a"\nlanguage = "es"\nthreads = 2\n')
    monkeypatch.setenv("CEDIC_HOME", "b")
    assert (settings().home, settings().language, settings().threads) == ("b", "es", 2)
    monkeypatch.setenv("CEDIC_THREADS", "3")
    assert settings().threads == 3


def test_a_change_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    toml('home = "a"')
    assert settings().home == "a"
    toml('home = "b"')
    assert settings().home == "b"
    monkeypatch.setenv("CEDIC_HOME", "c")
    assert settings().home == "c"


def test_where_the_store_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv("CEDIC_HOME", "~/figures")
    assert settings().store_location == "/home/ana/figures/store"
    monkeypatch.setenv("CEDIC_STORE", "~/elsewhere")
    assert settings().store_location == "/home/ana/elsewhere"
    monkeypatch.setenv("CEDIC_STORE", "s3://bucket/store")
    assert settings().store_location == "s3://bucket/store"


def test_own_blocs(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".cedic").mkdir()
    Path(".cedic/blocs.toml").write_text("")
    assert settings().blocs_path == Path(".cedic/blocs.toml")
    monkeypatch.setenv("CEDIC_BLOCS", "mine.toml")
    assert settings().blocs_path == Path("mine.toml")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://stats.example.org/", "https://stats.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("", ""),
    ],
)
def test_the_public_address(monkeypatch: pytest.MonkeyPatch, text: str, address: str) -> None:
    monkeypatch.setenv("CEDIC_PUBLIC_ADDRESS", text)
    assert settings().public_address == address


@pytest.mark.parametrize(
    "text",
    [
        "stats.example.org",
        "ftp://x",
        "https://x/path",
        "https://u:p@x",
        'https://x"><b>',
        "https://",
    ],
)
def test_a_public_address_that_is_none(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CEDIC_PUBLIC_ADDRESS", text)
    with pytest.raises(UsageError, match="public_address"):
        settings()


def test_the_hosts_of_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    own = ["localhost", "127.0.0.1", "[::1]"]
    assert settings().hosts == own
    monkeypatch.setenv("CEDIC_PUBLIC_ADDRESS", "https://stats.example.org:8443")
    monkeypatch.setenv("CEDIC_ALLOWED_HOSTS", "office-pc, .example.net,")
    assert settings().hosts == [*own, "stats.example.org", "office-pc", ".example.net"]


def test_an_unknown_setting_is_told_with_the_near_one() -> None:
    toml('langauge = "es"')
    with pytest.raises(UnknownCodeError, match="did you mean language") as raised:
        settings()
    assert "cedic.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("home 5", "not valid TOML.*line 1"),
        ("home = 5", "home is 5, not a text"),
        ('language = ["es"]', "language is .*, not a text"),
        ('threads = "two"', "threads is 'two', not a whole number"),
        ("threads = 2.5", "threads is 2.5, not a whole number"),
        ("threads = true", "threads is True, not a whole number"),
        ("threads = -1", "threads is -1, not a whole number"),
        ("threads = [1]", "not a whole number"),
    ],
)
def test_what_cannot_be_read(text: str, told: str) -> None:
    toml(text)
    with pytest.raises(UsageError, match=told) as raised:
        settings()
    assert "cedic.toml" in str(raised.value)


def test_a_file_of_another_encoding() -> None:
    Path("cedic.toml").write_bytes('home = "año"'.encode("latin-1"))
    with pytest.raises(UsageError, match="cannot be read"):
        settings()


@pytest.mark.parametrize("name", ["MEMORY_LIMIT", "THREADS"])
def test_a_limit_that_duckdb_does_not_take(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from cedic.warehouse.engine import connect

    monkeypatch.setenv(f"CEDIC_{name}", "much")
    with pytest.raises(CedicError, match="CEDIC_" + name) as raised:
        connect()
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    "server",
    ["mail.example.org", "http://mail.example.org", "smtp://me:secret@mail.example.org", "smtp://"],
)
def test_a_mail_server_that_is_none(monkeypatch, tmp_path, server):
    monkeypatch.setenv("CEDIC_EMAIL", server)
    monkeypatch.setenv("CEDIC_EMAIL_FROM", "statistics@example.org")
    with pytest.raises(UsageError, match="mail server") as refused:
        settings(str(tmp_path / "none.toml"))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "nobody", "A <a@b.org>", "a@b.org\nBcc: c@d.org"])
def test_a_mail_server_needs_an_address_to_write_from(monkeypatch, tmp_path, sender):
    monkeypatch.setenv("CEDIC_EMAIL", "smtps://me%40x.org@mail.example.org:465")
    monkeypatch.setenv("CEDIC_EMAIL_FROM", sender)
    with pytest.raises(UsageError, match="email_from"):
        settings(str(tmp_path / "none.toml"))
    monkeypatch.setenv("CEDIC_EMAIL_FROM", "statistics@example.org")
    assert settings(str(tmp_path / "none.toml")).email_from == "statistics@example.org"
