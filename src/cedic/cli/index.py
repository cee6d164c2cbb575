"""``cedic index``: a composite index of one's own, from two tables to scores and a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cedic.publish.scored import Scored

index_app = typer.Typer(help="Make a composite index of your own.", no_args_is_help=True)

MOST_NOTES = 20


@index_app.callback()
def index() -> None:
    """Make a composite index of your own."""


@index_app.command()
def score(
    framework: Annotated[
        Path,
        typer.Argument(help="What it is made of: a table in CSV, TSV, Excel, Parquet or TOML."),
    ],
    values: Annotated[Path, typer.Argument(help="The values of its indicators, by unit and year.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Write to this folder.")
    ],
    config: Annotated[
        Path | None,
        typer.Option(help="How to make it, in TOML: its steps, and simulations if any."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="es, en, pt or fr; by default as the file or CEDIC_LANGUAGE says."),
    ] = None,
) -> None:
    """Compute an index and write its scores, all stages, a report, charts and its recipe."""
    from dataclasses import replace

    from cedic.cli.console import say, show
    from cedic.indices import Index
    from cedic.publish import terminal
    from cedic.publish.index_config import Config
    from cedic.publish.index_report import check_folder, write_index
    from cedic.publish.scored import Scored

    check_folder(output)
    how = Config.read(config) if config else Config()
    how = replace(how, language=language or how.language or terminal.language())
    made = Index(framework, values, steps=how.steps)
    result = made.run()
    scored = Scored.of(result, how.language or "en")
    if how.robustness is not None:
        say(f"{how.robustness['runs']:,} simulations")
    scored = replace(scored, robustness=how.simulate(made))
    written = write_index(scored, how, output)
    table, caption = terminal.ranking_table(scored)
    show(table, caption)
    say(*_notes(scored), f"In {output}: {', '.join(written)}")


def _notes(scored: Scored) -> list[str]:
    """What the steps did that a reader must know, and how much of the scores is imputed."""
    from cedic.publish.index_report import note_lines
    from cedic.publish.numbers import percent

    notes = note_lines(scored.result)
    lines = [f"  {note}" for note in notes[:MOST_NOTES]]
    if len(notes) > MOST_NOTES:
        lines.append(f"  {len(notes) - MOST_NOTES:,} more notes are in the report.")
    shares = [row["IMPUTED"] for row in scored.known]
    if any(shares):
        mean = percent(sum(shares) / len(shares), scored.language)
        most = percent(max(shares), scored.language)
        lines.append(f"  Imputed: {mean} of the weight of a score on average, {most} at most.")
    return lines
