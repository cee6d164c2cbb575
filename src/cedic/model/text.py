"""Text in the four languages of the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

LANGUAGES = ("es", "en", "pt", "fr")


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
