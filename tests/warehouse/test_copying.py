"""What a copy of a store holds, while others write to it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from small_world import PUBLICATIONS, trade_part

from cedic.errors import StoreError, UsageError
from cedic.warehouse import Store, build
from cedic.warehouse.copying import committed_files


def copied(store: Store, target: Path) -> Store:
    """A store of the committed files alone."""
    for name in committed_files(store):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(store.location) / name, path)
    return Store(target, PUBLICATIONS)


def figures(store: Store, release: int) -> list[object]:
    return [store.data(flow, as_of=release).to_arrow() for flow in ("TRADE", "TOTALS", "MACRO")]


def test_a_copy_has_every_release_and_nothing_unfinished(built: Store, tmp_path: Path) -> None:
    built.load([trade_part(2020, 5)])
    build(built)
    stray = Path(built.location) / "sources" / "A" / "part-unfinished.parquet"
    stray.write_bytes(b"a writer was killed")
    copy = copied(built, tmp_path / "copy")
    assert copy.releases() == built.releases()
    for release in (1, 2):
        assert figures(copy, release) == figures(built, release)
    assert not (tmp_path / "copy" / "sources" / "A" / stray.name).exists()
    assert not (tmp_path / "copy" / "writer.lock").exists()


def test_a_copy_can_be_written_to(built: Store, tmp_path: Path) -> None:
    copy = copied(built, tmp_path / "copy")
    copy.load([trade_part(2020, 7)])
    assert build(copy).release.number == 2


def test_a_summary_of_the_log_goes_along(built: Store, tmp_path: Path) -> None:
    built.tables.open("sources/A").create_checkpoint()
    files = committed_files(built)
    assert any(file.endswith(".checkpoint.parquet") for file in files)
    assert figures(copied(built, tmp_path / "copy"), 1) == figures(built, 1)


def test_what_is_committed_after_the_look_is_left_out(
    built: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that ends between the look at the releases and that at the tables."""
    names = built.tables.names

    def meanwhile(folder: str) -> list[str]:
        if folder == "sources":
            other = Store(built.location, PUBLICATIONS)
            other.load([trade_part(2020, 5)])
            build(other)
        return names(folder)

    monkeypatch.setattr(built.tables, "names", meanwhile)
    copy = copied(built, tmp_path / "copy")
    assert [release.number for release in copy.releases()] == [1]
    assert figures(copy, 1) == figures(built, 1)


def test_copies_taken_while_builds_run_are_whole(built: Store, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        writer = Store(built.location, PUBLICATIONS)
        for value in range(10, 18):
            writer.load([trade_part(2020, value)])
            build(writer)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    seen = set()
    number = 0
    while not done.is_set() and number < 200:
        copy = copied(Store(built.location, PUBLICATIONS), tmp_path / f"copy{number}")
        last = copy.release().number
        seen.add(last)
        assert all(
            copy.tables.damaged(name, version) == []
            for name, version in copy.release().tables.items()
        )
        assert figures(copy, last) == figures(built, last)
        number += 1
    thread.join(60)
    assert len(seen) > 1


def test_a_store_that_lacks_a_file_is_not_copied(built: Store) -> None:
    file = next(file for file in committed_files(built) if file.endswith(".parquet"))
    (Path(built.location) / file).unlink()
    with pytest.raises(StoreError, match=r"1 files of the store are missing") as caught:
        committed_files(built)
    assert "cedic doctor" in str(caught.value)


def test_only_a_folder_is_copied() -> None:
    with pytest.raises(UsageError, match="folder"):
        committed_files(Store("s3://bucket/store", PUBLICATIONS))


def test_an_empty_store_has_nothing_to_copy(store: Store) -> None:
    assert committed_files(store) == []
