"""``cedic products``: classifications, groups, and files converted from one to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cedic.errors import UsageError

products_app = typer.Typer(help="List classifications of products, and convert between them.")


@products_app.callback(invoke_without_command=True)
def products(context: typer.Context) -> None:
    """List the classifications of products and the groups that are published."""
    if context.invoked_subcommand:
        return
    from cedic.cli.console import show
    from cedic.products import CL_PRODUCT, classifications
    from cedic.publish.terminal import language, new_table

    words = language()
    table = new_table("CLASSIFICATION", "NAME", "YEAR", "DIGITS", "ALSO CALLED", right=("YEAR",))
    for one in classifications().values():
        digits = ", ".join(map(str, one.digits))
        also = ", ".join(one.aliases)
        table.add_row(one.id, one.name[words], str(one.year), digits, also)
    show(table)
    table = new_table("GROUP", "NAME")
    for code in CL_PRODUCT:
        table.add_row(code.id, code.name[words])
    show(table)


def _complete_classification(incomplete: str) -> list[str]:
    from cedic.products.concordance import CHAIN

    return [id for id in CHAIN if id.startswith(incomplete.upper())]


@products_app.command()
def convert(
    file: Annotated[Path, typer.Argument(help="A table in CSV, TSV, Excel or Parquet.")],
    source: Annotated[
        str,
        typer.Option(
            "--from",
            help="What its codes are, such as HS92.",
            autocompletion=_complete_classification,
        ),
    ],
    target: Annotated[
        str,
        typer.Option(
            "--to", help="What they are to become.", autocompletion=_complete_classification
        ),
    ],
    code: Annotated[str, typer.Option(help="The column of codes.")],
    value: Annotated[
        str,
        typer.Option(
            metavar="COLUMN[,COLUMN]", help="The column of values, and that of quantities if any."
        ),
    ],
    digits: Annotated[int | None, typer.Option(help="Codes of this many digits.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
) -> None:
    """Convert the codes of products in a table; totals stay the same.

    Values are shared out where a code has several successors. The column CONVERTED is false where
    goods have no code in the other classification: they keep their own.
    """
    from cedic.cli.console import say
    from cedic.model import Observations
    from cedic.model.files import read_table
    from cedic.publish import export
    from cedic.trade import reclassify

    format = export.format_of(output) if output else "csv"
    names = dict(zip(("OBS_VALUE", "QUANTITY"), value.split(","), strict=False))
    if len(names) < len(value.split(",")):
        raise UsageError(
            "Two columns can be shared out: values and quantities.",
            remedy="convert the others on their own",
        )
    names["PRODUCT"] = code
    done = reclassify(
        read_table(file, numbers=value.split(",")), source, target, digits=digits, columns=names
    )
    table = done.to_arrow()
    told = table["CONVERTED"].cast("string")
    table = table.set_column(table.column_names.index("CONVERTED"), "CONVERTED", told)
    named = table.rename_columns([names.get(name, name) for name in table.column_names])
    result = Observations(named.to_reader)
    if output is None:
        export.write_to(result, sys.stdout.buffer, format)
        return
    rows = export.write(result, output, format)
    say(f"{rows:,} rows in {output}")
