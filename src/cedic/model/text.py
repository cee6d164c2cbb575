"""Text in the four languages of the house."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

LANGUAGES = ("es", "en", "pt", "fr")
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PASTED = str.maketrans(
    dict.fromkeys("\ufeff\u200b\u200c\u2060\u200e\u200f", "")
    | dict.fromkeys("\uf0b7\uf0a7\uf0d8", "•")
)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English, Spanish, Portuguese and French, all of them present.

    Parameters
    ----------
    en, es, pt, fr : str
        The text in each language.

    Raises
    ------
    ValueError
        If a language is empty: what people see is complete in all four.

    Examples
    --------
    >>> Text(en="World", es="Mundo", pt="Mundo", fr="Monde")["fr"]
    'Monde'
    """

    en: str
    es: str
    pt: str
    fr: str

    def __post_init__(self) -> None:
        missing = [field.name for field in fields(self) if not getattr(self, field.name).strip()]
        if missing:
            raise ValueError(f"text {self.en or self.es!r} lacks {', '.join(missing)}")

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __str__(self) -> str:
        return self.en

    def items(self) -> Iterator[tuple[str, str]]:
        """Pairs of language and text."""
        return ((language, self[language]) for language in LANGUAGES)

    def map(self, change: Callable[[str, str], str]) -> Text:
        """The text that `change` makes of each language and its words."""
        return Text(**{language: change(language, words) for language, words in self.items()})

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Text:
        """Text from a mapping of language to words, as read from a TOML file."""
        return cls(**{language: texts.get(language, "") for language in LANGUAGES})

    @classmethod
    def same(cls, words: str) -> Text:
        """Text that reads the same in every language: a code, a proper name, a symbol."""
        return cls(words, words, words, words)


def one_line(text: str, longest: int) -> str:
    """What a stranger wrote, in one line of signs that can be shown, so that it can be said back.

    Parameters
    ----------
    text : str
        The text.
    longest : int
        How many of its signs are read.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:longest])
    return " ".join(shown.split())


def pasted(text: str) -> str:
    """A text as its writer saw it in the document that she copied it from.

    Word processors and web pages hand over more than one sees: every break becomes a line feed, the
    bullets of a symbol font become bullets, and marks without width are left out. No-break spaces
    stay: French typography has them.

    Parameters
    ----------
    text : str
        The text as a form holds it.
    """
    return _BREAKS.sub("\n", text).translate(_PASTED)


def not_writing(text: str) -> tuple[str, int] | None:
    """The first sign of a text that is none of writing, as ``U+001B``, and its line from 1.

    None if all can be shown: letters, signs, spaces of every width, tabs and line feeds.

    Parameters
    ----------
    text : str
        The text, as :func:`pasted` gives it.
    """
    for place, sign in enumerate(text):
        known = sign.isprintable() or sign in "\n\t\u00ad\u200d"
        if not (known or unicodedata.category(sign) == "Zs"):
            return f"U+{ord(sign):04X}", text.count("\n", 0, place) + 1
    return None
