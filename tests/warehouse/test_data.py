"""Reading: selections, vintages, streams, places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_world import PUBLICATIONS, trade_part

from cedic.errors import UnknownCodeError, UsageError
from cedic.warehouse import Store, build


def test_a_whole_dataflow_can_be_read(built: Store) -> None:
    rows = built.data("TOTALS").to_arrow()
    assert rows.schema == PUBLICATIONS["TOTALS"].dataflow.schema
    assert rows.to_pylist() == [
        {"REF_AREA": "ARG", "SOURCE": "A", "TIME_PERIOD": "2019", "OBS_VALUE": 3},
        {"REF_AREA": "ARG", "SOURCE": "A", "TIME_PERIOD": "2020", "OBS_VALUE": 6},
    ]


def test_two_streams_of_the_same_observations(built: Store) -> None:
    observations = built.data("TRADE", COUNTERPART_AREA="BRA")
    first, second = observations.to_batches(), observations.to_batches()
    assert second.read_all() == first.read_all() == observations.to_arrow()


def test_a_stream_outlives_the_observations(built: Store) -> None:
    stream = built.data("TRADE").to_batches()
    assert stream.read_all().num_rows == 4


def test_rows_come_in_the_order_of_the_key(built: Store) -> None:
    rows = built.data("TRADE").to_arrow()
    assert rows.equals(
        rows.sort_by([(name, "ascending") for name in PUBLICATIONS["TRADE"].dataflow.key])
    )


def test_a_selection(built: Store) -> None:
    rows = built.data("TRADE", COUNTERPART_AREA=["BRA", "URY"], SOURCE="A", start=2020, end="2020")
    assert rows.to_arrow()["OBS_VALUE"].to_pylist() == [2, 4]
    assert rows.to_arrow()["TIME_PERIOD"].unique().to_pylist() == ["2020"]


@pytest.mark.parametrize("folder", ["mi casa", "ñandú", "a*b", "50%", "l'été"])
def test_a_store_lies_in_any_folder(built: Store, tmp_path: Path, folder: str) -> None:
    shutil.copytree(built.location, tmp_path / folder / "store")
    there = Store(tmp_path / folder / "store", PUBLICATIONS)
    assert there.data("TRADE").to_arrow() == built.data("TRADE").to_arrow()
    there.load([trade_part(2021)])
    assert build(there).made == ("TRADE", "TOTALS")
    assert there.data("TRADE").to_arrow().num_rows == 6


@pytest.mark.parametrize("folder", ["a#b", "a?b", "[a]", "a%20b"])
def test_folders_that_no_store_can_lie_in(tmp_path: Path, folder: str) -> None:
    with pytest.raises(UsageError, match="in its path"):
        Store(tmp_path / folder, PUBLICATIONS)


def test_what_does_not_exist_is_told_with_the_near_names(built: Store) -> None:
    with pytest.raises(UnknownCodeError, match="did you mean TRADE"):
        built.data("TRAD")
    with pytest.raises(UnknownCodeError, match="did you mean REF_AREA"):
        built.data("TRADE", REF_ARE="ARG")
    with pytest.raises(UnknownCodeError, match="did you mean ARG"):
        built.data("TRADE", REF_AREA="ARGG")
    with pytest.raises(UsageError, match="no observations with REF_AREA = PRY"):
        built.data("TRADE", REF_AREA="PRY")


def test_a_code_that_is_not_there_is_told_beside_one_that_is(built: Store) -> None:
    with pytest.raises(UnknownCodeError, match="'ARGG'"):
        built.data("TRADE", REF_AREA=["ARG", "ARGG"])


def test_years_outside_are_told_with_the_coverage(built: Store) -> None:
    with pytest.raises(UsageError, match="it covers 2019 to 2020"):
        built.data("TRADE", start=1990, end=1995)


def test_codes_that_exist_but_not_together(built: Store) -> None:
    built.load([trade_part(2020, source="B")])
    build(built)
    with pytest.raises(UsageError, match="not in this combination"):
        built.data("TRADE", SOURCE="B", TIME_PERIOD="2019")
