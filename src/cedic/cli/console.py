"""Where the command writes: tables to standard output, all else to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from cedic.model import Progress


def _width() -> int | None:
    # A table piped to a file is not cut at 80 columns.
    return None if sys.stdout.isatty() else 200


def output() -> Console:
    """The console of tables."""
    from rich.console import Console

    return Console(width=_width(), highlight=False, soft_wrap=False)


def show(table: RenderableType, caption: list[str] | None = None) -> None:
    """Print a table to standard output, its caption above it."""
    console = output()
    for line in caption or []:
        console.print(line, markup=False)
    console.print(table)


def say(*lines: str) -> None:
    """Tell something on standard error."""
    for line in lines:
        print(line, file=sys.stderr, flush=True)


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress of long work: a bar on a terminal, plain lines elsewhere."""
    if sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(step: str, done: float = 0, total: float | None = None) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield report


def _lines() -> Progress:
    told, when = "", 0.0

    def report(step: str, done: float = 0, total: float | None = None) -> None:
        # One line for each step, and one every ten seconds within a long one.
        nonlocal told, when
        now = time.monotonic()
        if step == told and now - when < 10:
            return
        told, when = step, now
        share = f" ({done / total:.0%})" if total and done else ""
        say(f"{step}{share}")

    return report
