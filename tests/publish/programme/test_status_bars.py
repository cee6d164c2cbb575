"""The drawing of activities by area and status."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from cedic.programme.figures import in_brief
from cedic.programme.model import Item, Programme
from cedic.publish.programme.chart import status_bars
from cedic.publish.programme.phrases import Phrases

SVG = "{http://www.w3.org/2000/svg}"


def programme(*areas: tuple[str, list[str]]) -> Programme:
    items = (
        Item("area", code, children=tuple(Item("activity", status=one) for one in statuses))
        for code, statuses in areas
    )
    return Programme({}, 2017, 2017, items=tuple(items))


def drawn(*areas: tuple[str, list[str]], language: str = "en"):
    figure = status_bars(Phrases(language), in_brief(programme(*areas)))
    return figure, etree.fromstring(figure.svg)


def test_widths_are_as_the_counts():
    figure, root = drawn(("I", ["planned"] * 3 + ["completed"]), ("II", ["completed"] * 2))
    bars = [one for one in root.iter(f"{SVG}rect") if one.get("height") == "24"]
    # 278 points for the longest bar of 4; a point between two parts.
    assert [float(one.get("width")) + 1 for one in bars] == [208.5, 69.5, 139.0]
    assert [one.text for one in root.iter(f"{SVG}text")] == [
        "Planned",
        "Completed",
        "Area I",
        "3",
        "1",
        "4",
        "Area II",
        "2",
        "2",
    ]
    assert figure.alternative == (
        "Activities by area and status. Area I: Planned, 3; Completed, 1. Area II: Completed, 2."
    )


def test_the_legend_goes_on_in_a_second_line():
    every = ["planned", "under_way", "completed", "postponed", "cancelled"]
    for language in ("es", "en", "pt", "fr"):
        _, root = drawn(("I", every), language=language)
        keys = [one for one in root.iter(f"{SVG}rect") if one.get("height") == "12"]
        assert {one.get("y") for one in keys} == {"4", "28"}
        assert all(float(one.get("x")) < 330 for one in keys)


def test_a_part_too_narrow_for_its_number_has_none():
    _, root = drawn(("I", ["planned"] * 99 + ["completed"]))
    assert [one.text for one in root.iter(f"{SVG}text")][-3:] == ["Area I", "99", "100"]


def test_codes_are_words_and_short():
    figure, root = drawn(('<script>&"' * 3, ["planned"]))
    assert not list(root.iter(f"{SVG}script"))
    assert "<script" not in figure.svg
    assert [one.text for one in root.iter(f"{SVG}text")][1] == "Area <script"


@pytest.mark.parametrize("areas", [(), (("I", []),)])
def test_nothing_to_draw(areas):
    assert status_bars(Phrases("en"), in_brief(programme(*areas))) is None


def test_what_lies_in_no_area():
    loose = replace(programme(), items=(Item("activity", status="cancelled"),))
    figure = status_bars(Phrases("fr"), in_brief(loose))
    assert figure.alternative.endswith("Hors domaine\u00a0: Annulée, 1.")
