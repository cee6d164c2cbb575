from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from cedic.errors import DataError, UsageError
from cedic.model import schema
from cedic.regions import CL_AREA
from cedic.sources import read, sample
from cedic.sources.sample import DATA, Sample

MANIFEST = json.loads((DATA / "sample.json").read_text("utf-8"))
SCRIPT = Path(__file__).parents[2] / "scripts" / "write_sample.py"


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 6_000_000


def test_the_manifest_describes_the_tables() -> None:
    for name, table in MANIFEST["tables"].items():
        path = DATA / f"{name}.parquet"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == table["sha256"]
        found = pq.read_table(path)
        assert len(found) == table["rows"]
        assert sorted(set(found["TIME_PERIOD"].to_pylist())) == table["years"]


def test_the_gap_of_baci_is_a_gap() -> None:
    years = {part.time_period for part in Sample().parts(sources="BACI")}
    assert years == {str(year) for year in range(2000, 2024)} - {"2021", "2022"}


def test_every_area_is_one_of_ours() -> None:
    found: set[str] = set()
    for name in MANIFEST["tables"]:
        table = pq.read_table(DATA / f"{name}.parquet")
        for column in {"EXPORTER", "IMPORTER", "REF_AREA"} & set(table.column_names):
            found |= set(pc.unique(table[column]).to_pylist())
    assert found <= set(CL_AREA.codes)


def test_baci_totals() -> None:
    (part,) = Sample().parts(sources="BACI", years="2019")
    rows = part.rows().read_all()
    assert rows.schema == schema("trade")
    assert part.source.id == "BACI"
    assert part.source.reconciled
    assert part.vintage == "2026-11"
    assert len(rows) == 29_156
    assert set(rows["PRODUCT"].to_pylist()) == {"_T"}


def test_the_total_is_the_sum_of_the_sections() -> None:
    (part,) = Sample().parts(sources="UNCTAD")
    rows = part.rows().read_all()
    assert not part.source.reconciled
    total = rows.filter(pc.equal(rows["PRODUCT"], "_T"))
    sections = rows.filter(pc.not_equal(rows["PRODUCT"], "_T"))
    assert len(sections) == 166_182
    assert set(sections["PRODUCT"].to_pylist()) == {f"SITC{section}" for section in range(10)}
    by_pair = sections.group_by(["REF_AREA", "COUNTERPART_AREA"]).aggregate([("OBS_VALUE", "sum")])
    pairs = ["REF_AREA", "COUNTERPART_AREA"]
    assert total.select([*pairs, "OBS_VALUE"]).sort_by(
        [(p, "ascending") for p in pairs]
    ).to_pylist() == (
        by_pair.rename_columns([*pairs, "OBS_VALUE"])
        .sort_by([(p, "ascending") for p in pairs])
        .to_pylist()
    )


def test_development_indicators() -> None:
    found = read("SAMPLE", sources="WDI", years="2019").to_arrow()
    assert found.schema == schema("series")
    assert "NY_GDP_MKTP_CD" in set(found["INDICATOR"].to_pylist())
    assert found["OBS_VALUE"].null_count == 0
    parts = list(Sample().parts(sources="WDI"))
    assert parts[0].source.id == "WDI"
    assert parts[0].time_period == "1990"
    assert len({part.fingerprint for part in parts}) == len(parts)


def test_trade_and_series_do_not_fit_in_one_table() -> None:
    with pytest.raises(UsageError, match="do not fit in one table"):
        read("SAMPLE").to_arrow()


def test_a_source_that_is_not_in_it() -> None:
    with pytest.raises(UsageError, match="COW is none of BACI, UNCTAD, OECD_ICIO, WDI"):
        list(Sample().parts(sources="COW"))


def test_a_changed_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    (copy / "baci_totals.parquet").write_bytes(b"other")
    monkeypatch.setattr(sample, "DATA", copy)
    with pytest.raises(DataError, match="has been changed"):
        next(Sample().parts(sources="BACI"))


@pytest.mark.shared
def test_the_script_writes_the_same_bytes_again(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    target = tmp_path / "src" / "cedic" / "sources" / "data"
    target.mkdir(parents=True)
    script = shutil.copy(SCRIPT, tmp_path / "scripts")
    subprocess.run([sys.executable, script, shared], check=True)
    for path in target.iterdir():
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name
