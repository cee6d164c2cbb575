"""The commands. Each reads its arguments, asks the floors below, and shows what they answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cedic.cli.index import index_app
from cedic.cli.products import products_app
from cedic.cli.programme import programme_app
from cedic.errors import UsageError

if TYPE_CHECKING:
    from cedic.sources import Source
    from cedic.warehouse import Store
    from cedic.web.backup import Manifest

app = typer.Typer(
    name="cedic",
    help="Trade data in, integration statistics out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Settings: CEDIC_HOME, CEDIC_STORE, CEDIC_BLOCS, CEDIC_LANGUAGE, CEDIC_MEMORY_LIMIT, "
    "CEDIC_THREADS and others, or the same in cedic.toml. Exit codes: 0 done, 2 usage, 3 bad data, "
    "4 source unreachable, 1 a defect (--debug shows where).",
)
sources_app = typer.Typer(help="List, fetch and read sources.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")
app.add_typer(products_app, name="products")
app.add_typer(index_app, name="index")
app.add_typer(programme_app, name="programme")


def _open() -> Store:
    import cedic

    return cedic.open()


def _complete_dataflow(incomplete: str) -> list[str]:
    from cedic.catalogue import PUBLICATIONS

    return [id for id in PUBLICATIONS if id.startswith(incomplete.upper())]


def _complete_filter(incomplete: str, args: list[str], ctx: typer.Context) -> list[str]:
    """``REF_AREA=``, then the codes of that dimension."""
    from cedic.catalogue import PUBLICATIONS

    # After --where Typer does not say which dataflow it is: then it may be any of them.
    known = PUBLICATIONS.get(ctx.params.get("dataflow") or "")
    flows = [one.dataflow for one in ([known] if known else PUBLICATIONS.values())]
    name, equals, typed = incomplete.partition("=")
    if not equals:
        ids = dict.fromkeys(id for flow in flows for id in flow.key)
        return [f"{id}=" for id in ids if id.startswith(name.upper())]
    given, comma, last = typed.rpartition(",")
    lists = [part.codelist for flow in flows for part in flow.components if part.id == name]
    codes = dict.fromkeys(code.id for codelist in lists if codelist for code in codelist)
    return [f"{name}={given}{comma}{code}" for code in codes if code.startswith(last.upper())]


def _complete_source(incomplete: str) -> list[str]:
    from cedic.sources import SOURCES

    return [id for id in (*SOURCES, "TABLE") if id.startswith(incomplete.upper())]


def _complete_bloc(incomplete: str) -> list[str]:
    from cedic.regions import blocs

    return [id for id in blocs() if id.startswith(incomplete.upper())]


DataflowId = Annotated[
    str, typer.Argument(help="The dataflow's id.", autocompletion=_complete_dataflow)
]
Filters = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DIM=A,B]...",
        help="Codes by dimension, as after --where.",
        autocompletion=_complete_filter,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="DIM=A,B ...",
        help="Codes by dimension: REF_AREA=MERCOSUR INDICATOR=ITS,STI.",
        autocompletion=_complete_filter,
    ),
]
Start = Annotated[str | None, typer.Option(help="The first period.")]
End = Annotated[str | None, typer.Option(help="The last period.")]
AsOf = Annotated[
    str | None, typer.Option(help="The release in force then: a number, a date, a date and time.")
]
Language = Annotated[
    str | None, typer.Option(help="es, en, pt or fr; by default as CEDIC_LANGUAGE says.")
]


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """``NAME=VALUE`` texts as a mapping.

    Raises
    ------
    UsageError
        If one is not of this form, or a name stands twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise UsageError(f"{text!r} is not of the form NAME=VALUE.")
        if name in found:
            raise UsageError(
                f"{name} is given twice.", remedy=f"write {name}={found[name]},{value}"
            )
        found[name] = value
    return found


def conditions(where: list[str] | None, filters: list[str] | None) -> dict[str, list[str]]:
    """Codes by dimension, from what stands after ``--where``."""
    return {
        name: [code for code in value.split(",") if code]
        for name, value in pairs([*(where or []), *(filters or [])]).items()
    }


@app.command()
def build(
    dataflow: Annotated[
        list[str] | None,
        typer.Argument(
            help="Only these and what they are made from.", autocompletion=_complete_dataflow
        ),
    ] = None,
    force: Annotated[bool, typer.Option(help="Make them whether stale or not.")] = False,
) -> None:
    """Bring the dataflows up to date and release them.

    A store without figures takes in the embedded sample first.
    """
    from cedic.cli.console import progress, say
    from cedic.warehouse import build as run

    store = _open()
    for id in dataflow or ():
        store.dataflow(id)
    with progress() as report:
        if _wants_sample(store):
            from cedic.sources import source

            report("the embedded sample")
            store.load(source("SAMPLE").parts([]), progress=report)
        done = run(store, only=dataflow or (), force=force, progress=report)
    say(
        f"Release {done.release.number} of {done.release.created:%Y-%m-%d %H:%M} UTC in "
        f"{store.location}.",
        f"  made: {', '.join(done.made) or 'nothing, all were fresh'}",
    )


def _wants_sample(store: Store) -> bool:
    """Whether the store holds no statistics, or no more than a sample whose loading was stopped.

    What the portal counts of its own work programme is none.
    """
    from cedic.sources.sample import DATA

    held = [source for source in store.sources().values() if source.kind != "records"]
    if not held:
        return True
    origins = {part.origin for source in held for part in source.parts.values()}
    return store.was_stopped and not store.releases() and all((DATA / o).exists() for o in origins)


@app.command()
def dataflows(
    dataflow: Annotated[
        str | None, typer.Argument(help="Show this one.", autocompletion=_complete_dataflow)
    ] = None,
) -> None:
    """List what is published, or show the dimensions and codes of one dataflow."""
    from cedic.cli.console import show
    from cedic.publish.terminal import language, new_table

    store, words = _open(), language()
    if dataflow is None:
        table = new_table("DATAFLOW", "NAME", "DIMENSIONS")
        for id, publication in store.publications.items():
            flow = publication.dataflow
            table.add_row(id, flow.name[words], ", ".join(flow.key))
        show(table)
        return
    flow = store.dataflow(dataflow)
    table = new_table("COMPONENT", "NAME", "CODES")
    for component in flow.components:
        codes = list(component.codelist.codes) if component.codelist else []
        shown = ", ".join(codes) if len(codes) <= 20 else f"{len(codes)} codes"
        table.add_row(component.id, component.name[words], shown)
    show(table, [f"{flow.id}: {flow.name[words]}", flow.description[words]])


@app.command()
def data(
    dataflow: DataflowId,
    filters: Filters = None,
    where: Where = None,
    start: Start = None,
    end: End = None,
    as_of: AsOf = None,
    format: Annotated[
        str | None,
        typer.Option(
            help="table, csv, json, parquet or xlsx; by default as FILE ends, else table."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
) -> None:
    """Show observations of a dataflow, or write them to a file."""
    from cedic.errors import UnknownCodeError
    from cedic.publish import export

    kinds = ("table", *export.FORMATS)
    if format is not None and format not in kinds:
        raise UnknownCodeError("format", format, kinds)
    if format == "table" and output is not None:
        raise UsageError(
            "A table is for the terminal.", remedy=f"write a file in {', '.join(export.FORMATS)}"
        )
    store, wanted = _open(), conditions(where, filters)
    for name in wanted:
        if name in ("start", "end", "as_of"):
            option = name.replace("_", "-")
            raise UsageError(
                f"{name} is no dimension.", remedy=f"write --{option} {','.join(wanted[name])}"
            )
    observations = store.data(dataflow, start=start, end=end, as_of=as_of, **wanted)
    if output is not None:
        from cedic.cli.console import say

        rows = export.write(observations, output, format or export.format_of(output))
        say(f"{rows:,} observations in {output}")
    elif format in (None, "table"):
        _show(observations)
    else:
        export.write_to(observations, sys.stdout.buffer, format)


def _show(observations: Any) -> None:
    from cedic.cli.console import say, show
    from cedic.publish.terminal import language, table_of

    table, caption, more = table_of(observations, language())
    show(table, caption)
    if more:
        say(f"{more:,} more observations; --format csv gives all of them.")


@app.command()
def chart(
    dataflow: DataflowId,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Write to this file: .png, .svg or .html.")
    ],
    filters: Filters = None,
    where: Where = None,
    start: Start = None,
    end: End = None,
    as_of: AsOf = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="line, bar, ranked-bar, small-multiples, heatmap, treemap, scatter, network, "
            "sankey or map; by default what fits the data."
        ),
    ] = None,
    measure: Annotated[
        str, typer.Option(help="The column to draw: OBS_VALUE, SHARE, GROWTH, COVERAGE.")
    ] = "OBS_VALUE",
    title: Annotated[str | None, typer.Option(help="By default the finding.")] = None,
    language: Language = None,
) -> None:
    """Draw observations of a dataflow."""
    from cedic.cli.console import say
    from cedic.publish import charts, export, terminal

    picture = export.format_of(output, charts.FORMATS)
    observations = _open().data(
        dataflow, start=start, end=end, as_of=as_of, **conditions(where, filters)
    )
    drawn = charts.chart(
        observations, kind, language or terminal.language(), measure=measure, title=title
    )
    charts.write_chart(drawn, output, picture)
    say(f"Chart in {output}")


@app.command()
def overview(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="By default overview.html in CEDIC_HOME."),
    ] = None,
    language: Language = None,
) -> None:
    """Write how integrated the region is as a web page, and show the table in it."""
    from cedic.cli.console import show
    from cedic.publish import terminal
    from cedic.publish.overview import write_overview
    from cedic.settings import settings

    store, words = _open(), language or terminal.language()
    home = settings().home_path
    if output is None:
        home.mkdir(parents=True, exist_ok=True)
    page = write_overview(store, output or home / "overview.html", words)
    table, caption, notes = terminal.integration_table(store, words)
    show(table, caption)
    for line in (*notes, page):
        print(line)


@app.command()
def vintages(dataflow: DataflowId) -> None:
    """List the releases in which a dataflow changed."""
    from cedic.cli.console import show
    from cedic.publish.terminal import new_table

    store = _open()
    table = new_table("RELEASE", "CREATED (UTC)", "CEDIC", "VERSION", right=("RELEASE", "VERSION"))
    for release in store.vintages(dataflow):
        version = str(release.tables[f"dataflows/{dataflow}"])
        created = f"{release.created:%Y-%m-%d %H:%M:%S}"
        table.add_row(str(release.number), created, release.cedic, version)
    show(table, [f"{dataflow}: read an earlier one with --as-of"])


@app.command()
def blocs(
    bloc: Annotated[
        str | None, typer.Argument(help="Show this one.", autocompletion=_complete_bloc)
    ] = None,
    year: Annotated[int | None, typer.Option(help="Only the members of this year.")] = None,
) -> None:
    """List the blocs, or the members of one with the legal source of each date."""
    from cedic import regions
    from cedic.cli.console import show
    from cedic.publish.terminal import language, new_table

    words = language()
    if bloc is None:
        table = new_table("BLOC", "NAME", "FOUNDED", "MEMBERS", right=("MEMBERS",))
        for one in regions.blocs().values():
            now = one.members(year or 9999)
            table.add_row(one.id, one.name[words], one.founded.isoformat(), str(len(now)))
        show(table)
        return
    chosen = regions.bloc(bloc)
    areas = regions.areas()
    table = new_table("AREA", "NAME", "FROM", "TO", "SOURCE")
    for membership in chosen.memberships:
        if year is None or chosen.member(membership.area, year):
            table.add_row(
                membership.area,
                areas[membership.area].name[words],
                membership.start.isoformat(),
                membership.end.isoformat() if membership.end else "",
                membership.source,
            )
    show(table, [f"{chosen.id}: {chosen.name[words]}"])


@sources_app.command("list")
def sources_list() -> None:
    """List the sources known, and what the store holds of them."""
    from cedic.cli.console import show
    from cedic.publish.terminal import language, new_table
    from cedic.sources import sources

    words, held = language(), _open().sources()
    table = new_table("SOURCE", "NAME", "VINTAGE", "PERIODS", "ROWS", right=("ROWS",))
    known = {id: source.description.name[words] for id, source in sources().items()}
    known |= {id: source.description["name"][words] for id, source in held.items()}
    for id, name in known.items():
        if id in held:
            parts = held[id].parts
            rows = sum(part.rows for part in parts.values())
            table.add_row(id, name, ", ".join(held[id].vintages), _spans(list(parts)), f"{rows:,}")
        else:
            table.add_row(id, name, "", "", "")
    show(table)


def _spans(periods: list[str]) -> str:
    """Years as spans, so that gaps show: 2000–2020, 2023. Those of quarters count once."""
    spans: list[list[int]] = []
    for year in sorted({int(period[:4]) for period in periods}):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)


Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="OPTION=VALUE ...", help="Options of the source."),
]


@sources_app.command("fetch")
def sources_fetch(
    source: Annotated[str, typer.Argument(help="Its id.", autocompletion=_complete_source)],
    options: Annotated[list[str] | None, typer.Argument(metavar="[OPTION=VALUE]...")] = None,
    set_: Settings = None,
    folder: Annotated[Path | None, typer.Option("--to", help="Where to put the files.")] = None,
) -> None:
    """Download a source's files, without reading them into the store."""
    from cedic.cli.console import progress, say
    from cedic.settings import settings
    from cedic.sources import parse_options
    from cedic.sources import source as find

    chosen = find(source)
    values = parse_options(
        chosen.id, chosen.fetch_options, pairs([*(set_ or []), *(options or [])])
    )
    target = folder or settings().home_path / "downloads" / chosen.id
    target.mkdir(parents=True, exist_ok=True)
    with progress() as report:
        paths = chosen.fetch(target, progress=report, **values)
    say(*(str(path) for path in paths), f"To read them: cedic sources read {source} {target}/*")


@sources_app.command("read")
def sources_read(
    source: Annotated[
        str,
        typer.Argument(
            help="Its id; TABLE for a table of your own.", autocompletion=_complete_source
        ),
    ],
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE | OPTION=VALUE]...")] = None,
    set_: Settings = None,
    name: Annotated[
        str | None, typer.Option("--as", help="Keep the figures under this id instead.")
    ] = None,
    replace: Annotated[
        bool, typer.Option(help="Let them take the place of another vintage.")
    ] = False,
    on_bad_rows: Annotated[
        str, typer.Option(help="stop, or set-aside: write them to the reject file and go on.")
    ] = "stop",
    rejects: Annotated[
        Path | None, typer.Option(help="The reject file; by default rejects.csv in CEDIC_HOME.")
    ] = None,
) -> None:
    """Read files of a source into the store. Figures that are there already are passed over."""
    from cedic.cli.console import progress, say
    from cedic.errors import UnknownCodeError
    from cedic.settings import settings
    from cedic.sources import parse_options

    if on_bad_rows not in ("stop", "set-aside"):
        raise UnknownCodeError("way to treat bad rows", on_bad_rows, ("stop", "set-aside"))
    paths = [Path(text) for text in files or [] if Path(text).exists() or "=" not in text]
    chosen, name = _source(source, name)
    given = pairs([*(set_ or []), *(text for text in files or [] if Path(text) not in paths)])
    options = parse_options(chosen.id, chosen.read_options, given)
    bad = rejects or settings().home_path / "rejects.csv"
    with progress() as report:
        parts = chosen.parts(
            paths,
            on_bad_rows=on_bad_rows,  # type: ignore[arg-type]
            rejects=bad,
            progress=report,
            **options,
        )
        written = _open().load(parts, name=name, replace=replace, progress=report)
    rejected = sum(part.rejected for part in written)
    say(
        f"{sum(part.rows for part in written):,} rows read in {len(written)} parts"
        + (f"; {rejected:,} bad rows set aside in {bad}" if rejected else "")
        + ("." if written else "; nothing was new."),
        *(["To publish them: cedic build"] if written else []),
    )


def _source(id: str, name: str | None) -> tuple[Source, str | None]:
    """The source, and the name its figures are kept under if not its own."""
    from cedic.sources import source as find
    from cedic.sources.table import TableSource

    if id != "TABLE":
        return find(id), name
    if name is None:
        raise UsageError("A table of your own needs a name.", remedy="give it with --as NAME")
    return TableSource(name), None


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=1, max=65535)] = 8000,
    threads: Annotated[
        int, typer.Option(help="How many requests are answered at a time.", min=1, max=1000)
    ] = 64,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Tell of each answer on standard error.")
    ] = False,
    worker: Annotated[
        bool, typer.Option(help="Run a worker beside it, for what staff ask for.")
    ] = True,
) -> None:
    """Serve the portal: pages, downloads and the standard service (SDMX)."""
    from cedic.cli.console import say

    web().serve(host, port, threads, access_log=access_log, worker=worker, say=say)


@app.command()
def work() -> None:
    """Do in the background what staff ask for: build, fetch, check and load. Ctrl-C ends it."""
    web().work()


@app.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    options_metavar="",
)
def manage(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[COMMAND [OPTIONS]]", show_default=False)
    ] = None,
) -> None:
    """Run a command of Django for the portal: migrate, createsuperuser, check --deploy."""
    web().manage(arguments or [])


def web() -> ModuleType:
    """The web server, which not every installation has."""
    try:
        import corsheaders  # noqa: F401
        import django  # noqa: F401
        import waitress  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"The portal is not installed: there is no {error.name}.",
            remedy="run: pip install 'cedic[web]'",
        ) from None
    from cedic.web import server

    return server


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The zip archive to write.")],
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Take along the key that signs sessions.")
    ] = False,
    without_store: Annotated[
        bool, typer.Option("--without-store", help="Leave out the figures.")
    ] = False,
) -> None:
    """Copy figures, accounts, uploads and own blocs to one file, while all else runs on."""
    from cedic.cli.console import progress, say
    from cedic.web.backup import back_up

    with progress() as report:
        made = back_up(
            file, _open(), secrets=with_secrets, without_store=without_store, progress=report
        )
    say(*_told(made), f"To put it back: cedic restore {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file of cedic backup.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there.")] = False,
) -> None:
    """Put a backup in its place. Stop the portal and its worker first."""
    from cedic.cli.console import progress, say
    from cedic.web.restore import restore as put_back

    with progress() as report:
        made = put_back(file, _open(), replace=replace, progress=report)
    say(*_told(made), "To see that all is well: cedic doctor")


def _told(made: Manifest) -> list[str]:
    """What a backup holds."""
    release = f"release {made.release}" if made.release else "no release"
    return [
        f"Backup of {made.created}, CEDIC {made.cedic}, {release}: "
        f"{len(made.files):,} files, {made.size / 1e6:.1f} MB.",
        f"  in it: {', '.join(made.parts)}",
    ]


@app.command()
def doctor() -> None:
    """Check the installation, the settings and the store, and say what to mend."""
    from cedic.cli.console import show
    from cedic.cli.health import checks
    from cedic.errors import StoreError
    from cedic.publish.terminal import new_table

    table = new_table("CHECK", "STATE", "FOUND")
    found = checks(_open())
    for check in found:
        table.add_row(check.what, check.state, check.found)
    show(table)
    if wrong := [check.what for check in found if check.state == "mend"]:
        raise StoreError(f"To mend: {', '.join(wrong)}.")


def version(value: bool) -> None:
    """Print the version and stop."""
    if value:
        from cedic import __version__

        print(f"cedic {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a defect arose.")] = False,
) -> None:
    """Trade data in, integration statistics out."""
