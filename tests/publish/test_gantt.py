"""The Gantt chart: bars where their days are."""

from __future__ import annotations

from datetime import date

import pytest

from cedic.model import LANGUAGES
from cedic.programme.follow_up import STATES, Bar
from cedic.publish import style
from cedic.publish.gantt import _COLOURS, Row, gantt

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def drawn(*rows: Row, width: int = 1100, today: date = date(2026, 7, 2), language: str = "en"):
    return gantt(rows, FIRST, LAST, today, width, language, "Today")


def all_of(canvas, name: str):
    return [one.attrib for one in canvas.root.iter(f"{{http://www.w3.org/2000/svg}}{name}")]


def words(canvas) -> list[str]:
    return [one.text for one in canvas.root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_bar_stands_by_its_days():
    # 730 pixels for 365 days, right of 370 pixels of names.
    bar = Bar(date(2026, 1, 11), date(2026, 1, 20))
    (found,) = all_of(drawn(Row("I.1.1", bar)), "rect")
    assert (float(found["x"]), float(found["width"])) == (390, 20)


def test_the_line_of_today_stands_where_today_begins():
    lines = all_of(drawn(Row("x")), "line")
    assert lines[-1]["x1"] == lines[-1]["x2"] == str(370 + 2 * 182)
    assert len(lines) == 13
    assert len(all_of(drawn(Row("x"), today=date(2027, 1, 1)), "line")) == 12


def test_open_ends_and_cut_ones_differ():
    whole = Bar(FIRST, LAST)
    assert "stroke-dasharray" not in str(all_of(drawn(Row("x", whole)), "line"))
    dashed = all_of(drawn(Row("x", Bar(FIRST, LAST, no_end=True))), "line")
    assert [one["stroke-dasharray"] for one in dashed if "stroke-dasharray" in one] == ["4 3"]
    assert len(all_of(drawn(Row("x", Bar(FIRST, LAST, before=True, after=True))), "circle")) == 2
    assert all_of(drawn(Row("x", whole)), "circle") == []


def test_state_is_told_in_words_beside_the_bar():
    assert "Late" in words(drawn(Row("x", Bar(FIRST, date(2026, 2, 1)), "late", "Late")))
    before = drawn(Row("x", Bar(date(2026, 12, 1), LAST), "late", "Late"))
    (told,) = [one for one in all_of(before, "text") if one["font-size"] == "13"]
    assert told["text-anchor"] == "end"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [328, 1136])
def test_nothing_is_drawn_outside(language, width):
    rows = [
        Row("A" * 500, heading=True),
        *(Row("m" * 400, Bar(FIRST, LAST), one) for one in STATES),
    ]
    canvas = drawn(*rows, width=width, language=language)
    for one in all_of(canvas, "rect"):
        assert float(one["x"]) >= 0
        assert float(one["x"]) + float(one["width"]) <= width + 0.1
        assert float(one["y"]) + float(one["height"]) <= canvas.height
    assert all(len(one) < 150 for one in words(canvas))


def test_what_is_written_is_words_not_marks():
    svg = drawn(Row("<script>alert(1)</script>\x00")).svg("id")
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_each_state_has_a_colour_that_the_dark_scheme_knows():
    assert _COLOURS.keys() == STATES.keys()
    assert set(_COLOURS.values()) <= set(style.every_colour())
