"""A programme's figures as the documents show them."""

from __future__ import annotations

from cedic.programme.figures import Brief
from cedic.programme.terms import LEVELS, OUTPUT_KINDS, STATUSES
from cedic.publish.document import Alignment, Block, Heading, Inline, Table
from cedic.publish.numbers import MISSING
from cedic.publish.programme import words as w
from cedic.publish.programme.phrases import Phrases


def counted(say: Phrases, rows: list[tuple[str, str]]) -> Table:
    """Numbers, each with what it counts."""
    header = (say.of(w.MEASURE), say.of(w.FIGURE))
    return Table(header, tuple(rows), alignment=("left", "right"), widths=(2.2, 1))


def internal_studies(say: Phrases, brief: Brief) -> str:
    """The share of studies done internally and what it rests on; ``··`` if there is none."""
    if brief.internal_share is None:
        return MISSING
    return say.of(
        w.OF_KNOWN_MODE,
        share=say.share(brief.internal_share),
        internal=say.number(brief.internal_studies),
        known=say.number(brief.studies_of_known_mode),
    )


def by_area(say: Phrases, brief: Brief) -> list[Block]:
    """Activities by area and status under a heading; nothing if there are no areas."""
    if not brief.by_area:
        return []
    named = (name[say.language] for name in STATUSES.values())
    header = (LEVELS["area"][say.language], *named, say.of(w.TOTAL))
    rows: list[tuple[Inline, ...]] = [
        (
            say.titled(one.area) if one.area else say.of(w.NO_AREA),
            *(say.number(one.by_status[status]) for status in STATUSES),
            say.number(one.activities),
        )
        for one in brief.by_area
    ]
    totals = (say.number(brief.by_status[status]) for status in STATUSES)
    rows.append((say.of(w.TOTAL), *totals, say.number(brief.activities)))
    right: Alignment = "right"
    numbers = (right,) * (len(header) - 1)
    return [
        Heading(2, say.of(w.BY_AREA)),
        Table(
            header,
            tuple(rows),
            alignment=("left", *numbers),
            widths=(2.4, *(1.25 for _ in numbers)),
        ),
    ]


def outputs_by_kind(say: Phrases, brief: Brief) -> list[Block]:
    """Outputs by kind under a heading."""
    rows = [
        (name[say.language], say.number(brief.outputs[kind])) for kind, name in OUTPUT_KINDS.items()
    ]
    return [Heading(2, say.of(w.OUTPUTS_BY_KIND)), counted(say, rows)]


def means(say: Phrases, brief: Brief) -> list[Block]:
    """Money by currency and source under a heading; nothing if nothing is on record."""
    return [Heading(2, say.of(w.MEANS)), *say.money(brief.money)] if brief.money else []
