"""Currencies, by their ISO 4217 codes."""

from __future__ import annotations

from functools import cache

from cedic.model import LANGUAGES, Text


@cache
def currencies() -> dict[str, Text]:
    """Currencies of today and of the past by ISO 4217 code, in the order of the codes.

    Their names are those of CLDR, as they stand at the beginning of a line.
    """
    from babel import Locale

    names = {language: Locale.parse(language).currencies for language in LANGUAGES}
    known = set.intersection(*(set(found) for found in names.values()))
    return {
        code: Text.of({language: _raised(found[code]) for language, found in names.items()})
        for code in sorted(known)
    }


def _raised(name: str) -> str:
    return name[:1].upper() + name[1:]
