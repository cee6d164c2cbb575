"""Reading the tables of areas, codes and blocs that come with the package."""

from __future__ import annotations

from importlib.resources import files

from cedic.model import tables

DATA = files("cedic.regions") / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read the rows of ``data/<name>.csv``, as text by column."""
    return tables.rows("cedic.regions", name)
