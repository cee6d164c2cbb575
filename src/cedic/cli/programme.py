"""``cedic programme``: earlier documents read for import, and what goes out of the portal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from cedic.programme.model import Finding, FoundRecord
    from cedic.web.programme.figures import Counted

programme_app = typer.Typer(
    help="Read earlier programmes, count and export the portal's.", no_args_is_help=True
)

FORMATS = ("table", "json")
WIDEST = 68
"""Characters of a text in the table; the whole of it is in the JSON."""


@programme_app.callback()
def programme() -> None:
    """The work programme: read earlier documents, count, export."""


@programme_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A document: text, Markdown, DOCX or PDF.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what was found; nothing is entered.")
    ] = False,
    format: Annotated[str, typer.Option(help="table or json.")] = "table",
) -> None:
    """Take a document into the portal's review, or only show what it holds.

    Nothing enters without a person's yes, which is given in the portal.
    """
    from cedic.errors import UnknownCodeError

    if format not in FORMATS:
        raise UnknownCodeError("format", format, FORMATS)
    if not dry_run:
        from cedic.cli.imports import into_review

        into_review(file)
        return
    finding = found(file)
    if format == "json":
        from cedic.programme.model import as_json

        print(json.dumps(as_json(finding), ensure_ascii=False, indent=2))
        return
    _show(finding, file)


@programme_app.command("imports")
def imports() -> None:
    """List the documents that were taken into review, and what became of them."""
    from cedic.cli.imports import list_imports

    list_imports()


@programme_app.command()
def figures(
    area: Annotated[
        str | None,
        typer.Option(help="The bloc or country that the institution works for; else as last time."),
    ] = None,
) -> None:
    """Count what is public of the work programme, and release its dataflows."""
    import cedic
    from cedic.cli.console import progress, say
    from cedic.cli.imports import portal

    with portal():
        from cedic.web.programme.figures import count, likely_area

        with progress() as report:
            done = count(cedic.open(), (area or likely_area()).upper(), None, report)
    say(*_counted(done))


@programme_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The zip archive to write.")],
    with_people: Annotated[
        bool, typer.Option("--with-people", help="Take along personal data, such as participants.")
    ] = False,
) -> None:
    """Write all that was entered to one archive: tables, programmes, documents."""
    from cedic.cli.console import say
    from cedic.cli.imports import portal

    with portal():
        from cedic.web import audit
        from cedic.web.programme.export import write

        size = write(file, people=with_people)
        audit.record(None, "programme.exported", file.name, {"people": with_people})
    say(f"{file}: {size / 1e6:.1f} MB. README.md in it tells what each column holds.")


@programme_app.command()
def demonstrate(
    remove: Annotated[bool, typer.Option("--remove", help="Take it away again.")] = False,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing where a work programme is, or this was.")
    ] = False,
    without_build: Annotated[
        bool, typer.Option("--without-build", help="Leave its dataflows to the next build.")
    ] = False,
) -> None:
    """Enter a made-up programme into an empty portal, and count it; labelled wherever it shows."""
    from cedic.cli.console import say
    from cedic.cli.imports import portal

    with portal():
        from cedic.web.programme import demonstration

        if if_empty and not remove and not demonstration.is_new_to_it():
            return
        if remove:
            demonstration.remove()
        else:
            demonstration.load()
        told = _counted_anew(without_build)
    if remove:
        say("The made-up work programme is gone.", *told)
    else:
        say(
            "A made-up work programme shows what the portal does; each page of it says so.",
            *told,
            "To take it away: cedic programme demonstrate --remove",
        )


def _counted_anew(without_build: bool) -> list[str]:
    """What is counted once the demonstration has come or gone; nothing where it never was."""
    import cedic
    from cedic.cli.console import progress
    from cedic.web.programme import figures

    store = cedic.open()
    if not figures.sources_to_load(store, figures.published()):
        return []
    area = figures.likely_area() or figures.DEMONSTRATION_AREA
    with progress() as report:
        if without_build:
            figures.load(store, area, report)
            return ["Its figures follow with: cedic build"]
        return _counted(figures.count(store, area, None, report))


def _counted(done: Counted) -> list[str]:
    """What was counted of a work programme."""
    rows = " and ".join(f"{count:,} records of {id}" for id, count in done.rows.items() if count)
    made = ", ".join(done.made) or "nothing, all were fresh"
    return [f"Release {done.release.number}, from {rows or 'no records'}.", f"  made: {made}"]


def found(path: Path) -> Finding:
    """What a document holds, as the portal's review begins with it.

    Raises
    ------
    DataError
        If the document cannot be read, or is none that can be imported.
    """
    from cedic.programme.reading import read

    return read(path)


def _show(finding: Finding, file: Path) -> None:
    from cedic.cli.console import output, show
    from cedic.programme.reading import DOUBTS
    from cedic.publish.terminal import language

    words = language()
    kind = finding.kind.replace("_", " ")
    caption = [
        f"{file.name}: {kind} ({finding.language}), {len(finding.lines):,} lines",
        *([_one_line(finding.title)] if finding.title else []),
        *(DOUBTS[doubt][words] for doubt in finding.doubts),
    ]
    show(_counts(finding), caption)
    show(_tree(finding))
    doubts = _doubts(finding, words)
    if doubts.row_count:
        show(doubts)
    else:
        output().print("Nothing is doubted.", markup=False)


def _counts(finding: Finding) -> Table:
    from collections import Counter

    from cedic.publish.terminal import new_table

    counts = Counter(_kind(record) for record in finding.records)
    doubted = Counter(_kind(record) for record in finding.records if _doubts_of(record))
    table = new_table("FOUND", "RECORDS", "DOUBTED", right=("RECORDS", "DOUBTED"))
    for kind, count in counts.items():
        table.add_row(kind, str(count), str(doubted[kind]))
    return table


def _tree(finding: Finding) -> Table:
    from rich.text import Text

    from cedic.publish.terminal import new_table

    table = new_table("LINES", "WHAT", "TEXT", "SCHEDULE", "DAYS", "DOUBTS", right=("LINES",))
    depths: dict[str, int] = {}
    for record in finding.records:
        depth = depths[record.key] = depths.get(record.parent, -1) + 1
        cells = (
            _lines(record),
            "  " * depth + _name(record),
            _text(record),
            _one_line(str(record.value("schedule") or "")),
            _days(record),
            ", ".join(_doubts_of(record)),
        )
        # What a stranger wrote is text, never a mark of the table.
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _doubts(finding: Finding, language: str) -> Table:
    from collections import Counter

    from cedic.programme.reading import DOUBTS
    from cedic.publish.terminal import new_table

    counts = Counter(doubt for record in finding.records for doubt in _doubts_of(record))
    table = new_table("DOUBT", "RECORDS", "WHAT IT SAYS", right=("RECORDS",))
    for doubt, count in counts.most_common():
        table.add_row(doubt, str(count), DOUBTS[doubt][language])
    return table


def _kind(record: FoundRecord) -> str:
    """The kind of a record; that of an item is its level."""
    if record.kind == "programme":
        return "document"
    return str(record.value("level") or record.kind)


def _doubts_of(record: FoundRecord) -> list[str]:
    fields = (doubt for field in record.fields for doubt in field.doubts)
    return list(dict.fromkeys((*record.doubts, *fields)))


def _lines(record: FoundRecord) -> str:
    first, last = record.passage.first, record.passage.last
    return str(first) if first == last else f"{first}–{last}"


def _name(record: FoundRecord) -> str:
    number = record.value("code") or record.value("number") or ""
    return f"{_kind(record)} {number}".rstrip()


def _text(record: FoundRecord) -> str:
    if record.kind == "leadership":
        return _one_line(f"{record.value('organisation')}: {record.value('axis')}")
    parts = [record.value(name) for name in ("title", "name", "text", "period")]
    place = ", ".join(str(record.value(n)) for n in ("venue", "city", "country") if record.value(n))
    told = _one_line(next((str(part) for part in parts if part), ""))
    return f"{told} ({_one_line(place)})" if place else told


def _days(record: FoundRecord) -> str:
    starts, ends = record.value("starts"), record.value("ends")
    if record.value("every_months"):
        return f"every {record.value('every_months')} months"
    if not starts and not ends:
        kind = record.value("schedule_kind") or ""
        return str(kind).replace("_", " ")
    return str(starts) if starts == ends else f"{starts or ''} … {ends or ''}".strip()


def _one_line(text: str) -> str:
    from cedic.model.text import one_line

    line = one_line(text, 4 * WIDEST)
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 1].rstrip()}…"
