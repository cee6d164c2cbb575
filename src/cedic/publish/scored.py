"""The result of a composite index as its charts, tables and pages show it: names, order, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from cedic.errors import UnknownCodeError
from cedic.indices.panel import ALWAYS
from cedic.model import LANGUAGES, Text
from cedic.publish import style
from cedic.publish.numbers import MISSING, formatted
from cedic.regions import areas, blocs

if TYPE_CHECKING:
    from cedic.indices import Node, Result
    from cedic.indices.robustness import Robustness

WORDS = {
    "rank": Text("Rank", "Puesto", "Posição", "Rang"),
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "year": Text("Year", "Año", "Ano", "Année"),
    "score": Text("Score", "Puntaje", "Pontuação", "Score"),
    "imputed": Text("Imputed", "Imputado", "Imputado", "Imputé"),
    "part": Text("Part", "Componente", "Componente", "Composante"),
    "contribution": Text("Contribution", "Contribución", "Contribuição", "Contribution"),
    "interval": Text(
        "Rank interval", "Intervalo del puesto", "Intervalo da posição", "Intervalle de rang"
    ),
    "simulated": Text(
        "Lines, and ranks in brackets: intervals over {runs} simulations of the index made otherwise",
        "Líneas, y puestos entre paréntesis: intervalos de {runs} simulaciones del índice hecho "
        "de otro modo",
        "Linhas, e posições entre parênteses: intervalos de {runs} simulações do índice feito "
        "de outro modo",
        "Traits, et rangs entre parenthèses : intervalles sur {runs} simulations de l'indice "
        "construit autrement",
    ),
    "leads": Text(
        "{name}: {high} comes first ({most}), {low} last ({least})",
        "{name}: {high} ocupa el primer lugar ({most}); {low}, el último ({least})",
        "{name}: {high} em primeiro lugar ({most}), {low} em último ({least})",
        "{name} : {high} arrive en tête ({most}), {low} en dernier ({least})",
    ),
    "alone": Text(
        "{name}: {high}, {most}",
        "{name}: {high}, {most}",
        "{name}: {high}, {most}",
        "{name} : {high}, {most}",
    ),
    "drives": Text(
        "{name}: what each score is made of",
        "{name}: de qué se compone cada puntaje",
        "{name}: do que se compõe cada pontuação",
        "{name} : de quoi se compose chaque score",
    ),
    "profile": Text(
        "{name}: profiles of {units}",
        "{name}: perfiles de {units}",
        "{name}: perfis de {units}",
        "{name} : profils de {units}",
    ),
    "parts": Text(
        "{name}: scores by part",
        "{name}: puntajes por componente",
        "{name}: pontuações por componente",
        "{name} : scores par composante",
    ),
    "gained": Text(
        "{name}: {high} gained most between {first} and {last} ({most})",
        "{name}: {high} es quien más avanzó entre {first} y {last} ({most})",
        "{name}: {high} foi quem mais avançou entre {first} e {last} ({most})",
        "{name} : {high} a le plus progressé entre {first} et {last} ({most})",
    ),
    "fell": Text(
        "{name}: {high} lost least between {first} and {last} ({most})",
        "{name}: {high} es quien menos retrocedió entre {first} y {last} ({most})",
        "{name}: {high} foi quem menos recuou entre {first} e {last} ({most})",
        "{name} : {high} a le moins reculé entre {first} et {last} ({most})",
    ),
    "over_time": Text(
        "{name}: change over time",
        "{name}: evolución en el tiempo",
        "{name}: evolução no tempo",
        "{name} : évolution dans le temps",
    ),
    "scale": Text(
        "Score, {low} to {high}; more is better",
        "Puntaje, de {low} a {high}; más es mejor",
        "Pontuação, de {low} a {high}; mais é melhor",
        "Score, de {low} à {high} ; plus il est élevé, mieux c'est",
    ),
    "unbounded": Text(
        "Score; more is better",
        "Puntaje; más es mejor",
        "Pontuação; mais é melhor",
        "Score ; plus il est élevé, mieux c'est",
    ),
    "points": Text(
        "Points of the score that each part brings",
        "Puntos del puntaje que aporta cada componente",
        "Pontos da pontuação que cada componente traz",
        "Points du score apportés par chaque composante",
    ),
    "sources": Text("Sources", "Fuentes", "Fontes", "Sources"),
    "missing": Text(
        "·· no score: too little is known",
        "·· sin puntaje: se sabe demasiado poco",
        "·· sem pontuação: sabe-se muito pouco",
        "·· sans score : trop peu de données",
    ),
    "shared_out": Text(
        "A part that is not there has no score; its weight goes to the others",
        "Un componente que no aparece no tiene puntaje; su peso pasa a los demás",
        "Um componente que não aparece não tem pontuação; seu peso passa aos demais",
        "Une composante absente n'a pas de score ; son poids va aux autres",
    ),
    "index": Text("Index", "Índice", "Índice", "Indice"),
    "first": Text(
        "The first {count} of {all}",
        "Los primeros {count} de {all}",
        "Os primeiros {count} de {all}",
        "Les {count} premiers sur {all}",
    ),
    "others": Text("Others", "Otros", "Outros", "Autres"),
    "gaps": Text(
        "A line breaks where there is no score; a dot stands alone",
        "La línea se corta donde no hay puntaje; un punto está aislado",
        "A linha se interrompe onde não há pontuação; um ponto está isolado",
        "La ligne s'interrompt là où il n'y a pas de score ; un point est isolé",
    ),
    "movers": Text(
        "Shown: those that gained and lost most",
        "Se muestran los que más avanzaron y retrocedieron",
        "Mostram-se os que mais avançaram e recuaram",
        "Sont montrés ceux qui ont le plus progressé et reculé",
    ),
}


def unit_name(result: Result, unit: str) -> Text:
    """What people call a unit: as the values say, else as areas and blocs are called here."""
    told = result.final.panel.names.get(unit)
    if told is None and unit in blocs():
        return blocs()[unit].short
    if told is None and unit in areas():
        return areas()[unit].name
    return Text.same(told or unit)


class Interval(NamedTuple):
    """Where most of the simulated ranks and scores of a unit lie; the better rank is the low one."""

    rank_low: float
    rank_high: float
    score_low: float | None
    score_high: float | None
    runs: int


@dataclass(frozen=True, eq=False)
class Scored:
    """A result as it is shown in a language.

    Parameters
    ----------
    result : Result
        The result.
    language : {"es", "en", "pt", "fr"}
        The language of names and numbers.
    year : str
        The year of what shows one.
    robustness : Robustness, optional
        What becomes of the result when the index is made otherwise.
    """

    result: Result
    language: str
    year: str
    robustness: Robustness | None = None

    @classmethod
    def of(
        cls,
        result: Result,
        language: str = "en",
        year: str | None = None,
        robustness: Robustness | None = None,
    ) -> Scored:
        """The result in a language, of the last year with scores unless another is asked for.

        Raises
        ------
        UnknownCodeError
            If there is no such language or year.
        DataError
            If no unit has a score.
        """
        if language not in LANGUAGES:
            raise UnknownCodeError("language", language, LANGUAGES)
        chosen = year or result.latest
        if chosen not in result.years:
            raise UnknownCodeError("year with scores", chosen, result.years)
        return cls(result, language, chosen, robustness)

    def word(self, key: str, /, **values: Any) -> str:
        """Words in the language, filled in."""
        return WORDS[key][self.language].format(**values)

    def name(self, unit: str) -> str:
        """What people call a unit: as the values say, else as areas and blocs are called here."""
        return unit_name(self.result, unit)[self.language]

    def node(self, code: str) -> str:
        """What people call an indicator or aggregate."""
        return self.result.framework.node(code).name[self.language]

    @property
    def top(self) -> Node:
        """The index itself."""
        return self.result.framework.index

    @property
    def parts(self) -> list[str]:
        """The codes of the parts of the index, its dimensions."""
        return [node.code for node in self.result.framework.children(self.top.code)]

    @property
    def is_dated(self) -> bool:
        """Whether values have years at all."""
        return self.year != ALWAYS

    @property
    def subject(self) -> str:
        """The index and the year."""
        return (
            f"{self.node(self.top.code)}, {self.year}"
            if self.is_dated
            else self.node(self.top.code)
        )

    @property
    def finding(self) -> str:
        """Who is first and who is last."""
        first, last = self.known[0], self.known[-1]
        return self.word(
            "leads" if len(self.known) > 1 else "alone",
            name=self.subject,
            high=self.name(first["REF_AREA"]),
            most=self.written(first["SCORE"]),
            low=self.name(last["REF_AREA"]),
            least=self.written(last["SCORE"]),
        )

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the ranking, the best first."""
        rows: list[dict[str, Any]] = self.result.ranking(self.year).to_arrow().to_pylist()
        return rows

    @cached_property
    def known(self) -> list[dict[str, Any]]:
        """The rows that have a score."""
        return [row for row in self.rows if row["SCORE"] is not None]

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """The intervals of the units of the year; none without simulations."""
        if self.robustness is None:
            return {}
        rows = self.robustness.intervals.to_arrow().to_pylist()
        return {
            row["REF_AREA"]: Interval(
                row["RANK_LOW"], row["RANK_HIGH"], row["SCORE_LOW"], row["SCORE_HIGH"], row["RUNS"]
            )
            for row in rows
            if (row["CODE"], row["TIME_PERIOD"]) == (self.top.code, self.year)
            and row["RANK_LOW"] is not None
        }

    def units(self, wanted: Sequence[str]) -> list[str]:
        """The codes of units, checked.

        Raises
        ------
        UnknownCodeError
            If there is none with a score in the year.
        """
        known = [row["REF_AREA"] for row in self.known]
        for unit in wanted:
            if unit not in known:
                raise UnknownCodeError("unit with a score", unit, known)
        return list(wanted)

    @cached_property
    def decimals(self) -> int:
        """Digits after the decimal mark of a score as it is written."""
        import numpy as np

        values = self.result.final.panel.values
        largest = float(np.nanmax(np.abs(values)))
        return 1 if largest >= 20 else 2 if largest >= 2 else 3

    def written(self, value: float | None) -> str:
        """A score in the reader's language."""
        return formatted(value, self.language, self.decimals)

    def ranks(self, row: dict[str, Any]) -> str:
        """The rank of a row, with its interval if there is one: 3 (2–5)."""
        if row["RANK"] is None:
            return MISSING
        found = self.intervals.get(row["REF_AREA"])
        if found is None:
            return str(row["RANK"])
        low, high = (formatted(float(end), self.language, 0) for end in found[:2])
        return f"{row['RANK']} ({low})" if low == high else f"{row['RANK']} ({low}–{high})"

    def signed(self, value: float) -> str:
        """A change of a score, with its sign."""
        told = self.written(value)
        return f"+{told}" if value > 0 else told

    def whole(self, value: float) -> str:
        """An end of a scale, without needless digits."""
        return formatted(value, self.language, 0 if float(value).is_integer() else self.decimals)

    @property
    def measure(self) -> str:
        """What a score is."""
        scale = self.result.final.scale
        if scale is None:
            return self.word("unbounded")
        low, high = map(self.whole, scale)
        return self.word("scale", low=low, high=high)

    @property
    def sources(self) -> str:
        """Where the figures are from, as the framework says; nothing if it does not."""
        named = [node.source for node in self.result.framework if node.source]
        if not named:
            return ""
        told = "; ".join(dict.fromkeys(named))
        return f"{self.word('sources')}{style.colon(self.language)}{told}"
