from __future__ import annotations

import pytest

from cedic.model import LANGUAGES
from cedic.publish import style
from cedic.regions import blocs


def test_blocs_have_the_colours_of_the_house():
    found = style.colours(["CELAC", "MERCOSUR", "PA", "ANDEAN", "SICA", "CARICOM"])
    assert list(found.values()) == [
        *("#1b1f24", "#1f6fb2", "#d1495b"),
        *("#c98a00", "#2a9d6f", "#7a4fa3"),
    ]


def test_a_bloc_keeps_its_colour_in_any_company():
    every = style.colours([*blocs(), "ARG"])
    for code in blocs():
        assert style.colours(["BRA", code])[code] == every[code]


def test_comparators_are_grey_and_told_apart_by_grey_or_dash():
    codes = [bloc.id for bloc in blocs().values() if bloc.kind == "comparator"]
    greys = style.colours(codes)
    for grey in greys.values():
        parts = [int(grey[start : start + 2], 16) for start in (1, 3, 5)]
        assert max(parts) - min(parts) < 24
    looks = [(greys[code], tuple(style.dashes(codes)[code])) for code in codes]
    assert len(set(looks)) == len(codes)


def test_every_region_bloc_has_a_colour_of_its_own():
    codes = [bloc.id for bloc in blocs().values() if bloc.kind == "region"]
    assert len(set(style.colours(codes).values())) == len(codes)


@pytest.mark.parametrize("text", [style.INK, style.MUTED, style.ACCENT])
@pytest.mark.parametrize("ground", [style.PAPER, style.WASH])
def test_text_can_be_read_in_both_schemes(text, ground):
    assert style.contrast(text, ground) >= 4.5
    assert style.contrast(style.DARK[text], style.DARK[ground]) >= 4.5


def test_lines_can_be_seen_in_both_schemes():
    colours = {*style.BLOC_COLOURS.values(), *style.GREYS, *style.SERIES_COLOURS}
    # ANDEAN's own colour is 2.95:1 on white; its lines are always named.
    for colour in colours - {style.BLOC_COLOURS["ANDEAN"]}:
        assert style.contrast(colour, style.PAPER) >= 3
    for colour in colours:
        assert style.contrast(style.dark(colour), style.DARK[style.PAPER]) >= 4.5


def test_the_locale_is_the_language_s():
    assert set(LANGUAGES) == {"es", "en", "pt", "fr"}
    spanish, english = style.locale("es"), style.locale("en")
    assert (spanish["number"]["decimal"], english["number"]["decimal"]) == (",", ".")
    assert spanish["number"]["percent"].endswith("%")
    assert spanish["time"]["months"][0] == "enero"
    assert style.locale("pt")["time"]["months"][2] == "março"
    assert style.locale("fr")["time"]["days"][0] == "dimanche"
    for language in LANGUAGES:
        time = style.locale(language)["time"]
        assert [len(time[name]) for name in ("days", "shortDays", "months")] == [7, 7, 12]


def test_french_keeps_its_double_signs_with_the_word_beside_them():
    words = "Faut-il « tout » lire ? Oui : tout ; vite !"
    assert style.set_in(words, "fr") == (
        "Faut-il «\u00a0tout\u00a0» lire\u00a0? Oui\u00a0: tout\u00a0; vite\u00a0!"
    )
    assert style.set_in("Artículo 3 : nota", "es") == "Artículo 3 : nota"


def test_one_of_the_inks_is_read_on_every_grey():
    for grey in range(256):
        ground = f"#{grey:02x}{grey:02x}{grey:02x}"
        inks = (style.ON_PALE, style.ON_DEEP)
        assert max(style.contrast(ink, ground) for ink in inks) >= 4.5
