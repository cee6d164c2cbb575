"""Make the index of the work programme's words anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cedic.web.programme import document_words, search
from cedic.web.programme.models import Document


class Command(BaseCommand):
    """``cedic manage programme_search``."""

    help = "Make the index of the work programme's words anew, and read all documents again."

    def handle(self, **_: Any) -> str:
        """Make it, and tell how many entries it has."""
        entries = search.rebuild()
        read = sum(document_words.read_now(one) for one in Document.objects.iterator())
        return f"{entries} entries, {read} documents read"
