"""What goes with the figures in a zip: metadata, data dictionary, terms, citation, a guide."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from cedic.model import (
    LANGUAGES,
    Attribute,
    Code,
    Component,
    Dimension,
    Indicator,
    Measure,
    Text,
)
from cedic.publish.citation import citation, day
from cedic.publish.facts import Basis, Facts
from cedic.publish.figure import spans
from cedic.warehouse.text import FORMULA

ROLES = {Dimension: "dimension", Measure: "measure", Attribute: "attribute"}
"""What a component is to an observation."""

_GUIDE = Text(
    en="""{name}
{underline}
{description}

Release {release} of {day}, published by {publisher}.

In this archive:
  {csv}the figures: UTF-8, commas, a header line; an empty field is missing, not zero
  metadata.json        what the figures are: dimensions, units, indicators, sources, years, selection
  data_dictionary.csv  each column and each code that occurs, with its name in four languages
  LICENCE.txt          the terms of each source
  CITATION.bib         how to cite, for BibTeX; CITATION.ris and citation.json for other programs

How to cite: {citation}
""",
    es="""{name}
{underline}
{description}

Edición {release} del {day}, publicada por {publisher}.

En este archivo:
  {csv}las cifras: UTF-8, comas, una línea de encabezado; un campo vacío es un dato
                       faltante, no cero
  metadata.json        qué son las cifras: dimensiones, unidades, indicadores, fuentes, años, selección
  data_dictionary.csv  cada columna y cada código que aparece, con su nombre en cuatro idiomas
  LICENCE.txt          las condiciones de uso de cada fuente
  CITATION.bib         cómo citar, para BibTeX; CITATION.ris y citation.json para otros programas

Cómo citar: {citation}
""",
    pt="""{name}
{underline}
{description}

Edição {release} de {day}, publicada por {publisher}.

Neste arquivo:
  {csv}os dados: UTF-8, vírgulas, uma linha de cabeçalho; um campo vazio é um dado
                       ausente, não zero
  metadata.json        o que são os dados: dimensões, unidades, indicadores, fontes, anos, seleção
  data_dictionary.csv  cada coluna e cada código que ocorre, com seu nome em quatro idiomas
  LICENCE.txt          as condições de uso de cada fonte
  CITATION.bib         como citar, para BibTeX; CITATION.ris e citation.json para outros programas

Como citar: {citation}
""",
    fr="""{name}
{underline}
{description}

Édition {release} du {day}, publiée par {publisher}.

Dans cette archive :
  {csv}les chiffres : UTF-8, virgules, une ligne d'en-tête ; un champ vide est une
                       donnée manquante, et non zéro
  metadata.json        ce que sont les chiffres : dimensions, unités, indicateurs, sources, années,
                       sélection
  data_dictionary.csv  chaque colonne et chaque code présent, avec son nom en quatre langues
  LICENCE.txt          les conditions d'utilisation de chaque source
  CITATION.bib         comment citer, pour BibTeX ; CITATION.ris et citation.json : autres logiciels

Comment citer : {citation}
""",
)


def documents(facts: Facts, address: str) -> dict[str, str]:
    """The texts that go with the figures, by file name.

    Parameters
    ----------
    facts : Facts
        What the figures are.
    address : str
        The site's own address, without a slash at its end.

    Notes
    -----
    The same release gives the same texts: no time but the release's stands in them.
    """
    cited = citation(facts, address)
    return {
        "README.txt": "\n\n".join(_guide(facts, address, language) for language in LANGUAGES),
        "metadata.json": json.dumps(metadata(facts, address), ensure_ascii=False, indent=2) + "\n",
        "data_dictionary.csv": dictionary(facts),
        "LICENCE.txt": licence(facts),
        "CITATION.bib": cited.bibtex("en"),
        "CITATION.ris": cited.ris("en"),
        "citation.json": cited.csl("en"),
    }


def metadata(facts: Facts, address: str) -> dict[str, Any]:
    """All that is known of the figures, as JSON."""
    flow, release, chosen = facts.dataflow, facts.release, facts.selection
    cited = citation(facts, address)
    return {
        "id": flow.id,
        "name": _in_languages(flow.name),
        "description": _in_languages(flow.description),
        "publisher": cited.publisher,
        "release": {
            "number": release.number,
            "created": release.created.isoformat(),
            "generated_by": f"CEDIC {release.cedic}",
            "url": cited.url,
        },
        "selection": {
            "codes": {name: list(codes) for name, codes in chosen.codes.items()},
            "start": chosen.start,
            "end": chosen.end,
        },
        "observations": facts.rows,
        "coverage": {"first_period": facts.first, "last_period": facts.last},
        "dimensions": [_component(part) for part in flow.dimensions],
        "measure": _component(flow.measure),
        "attributes": [_component(part) for part in flow.attributes],
        "units": [_code(code) for code in facts.codes.get("UNIT_MEASURE", ())],
        "indicators": [
            _indicator(code)
            for code in facts.codes.get("INDICATOR", ())
            if isinstance(code, Indicator)
        ],
        "sources": [_source(source) for source in facts.sources],
        "citation": {language: cited.text(language) for language in LANGUAGES},
    }


def _in_languages(text: Text | None) -> dict[str, str] | None:
    return None if text is None else dict(text.items())


def _component(component: Component) -> dict[str, Any]:
    return {
        "id": component.id,
        "name": _in_languages(component.name),
        "description": _in_languages(component.description),
        "representation": component.representation.value,
        "codelist": component.codelist.id if component.codelist else None,
    }


def _code(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": _in_languages(code.name),
        "description": _in_languages(code.description),
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return _code(indicator) | {
        "unit": indicator.unit,
        "formula": indicator.formula,
        "range": indicator.range,
        "edge_cases": _in_languages(indicator.edge_cases),
        "citation": indicator.citation,
    }


def _source(source: Basis) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": _in_languages(source.name),
        "provider": source.provider,
        "vintages": list(source.vintages),
        "observations": source.rows,
        "years": spans(source.years),
        "licence": source.licence,
        "citation": source.citation,
        "url": source.url,
        "note": _in_languages(source.note),
    }


def dictionary(facts: Facts) -> str:
    """Each column, and under it each code that occurs in it, as CSV."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    names = [f"name_{language}" for language in LANGUAGES]
    writer.writerow(["component", "position", "role", "code", *names, "description"])
    for position, component in enumerate(facts.dataflow.components, 1):
        writer.writerows(_entries(facts, component, position))
    return lines.getvalue()


def _entries(facts: Facts, component: Component, position: int) -> Iterator[list[Any]]:
    head = [component.id, position, ROLES[type(component)]]
    named: list[Component | Code] = [component, *facts.codes.get(component.id, ())]
    for one in named:
        yield [
            *head,
            "" if one is component else _plain(one.id),
            *(_plain(one.name[language]) for language in LANGUAGES),
            _plain(one.description["en"]) if one.description else "",
        ]


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: names of sources come from their files."""
    return f"'{text}" if re.match(FORMULA, text) else text


def licence(facts: Facts) -> str:
    """The terms of each source, as text."""
    parts = [
        f"{source.id}: {source.name['en']} ({source.provider})\n"
        f"Licence: {source.licence}\nCitation: {source.citation}\n"
        + (f"Published at: {source.url}\n" if source.url else "")
        for source in facts.sources
    ]
    head = (
        "These figures rest on the sources below. Their terms bind whoever uses the figures,\n"
        "and ask as a rule that the source be named.\n"
    )
    return "\n".join([head, *parts])


def _guide(facts: Facts, address: str, language: str) -> str:
    cited, flow = citation(facts, address), facts.dataflow
    return _GUIDE[language].format(
        csv=f"{flow.id}.csv".ljust(len("data_dictionary.csv  ")),
        name=flow.name[language],
        underline="=" * len(flow.name[language]),
        description=flow.description[language],
        release=facts.release.number,
        day=day(cited.issued, language),
        publisher=cited.publisher,
        citation=cited.text(language),
    )
