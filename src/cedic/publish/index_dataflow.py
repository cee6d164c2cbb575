"""A composite index of one's own as a dataflow: its scores as CEDIC's own tables are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    OBS_VALUE,
    RANK,
    REF_AREA,
    SHARE_IMPUTED,
    SHARE_KNOWN,
    TIME_PERIOD,
)
from cedic.errors import UsageError
from cedic.model import Code, Codelist, Dataflow, Dimension, Indicator, Observations, Text
from cedic.publish.scored import WORDS, unit_name

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.indices import Result

CODE = re.compile(r"[A-Za-z0-9_@$-]+")
"""How SDMX writes codes."""
_SCORES_OF = Text(
    "Scores of the index and of all its parts, with ranks and with how much is known and imputed.",
    "Puntajes del índice y de todos sus componentes, con posiciones y con cuánto se conoce e imputa.",
    "Pontuações do índice e de todos os seus componentes, com posições e com quanto se conhece e "
    "imputa.",
    "Scores de l’indice et de toutes ses composantes, avec les rangs, ce qui est connu et ce qui est "
    "imputé.",
)

_PARTS = Text(
    "Index and its parts",
    "Índice y sus componentes",
    "Índice e seus componentes",
    "Indice et ses composantes",
)
_ATTRIBUTES = (
    replace(
        RANK,
        description=Text(
            "1 is the highest score of the year; equal scores share the better rank.",
            "1 es el puntaje más alto del año; puntajes iguales comparten la mejor posición.",
            "1 é a pontuação mais alta do ano; pontuações iguais partilham a melhor posição.",
            "1 est le score le plus élevé de l’année ; des scores égaux partagent le meilleur rang.",
        ),
    ),
    replace(
        SHARE_IMPUTED,
        description=Text(
            "Weight of what rests on imputed figures over that of all that is known, from 0 to 1.",
            "Peso de lo que descansa en cifras imputadas sobre el de todo lo conocido, de 0 a 1.",
            "Peso do que se apoia em dados imputados sobre o de tudo o que é conhecido, de 0 a 1.",
            "Poids de ce qui repose sur des chiffres imputés sur celui de tout ce qui est connu, de 0 "
            "à 1.",
        ),
    ),
    replace(
        SHARE_KNOWN,
        description=Text(
            "Weight of the indicators that are known or imputed over that of all, from 0 to 1.",
            "Peso de los indicadores conocidos o imputados sobre el de todos, de 0 a 1.",
            "Peso dos indicadores conhecidos ou imputados sobre o de todos, de 0 a 1.",
            "Poids des indicateurs connus ou imputés sur celui de tous, de 0 à 1.",
        ),
    ),
)


def observations(
    result: Result, id: str | None = None, *, codes: Sequence[str] | None = None
) -> Observations:
    """The scores of an index as observations of a dataflow of their own.

    What takes observations of CEDIC's tables takes them too: :mod:`cedic.publish.charts`, and
    :mod:`cedic.publish.export` with names in four languages.

    Parameters
    ----------
    result : Result
        The result.
    id : str, optional
        The dataflow's id, in capitals; by default the code of the index.
    codes : sequence of str, optional
        Rows of these indicators and aggregates only, such as those of one chart.

    Returns
    -------
    Observations
        REF_AREA (the unit), INDICATOR (an indicator or aggregate of the framework), TIME_PERIOD,
        OBS_VALUE (the score), RANK, SHARE_IMPUTED, SHARE_KNOWN. Its ``dataflow`` has codelists of the
        units and of the framework, each code under its parent.

    Raises
    ------
    UnknownCodeError
        If a code is none of the framework.
    UsageError
        If the id, a unit or a code of the framework is not written as SDMX writes codes, or values
        have no years.
    """
    flow = _dataflow(result, id or result.framework.index.code.upper())
    chosen = [result.framework.node(code).code for code in codes or result.framework.nodes]
    return Observations(lambda: _table(result, flow, chosen).to_reader(), dataflow=flow)


def _dataflow(result: Result, id: str) -> Dataflow:
    top = result.framework.index
    units = tuple(
        Code(_checked(unit), unit_name(result, unit)) for unit in result.final.panel.units
    )
    nodes = tuple(
        Indicator(
            _checked(node.code),
            node.name,
            parent=node.parent,
            citation=node.source or "",
        )
        # Parents first, as lists are read.
        for node in reversed(result.framework.hierarchy)
    )
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*", id):
        raise UsageError(
            f"A dataflow cannot be called {id!r}.",
            remedy="name it in capitals, digits and _, such as MY_INDEX",
        )
    if any(not re.match(r"[0-9]{4}", year) for year in result.final.panel.years):
        raise UsageError(
            "The values have no years, and observations of a dataflow do.",
            remedy="give the values a column year",
        )
    return Dataflow(
        id=id,
        name=top.name,
        description=_SCORES_OF,
        dimensions=(
            Dimension(
                REF_AREA.id,
                WORDS["unit"],
                codelist=Codelist.of(f"CL_{id}_UNIT", WORDS["unit"], *units),
            ),
            Dimension("INDICATOR", _PARTS, codelist=Codelist.of(f"CL_{id}", _PARTS, *nodes)),
            TIME_PERIOD,
        ),
        measure=OBS_VALUE,
        attributes=_ATTRIBUTES,
        subject="INTEGRATION",
        methods=tuple(node.id for node in nodes),
    )


def _checked(code: str) -> str:
    if not CODE.fullmatch(code):
        raise UsageError(
            f"The code {code!r} cannot stand in a dataflow.",
            remedy="write codes of units and indicators in letters, digits, _ and -; people read names",
        )
    return code


def _table(result: Result, flow: Dataflow, codes: Sequence[str]) -> pa.Table:
    import pyarrow.compute as pc

    scores = result.scores().to_arrow().filter(pc.field("CODE").isin(codes))
    names = {
        "CODE": "INDICATOR",
        "SCORE": "OBS_VALUE",
        "IMPUTED": "SHARE_IMPUTED",
        "COVERAGE": "SHARE_KNOWN",
    }
    named = scores.rename_columns([names.get(name, name) for name in scores.column_names])
    ordered = named.sort_by([(name, "ascending") for name in flow.key])
    return ordered.select(flow.columns).cast(flow.schema)
