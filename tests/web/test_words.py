"""Nothing that people read is left in one language."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import cedic.web
from cedic.model import Text

TEMPLATES = sorted(Path(cedic.web.__file__).parent.rglob("templates/**/*.html"))
NAMES = {
    *("BibTeX", "RIS", "CSL-JSON", "ZIP", "CEDIC", "SDMX", "Atom", "iCal", "CSV", "UTC", "Excel"),
    *("PDF", "DOCX", "HTML"),
}
"""What is written the same in every language."""
SPOKEN = ("aria-label", "placeholder", "title", "alt", "content")


def bare(template: str) -> set[str]:
    """The words that stand in a template as they are."""
    text = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", " ", template, flags=re.DOTALL)
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    spoken = [
        value
        for name, value in re.findall(r'\s([\w-]+)="([^"]*)"', _without_code(text))
        if name in SPOKEN and name != "content"
    ]
    plain = re.sub(r"<[^>]*>", " ", _without_code(text))
    plain = re.sub(r"&\w+;", " ", plain)
    found = re.findall(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*", " ".join([plain, *spoken]))
    return {word for word in found if len(word) > 1} - NAMES


def _without_code(text: str) -> str:
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(path):
    assert bare(path.read_text("utf-8")) == set()


def test_a_bare_word_is_found():
    assert bare("<p>Hello {{ name }}</p><img alt='x' alt=\"A picture\">") == {"Hello", "picture"}


def texts(value: Any, seen: set[int]) -> Iterator[Text]:
    """Every text that a value holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from texts(one, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name), seen)


def all_texts(portal: Any) -> list[Text]:
    seen: set[int] = set()
    found = []
    for module in pkgutil.walk_packages(cedic.__path__, "cedic."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Text | dict | list | tuple) or is_dataclass(value):
                found += texts(value, seen)
    return found


def test_no_sentence_reads_the_same_in_two_languages(portal):
    """What was copied and never translated; a formula or a name may read the same."""
    found = all_texts(portal)
    assert len(found) > 250
    copied = {
        text.en
        for text in found
        for other in (text.es, text.pt, text.fr)
        if len(re.findall(r"[a-z]{3,}", text.en)) > 3
        and (text.en == other)
        and len({text.en, text.es, text.pt, text.fr}) > 1
    }
    assert copied == set()


def test_places_to_fill_are_the_same_in_every_language(portal):
    for text in all_texts(portal):
        places = {tuple(sorted(re.findall(r"\{(\w*)\}", words))) for _, words in text.items()}
        assert len(places) == 1, text.en
