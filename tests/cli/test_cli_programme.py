"""``cedic programme import``, as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cedic.cli.commands import app
from cedic.errors import DataError, UnknownCodeError, UsageError

PROGRAMME = """Work Programme for the year 2031

AREA I. TRADE

PROJECT I.1. Ports [red]of[/red] the islands

Activity I.1.1. Survey of ports

A. Background and justification

Ports matter to islands.

B. Objectives

Count the ports.

C. Expected results

A table of ports.

D. Activities and schedule

Activities\tSchedule
Count\tMay-June
Draw\tDecember-January
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "programme.txt"
    path.write_text(PROGRAMME, "utf-8")
    return path


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEDIC_LANGUAGE", "en")


def run(*arguments: object) -> str:
    runner = CliRunner()
    done = runner.invoke(app, ["programme", "import", *map(str, arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_the_dry_run_shows_counts_and_the_tree(file: Path) -> None:
    shown = run(file, "--dry-run")
    lines = [line.split() for line in shown.splitlines()]
    assert ["task", "2", "1"] in lines
    assert ["activity", "1", "0"] in lines
    assert ["24", "task", "Count", "May-June", "2031-05-01", "…", "2031-06-30"] in lines
    assert ["25", "task", "Draw", "December-January", "unknown", "ends_before_starts"] in lines
    assert "It ends before it begins" in shown


def test_what_a_stranger_wrote_is_no_mark_of_the_table(file: Path) -> None:
    assert "Ports [red]of[/red] the islands" in run(file, "--dry-run")


def test_the_finding_as_json(file: Path) -> None:
    told = json.loads(run(file, "--dry-run", "--format", "json"))
    assert told["kind"] == "work_programme"
    task = next(one for one in told["records"] if one["key"] == "I.1.1/task/1")
    assert task["passage"] == {"first": 24, "last": 24}
    assert {"name": "starts", "value": "2031-05-01"}.items() <= task["fields"][2].items()


def test_an_unknown_format_is_refused(file: Path) -> None:
    with pytest.raises(UnknownCodeError, match="format"):
        run(file, "--dry-run", "--format", "xml")


def test_a_document_goes_into_the_portal_s_review(file: Path, tmp_path: Path) -> None:
    """Taken once, then opened again; listed, and nothing entered."""
    pytest.importorskip("django", reason="the portal needs cedic[web]")
    script = (
        "from typer.testing import CliRunner\n"
        "from cedic.cli.commands import app\n"
        "for words in (['import', FILE], ['import', FILE], ['imports']):\n"
        "    done = CliRunner().invoke(app, ['programme', *words], catch_exceptions=False)\n"
        "    print(done.output)\n"
        "from cedic.web.programme.models import Import, WorkProgramme\n"
        "print(Import.objects.count(), WorkProgramme.objects.count(), Import.objects.get().pk)\n"
    ).replace("FILE", repr(str(file)))
    env = {name: value for name, value in os.environ.items() if not name.startswith("CEDIC_")}
    env |= {"CEDIC_HOME": str(tmp_path / "home"), "CEDIC_LANGUAGE": "en", "COLUMNS": "200"}
    env |= {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout
    number = told.split()[-1]
    assert told.split()[-3:-1] == ["1", "0"]
    assert "programme.txt is ready for review" in told
    assert "programme.txt is in review already" in told
    assert told.count(f"/en/manage/programme/imports/{number}/") == 2
    assert "Work programme" in told


def test_the_review_needs_the_portal(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "django", None)
    with pytest.raises(UsageError, match="no django"):
        run(file)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        run(tmp_path / "none.txt")


def test_a_document_that_is_none(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir,\n\nthis is a letter.\n")
    with pytest.raises(DataError, match="none that can be imported"):
        run(letter, "--dry-run")
    with pytest.raises(DataError, match="cannot be read"):
        run(tmp_path / "nothing.txt", "--dry-run")


def test_a_bad_document_ends_with_exit_code_3(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 broken")
    done = subprocess.run(
        [sys.executable, "-m", "cedic", "programme", "import", str(bad), "--dry-run"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 3
    assert "DOCX cannot be read" in done.stderr
    assert str(bad) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.shared
def test_a_real_programme_is_shown(shared: Path) -> None:
    document = shared.parent / "documents" / "work-programme-2017-en.txt"
    if not document.is_file():
        pytest.skip(f"the real documents are not in {document.parent}")
    lines = [line.split() for line in run(document, "--dry-run").splitlines()]
    for kind, count in (("area", "3"), ("project", "9"), ("activity", "35")):
        assert [kind, count] in [line[:2] for line in lines]
