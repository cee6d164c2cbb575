"""Backup and restore: all comes back, while the portal runs; and what is no backup is refused."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import cedic
from cedic.errors import CedicError, DataError, StoreError, UsageError
from cedic.warehouse import Store
from cedic.web.backup import MANIFEST, back_up
from cedic.web.restore import restore
from serving import environment, served

BLOCS = """
[MINE]
founded = 2012-06-06
name = "Mine"
[[MINE.members]]
areas = ["ARG", "BRA"]
start = 2012-06-06
source = "own definition"
"""
CHOICE = ("REGIONAL_TRADE", "REF_AREA=MERCOSUR", "--format", "csv")

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def run(home: Path, *arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "cedic", *map(str, arguments)],
        env=environment(home, **env),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr
    return done


def add_account(home: Path, name: str) -> None:
    """An account in the portal's database."""
    script = (
        "import django; django.setup()\n"
        "from django.contrib.auth import get_user_model\n"
        f"get_user_model()(email='{name}@example.org').save()\n"
    )
    env = environment(home, DJANGO_SETTINGS_MODULE="cedic.web.settings")
    subprocess.run([sys.executable, "-c", script], env=env, check=True, timeout=60)


def accounts(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "portal.sqlite3")) as connection:
        rows = connection.execute("SELECT email FROM accounts_user ORDER BY email").fetchall()
    return [row[0] for row in rows]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    """A home that is in use. Read it only."""
    home = tmp_path_factory.mktemp("kept") / "home"
    home.mkdir()
    (home / "store").symlink_to(Path(sample_store.location).resolve())
    (home / "blocs.toml").write_text(BLOCS)
    (home / "uploads" / "0f").mkdir(parents=True)
    (home / "uploads" / "0f" / "añadidos 2020.csv").write_bytes(b"year,from,to,usd\n")
    assert run(home, "manage", "migrate", "--verbosity", "0").returncode == 0
    add_account(home, "ana")
    return home


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Store]:
    """Work in a home folder, and give its store."""

    def enter(home: Path) -> Store:
        monkeypatch.setenv("CEDIC_HOME", str(home))
        monkeypatch.delenv("CEDIC_DATABASE", raising=False)
        return cedic.open()

    return enter


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    """A backup without figures."""
    file = tmp_path_factory.mktemp("small") / "small.zip"
    done = run(home, "backup", file, "--without-store", "--with-secrets")
    assert done.returncode == 0, done.stderr
    return file


# All comes back


def test_what_is_destroyed_comes_back(home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.zip", tmp_path / "other"
    before = run(home, "data", *CHOICE)
    with served(home) as address:
        done = run(home, "backup", file)
        assert done.returncode == 0, done.stderr
        assert urllib.request.urlopen(f"{address}/health/ready").status == 200  # noqa: S310
    add_account(home, "too-late")
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(other, "restore", file).returncode == 0

    assert run(other, "data", *CHOICE).stdout == before.stdout != ""
    assert accounts(other) == ["ana@example.org"]
    assert (other / "portal.sqlite3").stat().st_mode & 0o777 == 0o600
    assert (other / "blocs.toml").read_text() == BLOCS
    upload = other / "uploads" / "0f" / "añadidos 2020.csv"
    assert upload.read_bytes() == b"year,from,to,usd\n"
    assert not (other / "secret.key").exists()
    doctor = run(other, "doctor")
    assert (doctor.returncode, "mend" in doctor.stdout) == (0, False)
    with served(other) as address:
        assert urllib.request.urlopen(f"{address}/es/").status == 200  # noqa: S310
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "other"]


def test_secrets_go_along_only_when_asked(home: Path, small: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(small) as archive:
        assert archive.read("secret.key").decode() == (home / "secret.key").read_text()
    assert run(home, "backup", tmp_path / "a.zip", "--without-store").returncode == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "secret.key" not in archive.namelist()


def test_the_manifest_tells_what_is_in_it(small: Path) -> None:
    with zipfile.ZipFile(small) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        contents = {name: archive.read(name) for name in manifest["files"]}
    assert manifest["cedic"] == cedic.__version__
    assert manifest["parts"] == [
        "portal.sqlite3",
        "uploads",
        "documents",
        "blocs.toml",
        "secret.key",
    ]
    for name, content in contents.items():
        told = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        assert manifest["files"][name] == told


def test_what_is_still_in_the_journal_of_the_database_goes_along(
    home: Path, at: Callable[[Path], Store], tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    with (
        closing(sqlite3.connect(home / "portal.sqlite3")) as source,
        closing(sqlite3.connect(mine / "portal.sqlite3")) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("UPDATE accounts_user SET email = 'journal' || id")
        target.commit()
        assert (mine / "portal.sqlite3-wal").stat().st_size
        back_up(tmp_path / "a.zip", at(mine))
    restore(tmp_path / "a.zip", at(other))
    assert all(name.startswith("journal") for name in accounts(other))


def test_a_home_that_was_never_used(at: Callable[[Path], Store], tmp_path: Path) -> None:
    made = back_up(tmp_path / "a.zip", at(tmp_path / "none"))
    assert (made.release, made.files) == (None, {})
    assert restore(tmp_path / "a.zip", at(tmp_path / "other")) == made


# What is there is not lost


def test_a_backup_is_never_written_over_a_file(home: Path, small: Path) -> None:
    before = small.read_bytes()
    done = run(home, "backup", small)
    assert done.returncode == 2
    assert "never written over" in done.stderr
    assert small.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing(
    home: Path, at: Callable[[Path], Store], tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(tmp_path / "no" / "such" / "folder.zip", at(home))
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "portal.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="cannot be copied"):
        back_up(tmp_path / "a.zip", at(broken))
    assert [path.name for path in tmp_path.iterdir()] == ["broken"]


def test_something_that_is_there_is_replaced_only_when_asked(small: Path, tmp_path: Path) -> None:
    used = tmp_path / "used"
    (used / "uploads").mkdir(parents=True)
    (used / "uploads" / "mine.csv").write_text("mine")
    (used / "portal.sqlite3-wal").write_text("of another database")
    (used / "downloads").mkdir()
    refused = run(used, "restore", small)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert [path.name for path in (used / "uploads").iterdir()] == ["mine.csv"]
    assert run(used, "restore", small, "--replace").returncode == 0
    assert [path.name for path in (used / "uploads").iterdir()] == ["0f"]
    names = ["blocs.toml", "documents", "downloads", "portal.sqlite3", "secret.key", "uploads"]
    assert sorted(path.name for path in used.iterdir()) == names


def test_a_restore_that_fails_halfway_changes_nothing(
    small: Path, at: Callable[[Path], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = tmp_path / "used"
    (used / "uploads").mkdir(parents=True)
    (used / "uploads" / "mine.csv").write_text("mine")
    (used / "blocs.toml").write_text("# mine")
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path.name == "blocs.toml.restoring":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(StoreError, match="No space left"):
        restore(small, at(used), replace=True)
    assert sorted(path.name for path in used.iterdir()) == ["blocs.toml", "uploads"]
    assert (used / "blocs.toml").read_text() == "# mine"
    assert (used / "uploads" / "mine.csv").read_text() == "mine"


def test_what_a_killed_restore_put_aside_is_not_covered_up(
    small: Path, at: Callable[[Path], Store], tmp_path: Path
) -> None:
    (tmp_path / "uploads.replaced").mkdir()
    with pytest.raises(StoreError, match="stopped") as caught:
        restore(small, at(tmp_path), replace=True)
    assert "uploads.replaced" in str(caught.value)


def test_nothing_is_replaced_while_a_build_writes(
    at: Callable[[Path], Store], tmp_path: Path
) -> None:
    store = at(tmp_path / "home")
    back_up(tmp_path / "a.zip", store)
    with store.writing("a test"), pytest.raises(StoreError, match="Another process"):
        restore(tmp_path / "a.zip", store, replace=True)


# What is no backup


def altered(file: Path, target: Path, change: Change) -> Path:
    """A copy of a backup with other contents; its manifest is as `change` leaves it."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(contents.pop(MANIFEST))
    change(contents, manifest)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        if manifest:
            archive.writestr(MANIFEST, json.dumps(manifest))
    return target


def adding(name: str) -> Change:
    """A file more, listed as it should be."""

    def change(contents: dict[str, bytes], manifest: dict[str, Any]) -> None:
        contents[name] = b"x"
        digest = hashlib.sha256(b"x").hexdigest()
        manifest["files"][name] = {"bytes": 1, "sha256": digest}

    return change


def saying(**told: Any) -> Change:
    """A manifest that says something else."""
    return lambda contents, manifest: manifest.update(told)


ALTERED: dict[str, tuple[Change, type[CedicError], str]] = {
    "other content": (
        lambda contents, manifest: contents.update({"blocs.toml": b"#" * len(BLOCS.encode())}),
        DataError,
        "blocs.toml was altered",
    ),
    "other length": (
        lambda contents, manifest: contents.update({"blocs.toml": b"#"}),
        DataError,
        "not as long",
    ),
    "a file less": (
        lambda contents, manifest: contents.pop("blocs.toml") and None,
        DataError,
        "not those of its manifest",
    ),
    "a file more": (
        lambda contents, manifest: contents.update({"uploads/x": b""}),
        DataError,
        "not those of its manifest",
    ),
    "no manifest": (lambda contents, manifest: manifest.clear(), DataError, "no manifest"),
    "outside": (adding("uploads/../../x"), DataError, "no place"),
    "absolute": (adding("/etc/cedic"), DataError, "no place"),
    "backslashes": (adding("uploads\\..\\x"), DataError, "no place"),
    "dots": (adding("uploads/./x"), DataError, "no place"),
    "no part": (adding("downloads/x"), DataError, "no place"),
    "below a file": (adding("blocs.toml/x"), DataError, "no place"),
    "a file in place of a folder": (adding("uploads"), DataError, "no place"),
    "unknown part": (saying(parts=["downloads"]), DataError, "part that is none"),
    "part without its file": (saying(parts=["portal.dump"]), DataError, "lacks portal.dump"),
    "parts that are none": (saying(parts=3), DataError, "cannot be read"),
    "files that are none": (saying(files=[1]), DataError, "cannot be read"),
    "format that is none": (saying(format="x"), DataError, "cannot be read"),
    "newer format": (saying(format=2), UsageError, "pip install"),
    "newer version": (saying(cedic="99.0"), UsageError, "CEDIC 99.0"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_backup_is_refused_before_anything_changes(
    what: str, small: Path, at: Callable[[Path], Store], tmp_path: Path
) -> None:
    change, kind, told = ALTERED[what]
    file = altered(small, tmp_path / "altered.zip", change)
    with pytest.raises(kind, match=told):
        restore(file, at(tmp_path / "home"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path != file]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.99])
def test_a_cut_backup_is_refused(part: float, small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * part)])
    done = run(tmp_path / "home", "restore", tmp_path / "cut.zip")
    assert done.returncode == 3
    assert "not a whole backup" in done.stderr


def test_a_flipped_bit_is_found(small: Path, at: Callable[[Path], Store], tmp_path: Path) -> None:
    damaged = bytearray(small.read_bytes())
    damaged[len(damaged) // 3] ^= 1
    (tmp_path / "damaged.zip").write_bytes(damaged)
    with pytest.raises(DataError, match="not a whole backup"):
        restore(tmp_path / "damaged.zip", at(tmp_path / "home"))


def test_no_file(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "restore", tmp_path / "nothing.zip")
    assert (done.returncode, "no such file" in done.stderr) == (2, True)


def test_the_other_kind_of_database_is_refused(small: Path, tmp_path: Path) -> None:
    database = "postgresql://cedic@127.0.0.1:1/portal"
    done = run(tmp_path / "home", "restore", small, CEDIC_DATABASE=database)
    assert done.returncode == 2
    assert "SQLite" in done.stderr


def test_an_object_store_is_left_to_itself(home: Path, tmp_path: Path) -> None:
    done = run(home, "backup", tmp_path / "a.zip", CEDIC_STORE="s3://bucket/store")
    assert done.returncode == 2
    assert "--without-store" in done.stderr
    assert not (tmp_path / "a.zip").exists()
