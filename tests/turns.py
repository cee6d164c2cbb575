"""Which pages a browser looks at in which language.

All pages in all languages take a browser a quarter of an hour: ``make axe``. In the usual run the
languages, each with a width and a scheme of its own, take turns from page to page.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from cedic.model import LANGUAGES

EVERY = os.environ.get("CEDIC_EVERY_LANGUAGE") == "1"
"""Whether every page is looked at in every language."""


def turn(pages: Sequence[str], language: str) -> list[str]:
    """The pages that are looked at in a language."""
    first = LANGUAGES.index(language)
    return list(pages) if EVERY else list(pages[first :: len(LANGUAGES)])


def turns(pages: Sequence[str]) -> list[tuple[str, str]]:
    """Each language with each page that is looked at in it."""
    return [(language, page) for language in LANGUAGES for page in turn(pages, language)]
