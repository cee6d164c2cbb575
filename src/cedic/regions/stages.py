"""Legal stages of integration: what a mechanism is by its treaties, from when, and by which act."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from cedic.model import Text
from cedic.regions.tables import DATA

StageStatus = Literal["F", "I", "C"]

STAGES = ("NONE", "FTA", "CU", "CM", "EU", "FULL")
"""The stages in order, from no free trade area of its own to complete integration: 0 … 5."""


@dataclass(frozen=True, slots=True)
class LegalStage:
    """A stage that a mechanism is at by its treaties.

    Parameters
    ----------
    bloc : str
        The mechanism.
    stage : str
        One of :data:`STAGES`: free trade area, customs union, common market, economic union (Balassa
        1961).
    status : str
        ``F`` being formed on a treaty's timetable, ``I`` in force with gaps, ``C`` in force throughout.
    start : date
        Its first day.
    basis : Text
        The treaty and article that say so, with their dates.
    note : Text
        What a reader must know: gaps, exceptions, what is counted otherwise elsewhere.
    end : date or None
        Its last day; None while it lasts.
    """

    bloc: str
    stage: str
    status: StageStatus
    start: date
    basis: Text
    note: Text
    end: date | None = None

    @property
    def id(self) -> str:
        """A code for it: the mechanism and the year of its start."""
        return f"{self.bloc}_{self.start.year}"

    @property
    def order(self) -> int:
        """Its place among the stages, 0 … 5."""
        return STAGES.index(self.stage)


@cache
def legal_stages() -> tuple[LegalStage, ...]:
    """All legal stages that CEDIC knows of, by mechanism and date.

    Facts from treaties, coded by hand; they never follow from a figure. A mechanism that is not there
    has not been looked into, which is not to say that it is no free trade area.
    """
    tables = tomllib.loads((DATA / "stages.toml").read_text(encoding="utf-8"))
    found = [_read(bloc, entry) for bloc, entries in tables.items() for entry in entries]
    return tuple(sorted(found, key=lambda stage: (stage.bloc, stage.start)))


def legal_stage(bloc: str, year: int) -> LegalStage | None:
    """The stage that a mechanism is at on the last day of `year`; None where none is coded."""
    day = date(year, 12, 31)
    for stage in legal_stages():
        if stage.bloc == bloc and stage.start <= day and (stage.end is None or day <= stage.end):
            return stage
    return None


def _read(bloc: str, entry: dict[str, Any]) -> LegalStage:
    texts = {name: Text.of(entry[name]) for name in ("basis", "note")}
    return LegalStage(bloc, **{**entry, **texts})
