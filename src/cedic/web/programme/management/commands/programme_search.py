"""Make the index of the work programme's words anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cedic.web.programme import search


class Command(BaseCommand):
    """``cedic manage programme_search``."""

    help = "Make the index of the work programme's words anew, as after an import."

    def handle(self, **_: Any) -> str:
        """Make it, and tell how many entries it has."""
        return f"{search.rebuild()} entries"
