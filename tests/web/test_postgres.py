"""The portal's database on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from serving import environment, free_port

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
    names = ("accounts", "access", "audit", "people", "sign_in")
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
