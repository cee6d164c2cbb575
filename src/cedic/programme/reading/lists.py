"""Lists: numbered, with bullets, or a paragraph that stands for one."""

from __future__ import annotations

from collections.abc import Sequence

from cedic.programme.model import FoundRecord
from cedic.programme.reading.clean import Line
from cedic.programme.reading.records import Record, prose


def list_records(
    lines: Sequence[Line], kind: str, parent: str, record: Record
) -> list[FoundRecord]:
    """The items of a list, each a record with a field ``text``; a text without items is one record.

    Parameters
    ----------
    lines : sequence of Line
        The lines of a section.
    kind, parent : str
        The kind of the records, and the key of what they belong to.
    record : Record
        What they belong to: doubts about the numbering are put down there.
    """
    entries = entries_of(lines, record)
    found: list[FoundRecord] = []
    for number, entry in enumerate(entries, 1):
        text, passage, doubts = prose(entry)
        one = Record(kind, f"{parent}/{kind}/{number}", parent, passage)
        one.add("text", text.removeprefix("- "), passage, doubts)
        found.append(one.done())
    return found


def entries_of(lines: Sequence[Line], record: Record) -> list[list[Line]]:
    """The lines of each item of a list: a bullet within a numbered list belongs to its number.

    Numbering that starts again goes on as the same list, with a doubt. A number out of order just
    before a page break, after which the list goes on, is a footnote: it is left out, with a doubt.
    """
    if not any(line.is_item for line in lines):
        return [list(lines)] if lines else []
    numbered = any(line.number is not None for line in lines)
    entries: list[list[Line]] = []
    last = 0
    for place, line in enumerate(lines):
        if line.number is not None:
            if line.number != last + 1:
                doubt = _broken_numbering(line.number, last, lines[place + 1 :])
                record.doubt(doubt)
                if doubt == "footnote_left_out":
                    continue
            last = line.number
            entries.append([line])
        elif line.bullet and not (numbered and entries):
            entries.append([line])
        elif entries:
            entries[-1].append(line)
        elif not line.text.endswith(":"):
            entries.append([line])
    return entries


def _broken_numbering(number: int, last: int, after: Sequence[Line]) -> str:
    following = next((line for line in after if line.number is not None), None)
    goes_on = following is not None and following.number == last + 1 and following.after_page
    if number <= last and goes_on:
        return "footnote_left_out"
    return "numbering_restarts" if number <= last else "numbering_skips"
