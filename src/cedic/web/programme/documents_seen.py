"""The documents that are kept, as a viewer may see them: with what each belongs to."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from cedic.web.programme.mandate_values import evidence_for
from cedic.web.programme.models import Document, Version
from cedic.web.programme.shown_items import shown_items
from cedic.web.programme.viewers import Viewer

OWNERS = ("programme", "item", "mandate", "evidence", "meeting", "roadmap")
"""What a document can belong to."""


def owner_of(document: Document) -> Any:
    """What a document belongs to."""
    return next(found for name in OWNERS if (found := getattr(document, name)) is not None)


def documents_for(viewer: Viewer) -> QuerySet[Document]:
    """The documents that a viewer may see, who may see what they belong to.

    Staff see all. Others see those of a programme that they are shown a version of, and of an item
    that is in it.

    Parameters
    ----------
    viewer : Viewer
        Who looks.
    """
    seen = Document.objects.seen_by(viewer)
    if viewer.is_staff:
        return seen
    visible = viewer.visibilities
    items = seen.exclude(item=None).values_list("item", flat=True).distinct()
    evidence = evidence_for(viewer).filter(paragraph__mandate__visibility__in=visible)
    return seen.filter(
        Q(programme__in=Version.objects.seen_by(viewer).values("programme"))
        | Q(item__in=shown_items(viewer, items.order_by()))
        | Q(mandate__visibility__in=visible)
        | Q(evidence__in=evidence.values("pk"))
        | Q(meeting__visibility__in=visible)
        | Q(roadmap__visibility__in=visible)
    )
