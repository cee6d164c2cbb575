"""Paragraphs of a mandate's text, its evidence, and how far mandates are covered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedic.errors import DataError
from cedic.programme.mandates import (
    LONGEST_TEXT,
    coverage,
    faults,
    is_anchor,
    paragraphs_of,
    standing,
)
from cedic.programme.model import Evidence, Mandate, Paragraph


def read(text: str) -> dict[str, str]:
    return {one.anchor: one.text["es"] for one in paragraphs_of(text, "es")}


def test_articles_letters_and_numerals() -> None:
    text = """Reunido en su sesión,

DECIDE:

Artículo 1.- Pedir un informe
que conste
en 2012. Y nada más:
a) uno;
b) dos:
i) dos y uno
ii) dos y dos
c) tres
Artículo 2º. Agradecer.
"""
    assert read(text) == {
        "preamble": "Reunido en su sesión,\n\nDECIDE:",
        "1": "Pedir un informe que conste en 2012. Y nada más:",
        "1.a": "uno;",
        "1.b": "dos:",
        "1.b.i": "dos y uno",
        "1.b.ii": "dos y dos",
        "1.c": "tres",
        "2": "Agradecer.",
    }


def test_numbers_within_sections_and_nested_marks() -> None:
    text = "I. Uno\n1. a\n2. b\nII. Dos\n1. c\n4.b.ii) d\n3.1 e"
    assert list(read(text)) == ["I", "I.1", "I.2", "II", "II.1", "II.4.b.ii", "II.3.1"]


@pytest.mark.parametrize(
    "text",
    [
        "Artículo único. Hacer",
        "Sole Article: Hacer",
        "ARTIGO ÚNICO – Hacer",
        "Article unique. Hacer",
    ],
)
def test_a_sole_article(text: str) -> None:
    assert read(text) == {"sole": "Hacer"}


def test_the_letter_i_and_the_numeral() -> None:
    letters = "\n".join(f"{letter}) x" for letter in "abcdefghij")
    assert list(read(f"1. y\n{letters}"))[-3:] == ["1.h", "1.i", "1.j"]
    assert list(read("1. y\n(i) x\n(ii) x\n(iii) x\n(iv) x\n(v) x"))[-1] == "1.v"


def test_what_is_no_mark() -> None:
    assert list(read("1. según el\nartículo 5 de la Carta\n2012. Sigue\n2. otra")) == ["1", "2"]
    assert list(read("1. a\n30. b")) == ["1"]


def test_a_text_without_marks_and_a_mark_that_comes_twice() -> None:
    assert read("uno\nsigue\n\n\ndos") == {"par-1": "uno sigue", "par-2": "dos"}
    assert read("1. a\n1. b") == {"1": "a", "1-2": "b"}
    assert read(" \n ") == {}


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(DataError, match="400001"):
        paragraphs_of("x" * (LONGEST_TEXT + 1), "es")


@given(st.text(alphabet="abi1.2()\nÁrtículo vx:-º ", max_size=200))
def test_anchors_are_good_and_all_different(text: str) -> None:
    anchors = [one.anchor for one in paragraphs_of(text, "es")]
    assert len(set(anchors)) == len(anchors)
    assert all(is_anchor(one) for one in anchors if len(one) <= 40)


@given(st.lists(st.text(alphabet="bcdfgh ", min_size=1).filter(str.strip), min_size=1, max_size=30))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    text = "\n".join(f"{place}. {words}" for place, words in enumerate(paragraphs, 1))
    assert list(read(text).values()) == [" ".join(words.split()) for words in paragraphs]


@pytest.mark.parametrize("anchor", ["", "4 b", "4..b", ".4", "<b>", "4/b", "x" * 41])
def test_what_cannot_be_an_anchor(anchor: str) -> None:
    assert not is_anchor(anchor)


def evidence(status: str, day: int) -> Evidence:
    return Evidence(status, date(2020, 1, day), {"es": "x"})


def test_the_latest_evidence_tells_how_it_stands() -> None:
    first, last = evidence("fulfilled", 5), evidence("under_way", 5)
    assert standing(Paragraph("1", {}, evidence=(first, evidence("pending", 1), last))) is last
    assert standing(Paragraph("1", {})) is None


def checked(**given: object) -> list[str]:
    said = {"status": "under_way", "on": date(2020, 5, 1), "words": True, "share": None} | given
    return faults(**said, mandate_on=date(2020, 1, 1), today=date(2020, 6, 1))  # type: ignore[arg-type]


def test_evidence_that_is_refused() -> None:
    assert checked() == []
    assert checked(share=40) == []
    assert checked(share=40, words=False) == ["words"]
    assert checked(on=date(2020, 6, 1)) == checked(on=date(2020, 1, 1)) == []
    assert checked(on=date(2020, 6, 2)) == ["future"]
    assert checked(on=date(2019, 12, 31)) == ["early"]
    assert checked(share=101) == ["share"]
    assert checked(share=-1) == ["share"]
    assert checked(status="done") == ["status"]
    assert checked(status="fulfilled", share=90) == ["contradiction"]
    assert checked(status="pending", share=0) == checked(status="fulfilled", share=100) == []


MANDATE = Mandate(
    "decision",
    "1",
    {"es": "x"},
    paragraphs=(
        Paragraph("preamble", {"es": "x"}),
        Paragraph("1", {}, activities=((2020, "I.1", {}),), evidence=(evidence("pending", 2),)),
        Paragraph("2", {}, activities=((2020, "I.1", {}), (2021, "I.1", {}))),
        Paragraph("3", {}),
    ),
)


def test_coverage_leaves_the_preamble_out() -> None:
    found = coverage([MANDATE, MANDATE])
    assert (found.paragraphs, found.with_activity, found.with_evidence) == (6, 4, 2)
    assert found.by_status["pending"] == sum(found.by_status.values()) == 2
