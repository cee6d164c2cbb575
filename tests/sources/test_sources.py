from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.sources import SOURCES, read, source, sources


def test_a_source_by_its_id() -> None:
    assert source("COW").id == "COW"


def test_every_source_goes_by_its_own_id() -> None:
    assert {id: found.id for id, found in sources().items()} == {id: id for id in SOURCES}


def test_a_source_that_does_not_exist() -> None:
    with pytest.raises(UnknownCodeError, match="BACI"):
        source("BACY")


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    code = (
        "import sys; from cedic.sources import source; source('BACI'); source('COW');"
        "import cedic.sources.table;"
        "sys.exit(bool({'duckdb', 'pyarrow', 'pandas', 'requests'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reading_nothing() -> None:
    with pytest.raises(UsageError, match="nothing to read"):
        read("BACI").to_arrow()


def test_reading_is_lazy_and_repeatable(tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS92_Y2020_V202501.csv"
    found = read("BACI", path)
    path.write_text("t,i,j,k,v,q\n2020,4,32,401031,0.164,NA\n")
    assert found.to_arrow().equals(found.to_arrow())
    assert found.to_pandas()["OBS_VALUE"].tolist() == [164]
