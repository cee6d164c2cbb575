"""Documents into the portal's review, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cedic.errors import DataError

if TYPE_CHECKING:
    from cedic.web.programme.models import Import

SERVED_AT = "http://127.0.0.1:8000"
"""Where ``cedic serve`` is, unless it is told otherwise."""


def into_review(path: Path) -> None:
    """Take a document into the portal's review, and say where it goes on; nothing enters.

    Raises
    ------
    MissingLibraryError
        If the portal is not installed.
    DataError
        If the file cannot be read, or is none that can be imported.
    StoreError
        If the portal's database cannot be used.
    """
    from cedic.cli.console import say

    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"The file cannot be read: {error.strerror}.",
            where=str(path),
            remedy="check its name and whether you may read it",
        ) from None
    with portal():
        from cedic.web.programme.imports import Review, known_import, take

        known = known_import(data)
        record = take(data, path.name, None)
        say(
            _told(record, again=known is not None),
            f"  records: {len(Review(record).finding.records):,}",
            f"  {_address(record)}",
        )


def list_imports() -> None:
    """List the imports of the portal, the last one first.

    Raises
    ------
    MissingLibraryError
        If the portal is not installed.
    StoreError
        If the portal's database cannot be used.
    """
    from rich.text import Text

    from cedic.cli.console import say, show
    from cedic.publish.terminal import language, new_table

    with portal():
        from cedic.web.programme.models import Import
        from cedic.web.programme.words.imports import DOCUMENT_KINDS, STATES

        words = language()
        table = new_table("DOCUMENT", "KIND", "STATE", "SENT", "ENTERED", "IMPORT")
        for one in Import.objects.defer("finding", "decisions"):
            cells = (
                one.name,
                DOCUMENT_KINDS[one.kind][words],
                STATES[one.state][words],
                f"{one.made:%Y-%m-%d}",
                f"{one.entered:%Y-%m-%d}" if one.entered else "··",
                str(one.pk),
            )
            # What a stranger wrote is text, never a mark of the table.
            table.add_row(*(Text(cell) for cell in cells))
    if table.row_count:
        show(table)
    else:
        say("No document has been imported yet.")


def _told(record: Import, *, again: bool) -> str:
    if record.state == "entered":
        return (
            f"{record.name} entered on {record.entered:%Y-%m-%d} "
            f"by {record.entered_by or 'somebody who has left'}. To enter it anew, "
            "choose to review it again here:"
        )
    return f"{record.name} {'is in review already' if again else 'is ready for review'}:"


def _address(record: Import) -> str:
    from cedic.publish.terminal import language
    from cedic.settings import settings

    served = settings().public_address or SERVED_AT
    return f"{served}/{language()}/manage/programme/imports/{record.pk}/"


@contextmanager
def portal() -> Iterator[None]:
    """The portal's database, made if it is not there yet, and its messages in our language.

    Raises
    ------
    MissingLibraryError
        If the portal is not installed.
    StoreError
        If the portal's database cannot be used.
    """
    from cedic.cli.commands import web

    web().set_up()
    from django.utils import translation

    from cedic.publish.terminal import language
    from cedic.web.database import bring_up_to_date, errors_told

    bring_up_to_date()
    with errors_told(), translation.override(language()):
        yield
