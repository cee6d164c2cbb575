"""Reading the tables that come with the package."""

from __future__ import annotations

import csv
from importlib.resources import files

DATA = files("cedic.regions") / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read the rows of ``data/<name>.csv``, as text by column."""
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
