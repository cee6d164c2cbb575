"""Two programmes, three mandates and six meetings, small enough to be counted by hand."""

from __future__ import annotations

from datetime import date

from cedic.programme.model import (
    Evidence,
    Financing,
    Item,
    Mandate,
    Meeting,
    Output,
    Paragraph,
    Programme,
    Schedule,
    Task,
)


def _title(words: str) -> dict[str, str]:
    return {"en": words}


def _task(ends: date | None, done: date | None) -> Task:
    return Task(_title("Step"), Schedule(ends=ends, kind="dated"), done=done)


FIRST = Programme(
    title=_title("Programme of 2017"),
    starts=2017,
    ends=2017,
    stage="closed",
    items=(
        Item(
            "area",
            "I",
            children=(
                Item(
                    "project",
                    "I.1",
                    financing=(Financing("in_kind", currency="USD", planned=9, spent=9),),
                    children=(
                        Item(
                            "activity",
                            "I.1.1",
                            status="completed",
                            mode="internal",
                            outputs=(
                                Output("study", delivered=date(2017, 5, 2)),
                                Output("study", mode="commissioned"),
                                Output("course", delivered=date(2017, 6, 1)),
                            ),
                            tasks=(
                                _task(date(2017, 3, 31), date(2017, 3, 31)),
                                _task(date(2017, 3, 31), date(2017, 4, 1)),
                                _task(None, date(2017, 9, 1)),
                            ),
                            financing=(
                                Financing(currency="USD", planned=1000, spent=400),
                                Financing(currency="EUR", planned=50),
                            ),
                        ),
                        Item(
                            "activity",
                            "I.1.2",
                            status="cancelled",
                            outputs=(Output("study"), Output("meeting")),
                            financing=(
                                Financing(currency="USD", spent=70),
                                Financing("agreement", currency="USD", planned=200, spent=200),
                                Financing("agreement", currency="USD", planned=800),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Item("area", "2", children=(Item("activity", "II.1", mandates=("Decision 400",)),)),
        Item("area", "III"),
    ),
)
SECOND = Programme(
    title=_title("Programme of 2018 and 2019"),
    starts=2018,
    ends=2019,
    stage="adopted",
    items=(
        Item(
            "area",
            "I",
            children=(
                Item("activity", "I.1", status="under_way"),
                Item("activity", "I.2", status="postponed"),
            ),
        ),
        Item("activity", "", status="completed"),
    ),
)
MANDATES = (
    Mandate(
        "decision",
        "1",
        _title("Decision 1"),
        on=date(2016, 10, 20),
        paragraphs=(
            Paragraph(
                "1",
                _title("First"),
                activities=((2017, "I.1.1", {}), (2019, "I.1", {}), (2030, "X.1", {})),
                evidence=(
                    Evidence("under_way", date(2017, 2, 1), _title("Begun")),
                    Evidence("fulfilled", date(2018, 2, 1), _title("Report")),
                    Evidence("continuous", date(2018, 2, 1), _title("Corrected")),
                ),
            ),
            Paragraph("2", _title("Second")),
        ),
    ),
    Mandate(
        "declaration",
        "",
        _title("Declaration"),
        on=date(2018, 1, 29),
        paragraphs=(
            Paragraph("7", _title("Seventh"), activities=((2019, "I.2", {}),)),
            Paragraph(
                "8",
                _title("Eighth"),
                evidence=(Evidence("fulfilled", date(2018, 12, 31), _title("Letter")),),
            ),
        ),
    ),
    Mandate("decision", "2", _title("Undated"), paragraphs=(Paragraph("1", _title("Lost")),)),
)
MEETINGS = (
    Meeting(
        _title("Council"),
        "council",
        status="held",
        starts=date(2017, 11, 27),
        ends=date(2017, 11, 29),
        country="VEN",
        attendance=(("VEN", "Ministry", 12), ("BRA", "Embassy", 2), ("", "Agency", 1)),
    ),
    Meeting(
        _title("Seminar"),
        "seminar",
        status="held",
        ends=date(2017, 4, 4),
        country="VEN",
        format="hybrid",
        attendance=(("BRA", "University", 5), ("BRA", "Ministry", 3), ("CHL", "Bank", 1)),
    ),
    Meeting(_title("Seminar"), "seminar", status="held", starts=date(2017, 5, 5), country="VEN"),
    Meeting(
        _title("Forum"),
        "forum",
        status="held",
        starts=date(2017, 6, 6),
        format="virtual",
        country="PAN",
        attendance=(("JAM", "Agency", 4),),
    ),
    Meeting(
        _title("Course"),
        "course",
        status="postponed",
        starts=date(2017, 7, 7),
        attendance=(("PER", "Ministry", 6),),
    ),
    Meeting(_title("Some day"), "forum", schedule="According to need"),
)
