"""Mandates: the list of them, each with its paragraphs, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cedic.model import LANGUAGES
from cedic.programme import model
from cedic.programme.mandates import PREAMBLE, coverage
from cedic.programme.terms import (
    MANDATE_KINDS,
    MANDATE_STATUSES,
    NO_EVIDENCE,
    STATUSES,
    VISIBILITIES,
)
from cedic.web.programme import mandate_values
from cedic.web.programme.keeping import documents_of
from cedic.web.programme.models import (
    Axis,
    Evidence,
    Mandate,
    MandateLink,
    Paragraph,
    Theme,
    WorkProgramme,
)
from cedic.web.programme.pages import public
from cedic.web.programme.shown_items import Shown, items_of
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.documents import SAY as SAY_DOCUMENTS
from cedic.web.programme.words.mandates import SAY
from cedic.web.words import LANGUAGE_NAMES, language

ON_A_PAGE = 50
IN_ORDER = ("-mandate__on", "-mandate_id", "position", "id")
"""Paragraphs of the latest mandate first, in the order of its text."""
TERMS = {
    "kinds": MANDATE_KINDS,
    "statuses": STATUSES,
    "stands": MANDATE_STATUSES,
    "no_evidence": NO_EVIDENCE,
    "visibilities": list(VISIBILITIES.items()),
    "preamble": PREAMBLE,
}


@dataclass(frozen=True)
class Row:
    """A paragraph with what a viewer may see of it."""

    record: Paragraph
    text: str
    language: str
    items: list[Shown]
    evidence: list[Evidence]

    @property
    def last(self) -> Evidence | None:
        """The evidence that tells how it stands."""
        return self.evidence[-1] if self.evidence else None

    @property
    def earlier(self) -> list[Evidence]:
        """The evidence before that, the latest first."""
        return self.evidence[-2::-1]

    @property
    def mandates(self) -> bool:
        """Whether it mandates something."""
        return self.record.anchor != PREAMBLE


def rows_of(paragraphs: list[Paragraph], viewer: Viewer, wanted: str = "") -> list[Row]:
    """Paragraphs, fetched as :func:`mandate_values.parts_for` says, in a language."""
    items = mandate_values.items_linked(paragraphs, viewer)
    found = []
    for one in paragraphs:
        text, told_in = model.said(one.text, wanted or language())
        linked = [items[link.item_id] for link in one.links.all() if link.item_id in items]
        linked.sort(key=lambda item: (-item.year, item.code))
        found.append(Row(one, text, told_in, linked, list(one.evidence.all())))
    return found


@require_safe
@looked_at
def listed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All mandates that one may see, with how far they are covered."""
    asked = {
        name: request.GET.get(name, "")[:100].strip() for name in ("kind", "theme", "axis", "q")
    }
    found = _filtered(Mandate.objects.seen_by(viewer), asked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    mandates = list(page.object_list)
    values = mandate_values.outlines(mandates, viewer)
    return public(
        request,
        SAY,
        "mandates_list.html",
        {
            **TERMS,
            "rows": [
                (record, coverage([value])) for record, value in zip(mandates, values, strict=True)
            ],
            "page": page,
            "query": _query(request),
            "asked": asked,
            "themes": Theme.objects.all(),
            "axes": Axis.objects.all(),
        },
    )


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return str(query.urlencode())


def _filtered(found: QuerySet[Mandate], asked: dict[str, str]) -> QuerySet[Mandate]:
    if asked["kind"]:
        found = found.filter(kind=asked["kind"])
    if asked["theme"]:
        found = found.filter(paragraphs__themes__code=asked["theme"])
    if asked["axis"]:
        found = found.filter(paragraphs__axes__code=asked["axis"])
    if asked["q"]:
        found = found.filter(Q(number__icontains=asked["q"]) | Q(body__icontains=asked["q"]))
    return found.distinct()


@require_safe
@looked_at
def one(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """A mandate, paragraph by paragraph."""
    record = mandate_values.with_parts(viewer).filter(pk=number).first()
    if record is None:
        raise Http404(number)
    paragraphs = list(record.paragraphs.all())
    has = [code for code in LANGUAGES if any(one.text.get(code) for one in paragraphs)]
    wanted = request.GET.get("text", "")
    return public(
        request,
        {**SAY, **SAY_DOCUMENTS},
        "mandates_one.html",
        {
            **TERMS,
            "mandate": record,
            "rows": rows_of(paragraphs, viewer, wanted if wanted in has else ""),
            "covered": coverage(mandate_values.values([record], viewer)),
            "languages_of_text": [(code, LANGUAGE_NAMES[code]) for code in has],
            "text_in": wanted if wanted in has else "",
            "documents": documents_of(record, viewer),
            "owner": f"mandate:{record.pk}" if viewer.edits else "",
            "back_to": f"programme/mandates/{record.pk}/",
        },
    )


@require_safe
@looked_at
def gaps(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Paragraphs without activity, and activities without mandate, of a programme or of all."""
    chosen = _chosen_programme(request, viewer)
    shown = items_of(viewer, None if chosen is None else [chosen])
    page = Paginator(_unserved(viewer, shown), ON_A_PAGE).get_page(request.GET.get("page"))
    missing = Paragraph.objects.filter(pk__in=page.object_list).select_related("mandate")
    idle = _without_mandate(viewer, shown)
    other = Paginator(idle, ON_A_PAGE).get_page(request.GET.get("activities"))
    query = request.GET.copy()
    for name in ("page", "activities"):
        query.pop(name, None)
    return public(
        request,
        SAY,
        "mandates_gaps.html",
        {
            **TERMS,
            "page": page,
            "missing": missing.order_by(*IN_ORDER),
            "other": other,
            "query": query.urlencode(),
            "chosen": chosen,
            "years": _years(viewer),
        },
    )


def _years(viewer: Viewer) -> list[tuple[int, int]]:
    """Number and first year of the programmes that a viewer may see, the last first."""
    found = WorkProgramme.objects.all()
    if not viewer.is_staff:
        found = found.filter(versions__visibility__in=viewer.visibilities).distinct()
    return list(found.order_by("-starts", "-id").values_list("pk", "starts"))


def _chosen_programme(request: HttpRequest, viewer: Viewer) -> int | None:
    asked = request.GET.get("programme", "")[:15]
    known = {str(number): number for number, _ in _years(viewer)}
    if asked and asked not in known:
        raise Http404(asked)
    return known.get(asked)


def _unserved(viewer: Viewer, shown: dict[int, Shown]) -> list[int]:
    """The paragraphs that none of some items serves, by number."""
    pairs = MandateLink.objects.values_list("paragraph_id", "item_id")
    served = {paragraph for paragraph, item in pairs if item in shown}
    found = (
        Paragraph.objects.filter(mandate__visibility__in=viewer.visibilities)
        .exclude(anchor=PREAMBLE)
        .order_by(*IN_ORDER)
    )
    return [number for number in found.values_list("pk", flat=True) if number not in served]


def _without_mandate(viewer: Viewer, shown: dict[int, Shown]) -> list[Shown]:
    """The activities that serve no mandate that a viewer may see, nor what they belong to does."""
    served = mandate_values.serving(viewer)
    idle = [
        one
        for one in shown.values()
        if one.level == "activity" and served.isdisjoint(_and_above(one, shown))
    ]
    return sorted(idle, key=lambda one: (-one.year, one.programme, one.id))


def _and_above(item: Shown, shown: dict[int, Shown]) -> Iterator[int]:
    above: Shown | None = item
    while above is not None:
        yield above.id
        above = shown.get(above.parent) if above.parent is not None else None
