"""The text of documents for the search: read in the background, of files that strangers made."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tasks import task

from cedic.errors import DataError
from cedic.programme.reading.apart import text_apart
from cedic.web.programme import search
from cedic.web.programme.models import Document

READ = ("pdf", "docx", "txt", "csv")
"""The documents that are read, by the end of their name; the others are found by their title."""

log = logging.getLogger(__name__)


def to_be_read(document: Document) -> None:
    """Have the worker read a document, if it is of a kind that is read."""
    if document.name.lower().endswith(READ):
        read.enqueue(str(document.pk))


@task()
def read(number: str) -> None:
    """Read a document, in the worker, and let it be found by its text."""
    document = Document.objects.filter(pk=number).first()
    if document is not None:
        read_now(document)


def read_now(document: Document) -> bool:
    """Read a document and let it be found by its text; whether it has one that can be read.

    One that cannot be read is found by its title alone.
    """
    if not document.name.lower().endswith(READ):
        return False
    try:
        text = text_apart(document.path, search.LONGEST_DOCUMENT, document.name)
    except DataError as error:
        log.warning("the search knows no text of document %s: %s", document.pk, error.what)
        return False
    search.put_text(document, text)
    return True


def catch_up() -> None:
    """Let documents be found that were kept before the search knew of documents."""
    for document in Document.objects.filter(entries=None).iterator():
        with transaction.atomic():
            search.index(document)
            to_be_read(document)
