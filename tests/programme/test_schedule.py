"""Schedules in words, and their days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedic.programme.schedule import MONTHS, dates_in, schedule_of

DAYS = {
    # words: first day, last day, doubts; the programme's year is 2017
    "August-December": ("2017-08-01", "2017-12-31", ()),
    "August-": ("2017-08-01", None, ("open_ended",)),
    "Enero – Abril de 2007": ("2007-01-01", "2007-04-30", ()),
    "Mayo-junio de 2007": ("2007-05-01", "2007-06-30", ()),
    "Diciembre/2006 – Enero/2007": ("2006-12-01", "2007-01-31", ()),
    "December 2016-February": ("2016-12-01", "2017-02-28", ()),
    "June - Agosto": ("2017-06-01", "2017-08-31", ()),
    "Fines de Febrero/2007": ("2007-02-21", "2007-02-28", ("days_approximate",)),
    "principios de marzo": ("2017-03-01", "2017-03-10", ("days_approximate",)),
    "mid-June": ("2017-06-11", "2017-06-20", ("days_approximate",)),
    "segunda quincena del mes de mayo": ("2017-05-16", "2017-05-31", ("days_approximate",)),
    "26 y 27 de marzo de 2007": ("2007-03-26", "2007-03-27", ()),
    "29, 30 y 31 de mayo de 2007": ("2007-05-29", "2007-05-31", ()),
    "Del 10 al 17 de abril de 2007": ("2007-04-10", "2007-04-17", ()),
    "28 and 29 November 2011": ("2011-11-28", "2011-11-29", ()),
    "25 to 27 November 2015": ("2015-11-25", "2015-11-27", ()),
    "30 de abril al 2 de mayo de 2007": ("2007-04-30", "2007-05-02", ()),
    "11, 12, 13, 16 y 17 de abril": ("2017-04-11", "2017-04-17", ("days_apart",)),
    "March 15, 2018": ("2018-03-15", "2018-03-15", ()),
    "15 de marzo": ("2017-03-15", "2017-03-15", ()),
    "1º de mayo": ("2017-05-01", "2017-05-01", ()),
    "2017-04-03": ("2017-04-03", "2017-04-03", ()),
    "31/12/2017": ("2017-12-31", "2017-12-31", ()),
    "entre marzo y mayo": ("2017-03-01", "2017-05-31", ()),
    "janvier à mars": ("2017-01-01", "2017-03-31", ()),
    "de janeiro a março": ("2017-01-01", "2017-03-31", ()),
    "ene.-feb.": ("2017-01-01", "2017-02-28", ()),
    "first quarter": ("2017-01-01", "2017-03-31", ()),
    "II trimestre": ("2017-04-01", "2017-06-30", ()),
    "Q1-Q3": ("2017-01-01", "2017-09-30", ()),
    "primer semestre de 2008": ("2008-01-01", "2008-06-30", ()),
    "second half of the year": ("2017-07-01", "2017-12-31", ()),
    "Septembe- Novemberr": ("2017-09-01", "2017-11-30", ("month_misspelt",)),
    "January and March": ("2017-01-01", "2017-03-31", ("days_apart",)),
    "hasta el 22 de abril": (None, "2017-04-22", ("start_missing",)),
    "By March": (None, "2017-03-31", ("start_missing",)),
    "jusqu’en juin": (None, "2017-06-30", ("start_missing",)),
    "A partir de marzo": ("2017-03-01", None, ("open_ended",)),
    "desde el 5 de marzo": ("2017-03-05", None, ("open_ended",)),
    "à partir d’avril": ("2017-04-01", None, ("open_ended",)),
    "March onwards": ("2017-03-01", None, ("open_ended",)),
    "desde marzo hasta junio": ("2017-03-01", "2017-06-30", ()),
    "from 1 to 5 June": ("2017-06-01", "2017-06-05", ()),
    "2018": ("2018-01-01", "2018-12-31", ()),
}


@pytest.mark.parametrize("words", DAYS)
def test_days_follow_from_the_words(words: str) -> None:
    schedule, doubts = schedule_of(words, 2017)
    first, last, wanted = DAYS[words]
    assert schedule.words == words
    assert schedule.starts == (date.fromisoformat(first) if first else None)
    assert schedule.ends == (date.fromisoformat(last) if last else None)
    assert (schedule.kind, doubts) == ("dated", wanted)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("Every four months", 4),
        ("Every quarter", 3),
        ("Cada trimestre", 3),
        ("cada dos meses", 2),
        ("Mensual", 1),
        ("a cada seis meses", 6),
        ("tous les trois mois", 3),
        ("Half-yearly", 6),
        ("annually", 12),
    ],
)
def test_what_comes_again_has_months_and_no_days(words: str, months: int) -> None:
    schedule, doubts = schedule_of(words, 2017)
    assert (schedule.kind, schedule.every_months, doubts) == ("recurring", months, ())
    assert schedule.starts is schedule.ends is None


@pytest.mark.parametrize(
    "words",
    ["Según corresponda", "Cuando proceda", "Ocasionalmente", "As needed", "sob demanda"],
)
def test_what_is_done_as_need_arises(words: str) -> None:
    schedule, doubts = schedule_of(words, 2017)
    assert (schedule.kind, schedule.starts, doubts) == ("on_demand", None, ())


def test_all_the_time() -> None:
    for words in ("Throughout the year", "Todo el año", "ao longo do ano", "toute l’année"):
        schedule, _ = schedule_of(words, 2017)
        assert (schedule.kind, schedule.ends) == ("continuous", date(2017, 12, 31))
    schedule, _ = schedule_of("Permanente", 2017)
    assert (schedule.kind, schedule.starts, schedule.ends) == ("continuous", None, None)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("October-February", "ends_before_starts"),
        ("17 al 10 de abril", "ends_before_starts"),
        ("31 de abril", "day_impossible"),
        ("0 de abril", "day_impossible"),
        ("03/04/2017", "date_ambiguous"),
        ("Annual report", "schedule_unknown"),
        ("marco", "schedule_unknown"),
        ("cuando haya fondos, en mayo o después", "schedule_unknown"),
        ("12345678901234567890", "schedule_unknown"),
        ("mayo, " * 200, "schedule_unknown"),
        ("", "schedule_missing"),
    ],
)
def test_what_cannot_be_told_is_not_guessed(words: str, doubt: str) -> None:
    schedule, doubts = schedule_of(words, 2017)
    assert (schedule.kind, schedule.starts, schedule.ends) == ("unknown", None, None)
    assert doubts == (doubt,)
    assert schedule.words == " ".join(words.split())


def test_the_language_tells_the_day_from_the_month() -> None:
    assert schedule_of("03/04/2017", 2017, "es")[0].starts == date(2017, 4, 3)


def test_without_a_year_there_are_no_days() -> None:
    schedule, doubts = schedule_of("enero", None)
    assert (schedule.starts, doubts) == (None, ("year_missing",))


def test_a_range_goes_into_the_next_year_only_if_its_words_say_so() -> None:
    schedule, _ = schedule_of("Noviembre – Febrero de 2008", 2007)
    assert (schedule.starts, schedule.ends) == (date(2007, 11, 1), date(2008, 2, 29))
    assert schedule_of("Noviembre – Febrero", 2007)[1] == ("ends_before_starts",)


months = st.integers(1, 12)
languages = st.integers(0, 3)
JOINS = ((" - ", " to "), (" – ", " a "), ("-", " a "), ("–", " à "))


@given(months, months, languages, st.integers(0, 1), st.booleans())
def test_months_come_back_in_any_language(
    first: int, last: int, language: int, join: int, titled: bool
) -> None:
    words = MONTHS[first - 1][language] + JOINS[language][join] + MONTHS[last - 1][language]
    schedule, doubts = schedule_of(words.title() if titled else words, 2017)
    if first <= last:
        assert schedule.starts is not None
        assert schedule.ends is not None
        assert (schedule.starts.month, schedule.ends.month, doubts) == (first, last, ())
    else:
        assert doubts == ("ends_before_starts",)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), languages)
def test_a_day_comes_back_in_any_language(day: date, language: int) -> None:
    of = " " if language in (0, 3) else " de "
    words = f"{day.day}{of}{MONTHS[day.month - 1][language]}{of}{day.year}"
    schedule, _ = schedule_of(words, 2017)
    assert schedule.starts == schedule.ends == day


PIECES = ("enero", "to", "y", "31", "2016", "-", "May", ",", "fines de", "Q2", "half", "entre")


@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join) | st.text(max_size=40))
def test_it_never_ends_before_it_starts(words: str) -> None:
    schedule, _ = schedule_of(words, 2017)
    if schedule.starts and schedule.ends:
        assert schedule.starts <= schedule.ends
    assert (schedule.kind == "dated") <= bool(schedule.starts or schedule.ends)


def test_dates_are_found_within_sentences() -> None:
    text = "It may be held in Lima, on 18 and 19 June 2012, not in May; otra el 3 de abril de 2013."
    assert [one[0] for one in dates_in(text)] == [
        "18 and 19 June 2012",
        "May",
        "3 de abril de 2013",
    ]
