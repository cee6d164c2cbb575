from __future__ import annotations

import pytest

from cedic.model import LANGUAGES, Text, not_writing, one_line, pasted

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


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (" a\r\nb\x00\x1b[2J\u202ec ", "a b [2J c"),
        ("\u200b\t", ""),
        ("Perú, año 2020", "Perú, año 2020"),
        ("x" * 50, "x" * 40),
    ],
)
def test_what_a_stranger_wrote_is_said_back_in_one_line(written: str, said: str) -> None:
    assert one_line(written, 40) == said


def test_what_a_word_processor_hands_over() -> None:
    copied = "\ufeffUn\u00a0plan\u202f:\r\n\uf0b7 ports\vroutes\u2028\u200bfin\x85"
    assert pasted(copied) == "Un\u00a0plan\u202f:\n• ports\nroutes\nfin\n"
    assert not_writing(pasted(copied)) is None


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\u202e", "\ufffe", "\ue001", "\ud800"])
def test_a_sign_that_is_none_of_writing_is_named(sign: str) -> None:
    assert not_writing(f"one\ntwo {sign} three") == (f"U+{ord(sign):04X}", 2)
