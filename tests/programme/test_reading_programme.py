"""Work programmes with all that goes wrong in documents, each made up for its test."""

from __future__ import annotations

import pytest

from cedic.errors import DataError
from cedic.programme.model import Finding, FoundRecord
from cedic.programme.reading import DOUBTS, read
from cedic.programme.reading.clean import clean
from cedic.programme.reading.lists import entries_of
from cedic.programme.reading.places import country_of, place_of
from cedic.programme.reading.records import Passage, Record, meeting_kind, names_of

START = """Work Programme for the year 2031

AREA I. TRADE

PROJECT I.1. Ports

Activity I.1.1. Survey of ports

"""
SECTIONS = """A. Background and justification

Ports matter to islands.

B. Objectives

1. Count the ports.
2. Measure their depth.

C. Expected results

A table of ports.

D. Activities and schedule

Activities\tSchedule
Count\tMay
"""


def found(text: str) -> Finding:
    return read(text.encode())


def item(finding: Finding, key: str) -> FoundRecord:
    return next(one for one in finding.of("item") if one.key == key)


def doubts_of(record: FoundRecord) -> set[str]:
    return {*record.doubts, *(doubt for field in record.fields for doubt in field.doubts)}


def test_a_small_programme() -> None:
    finding = found(START + SECTIONS)
    assert (finding.kind, finding.language) == ("work_programme", "en")
    assert [one.key for one in finding.records] == [
        "programme",
        "I",
        "I.1",
        "I.1.1",
        "I.1.1/objective/1",
        "I.1.1/objective/2",
        "I.1.1/result/1",
        "I.1.1/task/1",
    ]
    programme = finding.records[0]
    assert (programme.value("starts"), programme.value("ends")) == (2031, 2031)
    assert item(finding, "I.1.1").value("background") == "Ports matter to islands."
    assert finding.of("task")[0].value("starts") == "2031-05-01"
    assert not any(doubts_of(one) for one in finding.records)


def test_a_programme_for_two_years() -> None:
    programme = found((START + SECTIONS).replace("year 2031", "years 2031-2032")).records[0]
    assert (programme.value("starts"), programme.value("ends")) == (2031, 2032)


@pytest.mark.parametrize(
    ("imprint", "institution"),
    [
        ("Copyright © SELA, May 2030. All rights reserved.", "SELA"),
        ("© Caribbean Ports and Harbours. All rights reserved.", "Caribbean Ports and Harbours"),
        ("Copyright © 2030.", None),
        ("All rights reserved.", None),
    ],
)
def test_an_institution_is_who_holds_the_rights(imprint: str, institution: str | None) -> None:
    title, _, below = (START + SECTIONS).partition("\n")
    programme = found(f"{title}\n\n{imprint}\n{below}").records[0]
    assert programme.value("institution") == institution


def test_dates_that_end_before_they_begin() -> None:
    task = found(START + SECTIONS.replace("\tMay", "\tMay - January")).of("task")[0]
    assert task.value("schedule") == "May - January"
    assert (task.value("starts"), task.value("ends")) == (None, None)
    assert doubts_of(task) == {"ends_before_starts"}


def test_codes_that_collide_are_kept_apart_and_doubted() -> None:
    finding = found(START + SECTIONS + "\nActivity I.1.1. Another survey\n\n" + SECTIONS)
    first, second = item(finding, "I.1.1"), item(finding, "I.1.1~2")
    assert first.value("code") == second.value("code") == "I.1.1"
    assert "code_twice" in first.doubts
    assert "code_twice" in second.doubts
    assert [one.parent for one in finding.of("task")] == ["I.1.1", "I.1.1~2"]


def test_codes_out_of_order_and_without_a_parent() -> None:
    later = "\nActivity I.1.3. Third\n\nActivity I.1.2. Second\n\nActivity II.4.1. Astray\n"
    finding = found(START + SECTIONS + later)
    assert "code_out_of_order" in item(finding, "I.1.2").doubts
    astray = item(finding, "II.4.1")
    assert astray.parent == "programme"
    assert "parent_missing" in astray.doubts
    assert "section_missing" in astray.doubts


def test_page_numbers_and_headers_within_sentences() -> None:
    text = START + SECTIONS.replace(
        "Ports matter to islands.",
        "Ports matter to the islands whose trade goes\n\n## 26\n\nby sea, and to others in the Total\n"
        "\n**27**\n\nWork Programme SP/CL/XL.O/DT N° 4-31\n\nFactor Productivity of ports.",
    )
    finding = found(text)
    field = next(one for one in item(finding, "I.1.1").fields if one.name == "background")
    assert field.value == (
        "Ports matter to the islands whose trade goes by sea, and to others in the Total "
        "Factor Productivity of ports."
    )
    assert field.doubts == ("joined_over_page",)
    assert (field.passage.first, field.passage.last) == (11, 21)


def test_headings_glued_to_other_lines() -> None:
    text = (
        "Programa de Trabajo para el año 2031**ÁREA I. COMERCIO****PROYECTO I. 1. Puertos de "
        "las islas**Actividad I.1.1. Estudio**A. Antecedentes y justificación**\n\nTexto de los "
        "antecedentes.\n\n**12****B. Objetivo**\n\nContar los puertos.\n"
    )
    finding = found(text)
    assert [one.key for one in finding.of("item")] == ["I", "I.1", "I.1.1"]
    assert item(finding, "I.1").value("title") == "Puertos de las islas"
    assert item(finding, "I.1.1").value("background") == "Texto de los antecedentes."
    assert [one.value("text") for one in finding.of("objective")] == ["Contar los puertos."]
    assert finding.language == "es"


def test_a_table_of_contents_is_left_out_and_compared() -> None:
    contents = (
        "C O N T E N T S\n\nAREA I. TRADE\t3\nPROJECT I.1. Ports ........ 3\n"
        "Activity I.1.1.\tSurvey of harbours\t4\nActivity I.1.2.\tNever written\t5\n\n"
    )
    text = (START + SECTIONS).replace("AREA I.", contents + "AREA I.", 1)
    finding = found(text)
    assert [one.key for one in finding.of("item")] == ["I", "I.1", "I.1.1"]
    assert doubts_of(item(finding, "I.1.1")) == {"title_differs"}
    assert finding.records[0].doubts == ("not_in_body",)


def test_numbering_that_restarts_goes_on_as_one_list() -> None:
    text = SECTIONS.replace("2. Measure their depth.", "2. Measure.\n\n1. Draw.\n\n2. Print.")
    finding = found(START + text)
    assert [one.value("text") for one in finding.of("objective")] == [
        "Count the ports.",
        "Measure.",
        "Draw.",
        "Print.",
    ]
    assert item(finding, "I.1.1").doubts == ("numbering_restarts",)


def test_a_footnote_at_the_end_of_a_page_is_no_item() -> None:
    lines = clean(["1. One.", "", "1. See the annex.", "", "12", "", "2. Two."]).lines
    record = Record("item", "I.1", "", Passage(1, 1))
    entries = entries_of(lines, record)
    assert [entry[0].text for entry in entries] == ["One.", "Two."]
    assert record.doubts == ["footnote_left_out"]


def test_a_footnote_that_is_marked_is_left_out() -> None:
    text = SECTIONS.replace(
        "2. Measure", "---\n\n<sup>1</sup> See the annex.\n\n## 9\n\n2. Measure"
    )
    finding = found(START + text)
    assert [one.value("text") for one in finding.of("objective")] == [
        "Count the ports.",
        "Measure their depth.",
    ]


def test_a_missing_section_is_doubted_and_no_field_is_there() -> None:
    text = SECTIONS.replace("B. Objectives\n\n1. Count the ports.\n2. Measure their depth.\n\n", "")
    finding = found(START + text)
    assert finding.of("objective") == []
    assert item(finding, "I.1.1").doubts == ("section_missing",)


def test_a_table_whose_cells_the_layout_ran_together() -> None:
    text = SECTIONS.replace(
        "Activities\tSchedule\nCount\tMay\n",
        "Activities Schedule\nCounting of all ports of the\nregion March - June\nReport to May "
        "meeting Every quarter\n",
    )
    tasks = found(START + text).of("task")
    assert [(one.value("text"), one.value("schedule")) for one in tasks] == [
        ("Counting of all ports of the region", "March - June"),
        ("Report to May meeting", "Every quarter"),
    ]
    assert all("schedule_split" in doubts_of(one) for one in tasks)


def test_a_broken_encoding_is_mended_and_said() -> None:
    text = START.replace("Ports", "Integraci\u00c3\u00b3n") + SECTIONS
    finding = found(text)
    assert item(finding, "I.1").value("title") == "Integración"
    assert finding.doubts == ("encoding_mended",)


def test_a_heading_without_title_and_a_task_without_schedule() -> None:
    text = (START + SECTIONS).replace("PROJECT I.1. Ports", "PROJECT I.1.")
    finding = found(text.replace("Count\tMay", "Count\tMay\nDraw\t"))
    assert "title_missing" in item(finding, "I.1").doubts
    assert item(finding, "I.1").value("title") is None
    drawn = finding.of("task")[1:]
    assert all("schedule_missing" in one.doubts for one in drawn)


def test_a_table_of_meetings() -> None:
    table = (
        "ACTIVIDAD\tOBJETIVOS\tORGANIZADORES\tLUGAR Y FECHA\n"
        "1. Foro de puertos\tContar.\tAEC, CAF\tLima, Perú 3 y 4 de mayo de 2031\n"
        "2. Taller\tMedir.\tCAF\tUtopía, Atlántida Junio de 2031\n"
    )
    text = START + SECTIONS.replace("Activities\tSchedule\nCount\tMay\n", table)
    forum, workshop = found(text).of("meeting")
    assert (forum.value("city"), forum.value("country")) == ("Lima", "PER")
    assert (forum.value("starts"), forum.value("ends")) == ("2031-05-03", "2031-05-04")
    assert (forum.value("kind"), workshop.value("kind")) == ("forum", "workshop")
    assert workshop.value("country") is None
    assert "country_unknown" in doubts_of(workshop)


@pytest.mark.parametrize(
    "text", ["A letter.\n\nDear Sir,\n", "Activity I.1.1. Alone\n", "1. One\n2. Two\n"]
)
def test_a_document_that_is_none_says_what_was_looked_for(text: str) -> None:
    with pytest.raises(DataError, match="codes") as error:
        read(text.encode(), "letter.txt")
    assert error.value.where == "letter.txt"
    assert "Spanish or English" in str(error.value.remedy)


def test_lines_beyond_measure_are_read_in_time() -> None:
    long = "(" * 20_000 + "Activity I.1.2 " * 5_000 + "**" * 5_000 + "_" * 20_000
    finding = found(START + SECTIONS + long + "\n" + "." * 100_000 + "\n")
    assert len(finding.of("item")) == 3


def test_countries_by_their_names_in_four_languages() -> None:
    names = ("Brasil", "Brazil", "Brésil", "República Dominicana", "Trinidad and Tobago", "Corea")
    codes = ["BRA", "BRA", "BRA", "DOM", "TTO", "KOR"]
    assert [country_of(name) for name in names] == codes
    assert country_of("República Bolivariana de Venezuela") == "VEN"
    assert country_of("Atlantis") == ""


def test_places_name_their_country_or_are_doubted() -> None:
    def parts(words: str) -> tuple[str, str, tuple[str, ...]]:
        place = place_of(words)
        return place.city, place.country, place.doubts

    assert parts("Montevideo Uruguay") == ("Montevideo", "URY", ())
    assert parts("Santiago de Chile") == ("Santiago de Chile", "CHL", ())
    assert parts("San Salvador") == ("San Salvador", "", ("country_missing",))
    assert parts("Utopia, Nowhere") == ("Utopia", "", ("country_unknown",))
    assert parts(" ") == ("", "", ("place_missing",))


def test_names_of_organisations_and_kinds_of_meetings() -> None:
    names, doubts = names_of("el Programa SELA, la CAF y la CEPAL")
    assert (names, doubts) == (["Programa SELA", "CAF", "CEPAL"], ())
    names, doubts = names_of("Ministerio de Industria, Comercio y Turismo de Colombia, ICEX")
    assert names == ["Ministerio de Industria, Comercio y Turismo de Colombia", "ICEX"]
    assert doubts == ("names_joined",)
    assert meeting_kind("II Regional Meeting of a Workshop") == "regional_meeting"
    assert meeting_kind("XXVIII Congress") == "meeting"


def test_all_doubts_have_a_name() -> None:
    assert len({str(name) for name in DOUBTS.values()}) == len(DOUBTS)
