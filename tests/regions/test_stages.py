"""The legal stages of integration: facts, each with its treaty, that do not contradict each other."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from cedic.model import LANGUAGES
from cedic.regions import STAGES, LegalStage, bloc, legal_stage, legal_stages

FACTS = legal_stages()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_a_fact_says_where_it_comes_from_in_four_languages(fact: LegalStage) -> None:
    assert fact.stage in STAGES
    assert fact.status in ("F", "I", "C")
    for language in LANGUAGES:
        assert re.search(r"(19|20)\d\d", fact.basis[language])
        assert fact.note[language].strip()
    # The same years stand in each language, so that no translation is of another act.
    years = [sorted(re.findall(r"(?:19|20)\d\d", fact.basis[language])) for language in LANGUAGES]
    assert all(found == years[0] for found in years)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_no_mechanism_is_at_a_stage_before_it_was_founded(fact: LegalStage) -> None:
    assert bloc(fact.bloc).founded <= fact.start
    assert fact.end is None or fact.start < fact.end
    # The act that a stage rests on was there when it began, if not in force that very year.
    assert min(int(year) for year in re.findall(r"(?:19|20)\d\d", fact.basis.en)) <= fact.start.year


def test_a_mechanism_is_at_one_stage_at_a_time_without_a_hole() -> None:
    for before, after in pairwise(FACTS):
        if before.bloc == after.bloc:
            assert before.end is not None
            assert (after.start - before.end).days == 1
    last = {fact.bloc: fact for fact in FACTS}
    assert all(fact.end is None for fact in last.values())
    assert len({fact.id for fact in FACTS}) == len(FACTS)


def test_the_five_mechanisms_are_coded() -> None:
    assert {"PA", "MERCOSUR", "SICA", "ANDEAN", "CARICOM"} <= {fact.bloc for fact in FACTS}


@pytest.mark.parametrize(
    ("mechanism", "year", "stage"),
    [
        ("MERCOSUR", 1990, None),
        ("MERCOSUR", 1993, ("FTA", "F")),
        ("MERCOSUR", 1995, ("CU", "I")),
        ("ANDEAN", 2006, ("CU", "I")),
        ("ANDEAN", 2007, ("FTA", "C")),
        ("CARICOM", 2005, ("CU", "I")),
        ("CARICOM", 2006, ("CM", "I")),
        ("PA", 2015, ("NONE", "C")),
        ("PA", 2016, ("FTA", "I")),
        ("EU", 2020, ("EU", "I")),
        ("ASEAN", 2020, None),
    ],
)
def test_the_stage_of_a_year_is_that_of_its_last_day(
    mechanism: str, year: int, stage: tuple[str, str] | None
) -> None:
    found = legal_stage(mechanism, year)
    assert (found and (found.stage, found.status)) == stage


def test_the_last_day_counts() -> None:
    found = legal_stage("MERCOSUR", 1994)
    assert found is not None
    assert (found.stage, found.end) == ("FTA", date(1994, 12, 31))
