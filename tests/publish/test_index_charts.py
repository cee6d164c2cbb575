"""Charts of a composite index: what they show, in four languages, and what they cannot show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices import Index, Result, recipe, robustness
from cedic.model import LANGUAGES
from cedic.publish import index_charts
from cedic.publish.index_charts import KINDS, index_chart, picture, pictures
from cedic.publish.index_config import Config
from cedic.publish.index_report import report, write_index
from cedic.publish.scored import Scored
from cedic.publish.svg import svg_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PARTS = ("ECO", "SOC", "INS")
FRAMEWORK = pa.table(
    {
        "code": ["E1", "E2", "S1", "S2", "I1", *PARTS, "TOP"],
        "parent": ["ECO", "ECO", "SOC", "SOC", "INS", "TOP", "TOP", "TOP", None],
        "name_en": [*"abcde", "Economy", "Society", "Institutions", "The index"],
        "name_es": [*"abcde", "Economía", "Sociedad", "Instituciones", "El índice"],
        "source": ["UNCTAD (2026)", *[None] * 8],
    }
)
# On the scale they are scored on, so that no step changes them. CHL has no institutions in 2020, VEN
# nothing but the economy, JAM nothing in 2019.
VALUES = {
    ("ARG", "2018"): (10, 20, 30, 40, 50),
    ("ARG", "2019"): (15, 25, 30, 40, 55),
    ("ARG", "2020"): (20, 30, 40, 50, 60),
    ("CHL", "2018"): (80, 60, 70, 70, 90),
    ("CHL", "2019"): (80, 60, 70, 70, 80),
    ("CHL", "2020"): (80, 60, 70, 50, None),
    ("JAM", "2018"): (50, 50, 50, 50, 50),
    ("JAM", "2020"): (50, 40, 50, 55, 50),
    ("VEN", "2020"): (0, 100, None, None, None),
}
STEPS = (("normalise", {"method": "none"}), ("aggregate", {}))


def values(keep: tuple[str, ...] = ("2018", "2019", "2020")) -> pa.Table:
    rows = [
        {"unit": unit, "year": year} | dict(zip(("E1", "E2", "S1", "S2", "I1"), row, strict=True))
        for (unit, year), row in VALUES.items()
        if year in keep
    ]
    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(FRAMEWORK, values(), steps=STEPS)


@pytest.fixture(scope="module")
def result(index: Index) -> Result:
    return index.run()


def told(chart: Any) -> str:
    """All that a chart says."""
    return json.dumps(chart.to_dict(), ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_of_each_kind_in_each_language(result: Result, kind: str, language: str) -> None:
    chart = index_chart(result, kind, language)
    text = told(chart)
    assert {"en": "The index", "es": "El índice"}.get(language, "The index") in text
    assert "UNCTAD (2026)" in text
    if kind not in ("ranking", "change"):
        assert {"en": "Economy", "es": "Economía"}.get(language, "Economy") in text
    if language == "es":
        assert svg_of(chart).startswith("<svg")


def test_a_ranking_tells_who_is_first_and_who_has_no_score(result: Result) -> None:
    shown = picture(Scored.of(result), "ranking")
    # ARG: (25 + 45 + 60) / 3; CHL: (70 + 60) / 2; JAM: (45 + 52.5 + 50) / 3.
    assert shown.figures[1:] == [
        ["Chile", "1", "65.0"],
        ["Jamaica", "2", "49.2"],
        ["Argentina", "3", "43.3"],
        ["Venezuela", "··", "··"],
    ]
    assert shown.heading == "The index, 2020: Chile comes first (65.0), Argentina last (43.3)"
    assert "·· no score" in shown.footer
    earlier = picture(Scored.of(result, year="2019"), "ranking")
    assert [row[0] for row in earlier.figures[1:]] == ["Chile", "Argentina"]


def test_intervals_come_from_simulations(index: Index, result: Result) -> None:
    found = robustness(index, weight_noise=0.9, runs=40)
    scored = Scored.of(result, robustness=found)
    shown = picture(scored, "ranking")
    assert "40 simulations" in shown.footer
    chile = scored.intervals["CHL"]
    assert chile.rank_low <= 1 <= chile.rank_high
    assert chile.score_low <= 65 <= chile.score_high
    assert "(" in shown.figures[1][1]
    assert '"LOW": null' not in told(index_chart(result, units=["CHL"], robustness=found))


def test_contributions_add_up_and_say_what_is_not_there(result: Result) -> None:
    shown = picture(Scored.of(result), "contributions")
    chile = [row for row in shown.figures if row[0] == "Chile"]
    assert chile == [["Chile", "Economy", "35.0"], ["Chile", "Society", "30.0"]]
    assert "has no score; its weight goes to the others" in shown.footer
    assert all(row[0] != "Venezuela" for row in shown.figures)


def test_a_heat_map_shows_missing_as_missing(result: Result) -> None:
    shown = picture(Scored.of(result), "heatmap")
    assert ["Venezuela", "Institutions", "··"] in shown.figures
    assert ["Venezuela", "Economy", "50.0"] in shown.figures
    assert "··" in told(index_chart(result, "heatmap", width=328))


def test_a_radar_is_broken_where_there_is_no_score(result: Result) -> None:
    chart = index_chart(result, "radar", units=["CHL", "ARG"])
    assert "·· Chile" in told(chart)
    # Of three sides one has both ends, and a line of its own.
    assert told(chart).count('"KEY": "CHL ') == 2
    assert told(chart).count('"KEY": "ARG ') == 6


def test_change_shows_gaps_and_who_moved_most(result: Result) -> None:
    shown = picture(Scored.of(result), "change")
    # ARG from (15 + 35 + 50) / 3 to 43.3, all others fell.
    assert shown.heading == "The index: Argentina gained most between 2018 and 2020 (+10.0)"
    assert ["Jamaica", "2018", "50.0"] in shown.figures
    assert ["Jamaica", "2019", "··"] not in shown.figures
    jamaica = [
        row for row in shown.datasets["figures"] if row["SERIES"] == "JAM" and row["VALUE"] is None
    ]
    assert [row["PERIOD"] for row in jamaica] == ["2019"]


def test_many_units_are_cut_and_it_is_said(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_charts, "MOST_UNITS", 2)
    shown = picture(Scored.of(result), "ranking")
    assert len(shown.figures) == 3
    assert "The first 2 of 4" in shown.footer
    monkeypatch.setattr(index_charts, "MOST_LINES", 2)
    assert {row[0] for row in picture(Scored.of(result), "change").figures[1:]} == {
        "Argentina",
        "Chile",
    }


def test_what_cannot_be_drawn_is_told(result: Result) -> None:
    with pytest.raises(UnknownCodeError, match="radar"):
        index_chart(result, "rader")
    with pytest.raises(UnknownCodeError, match="ARG"):
        index_chart(result, units=["AGR"])
    with pytest.raises(UnknownCodeError, match="unit with a score"):
        index_chart(result, "radar", units=["VEN"])
    with pytest.raises(UnknownCodeError, match="year"):
        index_chart(result, year="1990")
    with pytest.raises(UnknownCodeError, match="language"):
        index_chart(result, language="de")
    with pytest.raises(UsageError, match="shows 4 at most"):
        index_chart(result, "radar", units=["ARG", "CHL", "JAM", "ARG", "CHL"])


def test_one_year_without_three_parts_has_fewer_charts() -> None:
    nodes = FRAMEWORK.to_pylist()
    two = pa.Table.from_pylist([row for row in nodes if "INS" not in (row["code"], row["parent"])])
    result = Index(two, values(("2020",)), steps=STEPS).run()
    assert [one.kind for one in pictures(Scored.of(result))] == [
        "ranking",
        "contributions",
        "heatmap",
    ]
    with pytest.raises(UsageError, match="two calendar years"):
        index_chart(result, "change")
    with pytest.raises(UsageError, match="three parts"):
        index_chart(result, "radar")


def test_a_copeland_ranking_has_no_contributions() -> None:
    steps = (("normalise", {"method": "none"}), ("aggregate", {"by_level": {"3": "copeland"}}))
    result = Index(FRAMEWORK, values(), steps=steps).run()
    with pytest.raises(UsageError, match="no mean of their parts"):
        index_chart(result, "contributions")


def test_values_without_years_and_scores_below_zero() -> None:
    table = values(("2020",)).drop_columns("year")
    steps = (("normalise", {"method": "z-score"}), ("aggregate", {"minimum": 0}))
    result = Index(FRAMEWORK, table, steps=steps).run()
    assert "_Z" not in told(index_chart(result, "heatmap"))
    assert "Score; more is better" in told(index_chart(result))
    for one in pictures(Scored.of(result)):
        assert svg_of(one.chart())


def test_a_result_prints_as_its_ranking(result: Result) -> None:
    assert [line.split()[:3] for line in repr(result).splitlines()[2:4]] == [
        ["1", "CHL", "65.00"],
        ["2", "JAM", "49.17"],
    ]
    assert "The index, 2020" in repr(result)
    assert "··" in repr(result)
    assert "<td>CHL</td>" in result._repr_html_()
    empty = Index(FRAMEWORK, values(), steps=(STEPS[0], ("aggregate", {"minimum": 1}))).run()
    assert "2020" in empty.years


def test_the_report_is_accessible_and_fits_a_phone(
    result: Result, index: Index, browser: Browser, tmp_path: Path
) -> None:
    found = robustness(index, {"normalise": [{"method": "rank"}]}, weight_noise=0.3, runs=20)
    scored = Scored.of(result, "es", robustness=found)
    path = tmp_path / "report.html"
    path.write_text(report(scored, pictures(scored)), "utf-8")
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    wrong = Axe().run(page, options=options).response["violations"]
    assert [f"{one['id']}: {node['html'][:160]}" for one in wrong for node in one["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert asked == [path.as_uri()]
    context.close()


def test_a_folder_on_a_full_disk_is_left_as_it_was(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cedic.errors import StoreError
    from cedic.publish import index_report

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_report, "write_workbook", full)
    monkeypatch.setattr(index_report, "pictures", lambda scored: [])
    with pytest.raises(StoreError, match="No space left"):
        write_index(Scored.of(result), Config(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_recipe_says_all_that_it_means(tmp_path: Path) -> None:
    steps = [
        {"do": "treat", "by_indicator": {"E1": {"method": "cap", "percentiles": [1, 99.5]}}},
        {"do": "normalise", "scale": (1, 100)},
        {"do": "aggregate", "by_level": {2: "geometric"}, "weights": {'a "b"\n': 2}},
    ]
    config = Config(recipe(steps), "fr", {"alternatives": {"treat": ["none"]}, "runs": 10})
    (tmp_path / "recipe.toml").write_text(config.written())
    again = Config.read(tmp_path / "recipe.toml")
    assert again.written().startswith("# An index made by CEDIC.")
    assert again.language == "fr"
    assert again.steps[0][1]["by_indicator"] == {"E1": {"method": "cap", "percentiles": [1, 99.5]}}
    assert again.steps[2][1]["by_level"] == {"2": "geometric"}
    assert again.steps[2][1]["weights"] == {'a "b"\n': 2}
    assert again.robustness is not None
    assert again.robustness["alternatives"] == {"treat": ["none"]}
    (tmp_path / "again.toml").write_text(again.written())
    assert Config.read(tmp_path / "again.toml") == again
    unlimited = recipe([{"do": "treat", "limit": None}, {"do": "normalise"}, {"do": "aggregate"}])
    with pytest.raises(UsageError, match="limit of treat is None"):
        Config(unlimited).written()
