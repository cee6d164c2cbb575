"""A work programme as records: as the portal writes them out, and the source PROGRAMME reads."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS = (
    *("record", "id", "part_of", "area", "year", "section", "kind", "status", "mode", "place"),
    *("due", "done", "currency", "planned", "spent", "value", "demonstration"),
)
"""The columns of the file, in order. What a record does not have is empty.

``record`` is one of :data:`RECORDS`; ``part_of`` the id of the record that it belongs to; ``area``
the code of the area that the institution works for; ``year`` that of the programme, decision,
evidence or meeting; ``section`` the area of the programme, one of :data:`SECTIONS`; ``place`` a
country, as an ISO 3166 alpha-3 code; ``due`` and ``done`` days; ``planned`` and ``spent`` whole
units of the ``currency``; ``value`` how many mandates an activity has, or how many people took part.
"""

RECORDS = (
    *("AREA", "ACTIVITY", "OUTPUT", "TASK", "FINANCING"),
    *("PARAGRAPH", "COVERAGE", "EVIDENCE", "MEETING", "ATTENDANCE"),
)
"""An area of a programme and its activities, their outputs, tasks and means; a paragraph of a
mandate, the activities that cover it and what is on record of it; a meeting, and who took part."""

PART_OF: Mapping[str, str] = {
    "COVERAGE": "PARAGRAPH",
    "EVIDENCE": "PARAGRAPH",
    "ATTENDANCE": "MEETING",
}
"""The records that belong to one of another kind, which must be in the file too."""

SECTIONS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "_O"),
)
"""The areas of a programme by number; ``_O`` is one without a number, or none at all."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "OUTPUT": ("study", "meeting", "course", "portal", "document", "service"),
    "FINANCING": ("own_budget", "agreement", "in_kind"),
    "PARAGRAPH": ("decision", "declaration", "plan_of_action", "resolution"),
    "MEETING": (
        *("council", "regional_meeting", "seminar", "workshop", "course", "forum"),
        *("business_round", "meeting"),
    ),
}
"""What ``kind`` may be, by record; other records have none."""

STATUSES: Mapping[str, tuple[str, ...]] = {
    "ACTIVITY": ("planned", "under_way", "completed", "postponed", "cancelled"),
    "EVIDENCE": ("pending", "under_way", "fulfilled", "continuous", "discontinued"),
    "MEETING": ("planned", "convened", "held", "postponed", "cancelled"),
}
"""What ``status`` may be, by record; other records have none."""

MODES: Mapping[str, tuple[str, ...]] = {
    "OUTPUT": ("internal", "commissioned", "joint"),
    "MEETING": ("in_person", "virtual", "hybrid"),
}
"""What ``mode`` may be, by record; it is empty where nothing is known of it."""
