"""Codes of items: read, compared, counted on, and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedic.errors import DataError
from cedic.programme import codes


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("I", (1,)),
        ("I.1", (1, 1)),
        ("I.1.2", (1, 1, 2)),
        ("iv . 10 .", (4, 10)),
        ("2.3.1", (2, 3, 1)),
        ("MCMXCIV", (1994,)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_a_code_is_read(code, numbers):
    assert codes.parse(code) == numbers


@pytest.mark.parametrize(
    "code", ["A", "I..1", ".1", "IIII", "VX", "I.0", "I.01", "I-1", "I.1.k", "１", "1" * 41, "I.-1"]
)
def test_what_is_no_code_is_refused(code):
    with pytest.raises(DataError, match="is not a code"):
        codes.parse(code)


@given(st.integers(1, 3999))
def test_a_roman_numeral_is_read_as_it_was_written(number):
    assert codes.parse(codes.roman(number)) == (number,)


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_numeral_for_it(number):
    with pytest.raises(DataError, match="no Roman numeral"):
        codes.roman(number)


def test_codes_are_sorted_as_people_count():
    found = sorted(["II", "I.10", "I.2", "", "IX", "I", "V", "x?"], key=codes.key)
    assert found == ["I", "I.2", "I.10", "II", "V", "IX", "", "x?"]


@pytest.mark.parametrize(
    ("parent", "taken", "free"),
    [
        ("", [], "I"),
        ("", ["I", "II", "I.1"], "III"),
        ("", ["1", "2"], "3"),
        ("I", ["I", "I.1", "I.3", "II.7"], "I.4"),
        ("I.1", ["I.1", "I.10.4"], "I.1.1"),
        ("I.1", ["I.1.9"], "I.1.10"),
        ("1", ["1.I", "1.II"], "1.III"),
        ("I", ["rubbish", ""], "I.1"),
    ],
)
def test_the_next_free_code(parent, taken, free):
    assert codes.next_free(parent, taken) == free


@pytest.mark.parametrize(
    ("code", "level", "parent", "taken", "reason"),
    [
        ("I.1.2", "activity", "I.1", ["I.1", "I.1.1"], None),
        ("", "project", "I", [], None),
        ("I.1", "programme", "I", [], codes.GROUP_WITH_CODE),
        ("I.A", "project", "I", [], codes.UNREADABLE),
        ("II.1", "project", "I", ["I"], codes.NOT_OF_PARENT),
        ("I.1.1", "project", "I", ["I"], codes.NOT_OF_PARENT),
        ("I", "project", "I", ["I"], codes.NOT_OF_PARENT),
        ("IV.1", "project", "I", ["I"], codes.NOT_OF_PARENT),
        ("I.1", "area", "", [], codes.TOO_DEEP),
        ("I.1.1.1", "activity", "", [], codes.TOO_DEEP),
        ("I.1.1", "activity", "", [], None),
        ("I.1", "project", "I", ["I.1"], codes.TAKEN),
        ("1.1", "project", "1", ["I.1"], codes.TAKEN),
    ],
)
def test_what_is_wrong_with_a_code(code, level, parent, taken, reason):
    found = codes.problem(code, level, parent, taken)
    assert (found.reason if found else None) is reason


def test_the_problem_tells_the_next_free_code():
    found = codes.problem("I.1", "project", "I", ["I.1", "I.2"])
    assert found.told("en").endswith("The next free one here is I.3.")
    for language in ("es", "pt", "fr"):
        assert "I.3" in found.told(language)


def test_codes_below_one_that_changes_follow_it():
    assert codes.renamed("I.1.2", "I.1", "I.3") == "I.3.2"
    assert codes.renamed("I.10.2", "I.1", "I.3") == "I.10.2"
    assert codes.renamed("II", "I", "V") == "II"
    assert codes.renamed("I.1", "I", "") == "I.1"
