"""A composite index of one's own as a folder: report, workbook, scores, charts and recipe."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import StoreError, UsageError
from cedic.indices.panel import ALWAYS
from cedic.model import Text
from cedic.publish import charts, export, style
from cedic.publish.figure import spans
from cedic.publish.index_book import write_workbook
from cedic.publish.index_charts import KINDS, Picture, pictures
from cedic.publish.index_config import MARK, Config
from cedic.publish.numbers import formatted, percent
from cedic.publish.scored import Scored
from cedic.publish.svg import page_svg, svg_of
from cedic.publish.templates import template

if TYPE_CHECKING:
    from cedic.indices import Result

RECIPE = "recipe.toml"
FILES = ("scores.csv", "workbook.xlsx", "report.html", RECIPE, *(f"{kind}.svg" for kind in KINDS))
"""What a folder can hold."""
MOST_NOTES = 100

_WORDS = {
    "skip": Text(
        "Skip to the content", "Ir al contenido", "Ir para o conteúdo", "Aller au contenu"
    ),
    "tagline": Text("Composite index", "Índice compuesto", "Índice composto", "Indice composite"),
    "lead": Text(
        "{name} has {parts} in {levels} levels. It is computed for {units}{years}.",
        "{name} tiene {parts} en {levels} niveles. Se calcula para {units}{years}.",
        "{name} tem {parts} em {levels} níveis. É calculado para {units}{years}.",
        "{name} comprend {parts} sur {levels} niveaux. Il est calculé pour {units}{years}.",
    ),
    "indicators": Text(
        "{count} indicators", "{count} indicadores", "{count} indicadores", "{count} indicateurs"
    ),
    "indicator": Text("1 indicator", "1 indicador", "1 indicador", "1 indicateur"),
    "units": Text("{count} units", "{count} unidades", "{count} unidades", "{count} unités"),
    "unit": Text("1 unit", "1 unidad", "1 unidade", "1 unité"),
    "years": Text(", {first}–{last}", ", {first}–{last}", ", {first}–{last}", ", {first}–{last}"),
    "ranking": Text("Ranking", "Clasificación", "Classificação", "Classement"),
    "contributions": Text("Contributions", "Contribuciones", "Contribuições", "Contributions"),
    "heatmap": Text(
        "Scores by part",
        "Puntajes por componente",
        "Pontuações por componente",
        "Scores par composante",
    ),
    "radar": Text("Profiles", "Perfiles", "Perfis", "Profils"),
    "change": Text(
        "Change over time", "Evolución en el tiempo", "Evolução no tempo", "Évolution dans le temps"
    ),
    "drawn_ranking": Text(
        "Ranking, drawn",
        "La clasificación en un gráfico",
        "A classificação em um gráfico",
        "Le classement en graphique",
    ),
    "figures": Text(
        "The figures of this chart",
        "Las cifras de este gráfico",
        "Os números deste gráfico",
        "Les chiffres de ce graphique",
    ),
    "imputed_note": Text(
        "Imputed: the share of the score's weight that rests on imputed values.",
        "Imputado: proporción del peso del puntaje que descansa en valores imputados.",
        "Imputado: proporção do peso da pontuação que se apoia em valores imputados.",
        "Imputé : part du poids du score qui repose sur des valeurs imputées.",
    ),
    "robustness": Text(
        "How sure it is", "Qué tan seguro es", "Quão seguro é", "Degré de certitude"
    ),
    "robustness_lead": Text(
        "How many ranks units move on average when one choice alone is made otherwise.",
        "Cuántos puestos se mueven en promedio las unidades cuando se cambia una sola decisión.",
        "Quantas posições as unidades se movem em média quando se muda uma única decisão.",
        "De combien de rangs les unités se déplacent en moyenne quand un seul choix change.",
    ),
    "step": Text("Choice", "Decisión", "Decisão", "Choix"),
    "alternative": Text("Alternative", "Alternativa", "Alternativa", "Variante"),
    "shift": Text(
        "Mean shift of rank",
        "Cambio medio de puesto",
        "Mudança média de posição",
        "Déplacement moyen de rang",
    ),
    "notes": Text(
        "What to know", "Lo que conviene saber", "O que convém saber", "Ce qu'il faut savoir"
    ),
    "no_notes": Text(
        "Nothing was left out, filled in or cut off.",
        "Nada se excluyó, completó ni recortó.",
        "Nada foi excluído, completado nem cortado.",
        "Rien n'a été exclu, complété ni tronqué.",
    ),
    "more_notes": Text(
        "{count} more are in the workbook.",
        "Hay {count} más en el libro de cálculo.",
        "Há mais {count} na planilha.",
        "{count} autres figurent dans le classeur.",
    ),
    "method": Text("Method", "Método", "Método", "Méthode"),
    "method_lead": Text(
        "These steps, in this order; the recipe beside this page makes them again.",
        "Estos pasos, en este orden; la receta que acompaña esta página los repite.",
        "Estes passos, nesta ordem; a receita que acompanha esta página os repete.",
        "Ces étapes, dans cet ordre ; la recette jointe à cette page les répète.",
    ),
    "denominate": Text(
        "Divide by size", "Dividir por tamaño", "Dividir por tamanho", "Rapporter à la taille"
    ),
    "impute": Text("Impute", "Imputar", "Imputar", "Imputer"),
    "screen": Text("Screen", "Depurar", "Depurar", "Filtrer"),
    "treat": Text(
        "Treat outliers",
        "Tratar valores atípicos",
        "Tratar valores atípicos",
        "Traiter les valeurs atypiques",
    ),
    "normalise": Text("Normalise", "Normalizar", "Normalizar", "Normaliser"),
    "weigh": Text("Weigh", "Ponderar", "Ponderar", "Pondérer"),
    "aggregate": Text("Aggregate", "Agregar", "Agregar", "Agréger"),
    "sources": Text("Sources", "Fuentes", "Fontes", "Sources"),
    "footer": Text(
        "Made by CEDIC {version}.",
        "Hecho con CEDIC {version}.",
        "Feito com CEDIC {version}.",
        "Fait avec CEDIC {version}.",
    ),
}


def write_index(scored: Scored, config: Config, folder: Path) -> list[str]:
    """Write a result to a folder: scores, workbook, report, charts, recipe.

    Parameters
    ----------
    scored : Scored
        The result, in the language of the report.
    config : Config
        What made it, for the recipe.
    folder : Path
        Is made if it does not exist; its own folder must.

    Returns
    -------
    list of str
        The files written, by name.

    Raises
    ------
    UsageError
        If the folder holds what CEDIC did not write, or what draws the charts is not installed.
    StoreError
        If the disk is full, or the folder may not be written.

    Notes
    -----
    Files of an index that was there before are replaced, and only once all new ones are made. The
    same result and configuration give the same bytes.
    """
    check_folder(folder)
    is_new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".cedic-") as draft:
            _write(scored, config, Path(draft))
            written = [name for name in FILES if (Path(draft) / name).exists()]
            # The recipe first: whatever stops this, the folder stays one of ours.
            for name in sorted(written, key=lambda name: name != RECIPE):
                (Path(draft) / name).replace(folder / name)
        for name in set(FILES) - set(written):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder cannot be written: {error.strerror or error}.",
            where=str(folder),
            remedy="free some space or name another folder with -o",
        ) from error
    finally:
        if is_new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return written


def check_folder(folder: Path) -> None:
    """See that a folder is empty, or holds an index that CEDIC wrote.

    Raises
    ------
    UsageError
        If it holds something else, or cannot be made.
    """
    if not folder.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {folder.parent} to make {folder.name} in.")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder.", remedy="name another with -o")
    held = sorted(path.name for path in folder.iterdir())
    if held and not _is_ours(folder / RECIPE):
        shown = ", ".join(held[:5]) + (" …" if len(held) > 5 else "")
        raise UsageError(
            f"The folder {folder} holds other files: {shown}.",
            remedy="name a new or empty folder with -o",
        )


def _is_ours(recipe: Path) -> bool:
    if not recipe.is_file():
        return False
    with recipe.open("rb") as file:
        return file.readline().strip() == MARK.encode()


def _write(scored: Scored, config: Config, folder: Path) -> None:
    drawn = pictures(scored)
    export.write(scored.result.scores(), folder / "scores.csv", "csv")
    write_workbook(scored.result, folder / "workbook.xlsx", robustness=scored.robustness)
    (folder / "report.html").write_text(report(scored, drawn), "utf-8")
    (folder / RECIPE).write_text(config.written(), "utf-8")
    for one in drawn:
        (folder / f"{one.kind}.svg").write_text(svg_of(one.chart()), "utf-8")


def report(scored: Scored, drawn: list[Picture]) -> str:
    """A result as a page that asks nothing of any host.

    Parameters
    ----------
    scored : Scored
        The result, in the language of the page.
    drawn : list of Picture
        Its charts.
    """
    from cedic.version import __version__

    words = {name: text[scored.language] for name, text in _WORDS.items()}
    notes = note_lines(scored.result)
    more = len(notes) - MOST_NOTES
    header, *rows = table(scored)
    sources = dict.fromkeys(node.source for node in scored.result.framework if node.source)
    return template("index.html").render(
        language=scored.language,
        words=words,
        style=style,
        dark={colour: style.dark(colour) for colour in style.every_colour()},
        title=scored.subject,
        lead=f"{scored.finding}. {_lead(scored, words)}",
        measure=scored.measure,
        header=header,
        rows=rows,
        table_notes=_table_notes(scored, words),
        pictures=[_drawn(one, words) for one in drawn],
        shifts=_shifts(scored, words),
        notes=notes[:MOST_NOTES],
        more_notes=words["more_notes"].format(count=more) if more > 0 else "",
        steps=[(words[name], _arguments(given)) for name, given in scored.result.steps],
        sources=list(sources),
        footer=words["footer"].format(version=__version__),
    )


def table(scored: Scored) -> list[list[str]]:
    """The ranking as text, the header first: unit, rank, score, parts, share imputed if any is."""
    imputed = any(row["IMPUTED"] for row in scored.rows)
    header = [scored.word(name) for name in ("unit", "rank", "score")]
    header += [scored.node(part) for part in scored.parts]
    rows = [
        [
            scored.name(row["REF_AREA"]),
            scored.ranks(row),
            *(scored.written(row[column]) for column in ("SCORE", *scored.parts)),
            *([percent(row["IMPUTED"], scored.language, 0)] if imputed else []),
        ]
        for row in scored.rows
    ]
    return [[*header, *([scored.word("imputed")] if imputed else [])], *rows]


def _lead(scored: Scored, words: Mapping[str, str]) -> str:
    framework, panel = scored.result.framework, scored.result.final.panel
    indicators, units = len(framework.indicators), len(panel.units)
    years = scored.result.years
    span = words["years"].format(first=years[0], last=years[-1]) if len(years) > 1 else ""
    return words["lead"].format(
        name=scored.node(scored.top.code),
        parts=words["indicator"]
        if indicators == 1
        else words["indicators"].format(count=formatted(indicators, scored.language)),
        levels=framework.levels,
        units=words["unit"]
        if units == 1
        else words["units"].format(count=formatted(units, scored.language)),
        years=span,
    )


def _table_notes(scored: Scored, words: Mapping[str, str]) -> list[str]:
    notes = []
    if any(row["IMPUTED"] for row in scored.rows):
        notes.append(words["imputed_note"])
    if any(row[part] is None for row in scored.rows for part in ("SCORE", *scored.parts)):
        notes.append(f"{scored.word('missing')}.")
    return notes


def _drawn(one: Picture, words: Mapping[str, str]) -> dict[str, Any]:
    shown = {
        name: page_svg(one.body(width).to_dict(), f"{one.kind}-{name}")
        for name, width in charts.PAGE_WIDTHS.items()
    }
    name = words["drawn_ranking" if one.kind == "ranking" else one.kind]
    return {
        "kind": one.kind,
        "name": name,
        "heading": one.heading,
        "subtitle": one.subtitle,
        "footer": one.footer,
        "figures": one.figures,
        **shown,
    }


def _shifts(scored: Scored, words: Mapping[str, str]) -> list[list[str]]:
    """How much each alternative moves the ranks of the index."""
    if scored.robustness is None:
        return []
    rows = scored.robustness.shifts.to_arrow().to_pylist()
    told = [
        [
            words.get(row["STEP"], row["STEP"]),
            row["ALTERNATIVE"],
            formatted(row["RANK_SHIFT"], scored.language, 2),
        ]
        for row in rows
        if row["CODE"] == scored.top.code
    ]
    return [[words["step"], words["alternative"], words["shift"]], *told] if told else []


def note_lines(result: Result) -> list[str]:
    """What the steps did, a line each: the step, what it is about and what it says; years as spans."""
    years: dict[tuple[str, str | None, str | None, str], list[str]] = {}
    for step, note in result.notes:
        told = years.setdefault((step, note.code, note.unit, note.what), [])
        if note.year and note.year != ALWAYS:
            told.append(note.year)
    return [
        ": ".join(
            part
            for part in (step, ", ".join(filter(None, (code, unit, *spans(when)))), what)
            if part
        )
        for (step, code, unit, what), when in years.items()
    ]


def _arguments(given: Mapping[str, Any]) -> str:
    """Arguments as one reads them: those that say nothing are left out."""
    told = {name: value for name, value in given.items() if value not in (None, {}, [], ())}
    return ", ".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()
    )
