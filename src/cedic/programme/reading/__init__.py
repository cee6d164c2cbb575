"""Documents as they are read for import: what each says, where it says so, and what is doubted.

Nothing that is found here enters by itself: a person looks at each field beside its passage.
"""

from __future__ import annotations

from pathlib import Path

from cedic.errors import DataError
from cedic.programme.model import Finding
from cedic.programme.reading.doubts import DOUBTS
from cedic.programme.reading.text import SourceText, text_of

__all__ = ["DOUBTS", "SourceText", "read", "text_of"]


def read(source: Path | bytes, name: str = "") -> Finding:
    """Read a document: a work programme, or a report in one of three forms.

    What it is follows from what it holds: items with codes and sections (``work_programme``), a
    rapporteur's report with conclusions (``meeting_report``), what was done for a decision
    (``compliance_report``), or a yearly list of activities with their dates (``activity_report``).
    The languages are Spanish and English.

    Parameters
    ----------
    source : Path or bytes
        The file, or what it holds: plain text, Markdown, DOCX or PDF.
    name : str, optional
        What to call it in messages; by default its path.

    Returns
    -------
    Finding
        The records with their passages and doubts, and the lines they were read from. A field that
        the document does not have is not there.

    Raises
    ------
    DataError
        If the file cannot be read as a document, or is none of these.
    """
    from cedic.programme.reading.activity_report import is_activity_report, read_activities
    from cedic.programme.reading.clean import clean
    from cedic.programme.reading.compliance_report import is_compliance_report, read_compliance
    from cedic.programme.reading.meeting_report import is_meeting_report, read_meeting
    from cedic.programme.reading.programme import is_programme, read_programme
    from cedic.programme.reading.records import language_of

    text = text_of(source, name)
    cleaned = clean(text.lines)
    language = language_of(text.lines)
    if is_programme(cleaned):
        kind, (title, records) = "work_programme", read_programme(cleaned, language)
    elif is_meeting_report(cleaned):
        kind, (title, records) = "meeting_report", read_meeting(cleaned, language)
    elif is_compliance_report(cleaned):
        kind, (title, records) = "compliance_report", read_compliance(cleaned, language)
    elif is_activity_report(text.lines, cleaned):
        kind, (title, records) = (
            "activity_report",
            read_activities(text.lines, cleaned, language),
        )
    else:
        raise DataError(
            "The document is none that can be imported: it has no projects or activities with codes "
            "(I.1, I.1.2) and sections, no list of activities with their dates, no conclusions of a "
            "meeting, and does not say that it tells of compliance with a decision.",
            where=name or (str(source) if isinstance(source, Path) else None),
            remedy="give a work programme, a report of activities, a compliance report or a "
            "rapporteur's report, in Spanish or English",
        )
    return Finding(kind, language, title, text.lines, tuple(records), text.doubts)
