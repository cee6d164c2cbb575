from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from cedic.model import LANGUAGES
from cedic.publish import facts
from cedic.publish.citation import FORMATS, citation, day

ADDRESS = "https://stats.example"
NASTY = 'Inst. {of} R&D_100% #1 ~$5 \\ "x"\r\nER  - '


@pytest.fixture
def found(sample_store):
    flow = sample_store.dataflow("REGIONAL_TRADE")
    return facts.of_dataflow(sample_store, flow, facts.vintage(sample_store, flow))


def bibtex(text: str) -> dict[str, str]:
    """The fields of one entry; braces must balance, but for those behind a backslash."""
    head, body = re.fullmatch(r"@misc\{([\w-]+),\n(.*)\n\}\n", text, re.DOTALL).groups()
    fields = {"id": head}
    while body:
        name, body = re.match(r"\s*(\w+) = \{(.*)", body, re.DOTALL).groups()
        depth, place = 1, 0
        while depth:
            if body[place] == "\\" and body[place + 1] in "{}\\%&#$_":
                place += 2
                continue
            depth += {"{": 1, "}": -1}.get(body[place], 0)
            place += 1
        fields[name], body = body[: place - 1], body[place:].removeprefix(",")
    return fields


def ris(text: str) -> list[tuple[str, str]]:
    assert text.endswith("ER  - \r\n")
    return [
        re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in text.split("\r\n")[:-1]
    ]


def test_the_text_names_who_what_when_and_where(found):
    cited = citation(found, ADDRESS)
    text = cited.text("es")
    day = found.release.created
    assert text.startswith(
        f"CEDIC ({day.year}). Integración comercial regional [conjunto de datos]."
    )
    assert "Edición 1, " in text
    assert f"{ADDRESS}/data/REGIONAL_TRADE@1 " in text
    assert all(source.citation.rstrip(".") in text for source in found.sources)
    assert len({cited.text(language) for language in LANGUAGES}) == 4


def test_the_publisher_is_the_one_that_is_set(found, monkeypatch):
    monkeypatch.setenv("CEDIC_PUBLISHER", "Secretaría X")
    monkeypatch.setenv("CEDIC_AGENCY", "SX")
    cited = citation(found, ADDRESS)
    assert cited.id == "sx-regional-trade-1"
    assert cited.text("en").startswith("Secretaría X (")


@pytest.mark.parametrize("language", LANGUAGES)
def test_bibtex_parses(found, language):
    cited = citation(found, ADDRESS)
    fields = bibtex(cited.bibtex(language))
    assert fields["author"] == "{CEDIC}"
    assert fields["title"] == f"{{{found.dataflow.name[language]}}}"
    assert fields["url"] == f"{ADDRESS}/data/REGIONAL_TRADE@1"
    assert fields["year"] == str(found.release.created.year)
    assert fields["version"] == "1"


def test_bibtex_keeps_whatever_stands_in_it(found):
    fields = bibtex(replace(citation(found, ADDRESS), publisher=NASTY).bibtex("en"))
    assert r"R\&D\_100\% \#1 \textasciitilde{}\$5 \textbackslash{}" in fields["publisher"]
    assert "url" in fields


def test_ris_parses(found):
    fields = ris(citation(found, ADDRESS).ris("pt"))
    assert fields[0] == ("TY", "DATA")
    assert dict(fields)["UR"] == f"{ADDRESS}/data/REGIONAL_TRADE@1"
    assert len([tag for tag, _ in fields if tag == "N1"]) == len(found.sources)


def test_ris_stays_one_record_whatever_stands_in_it(found):
    fields = ris(replace(citation(found, ADDRESS), publisher=NASTY).ris("en"))
    assert [tag for tag, _ in fields].count("ER") == 1


def test_csl_has_the_shape_of_csl(found):
    [item] = json.loads(citation(found, ADDRESS).csl("fr"))
    assert item["type"] == "dataset"
    assert item["author"] == [{"literal": "CEDIC"}]
    day = found.release.created
    assert item["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
    assert all(isinstance(item[name], str) for name in ("id", "title", "version", "URL", "note"))


def test_each_format_is_written(found):
    assert all(citation(found, ADDRESS).written(format, "en") for format in FORMATS)


@pytest.mark.parametrize(
    ("language", "first", "eleventh"),
    [
        ("es", "1 de mayo de 2026", "11 de mayo de 2026"),
        ("en", "1 May 2026", "11 May 2026"),
        ("pt", "1º de maio de 2026", "11 de maio de 2026"),
        ("fr", "1er mai 2026", "11 mai 2026"),
    ],
)
def test_the_first_of_a_month_is_told_as_each_language_does(language, first, eleventh):
    assert day(date(2026, 5, 1), language) == first
    assert day(date(2026, 5, 11), language) == eleventh
