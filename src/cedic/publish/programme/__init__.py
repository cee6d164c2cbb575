"""The documents of a work programme, composed from its records.

Each is a :class:`~cedic.publish.document.Document`, which gives HTML, DOCX and PDF.
"""

from cedic.publish.programme.activity_report import activity_report
from cedic.publish.programme.compliance import Entry, compliance
from cedic.publish.programme.meeting_report import meeting_report
from cedic.publish.programme.work_programme import work_programme

__all__ = [
    "Entry",
    "activity_report",
    "compliance",
    "meeting_report",
    "work_programme",
]
