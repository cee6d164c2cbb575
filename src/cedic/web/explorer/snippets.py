"""How to take what is shown elsewhere: files, programs, other sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import prod

from cedic.model import Text
from cedic.publish.download import LABELLED, MEDIA_TYPES
from cedic.publish.sheet import SHEET_ROWS
from cedic.publish.view import View, encoded
from cedic.web.explorer.words import FILE_NAMES, SNIPPETS


@dataclass(frozen=True)
class Snippet:
    """A few lines to paste.

    Parameters
    ----------
    id, name : str
        What it is for.
    lead : Text
        Where to paste it.
    code : str
        The lines.
    """

    id: str
    name: str
    lead: Text
    code: str


@dataclass(frozen=True)
class Taken:
    """All ways to take what is shown.

    Parameters
    ----------
    files : list of (str, str)
        The formats of files, with their addresses.
    pictures : list of (str, str)
        The formats of pictures, with their addresses.
    snippets : list of Snippet
        For programs.
    embed : str
        The HTML that shows the figure on another site.
    """

    files: list[tuple[str, str]]
    pictures: list[tuple[str, str]]
    snippets: list[Snippet]
    embed: str


def taken(view: View, name: str, address: str, language: str, charts: Sequence[str]) -> Taken:
    """All ways to take what a view shows.

    Parameters
    ----------
    view : View
        What is shown.
    name : str
        What addresses call the dataflow: ``TRADE``, or ``TRADE@1`` for a release.
    address : str
        The site's own address.
    language : str
        The visitor's.
    charts : sequence of str
        The query of each chart that is shown.
    """
    plain = encoded(view.filters)
    named = encoded([*view.filters, ("labels", "both"), ("language", language)])
    base = f"/data/{name}"
    files = {
        format: f"{base}.{format}?{named if format in LABELLED else plain}"
        for format in MEDIA_TYPES
        if format != "xlsx" or _at_most(view) <= SHEET_ROWS
    }
    query = view.query
    return Taken(
        [(FILE_NAMES[format], path) for format, path in files.items()],
        [
            (
                f"{format.upper()} {place}" if len(charts) > 1 else format.upper(),
                f"/{language}{base}.{format}?{chart}",
            )
            for place, chart in enumerate(charts, 1)
            for format in ("svg", "png")
        ],
        _snippets(f"{address}{base}.csv?{plain}", f"{address}{base}.csv?{named}", view.flow.id),
        _embed(f"{address}/{language}/embed{base}?{query}", view.flow.name[language]),
    )


def _at_most(view: View) -> int:
    """How many observations a view can have, if every combination occurs."""
    periods = sum(view.start <= period <= view.end for period in view.periods)
    return prod(map(len, view.codes.values())) * periods


def _snippets(csv: str, named: str, id: str) -> list[Snippet]:
    return [
        Snippet(
            "python",
            "Python",
            SNIPPETS["python"],
            f'import pandas as pd\n\ndata = pd.read_csv(\n    "{csv}",\n'
            '    dtype={"TIME_PERIOD": str},\n)\nprint(data.head())',
        ),
        Snippet(
            "r",
            "R",
            SNIPPETS["r"],
            f'data <- read.csv(\n  "{csv}",\n'
            '  colClasses = c(TIME_PERIOD = "character")\n)\nhead(data)',
        ),
        Snippet("curl", "curl", SNIPPETS["curl"], f'curl --fail --output {id}.csv \\\n  "{csv}"'),
        Snippet("excel", "Excel", SNIPPETS["excel"], named),
    ]


def _embed(source: str, title: str) -> str:
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" '
        'width="100%" height="560" loading="lazy"></iframe>'
    )
