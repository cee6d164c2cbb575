from __future__ import annotations

from cedic.publish.spark import runs, spark


def test_a_line_breaks_where_a_period_is_missing():
    drawn = spark([[(2000, 1.0), (2001, 2.0), (2004, 3.0)]], (106, 26))
    [line] = drawn["lines"]
    assert len(line["paths"]) == 1
    assert line["dots"] == [("103.0", "3.0")]
    assert line["end"] == ("103.0", "3.0")


def test_lines_share_their_scale():
    low, high = spark([[(0, 1.0), (1, 1.0)], [(0, 4.0), (1, 4.0)]], (106, 26))["lines"]
    assert float(low["end"][1]) > float(high["end"][1])


def test_zero_is_drawn_where_values_lie_on_both_sides():
    assert spark([[(0, -1.0), (1, 1.0)]], (106, 26))["zero"] == "13.0"
    assert spark([[(0, 1.0), (1, 2.0)]])["zero"] is None


def test_what_stays_far_from_zero_shows_its_change():
    [line] = spark([[(0, 98.0), (1, 100.0)]], (106, 26))["lines"]
    assert line["paths"] == ["M3.0,23.0L103.0,3.0"]
    [line] = spark([[(0, 98.0), (1, 100.0)]], (106, 26), zero=True)["lines"]
    assert line["paths"] == ["M3.0,3.4L103.0,3.0"]


def test_nothing_and_one_value_can_be_drawn():
    assert spark([[]])["lines"] == [{"paths": [], "dots": [], "end": None}]
    [line] = spark([[(2020, 5.0)]])["lines"]
    assert len(line["dots"]) == 1
    assert list(runs([])) == []
