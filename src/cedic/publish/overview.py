"""The overview: how integrated is the region, on one page that asks nothing of any host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES, Text
from cedic.publish import style
from cedic.publish.facts import of_selection
from cedic.publish.figure import Figure, spans
from cedic.publish.integration import INDICATORS, WORDS, Integration, Row, integration
from cedic.publish.numbers import formatted, percent
from cedic.publish.spark import spark
from cedic.publish.templates import template
from cedic.warehouse.selection import Selection

if TYPE_CHECKING:
    from cedic.warehouse import Store
    from cedic.warehouse.store import LoadedSource

MAIN = ("CELAC", "MERCOSUR", "PA", "ANDEAN", "SICA", "CARICOM")
"""The blocs that have a panel each; without them, the first six of the region."""
COMPARED = ("EU", "USMCA", "ASEAN")

_SPARK = (96, 24)
_WORDS = {
    "title": Text(
        "How integrated is the region?",
        "¿Qué tan integrada está la región?",
        "Quão integrada está a região?",
        "La région est-elle intégrée ?",
    ),
    "tagline": Text(
        "Regional integration in figures",
        "La integración regional en cifras",
        "A integração regional em números",
        "L'intégration régionale en chiffres",
    ),
    "skip": Text(
        "Skip to the content", "Ir al contenido", "Ir para o conteúdo", "Aller au contenu"
    ),
    "lead": Text(
        "Of what the {members} countries of {bloc} exported in {latest}, {share} stayed among "
        "them; in {first} it was {before}.",
        "{bloc}, {members} países: de lo que exportaron en {latest}, el {share} quedó entre ellos; "
        "en {first} era el {before}.",
        "{bloc}, {members} países: do que exportaram em {latest}, {share} ficaram entre eles; em "
        "{first} eram {before}.",
        "{bloc}, {members} pays : de ce qu'ils ont exporté en {latest}, {share} est resté entre "
        "eux ; en {first}, c'était {before}.",
    ),
    "partial": Text(
        "{known} of the {members} have figures for {latest}.",
        "{known} de los {members} tienen cifras de {latest}.",
        "{known} dos {members} têm dados de {latest}.",
        "{known} des {members} ont des chiffres pour {latest}.",
    ),
    "compared": Text(
        "The same share elsewhere: {pairs}.",
        "La misma proporción en otros bloques: {pairs}.",
        "A mesma proporção em outros blocos: {pairs}.",
        "La même part ailleurs : {pairs}.",
    ),
    "inward": Text(
        "Set against their weight in world trade, they trade with each other more than with others "
        "(symmetric introversion {sti}; 0 is neutral).",
        "Descontado su peso en el comercio mundial, comercian entre sí más que con otros "
        "(introversión simétrica {sti}; 0 es neutral).",
        "Descontado seu peso no comércio mundial, comerciam entre si mais do que com outros "
        "(introversão simétrica {sti}; 0 é neutro).",
        "Compte tenu de leur poids dans le commerce mondial, ils commercent entre eux plus "
        "qu'avec les autres (introversion symétrique {sti} ; 0 est neutre).",
    ),
    "outward": Text(
        "Set against their weight in world trade, they trade with each other less than with others "
        "(symmetric introversion {sti}; 0 is neutral).",
        "Descontado su peso en el comercio mundial, comercian entre sí menos que con otros "
        "(introversión simétrica {sti}; 0 es neutral).",
        "Descontado seu peso no comércio mundial, comerciam entre si menos do que com outros "
        "(introversão simétrica {sti}; 0 é neutro).",
        "Compte tenu de leur poids dans le commerce mondial, ils commercent entre eux moins "
        "qu'avec les autres (introversion symétrique {sti} ; 0 est neutre).",
    ),
    "shares": Text(
        "What stays among the members",
        "Lo que queda entre los miembros",
        "O que fica entre os membros",
        "Ce qui reste entre les membres",
    ),
    "size": Text(
        "Beyond what size explains",
        "Más allá de lo que explica el tamaño",
        "Além do que o tamanho explica",
        "Au-delà de ce que la taille explique",
    ),
    "gap": Text(
        "The lines break where the source has no figures ({gaps}); a dot is a year that stands "
        "alone. In grey, the other blocs.",
        "Las líneas se cortan donde la fuente no tiene cifras ({gaps}); un punto es un año "
        "aislado. En gris, los demás bloques.",
        "As linhas se interrompem onde a fonte não tem dados ({gaps}); um ponto é um ano isolado. "
        "Em cinza, os demais blocos.",
        "Les lignes s'interrompent là où la source n'a pas de chiffres ({gaps}) ; un point est une "
        "année isolée. En gris, les autres blocs.",
    ),
    "others": Text(
        "In grey, the other blocs.",
        "En gris, los demás bloques.",
        "Em cinza, os demais blocos.",
        "En gris, les autres blocs.",
    ),
    "figures": Text(
        "The figures of this chart",
        "Las cifras de este gráfico",
        "Os números deste gráfico",
        "Les chiffres de ce graphique",
    ),
    "in_table": Text(
        "The figures are in the column STI of the table below.",
        "Las cifras están en la columna STI de la tabla siguiente.",
        "Os números estão na coluna STI da tabela a seguir.",
        "Les chiffres sont dans la colonne STI du tableau suivant.",
    ),
    "year": Text("Year", "Año", "Ano", "Année"),
    "trend": Text("ITS trend", "Evolución de ITS", "Evolução do ITS", "Évolution de l'ITS"),
    "exports": Text(
        "Exports among members",
        "Exportaciones entre miembros",
        "Exportações entre membros",
        "Exportations entre membres",
    ),
    "billions": Text("US$ billions", "miles de mill. US$", "US$ bilhões", "milliards US$"),
    "region": Text("The region", "La región", "A região", "La région"),
    "reading": Text("How to read it", "Cómo leerlo", "Como ler", "Comment lire"),
    "beware": Text(
        "What to beware of",
        "De qué conviene cuidarse",
        "Do que convém desconfiar",
        "Ce dont il faut se méfier",
    ),
    "beware_gap": Text(
        "{source} has no figures for {gaps} in this store. Nothing is filled in: those years are "
        "missing, not zero.",
        "{source} no tiene cifras de {gaps} en este almacén. Nada se rellena: esos años faltan, no "
        "son cero.",
        "{source} não tem dados de {gaps} neste acervo. Nada é preenchido: esses anos faltam, não "
        "são zero.",
        "{source} n'a pas de chiffres pour {gaps} dans cet entrepôt. Rien n'est comblé : ces "
        "années manquent, elles ne sont pas nulles.",
    ),
    "beware_back": Text(
        "Members are those of each year. Before a bloc existed, its founding members are followed: "
        "{blocs}. When members join or leave, a series jumps without any change in trade.",
        "Los miembros son los de cada año. Antes de que existiera un bloque se sigue a sus "
        "miembros fundadores: {blocs}. Cuando entran o salen miembros, la serie salta sin que "
        "cambie el comercio.",
        "Os membros são os de cada ano. Antes de um bloco existir, seguem-se seus membros "
        "fundadores: {blocs}. Quando membros entram ou saem, a série salta sem que o comércio "
        "mude.",
        "Les membres sont ceux de chaque année. Avant qu'un bloc n'existe, on suit ses membres "
        "fondateurs : {blocs}. Quand des membres entrent ou sortent, la série saute sans que le "
        "commerce change.",
    ),
    "beware_members": Text(
        "Members are those of each year. When members join or leave, a series jumps without any "
        "change in trade.",
        "Los miembros son los de cada año. Cuando entran o salen miembros, la serie salta sin que "
        "cambie el comercio.",
        "Os membros são os de cada ano. Quando membros entram ou saem, a série salta sem que o "
        "comércio mude.",
        "Les membres sont ceux de chaque année. Quand des membres entrent ou sortent, la série "
        "saute sans que le commerce change.",
    ),
    "beware_coverage": Text(
        "Coverage is the part of the members with figures. The exports of the others are not "
        "counted, which is not to say that they are zero. Incomplete in {latest}: {blocs}.",
        "La cobertura es la proporción de miembros con cifras. Las exportaciones de los demás no "
        "se cuentan, lo que no significa que sean cero. Incompleta en {latest}: {blocs}.",
        "A cobertura é a proporção de membros com dados. As exportações dos demais não são "
        "contadas, o que não significa que sejam zero. Incompleta em {latest}: {blocs}.",
        "La couverture est la part des membres ayant des chiffres. Les exportations des autres ne "
        "sont pas comptées, ce qui ne veut pas dire qu'elles sont nulles. Incomplète en {latest} : "
        "{blocs}.",
    ),
    "beware_goods": Text(
        "Goods only. Petroleum sold outside the region lowers the share of its bloc; free zones "
        "and transit (Colón in Panama, ship registries in the Caribbean) move the figures of small "
        "economies far from what they produce.",
        "Solo mercancías. El petróleo vendido fuera de la región reduce la participación de su "
        "bloque; las zonas francas y el tránsito (Colón en Panamá, registros de buques en el "
        "Caribe) alejan las cifras de las economías pequeñas de lo que producen.",
        "Somente mercadorias. O petróleo vendido fora da região reduz a participação de seu bloco; "
        "as zonas francas e o trânsito (Colón no Panamá, registros de navios no Caribe) afastam os "
        "números das economias pequenas do que elas produzem.",
        "Marchandises seulement. Le pétrole vendu hors de la région réduit la part de son bloc ; "
        "les zones franches et le transit (Colón au Panama, registres de navires dans la Caraïbe) "
        "éloignent les chiffres des petites économies de ce qu'elles produisent.",
    ),
    "beware_size": Text(
        "The share grows with the number and size of the members. To compare blocs, read the STI; "
        "where members are very small, the intensity is a ratio to almost nothing.",
        "La participación crece con el número y el tamaño de los miembros. Para comparar bloques, "
        "véase el STI; donde los miembros son muy pequeños, la intensidad es una razón respecto de "
        "casi nada.",
        "A participação cresce com o número e o tamanho dos membros. Para comparar blocos, veja o "
        "STI; onde os membros são muito pequenos, a intensidade é uma razão em relação a quase "
        "nada.",
        "La part croît avec le nombre et la taille des membres. Pour comparer des blocs, lire le "
        "STI ; là où les membres sont très petits, l'intensité est un rapport à presque rien.",
    ),
    "sources": Text("Sources", "Fuentes", "Fontes", "Sources"),
    "licence": Text("Terms", "Condiciones", "Termos", "Conditions"),
    "periods": Text("Periods", "Períodos", "Períodos", "Périodes"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    "footer": Text(
        "Release {number} of {date}, made by CEDIC {version}.",
        "Edición {number} del {date}, hecha con CEDIC {version}.",
        "Edição {number} de {date}, feita com CEDIC {version}.",
        "Édition {number} du {date}, faite avec CEDIC {version}.",
    ),
}


def write_overview(store: Store, path: Path, language: str) -> Path:
    """Write the overview of the last release as one HTML page, and give its path.

    Parameters
    ----------
    store : Store
        The store, built.
    path : Path
        The file; its folder must exist.
    language : {"es", "en", "pt", "fr"}
        The language of the page.

    Raises
    ------
    UnknownCodeError
        If the language is another.
    UsageError
        If the folder does not exist, or what draws the charts is not installed.
    StoreError
        If the store has no trade figures, or nothing has been built.

    Notes
    -----
    The page needs no script, and asks nothing of any host.
    """
    if language not in LANGUAGES:
        raise UnknownCodeError("language", language, LANGUAGES)
    if not path.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    page = template("overview.html").render(_page(store, integration(store), language))
    path.write_text(page, "utf-8")
    return path


def _page(store: Store, figures: Integration, language: str) -> dict[str, Any]:
    """What the template is filled with."""
    words = {name: text[language] for name, text in _WORDS.items()}
    figure = shares(store, figures, language)
    return {
        "language": language,
        "words": words,
        "style": style,
        "dark": {colour: style.dark(colour) for colour in style.every_colour()},
        "lead": lead(figures, language),
        "shares": figure,
        "panels": dict(panels(figure)),
        "gap": words["gap"].format(gaps=", ".join(figures.gaps))
        if figures.gaps
        else words["others"],
        "by_year": list(by_year(figure)),
        "introversion": _introversion(store, figures, language),
        "table_title": WORDS["title"][language],
        "table": _table(figures, language),
        "provenance": figures.provenance(language),
        "notes": figures.notes(language),
        "definitions": _definitions(store, language),
        "beware": _beware(figures, words, language),
        "sources": [_source(source, language) for source in _used(store, figures)],
        "footer": words["footer"].format(
            number=figures.release.number,
            date=_date(figures, language),
            version=figures.release.cedic,
        ),
    }


def _date(figures: Integration, language: str) -> str:
    from babel.dates import format_date

    return str(format_date(figures.release.created, "long", locale=language))


def lead(figures: Integration, language: str) -> str:
    """The finding in a few sentences, each only if the figures are there."""
    words = {name: text[language] for name, text in _WORDS.items()}
    row = figures.widest
    known = [period for period in figures.periods if row.shares.get(period) is not None]
    told = [
        words["lead"].format(
            members=row.members,
            bloc=row.bloc.short[language],
            latest=known[-1],
            share=percent(row.shares[known[-1]], language),
            first=known[0],
            before=percent(row.shares[known[0]], language),
        )
    ]
    if row.coverage is not None and row.coverage < 1:
        having = round(row.coverage * row.members)
        told.append(
            words["partial"].format(known=having, members=row.members, latest=figures.latest)
        )
    sti = row.introversion.value
    if sti:
        told.append(
            words["inward" if sti > 0 else "outward"].format(sti=formatted(sti, language, 2))
        )
    if others := figures.of(COMPARED):
        pairs = ", ".join(
            f"{other.bloc.short[language]} {percent(other.shares[figures.latest], language)}"
            for other in others
        )
        told.append(words["compared"].format(pairs=pairs))
    return " ".join(told)


def shares(store: Store, figures: Integration, language: str) -> Figure:
    """The intra-regional share of the main blocs over the years."""
    main = figures.of(MAIN) or [row for row in figures.rows if row.bloc.kind != "comparator"][:6]
    observations = store.data(
        "REGIONAL_TRADE",
        REF_AREA=[row.bloc.id for row in main],
        INDICATOR="ITS",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE=figures.source.id,
    )
    return Figure.of(observations, language, "OBS_VALUE", "small-multiples")


def panels(figure: Figure) -> Iterator[tuple[str, str]]:
    """A picture of each series by its name."""
    from cedic.publish.charts import panel_of
    from cedic.publish.svg import page_svg

    for code in figure.codes:
        yield (
            figure.name(code),
            page_svg(panel_of(figure, code).to_dict(validate=False), f"share-{code}"),
        )


def by_year(figure: Figure) -> Iterator[list[str]]:
    """The rows of the table behind the panels: a year, then each bloc's share."""
    values = {(row["PERIOD"], row["SERIES"]): row["VALUE"] for row in figure.known}
    for period in figure.periods:
        cells = (values.get((period, code)) for code in figure.codes)
        yield [period, *(percent(value, figure.language, sign=False) for value in cells)]


def _introversion(store: Store, figures: Integration, language: str) -> dict[str, str]:
    """The ranking of all blocs by STI, drawn for a wide page and for a phone."""
    from cedic.publish.charts import PAGE_WIDTHS, body
    from cedic.publish.svg import page_svg

    observations = store.data(
        "REGIONAL_TRADE",
        REF_AREA=[row.bloc.id for row in figures.rows],
        INDICATOR="STI",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE=figures.source.id,
        start=figures.latest,
        end=figures.latest,
    )
    figure = Figure.of(observations, language, "OBS_VALUE", "ranked-bar")
    return {
        "finding": figure.finding,
        "subtitle": figure.subtitle,
        "provenance": figure.provenance,
        **{
            name: page_svg(body(figure, width).to_dict(validate=False), f"introversion-{name}")
            for name, width in PAGE_WIDTHS.items()
        },
    }


def _table(figures: Integration, language: str) -> dict[str, Any]:
    def row(found: Row) -> dict[str, Any]:
        exports = None if found.exports is None else found.exports / 1e9
        cells = found.written(figures.milestones, language)
        return {
            "name": found.bloc.short[language],
            "full": found.bloc.name[language],
            "colour": style.colours([found.bloc.id])[found.bloc.id],
            "cells": [*cells[:-1], (formatted(exports, language, 2), ""), cells[-1]],
            "spark": sparkline(found, figures.periods),
        }

    ours = [found for found in figures.rows if found.bloc.kind != "comparator"]
    others = [found for found in figures.rows if found.bloc.kind == "comparator"]
    columns = figures.columns(language)
    exports = (_WORDS["exports"][language], _WORDS["billions"][language])
    return {
        "bloc": WORDS["bloc"][language],
        "columns": [*columns[:-1], exports, columns[-1]],
        "groups": {
            name: [row(found) for found in rows]
            for name, rows in (
                (_WORDS["region"][language], ours),
                (WORDS["comparators"][language], others),
            )
            if rows
        },
    }


def sparkline(row: Row, periods: Sequence[str]) -> dict[str, Any]:
    """The share over the years as a small line: paths broken at gaps, dots where a year is alone.

    The scale goes from zero to the bloc's own greatest share.
    """
    known = [
        (place, value)
        for place, period in enumerate(periods)
        if (value := row.shares.get(period)) is not None
    ]
    drawn = spark([known], _SPARK, zero=True, span=(0, len(periods) - 1))
    [line] = drawn["lines"]
    return {**drawn, **line}


def _definitions(store: Store, language: str) -> list[tuple[str, str, str]]:
    """Code, name and definition of each indicator on the page."""
    codelist = store.dataflow("REGIONAL_TRADE").component("INDICATOR").codelist
    entries = [codelist[id] for id in INDICATORS] if codelist else []
    return [
        (entry.id, entry.name[language], entry.description[language])
        for entry in entries
        if entry.description
    ]


def _beware(figures: Integration, words: dict[str, str], language: str) -> list[str]:
    told = []
    if figures.gaps:
        told.append(
            words["beware_gap"].format(source=figures.source.id, gaps=", ".join(figures.gaps))
        )
    back = [row.bloc for row in figures.rows if row.carried_back]
    listed = ", ".join(f"{bloc.short[language]} ({bloc.founded.year})" for bloc in back)
    told.append(words["beware_back"].format(blocs=listed) if back else words["beware_members"])
    partial = [row for row in figures.rows if row.coverage is not None and row.coverage < 1]
    if partial:
        listed = ", ".join(
            f"{row.bloc.short[language]} ({percent(row.coverage, language, 0)})" for row in partial
        )
        told.append(words["beware_coverage"].format(latest=figures.latest, blocs=listed))
    return [*told, words["beware_goods"], words["beware_size"]]


def _used(store: Store, figures: Integration) -> list[LoadedSource]:
    """The sources that the figures rest on."""
    selection = Selection(store.dataflow("REGIONAL_TRADE"), {"SOURCE": (figures.source.id,)})
    held = store.sources(figures.release)
    return [held[one.id] for one in of_selection(store, selection, figures.release).sources]


def _source(source: LoadedSource, language: str) -> dict[str, str]:
    told = source.description
    return {
        "id": source.id,
        "name": told["name"][language],
        "citation": told["citation"].rstrip(".") + ".",
        "licence": told["licence"],
        "url": told["url"],
        "vintage": ", ".join(source.vintages),
        "periods": ", ".join(spans(list(source.parts))),
    }
