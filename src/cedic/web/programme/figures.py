"""What is public of the work programme, counted and published as dataflows beside the others."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cedic.errors import StoreError, UsageError
from cedic.model import Progress, silent
from cedic.programme import model
from cedic.programme.records import records
from cedic.regions import CL_AREA
from cedic.settings import settings
from cedic.sources import source
from cedic.warehouse import Release, Store, build
from cedic.web import audit
from cedic.web.programme import values
from cedic.web.programme.models import Meeting
from cedic.web.programme.viewers import Viewer

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.web.accounts.models import User

SOURCES = {"PROGRAMME": False, "PROGRAMME_DEMO": True}
"""The sources, and whether what each has is made up."""
DATAFLOWS = ("PROGRAMME_EXECUTION", "MANDATE_COVERAGE", "MEETINGS")

DEMONSTRATION_AREA = "SELA"
"""The area that a made-up programme is counted for, where the institution's own is not known."""


@dataclass(frozen=True)
class Published:
    """What is public: the last public version of each programme, mandates and meetings."""

    programmes: tuple[model.Programme, ...]
    mandates: tuple[model.Mandate, ...]
    meetings: tuple[model.Meeting, ...]

    def only(self, *, demonstration: bool) -> Published:
        """The part that is made up, or the part that is not."""
        return Published(
            tuple(one for one in self.programmes if one.demonstration == demonstration),
            tuple(one for one in self.mandates if one.demonstration == demonstration),
            tuple(one for one in self.meetings if one.demonstration == demonstration),
        )

    def __bool__(self) -> bool:
        return bool(self.programmes or self.mandates or self.meetings)


@dataclass(frozen=True)
class Counted:
    """What was done: rows by source, the release in force afterwards, and the dataflows made."""

    rows: Mapping[str, int]
    release: Release
    made: tuple[str, ...]


def published() -> Published:
    """What everyone may see of the work programme."""
    everyone = Viewer(None, "public")
    meetings = values.meetings(Meeting.objects.seen_by(everyone), everyone)
    return Published(
        tuple(values.programmes(everyone)), tuple(values.mandates(everyone)), tuple(meetings)
    )


def sources_to_load(store: Store, found: Published) -> list[str]:
    """The sources that there is something for, or was: what is withdrawn is taken out too."""
    held = store.sources()
    return [
        id
        for id, demonstration in SOURCES.items()
        if found.only(demonstration=demonstration) or id in held
    ]


def likely_area() -> str:
    """The area of the institution: as it was counted for last, or as the settings tell it.

    Empty if neither tells.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for id in SOURCES:
        with suppress(OSError, pa.ArrowInvalid):
            if found := pq.read_table(_file(id), columns=["area"])["area"].slice(0, 1).to_pylist():
                return str(found[0])
    agency = settings().agency.upper()
    return agency if agency in CL_AREA.codes else ""


def count(store: Store, area: str, by: User | None, progress: Progress = silent) -> Counted:
    """Write the public part as records, load them, and build the dataflows made of them.

    Parameters
    ----------
    store : Store
        Where the figures are.
    area : str
        The bloc or country that the institution works for.
    by : User or None
        Who asked for it.
    progress : callable, optional
        Told what is being done.

    Returns
    -------
    Counted
        What was done. What was counted before is replaced as a whole; if nothing has changed since,
        nothing is made.

    Raises
    ------
    UsageError
        If there is no such area, or nothing is public and nothing was.
    StoreError
        If another process is writing, or the home folder cannot be written.
    """
    rows = load(store, area, progress)
    built = build(store, only=DATAFLOWS, progress=progress)
    audit.record(by, "programme.counted", ", ".join(rows), {"area": area, "rows": rows})
    return Counted(rows, built.release, built.made)


def load(store: Store, area: str, progress: Progress = silent) -> dict[str, int]:
    """Write the public part as records and load them; how many each source has then.

    Raises
    ------
    UsageError
        If there is no such area, or nothing is public and nothing was.
    StoreError
        If another process is writing, or the home folder cannot be written.
    """
    found = published()
    chosen = sources_to_load(store, found)
    if not chosen:
        raise UsageError(
            "Nothing of the work programme is public.",
            remedy="publish a version of a programme, a mandate or a meeting first",
        )
    if area not in CL_AREA.codes:
        raise UsageError(
            f"There is no area {area!r}."
            if area
            else "It is not known which area the figures are of.",
            remedy="name the bloc, or the country by its three letters, that the institution works "
            "for: --area SELA, --area CRI",
        )
    return {id: _loaded(store, id, area, found, progress) for id in chosen}


def _loaded(store: Store, id: str, area: str, found: Published, progress: Progress) -> int:
    """Write the records of a source and load them in place of what it had; how many there are."""
    table = records(
        found.programmes,
        found.mandates,
        found.meetings,
        area=area,
        demonstration=SOURCES[id],
    )
    file = _file(id)
    held = store.source(id).vintages if store.tables.exists(f"sources/{id}") else []
    if len(held) == 1 and _holds(file, table):
        vintage = held[0]
    else:
        vintage = _vintage(held)
        _write(file, table)
    store.load(source(id).parts([file], vintage=vintage), replace=True, progress=progress)
    return int(table.num_rows)


def _vintage(held: Collection[str]) -> str:
    """The moment, as none of those held has it: within a second it is the next one."""
    moment = datetime.now(UTC)
    while (told := f"{moment:%Y-%m-%dT%H:%M:%SZ}") in held:
        moment += timedelta(seconds=1)
    return told


def _file(id: str) -> Path:
    return settings().home_path / "programme" / f"{id.lower()}.parquet"


def _holds(file: Path, table: pa.Table) -> bool:
    """Whether a file has these records already."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return bool(pq.read_table(file).equals(table))
    except (OSError, pa.ArrowInvalid):
        return False


def _write(file: Path, table: pa.Table) -> None:
    import pyarrow.parquet as pq

    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        pq.write_table(table, unfinished)
        unfinished.replace(file)
    except OSError as error:
        raise StoreError(
            f"The records cannot be written: {error.strerror or error}.",
            where=str(error.filename or file),
            remedy="check the folder's owner and rights, and the room on the disk",
        ) from error


def counts(found: Published) -> dict[str, int]:
    """What would be counted, by what it is."""
    return {
        "programmes": len(found.programmes),
        "activities": sum(len(one.at("activity")) for one in found.programmes),
        "mandates": len(found.mandates),
        "paragraphs": sum(len(one.paragraphs) for one in found.mandates),
        "meetings": len(found.meetings),
    }
