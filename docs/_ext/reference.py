"""The reference, written from the declarations at every build; no page of it is typed by hand.

:func:`pages` gives all pages as text, by path. Examples are run against a store of the embedded
sample, which is built once into ``_build/home`` and brought up to date when the analysis changes.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cedic
from cedic.errors import CedicError
from cedic.model import Codelist, Component, Dataflow, Indicator, Text

Run = Callable[[str], str]
Draw = Callable[[Dataflow, Indicator], str]

LANGUAGES = {"en": "English", "es": "Español", "pt": "Português", "fr": "Français"}


def pages(run: Run, draw: Draw) -> dict[str, str]:
    """All files of the reference, by path.

    `run` gives what a command prints; `draw` an indicator's chart as SVG, empty where there is none.
    """
    return dict(
        [
            *_dataflows(),
            *_indicators(run, draw),
            ("codelists.md", _codelists()),
            ("sources.md", _sources()),
            ("blocs.md", _blocs()),
            ("commands.md", _commands(run)),
        ]
    )


def run(command: str) -> str:
    """What a ``cedic`` command prints to standard output, or the error that it ends with."""
    from cedic.cli.commands import app

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            app(args=shlex.split(command)[1:], prog_name="cedic", standalone_mode=False)
        except CedicError as error:
            print(f"cedic: {error}", file=printed)
    text = "\n".join(line.rstrip() for line in printed.getvalue().strip("\n").splitlines())
    if not text:
        raise RuntimeError(f"{command!r} prints nothing")
    return text


def example(id: str, indicator: Indicator) -> str:
    """The command that shows an indicator at work."""
    return f"cedic data {id} --where {indicator.example}"


def draw(flow: Dataflow, indicator: Indicator) -> str:
    """The chart of an indicator's example, all products together, from the fullest source."""
    from cedic.cli.commands import conditions
    from cedic.publish import charts

    where: dict[str, Any] = conditions(indicator.example.split(), [])
    if "PRODUCT" in flow.key:
        where["PRODUCT"] = "_T"
    try:
        found = cedic.open().data(flow.id, **where).to_arrow()
    except CedicError:
        found = flow.schema.empty_table()
    sources = found.filter(found[flow.measure.id].is_valid())["SOURCE"].to_pylist()
    if not sources:
        # The sample has no figure to draw; the page shows what the command says of it.
        return ""
    where["SOURCE"] = Counter(sources).most_common(1)[0][0]
    return charts.svg_of(charts.chart(cedic.open().data(flow.id, **where), language="en"))


# Markdown


def _cell(text: object) -> str:
    """Text that stands for itself in a cell of a table, or in a paragraph."""
    shown = " ".join(str(text).split())
    for sign in ("\\", "|", "$", "*", "_", "<", "["):
        shown = shown.replace(sign, f"\\{sign}")
    return shown


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _in_languages(**texts: Text | None) -> str:
    given = {title: text for title, text in texts.items() if text}
    rows = [
        (words, *(_cell(text[code]) for text in given.values()))
        for code, words in LANGUAGES.items()
    ]
    return _table(("Language", *(title.capitalize() for title in given)), rows)


def _fenced(text: str, kind: str = "text") -> str:
    return f"```{kind}\n{text}\n```"


def _printed(text: str) -> str:
    return f":::{{container}} printed\n{_fenced(text)}\n:::"


def _toc(paths: list[str]) -> str:
    return "```{toctree}\n:hidden:\n\n" + "\n".join(paths) + "\n```"


def _join(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


# Dataflows


def _dataflows() -> Iterator[tuple[str, str]]:
    publications = cedic.catalogue.PUBLICATIONS
    rows = [
        (f"{{doc}}`{id} <{id}>`", _cell(one.dataflow.name), _cell(one.dataflow.description))
        for id, one in publications.items()
    ]
    yield (
        "dataflows/index.md",
        _join("# Dataflows", _table(("Id", "Name", "What it holds"), rows), _toc([*publications])),
    )
    for id, publication in publications.items():
        yield f"dataflows/{id}.md", _dataflow(publication)


def _dataflow(publication: Any) -> str:
    flow: Dataflow = publication.dataflow
    return _join(
        f"(dataflow-{flow.id.lower()})=\n# {flow.id}",
        _cell(flow.description),
        "## Names",
        _in_languages(name=flow.name, description=flow.description),
        "## Dimensions",
        "Together they are the key of an observation; the last one is time.",
        _components(flow.dimensions),
        "## Measure",
        _components((flow.measure,)),
        "## Attributes" if flow.attributes else "",
        _components(flow.attributes) if flow.attributes else "",
        "## Codes",
        _codes_of(flow),
        "## Methods" if flow.methods else "",
        _methods(flow),
        "## Made from",
        _inputs(publication),
        "## At the command line",
        _fenced(f"cedic dataflows {flow.id}\ncedic data {flow.id}", "sh"),
    )


def _components(components: tuple[Component, ...]) -> str:
    rows = [
        (
            f"`{one.id}`",
            *(_cell(one.name[code]) for code in LANGUAGES),
            _list_ref(one.codelist) if one.codelist else one.representation.value,
        )
        for one in components
    ]
    defined = [f"- `{one.id}`: {_cell(one.description)}" for one in components if one.description]
    table = _table(("Column", *LANGUAGES.values(), "Values"), rows)
    return _join(table, "\n".join(defined)).strip()


def _list_ref(codelist: Codelist) -> str:
    return f"{{ref}}`{codelist.id} <{codelist.id.lower()}>`"


def _codes_of(flow: Dataflow) -> str:
    lists = {one.codelist.id: one.codelist for one in flow.components if one.codelist}
    rows = []
    for codelist in lists.values():
        codes = list(codelist.codes)
        shown = ", ".join(f"`{code}`" for code in codes[:40])
        more = f" … {len(codes)} in all" if len(codes) > 40 else ""
        rows.append((_list_ref(codelist), shown + more))
    return _table(("Codelist", "Codes"), rows)


def _methods(flow: Dataflow) -> str:
    return "\n".join(
        f"- {{doc}}`{code.id} </reference/indicators/{flow.id}/{code.id}>`: {_cell(code.name)}"
        for code in _indicators_of(flow)
    )


def _inputs(publication: Any) -> str:
    lines = []
    for argument, source in publication.inputs.items():
        if isinstance(source, str):
            lines.append(f"- `{argument}`: the dataflow {{doc}}`{source} <{source}>`")
        else:
            lines.append(f"- `{argument}`: all sources of the kind *{source.kind}*, side by side")
    made_by = publication.function
    summary = (inspect.getdoc(made_by) or "").splitlines()[0]
    return _join(
        "\n".join(lines), f"Made by `{made_by.__module__}.{made_by.__name__}`: {_cell(summary)}"
    ).strip()


# Indicators


def _indicators_of(flow: Dataflow) -> list[Indicator]:
    lists = {one.codelist.id: one.codelist for one in flow.components if one.codelist}
    found = [code for codelist in lists.values() for code in codelist]
    return [code for code in found if isinstance(code, Indicator) and code.id in flow.methods]


def _indicators(run: Run, draw: Draw) -> Iterator[tuple[str, str]]:
    blocks, paths = [], []
    for publication in cedic.catalogue.PUBLICATIONS.values():
        flow = publication.dataflow
        rows = []
        for code in _indicators_of(flow):
            path = f"{flow.id}/{code.id}"
            paths.append(path)
            rows.append((f"{{doc}}`{code.id} <{path}>`", _cell(code.name), code.range, code.unit))
            picture = draw(flow, code)
            if picture:
                yield f"indicators/{path}.svg", picture
            yield f"indicators/{path}.md", _indicator(flow, code, run, drawn=bool(picture))
        if rows:
            blocks += [f"## {flow.id}", _table(("Id", "Name", "Range", "Unit"), rows)]
    yield "indicators/index.md", _join("# Indicators", *blocks, _toc(paths))


def _indicator(flow: Dataflow, code: Indicator, run: Run, *, drawn: bool) -> str:
    command = example(flow.id, code)
    return _join(
        f"# {code.id}: {code.name}",
        _cell(code.description) if code.description else "",
        _fenced(code.formula, "{math}"),
        _table(
            ("", ""),
            [
                ("Range", _cell(code.range)),
                ("Unit", f"{_cell(flow_unit(flow, code))} (`{code.unit}`)"),
                ("Edge cases", _cell(code.edge_cases)),
                ("Source", _cell(code.citation)),
                ("Dataflow", f"{{doc}}`{flow.id} </reference/dataflows/{flow.id}>`"),
            ],
        ),
        "## Names and definitions",
        _in_languages(name=code.name, definition=code.description),
        "## Example",
        "From the sample that comes with CEDIC:",
        f"![Chart: {code.name}; the figures are in the table below]({code.id}.svg)"
        if drawn
        else "",
        _fenced(command, "sh"),
        _printed(run(command)),
    )


def flow_unit(flow: Dataflow, code: Indicator) -> Text:
    """The name of an indicator's unit."""
    units = flow.component("UNIT_MEASURE").codelist
    assert units is not None
    return units[code.unit].name


# Codelists


def _codelists() -> str:
    lists: dict[str, Codelist] = {}
    for publication in cedic.catalogue.PUBLICATIONS.values():
        for component in publication.dataflow.components:
            if component.codelist:
                lists[component.codelist.id] = component.codelist
    blocks = ["# Codelists", "The values that coded columns can have."]
    for id, codelist in sorted(lists.items()):
        rows = [
            (f"`{code.id}`", *(_cell(code.name[language]) for language in LANGUAGES))
            for code in codelist
        ]
        head = f"({id.lower()})=\n## {id}: {codelist.name}"
        blocks += [head, _table(("Code", *LANGUAGES.values()), rows)]
    return _join(*blocks)


# Sources


def _sources() -> str:
    from cedic.sources import sources
    from cedic.sources.sample import OECD_ICIO, UNCTAD
    from cedic.sources.table import TableSource

    blocks = [
        "# Sources",
        "Each source is fetched and read apart: `cedic sources fetch` only downloads, "
        "`cedic sources read` takes files into the store. Sources stand side by side, told apart "
        "by the column `SOURCE`; they are never merged.",
        ":::{important}\nNo call over the network has met the live service it is meant for. They "
        "follow the services' documentation and public clients, and are tested against replays. "
        "Files that you downloaded yourself need no such call.\n:::",
    ]
    for source in sources().values():
        blocks += _source(source)
    for one in (UNCTAD, OECD_ICIO):
        blocks += [
            f"## {one.id}",
            *_described(one),
            "It comes with the sample, and cannot be fetched.",
        ]
    table = TableSource("MY_TABLE")
    blocks += [
        "## TABLE: a table of your own",
        "Kept under the id that you give with `--as`.",
        _about(TableSource),
        "### Options when it is read",
        _options(table.read_options),
    ]
    return _join(*blocks)


def _source(source: Any) -> list[str]:
    fetched = type(source).fetch is not cedic.sources.Source.fetch
    return [
        f"## {source.id}",
        *_described(source.description),
        _about(sys.modules[type(source).__module__]),
        "It can be fetched; the calls have never met the live service." if fetched else "",
        f"### Options when {source.id} is fetched" if source.fetch_options else "",
        _options(source.fetch_options),
        f"### Options when {source.id} is read" if source.read_options else "",
        _options(source.read_options),
    ]


def _described(description: Any) -> list[str]:
    valued = ", ".join(f"{flow} {basis}" for flow, basis in description.valuation.items())
    rows = [
        ("Provider", _cell(description.provider)),
        ("Kind", description.kind),
        ("Cite as", _cell(description.citation)),
        ("Licence", _cell(description.licence)),
        ("Published at", f"<{description.url}>" if description.url else ""),
        ("Valuation", valued),
        ("Reconciled", "yes: one row is both sides' figure" if description.reconciled else "no"),
    ]
    if description.kind != "trade":
        rows = [row for row in rows if row[0] not in ("Valuation", "Reconciled")]
    return [
        _table(("", ""), [row for row in rows if row[1]]),
        _in_languages(name=description.name, note=description.note),
    ]


def _about(documented: Any) -> str:
    return _fenced(inspect.getdoc(documented) or "", "{eval-rst}")


def _options(options: tuple[Any, ...]) -> str:
    if not options:
        return ""
    rows = [(f"`{one.name}`", _cell(one.help), _default(one.default)) for one in options]
    return _table(("Option", "What it does", "Default"), rows)


def _default(value: Any) -> str:
    if value is None:
        return ""
    return f"`{','.join(map(str, value)) if isinstance(value, tuple) else value}`"


# Blocs


def _blocs() -> str:
    blocks = [
        "# Blocs",
        "Each membership is dated by the legal act it rests on. An area counts as a member in "
        "every year in which it was one on at least one day. Associates and observers are not "
        "members.",
    ]
    for bloc in cedic.regions.blocs().values():
        kind = {"region": "Latin America and the Caribbean", "comparator": "for comparison"}
        facts = f"Founded {bloc.founded}" + (f", ended {bloc.dissolved}" if bloc.dissolved else "")
        blocks += [
            f"## {bloc.id}: {bloc.name}",
            f"{facts}. Kind: {kind.get(bloc.kind, bloc.kind)}."
            + (f" <{bloc.url}>" if bloc.url else ""),
            _cell(bloc.note) if bloc.note else "",
            _in_languages(name=bloc.name, short=bloc.short),
            _memberships(bloc),
        ]
    return _join(*blocks)


def _memberships(bloc: Any) -> str:
    areas = cedic.regions.areas()
    rows = [
        (
            f"`{spell.area}` {_cell(areas[spell.area].name)}",
            spell.start.isoformat(),
            spell.end.isoformat() if spell.end else "",
            _cell("; ".join(filter(None, (spell.source, spell.end_source)))),
            _cell(spell.note or ""),
        )
        for spell in bloc.memberships
    ]
    return _table(("Member", "From", "To", "Legal source", "Note"), rows)


# Commands


def commands() -> list[str]:
    """All commands and subcommands, as they are typed."""
    import typer

    from cedic.cli.commands import app

    def below(name: str, command: Any) -> Iterator[str]:
        yield name
        for part, inner in getattr(command, "commands", {}).items():
            yield from below(f"{name} {part}", inner)

    return list(below("cedic", typer.main.get_command(app)))


def _commands(run: Run) -> str:
    blocks = ["# Commands", "What `--help` prints for each."]
    for command in commands():
        blocks += [f"## {command}", _fenced(run(f"{command} --help"))]
    return _join(*blocks)


# Sphinx


def _write(app: Any) -> None:
    from cedic.sources import source
    from cedic.warehouse import build

    store = cedic.open()
    if not store.sources():
        store.load(source("SAMPLE").parts([]))
    build(store)
    folder = Path(app.srcdir) / "reference"
    written = {folder / path: text for path, text in pages(run, draw).items()}
    kept = {*written, folder / "index.md"}
    for path in folder.rglob("*.*"):
        if path not in kept:
            path.unlink()
    for path, text in written.items():
        # An unchanged page is left alone, so that Sphinx need not read it again.
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def setup(app: Any) -> dict[str, bool]:
    """Write the pages before Sphinx looks for them."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
