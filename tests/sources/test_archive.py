from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from cedic.errors import DataError, StoreError
from cedic.sources import archive
from cedic.sources.archive import RawFile, find

ANY_CSV = r".*\.csv"


def packed(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


def test_finds_the_members_that_match(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"sub/b.csv": "1", "a.csv": "2", "Readme.txt": "3"})
    assert [file.member for file in find(path, ANY_CSV)] == ["a.csv", "sub/b.csv"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        find(tmp_path / "a.csv", ANY_CSV)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="A folder was given"):
        find(tmp_path, ANY_CSV)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    with pytest.raises(DataError, match="is empty"):
        find(tmp_path / "a.csv", ANY_CSV)


def test_no_member_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        find(packed(tmp_path / "a.zip", **{"Readme.txt": "x"}), ANY_CSV)
    assert "Readme.txt" in str(raised.value)


def test_a_truncated_archive(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"a.csv": os.urandom(5000)})
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(DataError, match="truncated or damaged") as raised:
        find(path, ANY_CSV)
    assert str(path) in str(raised.value)
    assert "download the file again" in str(raised.value)


def test_a_damaged_member(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"a.csv": os.urandom(5000)})
    content = bytearray(path.read_bytes())
    content[2000] ^= 0xFF
    path.write_bytes(content)
    (file,) = find(path, ANY_CSV)
    with pytest.raises(DataError, match="truncated or damaged"):
        file.unpacked(tmp_path)


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "C:/a.csv", "x\\..\\..\\a.csv"])
def test_a_member_that_leads_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(name, "1")
    with pytest.raises(DataError, match="leads out of its folder"):
        find(path, ANY_CSV)


def test_a_bomb(tmp_path: Path) -> None:
    (file,) = find(packed(tmp_path / "a.zip", **{"a.csv": b"0" * 4_000_000}), ANY_CSV)
    with pytest.raises(DataError, match="would grow to 4,000,000 bytes"):
        file.unpacked(tmp_path)
    assert not (tmp_path / "member.csv").exists()


def test_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = find(packed(tmp_path / "a.zip", **{"a.csv": "123"}), ANY_CSV)
    full = type(shutil.disk_usage(tmp_path))(100, 98, 2)
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda folder: full)
    with pytest.raises(StoreError, match="no room to unpack 3 bytes"):
        file.unpacked(tmp_path)


def test_the_fingerprint_of_a_member_follows_its_content(tmp_path: Path) -> None:
    first = packed(tmp_path / "a.zip", **{"a.csv": "1"})
    same = packed(tmp_path / "b.zip", **{"a.csv": "1"})
    other = packed(tmp_path / "c.zip", **{"a.csv": "2"})
    prints = [RawFile(path, "a.csv").fingerprint() for path in (first, same, other)]
    assert prints[0] == prints[1] != prints[2]


def test_the_fingerprint_of_a_file_follows_its_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * 400_000)
    os.utime(path, ns=(1, 1))
    before = RawFile(path).fingerprint()
    assert RawFile(path).fingerprint() == before
    path.write_bytes(b"a" * 200_000 + b"b" + b"a" * 199_999)
    assert RawFile(path).fingerprint() != before
