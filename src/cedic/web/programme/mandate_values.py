"""Mandates as values: what a viewer may see of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, QuerySet

from cedic.programme import model
from cedic.programme.mandates import PREAMBLE
from cedic.programme.model import Words
from cedic.web.programme.models import Evidence, Item, Mandate, MandateLink, Paragraph
from cedic.web.programme.shown_items import Shown, shown_items
from cedic.web.programme.viewers import Viewer


def with_parts(viewer: Viewer, mandates: QuerySet[Mandate] | None = None) -> QuerySet[Mandate]:
    """Mandates that a viewer may see, with their paragraphs, links and evidence for her."""
    found = Mandate.objects.all() if mandates is None else mandates
    return found.filter(visibility__in=viewer.visibilities).prefetch_related(
        *(Prefetch(f"paragraphs{name}", queryset) for name, queryset in parts_for(viewer))
    )


def parts_for(viewer: Viewer) -> list[tuple[str, QuerySet[Any]]]:
    """What is fetched along with paragraphs, by where it hangs."""
    return [
        ("", Paragraph.objects.prefetch_related("themes", "axes")),
        ("__links", MandateLink.objects.all()),
        ("__evidence", evidence_for(viewer)),
    ]


def evidence_for(viewer: Viewer) -> QuerySet[Evidence]:
    """The evidence that a viewer may see and that stands."""
    return Evidence.objects.seen_by(viewer).filter(withdrawn=None)


def values(mandates: Sequence[Mandate], viewer: Viewer) -> list[model.Mandate]:
    """Mandates as values, with the activities and the evidence that a viewer may see.

    Parameters
    ----------
    mandates : sequence of Mandate
        As :func:`with_parts` gives them.
    viewer : Viewer
        Who looks.
    """
    items = items_linked([one for mandate in mandates for one in mandate.paragraphs.all()], viewer)
    return [_value(mandate, items) for mandate in mandates]


def outlines(mandates: Sequence[Mandate], viewer: Viewer) -> list[model.Mandate]:
    """Mandates as values without any words, to be counted: of many, in a few questions."""
    paragraphs = Paragraph.objects.filter(mandate__in=mandates)
    links = MandateLink.objects.filter(paragraph__mandate__in=mandates)
    pairs = list(links.order_by("id").values_list("paragraph_id", "item_id"))
    items = shown_items(viewer, {item for _, item in pairs})
    activities: dict[int, list[tuple[int, str, Words]]] = {}
    for paragraph, item in pairs:
        if item in items:
            one = items[item]
            activities.setdefault(paragraph, []).append((one.year, one.code, one.title))
    evidence: dict[int, list[model.Evidence]] = {}
    held = evidence_for(viewer).filter(paragraph__mandate__in=mandates)
    for paragraph, status, on in held.values_list("paragraph_id", "status", "on"):
        evidence.setdefault(paragraph, []).append(model.Evidence(status, on, {}))
    below: dict[int, list[model.Paragraph]] = {}
    for mandate, number, anchor in paragraphs.values_list("mandate_id", "pk", "anchor"):
        below.setdefault(mandate, []).append(
            model.Paragraph(
                anchor,
                {},
                activities=tuple(activities.get(number, ())),
                evidence=tuple(evidence.get(number, ())),
                id=number,
            )
        )
    return [
        model.Mandate(
            one.kind, one.number, one.title, paragraphs=tuple(below.get(one.pk, ())), id=one.pk
        )
        for one in mandates
    ]


def items_linked(paragraphs: Iterable[Paragraph], viewer: Viewer) -> dict[int, Shown]:
    """The items that paragraphs are linked to, as far as a viewer may see them."""
    return shown_items(viewer, {link.item_id for one in paragraphs for link in one.links.all()})


def _value(mandate: Mandate, items: dict[int, Shown]) -> model.Mandate:
    paragraphs = tuple(paragraph_value(one, items) for one in mandate.paragraphs.all())
    return replace(facts(mandate), paragraphs=paragraphs)


def facts(mandate: Mandate) -> model.Mandate:
    """A mandate without its paragraphs: nothing more is asked of the database."""
    return model.Mandate(
        kind=mandate.kind,
        number=mandate.number,
        title=mandate.title,
        body=mandate.body,
        on=mandate.on,
        place=mandate.place,
        id=mandate.pk,
        demonstration=mandate.demonstration,
    )


def paragraph_value(paragraph: Paragraph, items: dict[int, Shown]) -> model.Paragraph:
    """A paragraph as a value, with those of its items that are among `items`."""
    linked = [items[one.item_id] for one in paragraph.links.all() if one.item_id in items]
    return model.Paragraph(
        anchor=paragraph.anchor,
        text=paragraph.text,
        themes=tuple(one.code for one in paragraph.themes.all()),
        axes=tuple(one.code for one in paragraph.axes.all()),
        activities=tuple((one.year, one.code, one.title) for one in linked),
        evidence=tuple(
            model.Evidence(one.status, one.on, one.text, one.share, one.reference)
            for one in paragraph.evidence.all()
        ),
        id=paragraph.pk,
    )


def serving(viewer: Viewer) -> set[int]:
    """The items that serve a paragraph of a mandate that a viewer may see."""
    found = MandateLink.objects.filter(paragraph__mandate__visibility__in=viewer.visibilities)
    return set(found.exclude(paragraph__anchor=PREAMBLE).values_list("item_id", flat=True))


def mandates_of(item: Item | int, viewer: Viewer) -> list[Paragraph]:
    """The paragraphs that an item serves, with their mandates, as a viewer may see them.

    For the page of an item: ``{% include "programme/mandates_of_item.html" %}`` shows them.
    """
    number = item if isinstance(item, int) else item.pk
    return list(
        Paragraph.objects.filter(links__item=number, mandate__visibility__in=viewer.visibilities)
        .select_related("mandate")
        .order_by("mandate__on", "mandate_id", "position", "id")
    )
