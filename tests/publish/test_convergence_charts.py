"""Charts of the convergence: what their titles, numbers and tables say, and at which widths."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import etree

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES, one_line
from cedic.programme.convergence import Axis, Entry, Organisation, Topic, organisation_of
from cedic.publish import style
from cedic.publish.canvas import Canvas
from cedic.publish.charts import PAGE_WIDTHS
from cedic.publish.convergence import MOST_SETS, common_ground, matrix_chart, upset, venn
from cedic.publish.convergence_words import COUNTED, FINDINGS, WORDS, counted, joined

DAY = date(2024, 4, 5)
AXES = [
    Axis(
        "energy",
        {"es": "Energía", "en": "Energy"},
        tuple(Topic(c, {"es": f"T{c}"}) for c in "abcd"),
    ),
    Axis("food", {"es": "Alimentación", "en": "Food"}, (Topic("a", {"es": "Ta"}), Topic("f"))),
]
SELA, CAN, ALADI, SICA = map(organisation_of, ("SELA", "ANDEAN", "ALADI", "SICA"))
# As in tests/programme/test_convergence.py: a of all three; b of SELA and CAN; c of SELA and ALADI.
ENTRIES = [
    Entry(organisation, "energy", "policy", topic, {"es": "x"}, "s", validated=day)
    for topic, holders, day in (
        ("a", ("SELA", "ANDEAN", "ALADI"), DAY),
        ("b", ("SELA", "ANDEAN"), DAY),
        ("c", ("SELA", "ALADI"), DAY),
        ("d", ("SELA",), None),
    )
    for organisation in holders
] + [
    Entry("ANDEAN", "food", "action", "f", {"es": "x"}, "s", validated=DAY),
    Entry("ANDEAN", "food", "action", "", {"es": "x"}, "s", validated=DAY),
]


def texts(drawn: str, size: str | None = None) -> list[str]:
    found = etree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
    return [one.text for one in found if size in (None, one.get("font-size"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", PAGE_WIDTHS.values())
def test_every_chart_in_every_language_stays_within_its_width(language, width):
    for shown in (
        matrix_chart(ENTRIES, AXES, [SELA, CAN, ALADI], language),
        venn(ENTRIES, AXES, [SELA, CAN], language),
        venn(ENTRIES, AXES, [SELA, CAN, ALADI], language, axis="energy"),
        upset(ENTRIES, AXES, [SELA, CAN, ALADI, SICA], language, kind="policy"),
    ):
        root = etree.fromstring(shown.svg(width, "title"))
        assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title")
        assert float(root.get("width")) <= width
        height = float(root.get("height"))
        for one in root.iter("{http://www.w3.org/2000/svg}rect"):
            x, y, wide, high = (float(one.get(key)) for key in ("x", "y", "width", "height"))
            if one.getparent() is root:
                assert x >= 0
                assert x + wide <= width + 1
                assert y + high <= height + 1
        assert shown.title
        assert all(len(row) == len(shown.header) for row in shown.rows)
        assert "{" not in shown.description


def test_the_numbers_of_three_circles_are_exact():
    shown = venn(ENTRIES, AXES, [SELA, CAN, ALADI], "en", axis="energy")
    assert shown.title == "SELA, CAN and ALADI share 1 of 4 topics: Ta"
    assert [tuple(row) for row in shown.rows] == [
        ("SELA, CAN and ALADI", "1", "Ta"),
        ("SELA and ALADI", "1", "Tc"),
        ("SELA and CAN", "1", "Tb"),
        ("Only SELA", "1", "Td"),
    ]
    # All three; SELA alone, CAN and ALADI; then without SELA, without CAN, without ALADI.
    assert texts(shown.svg(760), "22") == ["1", "1", "0", "0", "0", "1", "1"]
    assert {"4 topics", "2 topics"} <= set(texts(shown.svg(760)))
    assert "areas" in shown.notes
    assert "1 entry is not validated yet" in shown.notes


def test_two_circles_and_topics_of_one_name_on_two_axes():
    both = [*ENTRIES, *(Entry(one, "food", "policy", "a", {}, "s") for one in ("SELA", "ANDEAN"))]
    shown = venn(both, AXES, [CAN, SELA], "es")
    assert shown.title == (
        "CAN y SELA coinciden en 3 de 6 temas: Ta (Alimentación), Ta (Energía) y Tb"
    )
    assert texts(shown.svg(328), "22") == ["3", "1", "2"]
    assert "Se omite 1 entrada sin tema" in shown.notes


def test_the_columns_of_an_upset_plot_are_sorted_by_size():
    more = [*ENTRIES, Entry("SELA", "food", "policy", "f", {}, "s")]
    shown = upset(more, AXES, [SELA, CAN, ALADI, SICA], "en")
    assert (
        shown.title
        == "No topic is common to all 4 organisations; 1 brings together 3 of them: Ta (Energy)"
    )
    assert [tuple(row[:2]) for row in shown.rows] == [
        ("SELA and CAN", "2"),
        ("SELA, CAN and ALADI", "1"),
        ("SELA and ALADI", "1"),
        ("Only SELA", "1"),
    ]
    drawn = texts(shown.svg(760), "13")
    # The caption of the rows, their sizes, then the columns.
    assert [one for one in drawn if one.isdigit()] == ["5", "3", "2", "0", "2", "1", "1", "1"]
    assert shown.rows == upset(reversed(more), AXES, [SELA, CAN, ALADI, SICA], "en").rows


def test_at_most_thirty_sets_are_drawn_and_the_rest_is_told():
    organisations = [Organisation(f"O{at}") for at in range(6)]
    axis = Axis("x", {"es": "X"}, tuple(Topic(str(at)) for at in range(1, 41)))
    entries = [
        Entry(f"O{bit}", "x", "policy", str(topic), {}, "s")
        for topic in range(1, 41)
        for bit in range(6)
        if topic >> bit & 1
    ]
    shown = upset(entries, [axis], organisations, "es")
    assert len(shown.rows) == 40
    assert f"los primeros {MOST_SETS} de 40 conjuntos" in shown.notes
    # The first organisation has the colour of the bars.
    assert len(re.findall(f'fill="{style.ACCENT}"', shown.svg(328))) == MOST_SETS + 1


def test_findings_of_no_common_ground():
    none = common_ground([], AXES, [SELA, CAN], "en")
    assert none.title == "None of them has an entry on a topic yet"
    assert none.rows == []
    assert texts(none.svg(328), "22") == ["0", "0", "0"]
    alone = [Entry("SELA", "energy", "policy", "a"), Entry("ANDEAN", "energy", "policy", "b")]
    assert common_ground(alone, AXES, [SELA, CAN], "en").title == (
        "No two organisations have an entry on the same topic, of 2 topics"
    )
    empty = common_ground([], AXES, [SELA, CAN, ALADI, SICA], "es")
    assert empty.kind == "upset"
    for width in PAGE_WIDTHS.values():
        assert "SELA" in texts(empty.svg(width))


def test_the_matrix_says_its_finding_and_zero():
    shown = matrix_chart(ENTRIES, AXES, [SELA, CAN, ALADI], "en")
    assert (
        shown.title == "Energy: the axis with the most entries, 8 of 10, from all 3 organisations"
    )
    assert shown.rows[0] == ["Energy", "Policy", "4", "2", "2", "8"]
    assert shown.rows[5] == ["Food", "Action", "0", "2", "0", "2"]
    assert shown.notes == "0: no entry is recorded · 1 entry is not validated yet"
    validated = matrix_chart(ENTRIES, AXES, [SELA], "en", validated_only=True)
    assert validated.title == "Energy: the axis with the most entries, 3 of 3"
    assert validated.subtitle.endswith("Validated entries only")
    assert matrix_chart([], AXES, [SELA], "fr").title == "Aucune entrée n’est encore enregistrée"
    assert matrix_chart(ENTRIES, AXES[:1], [SELA, SICA], "es").title == (
        "Energía: 4 entradas, de 1 de las 2 organizaciones"
    )
    even = [*ENTRIES[:1], *ENTRIES[-1:]]
    assert matrix_chart(even, AXES, [SELA, CAN], "es").title == (
        "Los 2 ejes tienen el mismo número de entradas: 1 cada uno"
    )


def test_many_organisations_stand_in_blocks_on_a_phone():
    organisations = [Organisation(f"O{at}") for at in range(20)]
    shown = matrix_chart(ENTRIES, AXES, organisations, "es").svg(328)
    assert set(texts(shown)) >= {f"O{at}" for at in range(20)}
    assert texts(shown).count("Energía") == 3


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(UsageError, match="two or three"):
        venn(ENTRIES, AXES, [SELA], "es")
    with pytest.raises(UsageError, match="2 to 16"):
        upset(ENTRIES, AXES, [Organisation(str(at)) for at in range(17)], "es")
    with pytest.raises(UsageError, match="axis"):
        matrix_chart(ENTRIES, [], [SELA], "es")
    with pytest.raises(UsageError, match="organisation"):
        matrix_chart(ENTRIES, AXES, [], "es")
    for wrong in ({"language": "de"}, {"axis": "sports"}, {"kind": "wish"}):
        with pytest.raises(UnknownCodeError):
            venn(ENTRIES, AXES, [SELA, CAN], **wrong)


def test_what_strangers_wrote_is_text():
    bad = Organisation("X", {"es": "<script>alert(1)</script>\x00"}, {})
    axes = [Axis("energy", {"es": "<b>&"}, (Topic("a", {"es": "<img onerror=1>"}),))]
    entries = [Entry(one, "energy", "policy", "a", {}, "s") for one in ("X", "SELA")]
    for shown in (matrix_chart(entries, axes, [bad, SELA], "es"), venn(entries, axes, [bad, SELA])):
        for drawn in (shown.svg(760), shown.alone()):
            assert "<script" not in drawn
            assert "<img" not in drawn
            assert "<b>" not in drawn


def test_a_picture_alone_says_what_it_shows():
    shown = venn(ENTRIES, AXES, [SELA, CAN, ALADI], "fr", axis="energy")
    root = etree.fromstring(shown.alone())
    assert root.get("role") == "img"
    title, description = (
        root.find(f"{{http://www.w3.org/2000/svg}}{name}").text for name in ("title", "desc")
    )
    assert shown.title == "SELA, CAN et ALADI ont 1 point commun parmi 4 thèmes\u00a0: Ta"
    assert title == one_line(shown.title, 100)
    assert description.startswith(title)
    assert "SELA et ALADI; 1; Tc" in description
    assert "prefers-color-scheme:dark" in shown.alone()
    assert shown.png(328).startswith(b"\x89PNG")


def test_colours_are_those_of_the_blocs_and_have_a_dark_one():
    shown = upset(ENTRIES, AXES, [SELA, CAN, ALADI, SICA], "en").svg(760)
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', shown))
    assert style.BLOC_COLOURS["ANDEAN"] in used
    assert used <= set(style.every_colour())


def test_words_are_complete_and_joined_as_each_language_does():
    keys = [
        *WORDS.values(),
        *FINDINGS.values(),
        *(one for pair in COUNTED.values() for one in pair),
    ]
    assert all(text[language] for text in keys for language in LANGUAGES)
    for texts_of in keys:
        slots = [frozenset(re.findall(r"{(\w+)}", texts_of[one])) for one in LANGUAGES]
        assert len(set(slots)) == 1
    assert joined(["A", "B", "Irán"], "es") == "A, B e Irán"
    assert joined(["A", "hielo"], "es") == "A y hielo"
    assert joined(["A"], "fr") == "A"
    assert counted("topics", 0, "fr") == "0 thème"
    assert counted("topics", 0, "es") == "0 temas"


def test_a_canvas_writes_one_line_of_signs_that_can_be_shown():
    canvas = Canvas(10, 10)
    canvas.text(1, 2, "a\n\x07b")
    assert texts(canvas.svg()) == ["a b"]
    assert 'aria-hidden="true"' in canvas.svg()
