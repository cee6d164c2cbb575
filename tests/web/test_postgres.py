"""The portal's database on a real PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from serving import environment, free_port, served

pytestmark = pytest.mark.postgres
SYSTEM_USER = "postgres"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL of our own, which lives in a temporary folder."""
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    programs = programs_of_postgresql()
    # Not in pytest's own folder, which no other user may enter.
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if os.geteuid() == 0:
            shutil.chown(home, SYSTEM_USER)
        data, port = home / "data", free_port()
        as_owner(home, str(programs / "initdb"), "-D", str(data), "-U", "cedic", "-A", "trust")
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log")]
        where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
        as_owner(home, *control, "-o", f"{where} -c fsync=off", "start")
        try:
            yield f"postgresql://cedic@127.0.0.1:{port}"
        finally:
            as_owner(home, *control, "-m", "immediate", "stop")


def programs_of_postgresql() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not folders:
        pytest.skip("PostgreSQL is not installed")
    return folders[-1].parent


def as_owner(home: Path, *command: str) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    if os.geteuid() == 0:
        command = ("runuser", "-u", SYSTEM_USER, "--", *command)
    done = subprocess.run(
        command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120
    )
    assert done.returncode == 0, command


@pytest.fixture
def database(cluster: str, request: pytest.FixtureRequest) -> str:
    """An empty database."""
    import psycopg

    name = f"portal_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{cluster}/{name}"


def run(home: Path, arguments: Sequence[str], database: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env=environment(home, CEDIC_DATABASE=database),
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_the_tests_of_the_database_pass(database: str, tmp_path: Path) -> None:
    names = ("accounts", "access", "audit", "people", "sign_in", "programme_search")
    tests = [str(Path(__file__).with_name(f"test_{name}.py")) for name in names]
    done = run(tmp_path, ["pytest", "-q", "-p", "no:cacheprovider", *tests], database)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


def test_an_administrator_decides_when_it_changes(
    database: str, tmp_path: Path, sample_store: object
) -> None:
    location = Path(str(sample_store.location)).resolve()  # type: ignore[attr-defined]
    (tmp_path / "store").symlink_to(location)
    refused = run(tmp_path, ["cedic", "serve", "--port", str(free_port())], database)
    assert refused.returncode == 3, refused.stderr
    assert "cedic manage migrate" in refused.stderr
    assert "mend" in run(tmp_path, ["cedic", "doctor"], database).stdout
    assert run(tmp_path, ["cedic", "manage", "migrate"], database).returncode == 0
    told = run(tmp_path, ["cedic", "doctor"], database).stdout
    assert "up to date" in told


# Backup and restore


@pytest.fixture
def home(tmp_path: Path, sample_store: object) -> Path:
    """A home with the sample's figures, which its backup is to leave out or only to read."""
    home = tmp_path / "home"
    home.mkdir()
    location = Path(str(sample_store.location)).resolve()  # type: ignore[attr-defined]
    (home / "store").symlink_to(location)
    return home


def ask(database: str, statement: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def accounts(database: str) -> list[tuple[object, ...]]:
    return ask(database, "SELECT email FROM accounts_user ORDER BY email")


NEW = """INSERT INTO accounts_user (email, password, is_superuser, full_name, language, is_active,
is_staff, date_joined) VALUES ('{}@example.org', '', false, '', 'es', true, false, now())"""


def test_what_is_destroyed_comes_back(database: str, home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.zip", tmp_path / "other"
    assert run(home, ["cedic", "manage", "migrate"], database).returncode == 0
    ask(database, NEW.format("ana"))
    with served(home, CEDIC_DATABASE=database):
        done = run(home, ["cedic", "backup", str(file)], database)
    assert done.returncode == 0, done.stderr
    assert "portal.dump" in done.stderr
    before = accounts(database)
    ask(database, NEW.format("too-late"))
    ask(database, "CREATE TABLE of_a_later_version (id int)")
    ask(database, "DROP TABLE django_session")

    refused = run(other, ["cedic", "restore", str(file)], database)
    assert (refused.returncode, "the database" in refused.stderr) == (2, True)
    done = run(other, ["cedic", "restore", str(file), "--replace"], database)
    assert done.returncode == 0, done.stderr
    assert accounts(database) == before
    assert ask(database, "SELECT to_regclass('of_a_later_version')") == [(None,)]
    assert ask(database, "SELECT count(*) FROM pg_namespace WHERE nspname ~ 'cedic'") == [(0,)]
    ask(database, NEW.format("later"))
    doctor = run(other, ["cedic", "doctor"], database)
    assert doctor.returncode == 0, doctor.stdout
    assert not list(tmp_path.glob("*/portal.dump*"))
    choice = ["cedic", "data", "REGIONAL_TRADE", "REF_AREA=MERCOSUR", "--format", "csv"]
    assert run(other, choice, database).stdout == run(home, choice, database).stdout != ""
    with served(other, CEDIC_DATABASE=database):
        pass


def test_a_restore_that_fails_leaves_the_database(
    database: str, home: Path, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    assert run(home, ["cedic", "manage", "migrate"], database).returncode == 0
    ask(database, NEW.format("ana"))
    made = run(home, ["cedic", "backup", str(good), "--without-store"], database)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(bad, "w") as worse:
        manifest = json.loads(archive.read("manifest.json"))
        dump = archive.read("portal.dump")[:-2000]
        digest = hashlib.sha256(dump).hexdigest()
        manifest["files"]["portal.dump"] = {"bytes": len(dump), "sha256": digest}
        worse.writestr("portal.dump", dump)
        worse.writestr("manifest.json", json.dumps(manifest))
    before = accounts(database)
    done = run(tmp_path / "other", ["cedic", "restore", str(bad), "--replace"], database)
    assert done.returncode == 3, done.stderr
    assert "pg_restore" in done.stderr
    assert accounts(database) == before
    assert ask(database, "SELECT count(*) FROM pg_namespace WHERE nspname ~ 'cedic'") == [(0,)]


def test_without_the_programs_of_postgresql(
    database: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run(home, ["cedic", "backup", str(tmp_path / "a.zip")], database)
    assert done.returncode == 2
    assert "postgresql-client" in done.stderr
    assert not (tmp_path / "a.zip").exists()


def test_no_password_is_told_or_shown_to_who_lists_processes(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    fake = tmp_path / "pg_dump"
    fake.write_text(f'#!/bin/sh\necho "$@" > {seen}\necho "no such host" >&2\nexit 1\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    database = "postgresql://cedic:hidden@db.example.org/portal"
    done = run(home, ["cedic", "backup", str(tmp_path / "a.zip")], database)
    assert done.returncode == 3
    assert "no such host" in done.stderr
    assert "hidden" not in done.stderr + seen.read_text()
