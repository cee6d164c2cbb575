"""``cedic programme figures``, ``export`` and ``demonstrate``, as users run them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from programme_mandates import tables
from staff import forgotten
from typer.testing import CliRunner

from cedic.errors import StoreError, UsageError


@pytest.fixture(autouse=True)
def alone(portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that forgets, and a store that no other test reads."""
    from cedic.web.programme import trees

    monkeypatch.setenv("CEDIC_STORE", str(tmp_path / "store"))
    with forgotten():
        yield
    trees._frozen.cache_clear()
    shutil.rmtree(portal / "programme", ignore_errors=True)


def run(*arguments: str) -> Any:
    from cedic.cli.commands import app

    return CliRunner().invoke(app, ["programme", *arguments], catch_exceptions=False)


def entered() -> list[str]:
    """What was done, in its order (the trail itself begins with the newest)."""
    entries = apps.get_model("audit", "Entry").objects.order_by("pk")
    return list(entries.values_list("action", flat=True))


def test_an_empty_portal_is_given_a_demonstration_once() -> None:
    quietly = ("demonstrate", "--if-empty", "--without-build")
    assert run(*quietly).exit_code == 0
    assert tables.WorkProgramme.objects.filter(demonstration=True).count() == 2
    before = len(entered())
    assert run(*quietly).exit_code == 0
    assert len(entered()) == before
    with pytest.raises(UsageError, match="already"):
        run("demonstrate")
    assert run("demonstrate", "--remove", "--without-build").exit_code == 0
    assert run(*quietly).exit_code == 0
    assert not tables.WorkProgramme.objects.exists()


def test_its_figures_come_and_go() -> None:
    import cedic

    assert run("demonstrate").exit_code == 0
    store = cedic.open()
    rows_before = store.data("MEETINGS").to_arrow()
    for flow in ("MEETINGS", "PROGRAMME_EXECUTION", "MANDATE_COVERAGE"):
        rows = store.data(flow).to_arrow()
        assert rows.num_rows > 0
        assert set(rows["SOURCE"].to_pylist()) == {"PROGRAMME_DEMO"}
    held = tables.Meeting.objects.filter(status="held").count()
    found = store.data("MEETINGS", INDICATOR="MEETINGS_HELD", REF_AREA="SELA")
    rows = found.to_arrow().to_pylist()
    assert sum(row["OBS_VALUE"] for row in rows if row["MEETING_KIND"] == "_T") == held
    assert run("demonstrate", "--remove").exit_code == 0
    after = cedic.open()
    with pytest.raises(UsageError, match="no observations"):
        after.data("MEETINGS")
    assert after.sources() == after.sources(after.release()) == {}
    assert after.data("MEETINGS", as_of=1).to_arrow() == rows_before
    # Nothing is left to count, and nothing is counted again.
    with pytest.raises(UsageError, match="Nothing of the work programme is public"):
        run("figures")


def test_figures_need_to_know_the_area() -> None:
    tables.Meeting.objects.create(title={"es": "Foro"}, visibility="public")
    with pytest.raises(UsageError, match="not known which area"):
        run("figures")
    with pytest.raises(UsageError, match="no area 'NONE'"):
        run("figures", "--area", "none")


def test_a_demonstration_that_was_never_counted_goes_without_a_word_of_figures(
    portal: Path,
) -> None:
    # Where the folder of its records should be is a file.
    (portal / "programme").write_text("")
    with pytest.raises(StoreError, match="records cannot be written") as refused:
        run("demonstrate")
    assert refused.value.where == str(portal / "programme")
    (portal / "programme").unlink()
    done = run("demonstrate", "--remove")
    assert (done.exit_code, "Release" in done.output) == (0, False)
    assert not tables.WorkProgramme.objects.exists()


def test_an_export_that_cannot_be_written_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for place in ("file/a.zip", "nowhere/a.zip"):
        with pytest.raises(StoreError, match="cannot be written: N") as refused:
            run("export", str(tmp_path / place))
        assert refused.value.where == str(tmp_path / place)
    for taken in ("file", "."):
        with pytest.raises(UsageError, match="never written over"):
            run("export", str(tmp_path / taken))
    assert (tmp_path / "file").read_text() == "mine"
    assert "programme.exported" not in entered()


def test_a_database_in_use_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from cedic.web.programme import demonstration

    def locked() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(demonstration, "remove", locked)
    with pytest.raises(StoreError, match="database is locked"):
        run("demonstrate", "--remove")


def test_the_export_is_written_and_written_down(tmp_path: Path) -> None:
    tables.Mandate.objects.create(kind="decision", number="1")
    file = tmp_path / "a.zip"
    assert run("export", str(file)).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        assert "tables/mandate.csv" in archive.namelist()
        assert "tables/participant.csv" not in archive.namelist()
    assert entered()[-1:] == ["programme.exported"]
    assert run("export", str(tmp_path / "b.zip"), "--with-people").exit_code == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert "tables/participant.csv" in archive.namelist()
