from __future__ import annotations

import pytest

from cedic.model import LANGUAGES, Text

WORLD = Text(en="World", es="Mundo", pt="O mundo", fr="Monde")


def test_the_words_of_each_language() -> None:
    assert [WORLD[language] for language in LANGUAGES] == ["Mundo", "World", "O mundo", "Monde"]
    assert dict(WORLD.items()) == {language: WORLD[language] for language in WORLD}
    assert str(WORLD) == "World"
    assert Text.of(dict(WORLD.items())) == WORLD
    with pytest.raises(KeyError):
        WORLD["de"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["", "  "])
def test_no_language_may_be_empty(language: str, words: str) -> None:
    with pytest.raises(ValueError, match=f"lacks {language}"):
        Text(**dict(WORLD.items()) | {language: words})


def test_a_language_left_out() -> None:
    with pytest.raises(ValueError, match="'World' lacks es, pt, fr"):
        Text.of({"en": "World"})


def test_words_that_are_the_same_everywhere() -> None:
    assert set(dict(Text.same("OECS").items()).values()) == {"OECS"}
    with pytest.raises(ValueError, match="lacks"):
        Text.same("")
