"""What a viewer may see of the work programme, as the values that documents and programs are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cedic.programme import model
from cedic.publish.programme import Entry
from cedic.web.programme import mandate_values, meeting_values, trees
from cedic.web.programme.models import (
    Axis,
    Document,
    Mandate,
    Meeting,
    Paragraph,
    Theme,
    Version,
    WorkProgramme,
)
from cedic.web.programme.shown_items import items_of, shown_items
from cedic.web.programme.viewers import Viewer


def programme(
    record: WorkProgramme, viewer: Viewer, version: Version | None = None
) -> model.Programme | None:
    """A programme as a viewer may see it, without what it says of records that she may not see.

    Parameters
    ----------
    record : WorkProgramme
        The programme.
    viewer : Viewer
        Who looks.
    version : Version, optional
        A version of it that she may see; by default what she is shown of it.

    Returns
    -------
    Programme or None
        None if there is nothing of it for her. A version holds the mandates and links of its time:
        of those, only what she may see today is left.
    """
    shown = trees.shown(record, viewer) if version is None else trees.frozen(version)
    if shown is None or viewer.is_staff:
        return shown
    return _cleared([shown], viewer)[0]


def programmes(viewer: Viewer) -> list[model.Programme]:
    """The last version of each programme that a viewer other than staff may see, the last first."""
    found = Version.objects.seen_by(viewer).order_by("number")
    last = dict(found.values_list("programme_id", "pk"))
    records = WorkProgramme.objects.filter(pk__in=last).values_list("pk", flat=True)
    return _cleared([trees.frozen(last[number]) for number in records], viewer)


def _cleared(shown: list[model.Programme], viewer: Viewer) -> list[model.Programme]:
    items = [item for one in shown for item in one.walk()]
    mandates = _mandates_seen({name for item in items for name in item.mandates}, viewer)
    linked = any(item.links for item in items)
    others = items_of(viewer) if linked else {}
    known = {(one.year, one.code): one.title for one in others.values()}
    return [
        replace(one, items=tuple(_without(item, mandates, known) for item in one.items))
        for one in shown
    ]


def _mandates_seen(names: set[str], viewer: Viewer) -> set[str]:
    """Those of some names of paragraphs, ``527 4.b``, whose mandate a viewer may see."""
    numbers = names | {one.rpartition(" ")[0] for one in names}
    found = Paragraph.objects.filter(
        mandate__visibility__in=viewer.visibilities, mandate__number__in=numbers
    ).values_list("mandate__number", "anchor")
    return names & {f"{number} {anchor}".strip() for number, anchor in found}


def _without(
    item: model.Item, mandates: set[str], known: dict[tuple[int, str], model.Words]
) -> model.Item:
    """An item without mandates and links to items that are not among some."""
    links = (one for one in item.links if (one.year, one.code) in known)
    return replace(
        item,
        mandates=tuple(one for one in item.mandates if one in mandates),
        # What the other is called is what its own version says.
        links=tuple(replace(one, title=known[one.year, one.code]) for one in links),
        children=tuple(_without(one, mandates, known) for one in item.children),
    )


# Meetings


def meetings(
    records: Iterable[Meeting], viewer: Viewer, language: str = "es"
) -> list[model.Meeting]:
    """Meetings as a viewer may see them; of the items they belong to, those that she may see.

    Parameters
    ----------
    records : iterable of Meeting
        Meetings that she may see.
    viewer : Viewer
        Who looks.
    language : str
        The language of the names of organisations.
    """
    listed = list(records)
    values = meeting_values.values(listed, language)
    items = shown_items(viewer, {one.item_id for one in listed if one.item_id})
    codes = {number: one.code for number, one in items.items()}
    return [
        replace(value, item=codes.get(record.item_id, ""))
        for record, value in zip(listed, values, strict=True)
    ]


def meetings_of(record: WorkProgramme, viewer: Viewer, language: str) -> list[model.Meeting]:
    """The meetings of a programme's items that a viewer may see."""
    return meetings(
        Meeting.objects.seen_by(viewer).filter(item__programme=record), viewer, language
    )


# Mandates


def mandates(viewer: Viewer) -> list[model.Mandate]:
    """All mandates that a viewer may see, with what she may see of their paragraphs."""
    return mandate_values.values(list(mandate_values.with_parts(viewer)), viewer)


def named(mandate: model.Mandate, language: str) -> model.Mandate:
    """A mandate with the names of its themes and axes in place of their codes."""
    themes, axes = (
        {one.code: model.said(one.name, language)[0] or one.code for one in kind.objects.all()}
        for kind in (Theme, Axis)
    )
    return replace(
        mandate,
        paragraphs=tuple(
            replace(
                one,
                themes=tuple(themes[code] for code in one.themes),
                axes=tuple(axes[code] for code in one.axes),
            )
            for one in mandate.paragraphs
        ),
    )


def entries_of(mandate: Mandate, viewer: Viewer) -> list[Entry]:
    """The meetings and documents that belong to a mandate, as far as a viewer may see them.

    Parameters
    ----------
    mandate : Mandate
        As :func:`cedic.web.programme.mandate_values.with_parts` gives it.
    viewer : Viewer
        Who looks.

    Returns
    -------
    list of Entry
        The meetings of each paragraph's activities; the documents of its evidence, dated as this;
        and those of the mandate as a whole, dated by when they came.
    """
    paragraphs = list(mandate.paragraphs.all())
    items = mandate_values.items_linked(paragraphs, viewer)
    anchors = [
        (link.item_id, one.anchor)
        for one in paragraphs
        for link in one.links.all()
        if link.item_id in items
    ]
    return [*_meetings(anchors, viewer), *_documents(mandate, viewer)]


def _meetings(anchors: Sequence[tuple[int, str]], viewer: Viewer) -> list[Entry]:
    held: dict[int | None, list[Meeting]] = {}
    found = Meeting.objects.seen_by(viewer).filter(item__in={item for item, _ in anchors})
    for meeting in found:
        held.setdefault(meeting.item_id, []).append(meeting)
    return [
        Entry("meeting", one.title, one.starts, one.ends, anchor, one.city, one.number)
        for item, anchor in anchors
        for one in held.get(item, ())
    ]


def _documents(mandate: Mandate, viewer: Viewer) -> list[Entry]:
    evidence = {
        one.pk: (one.on, paragraph.anchor)
        for paragraph in mandate.paragraphs.all()
        for one in paragraph.evidence.all()
    }
    seen = Document.objects.seen_by(viewer)
    own = [
        Entry("document", {one.language or "es": one.title}, one.made.date(), reference=one.name)
        for one in seen.filter(mandate=mandate)
    ]
    shown = seen.filter(evidence__in=evidence).exclude(evidence=None)
    return own + [
        Entry(
            "document",
            {one.language or "es": one.title},
            evidence[one.evidence_id][0],
            anchor=evidence[one.evidence_id][1],
            reference=one.name,
        )
        for one in shown
    ]
