from __future__ import annotations

import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.errors import UsageError
from cedic.model import LANGUAGES
from cedic.publish.figure import Figure
from cedic.publish.kinds import KINDS, NAMES, REASONS, possible, usual

FLOW = PUBLICATIONS["REGIONAL_TRADE"].dataflow
MATRIX = PUBLICATIONS["TRADE_MATRIX"].dataflow
ONE = {
    "FREQ": ["A"],
    "REF_AREA": ["ARG", "BRA"],
    "TRADE_FLOW": ["X"],
    "PRODUCT": ["_T"],
    "INDICATOR": ["ITS"],
    "SOURCE": ["BACI"],
    "TIME_PERIOD": ["2000", "2023"],
    "UNIT_MEASURE": ["RATIO"],
}
PAIRS = {
    "REF_AREA": ["ARG", "BRA"],
    "COUNTERPART_AREA": ["CHL", "PER"],
    "TIME_PERIOD": ["2023"],
    "UNIT_MEASURE": ["USD"],
}


def kinds(flow, distinct) -> set[str]:
    return {kind for kind, reason in possible(flow, distinct).items() if reason is None}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"line", "small-multiples"}),
        ({"TIME_PERIOD": ["2023"]}, {"bar", "ranked-bar", "map"}),
        ({"INDICATOR": ["HI", "ITI"], "TIME_PERIOD": ["2023"]}, {"heatmap", "scatter"}),
        ({"INDICATOR": ["ITS", "ITI"], "TIME_PERIOD": ["2023"]}, {"scatter"}),
        ({"INDICATOR": ["ITS", "HI", "ITI"], "TIME_PERIOD": ["2023"]}, set()),
        ({"PRODUCT": ["SITC0", "SITC7"], "TIME_PERIOD": ["2023"]}, {"heatmap"}),
        ({"REF_AREA": ["CELAC"]}, {"line", "bar", "small-multiples"}),
        ({"REF_AREA": ["CELAC", "PA"], "TIME_PERIOD": ["2023"]}, {"bar", "ranked-bar"}),
        ({"SOURCE": ["BACI", "DOTS"]}, set()),
        ({"REF_AREA": ["ARG"], "INDICATOR": ["ITS", "ITI"]}, set()),
        ({"UNIT_MEASURE": ["RATIO", "USD"]}, set()),
        (
            {"REF_AREA": [f"A{n}" for n in range(50)], "TIME_PERIOD": ["2023"]},
            {"bar", "ranked-bar"},
        ),
        ({"REF_AREA": [f"A{n}" for n in range(30)]}, {"small-multiples"}),
    ],
)
def test_the_kinds_that_can_show_a_selection(change, expected):
    assert kinds(FLOW, ONE | change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"heatmap", "network", "sankey"}),
        (
            {"REF_AREA": ["BRA"]},
            {"heatmap", "network", "sankey", "map", "bar", "ranked-bar", "treemap"},
        ),
        ({"REF_AREA": ["MERCOSUR", "BRA"]}, {"heatmap"}),
        ({"COUNTERPART_AREA": ["WLD", "CHL"]}, {"heatmap"}),
        (
            {"COUNTERPART_AREA": ["CHL"], "TIME_PERIOD": ["2022", "2023"]},
            {"line", "small-multiples"},
        ),
    ],
)
def test_the_kinds_that_can_show_flows(change, expected):
    assert kinds(MATRIX, PAIRS | change) == expected


def test_what_is_usual_is_possible():
    for flow, distinct in ((FLOW, ONE), (FLOW, ONE | {"TIME_PERIOD": ["2023"]}), (MATRIX, PAIRS)):
        assert possible(flow, distinct)[usual(flow, distinct)] is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_told_to_be_impossible_is_refused(kind, shares):
    values = {code: {"2021": 0.1} for code in ("CELAC", "PA")}
    observed = shares(values)
    distinct = Figure.of(observed, "en", "OBS_VALUE", None).distinct
    if possible(FLOW, distinct)[kind] is None:
        assert Figure.of(observed, "en", "OBS_VALUE", kind).kind == kind
    else:
        with pytest.raises(UsageError) as told:
            Figure.of(observed, "en", "OBS_VALUE", kind)
        assert told.value.remedy


def test_every_word_is_said_in_each_language():
    assert set(NAMES) == set(KINDS)
    for text in REASONS.values():
        assert len({text[language] for language in LANGUAGES}) == len(LANGUAGES)
