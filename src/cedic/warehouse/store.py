"""The store: source figures as they were loaded, dataflows as they were built, and releases."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import StoreError, UnknownCodeError, UsageError
from cedic.model import Dataflow, Observations, Part, Progress, silent
from cedic.model.loading import Kind
from cedic.version import __version__
from cedic.warehouse.delta import (
    FORMAT,
    Commit,
    DeltaFolder,
    require_format,
    write_errors_told,
)
from cedic.warehouse.engine import connect, create_view, read_errors_told
from cedic.warehouse.publication import Publication
from cedic.warehouse.selection import Selection
from cedic.warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

RELEASES = "releases"
NOTE = "writer.json"
"""What the writer of a local store leaves there while it writes."""


@dataclass(frozen=True)
class Release:
    """The versions of all tables that belong together, as one build left them.

    `edition` is that of the store that gives it: a reader's copy of an answer holds only while it
    stays.
    """

    number: int
    created: datetime
    cedic: str
    tables: Mapping[str, int]
    edition: str = ""


@dataclass(frozen=True)
class LoadedPart:
    """What the store knows of one loaded part of a source.

    `classification` says what its products are codes of, such as HS92; it is empty where nobody
    said so, or where all rows are of all products.
    """

    time_period: str
    fingerprint: str
    vintage: str
    origin: str
    rows: int
    rejected: int
    loaded: datetime
    classification: str


@dataclass(frozen=True)
class LoadedSource:
    """A source in the store, with its parts by period and its description."""

    id: str
    version: int
    description: Mapping[str, Any]
    parts: Mapping[str, LoadedPart]

    @property
    def kind(self) -> Kind:
        """Trade flows or series."""
        kind: Kind = self.description["kind"]
        return kind

    @property
    def vintages(self) -> list[str]:
        """The source's vintages in the store, as a rule one."""
        return sorted({part.vintage for part in self.parts.values()})


class Store:
    """A folder (or object-store address) of figures; nothing in it knows where it lies.

    Parameters
    ----------
    location : str or Path
        Where it is; made when something is first written.
    publications : mapping of str to Publication
        What is published, by id; see :mod:`cedic.catalogue`.
    held : mapping of str to int, optional
        For a dataflow, the last release whose figures may be read here. Later releases then hold
        the figures of that one. A dataflow held at 0 is none of `publications` here, though others
        may be made from it.
    edition : str, optional
        A text that changes whenever `held` or the texts of `publications` do; see
        :class:`Release`.

    Notes
    -----
    ``sources/<ID>`` holds a source's figures by period, ``dataflows/<ID>`` a published table,
    ``releases`` the list of releases. A reader reads one release, and sees it whole, whatever is
    being written meanwhile.
    """

    def __init__(
        self,
        location: str | Path,
        publications: Mapping[str, Publication] | None = None,
        *,
        held: Mapping[str, int] | None = None,
        edition: str = "",
    ) -> None:
        self.tables = DeltaFolder(str(location))
        self.declared = dict(publications or {})
        self.held = dict(held or {})
        self.edition = edition
        self.publications = {id: one for id, one in self.declared.items() if self.held.get(id) != 0}
        self._snapshots: dict[int, Snapshot] = {}
        self._releases: tuple[int, list[Release]] = (-1, [])
        self._sources: dict[tuple[str, int], LoadedSource] = {}

    @property
    def location(self) -> str:
        """Where the store is."""
        return self.tables.location

    # Reading

    def dataflow(self, id: str) -> Dataflow:
        """The declaration of a dataflow.

        Raises
        ------
        UnknownCodeError
            If there is none of this id; near names are suggested.
        """
        if id not in self.publications:
            raise UnknownCodeError("dataflow", id, self.publications)
        return self.publications[id].dataflow

    def releases(self) -> list[Release]:
        """All releases, the last one first.

        Raises
        ------
        StoreError
            If the store was written by a newer CEDIC, or the list is damaged.
        """
        version = self.tables.last_version(RELEASES)
        if version is None:
            return []
        if version != self._releases[0]:
            self._releases = version, self._read_releases(version)
        return self._releases[1]

    def _read_releases(self, version: int) -> list[Release]:
        with read_errors_told(self.location), connect() as connection:
            table = self.tables.open(RELEASES, version)
            create_view(connection, "releases", table, _release_schema())
            rows = connection.execute("SELECT * FROM releases ORDER BY RELEASE DESC").fetchall()
        for row in rows:
            require_format(row[3], self.location)
        built = [
            Release(
                number, datetime.fromisoformat(created), cedic, json.loads(tables), self.edition
            )
            for number, created, cedic, _, tables in rows
        ]
        return [replace(one, tables=self._readable(one, built)) for one in built]

    def _readable(self, release: Release, built: list[Release]) -> dict[str, int]:
        """The tables of a release, with the last versions that may be read of those held back."""
        tables = dict(release.tables)
        for id, last in self.held.items():
            name = f"dataflows/{id}"
            earlier = (one for one in built if one.number <= min(release.number, last))
            version = next((one.tables[name] for one in earlier if name in one.tables), None)
            if version is None:
                tables.pop(name, None)
            else:
                tables[name] = version
        return tables

    def release(self, as_of: str | int | None = None) -> Release:
        """The release in force: the last one, or the last one at a time.

        Parameters
        ----------
        as_of : str or int, optional
            A release's number, or a date or date and time in ISO form, in UTC unless it says
            otherwise; a date, a minute or a second counts to its end.

        Raises
        ------
        StoreError
            If nothing has been built yet.
        UsageError
            If `as_of` is neither, or lies before the first release.
        """
        found = self.releases()
        if not found:
            raise StoreError(
                "Nothing has been built yet.", where=self.location, remedy="run: cedic build"
            )
        if as_of is None:
            return found[0]
        if str(as_of).isdigit() and len(str(as_of)) < 8:
            chosen = [release for release in found if release.number == int(as_of)]
        else:
            moment = _moment(str(as_of))
            chosen = [release for release in found if release.created <= moment]
        if not chosen:
            raise UsageError(
                f"There is no release as of {as_of}.",
                remedy=f"releases go from 1 ({found[-1].created:%Y-%m-%d %H:%M} UTC) "
                f"to {found[0].number} ({found[0].created:%Y-%m-%d %H:%M} UTC)",
            )
        return chosen[0]

    def data(
        self,
        dataflow: str,
        *,
        start: str | int | None = None,
        end: str | int | None = None,
        as_of: str | int | None = None,
        **where: str | Iterable[str],
    ) -> Observations:
        """Observations of a published dataflow.

        Parameters
        ----------
        dataflow : str
            Its id.
        start, end : str or int, optional
            The first and the last period.
        as_of : str or int, optional
            As :meth:`release` takes it; the last release by default.
        **where : str or iterable of str
            Codes by dimension or attribute: ``REF_AREA="MERCOSUR", INDICATOR=["ITS", "STI"]``.

        Returns
        -------
        Observations
            In the order of the key.

        Raises
        ------
        UnknownCodeError
            For an unknown dataflow, dimension or code.
        UsageError
            If no observation answers the request, saying what there is.
        StoreError
            If the dataflow has not been built.
        """
        flow = self.dataflow(dataflow)
        return self.select(Selection.of(flow, where, start, end), as_of)

    def select(self, selection: Selection, as_of: str | int | None = None) -> Observations:
        """The observations that a selection asks for; see :meth:`data`."""
        snapshot = self.snapshot(as_of)

        def read() -> pa.RecordBatchReader:
            # A cursor for each reading: a second query on one would end the first.
            with read_errors_told(self.location):
                return selection.read(snapshot.relation(selection.dataflow))

        with read_errors_told(self.location):
            selection.check(snapshot.relation(selection.dataflow))
        return Observations(read, dataflow=selection.dataflow)

    def snapshot(self, as_of: str | int | None = None) -> Snapshot:
        """The release in force, ready to be read; see :meth:`release`."""
        release = self.release(as_of)
        return self._snapshots.setdefault(release.number, Snapshot(self.tables, release))

    def vintages(self, dataflow: str) -> list[Release]:
        """The releases in which a dataflow changed, the last one first.

        Raises
        ------
        UnknownCodeError
            If there is no such dataflow.
        StoreError
            If nothing has been built yet.
        """
        name = f"dataflows/{self.dataflow(dataflow).id}"
        self.release()
        having = [release for release in self.releases() if name in release.tables]
        earlier = [*having, None][1:]
        return [
            release
            for release, before in zip(having, earlier, strict=True)
            if before is None or release.tables[name] != before.tables[name]
        ]

    # Sources

    def sources(self, release: Release | None = None) -> dict[str, LoadedSource]:
        """The sources in the store, by id, as they were last loaded, or as a release has them.

        A source all of whose rows were taken out again is none any more; earlier releases have it.
        """
        if release is None:
            ids = [name.removeprefix("sources/") for name in self.tables.names("sources")]
            found = [self.source(id) for id in ids]
        else:
            held = {name.partition("/"): version for name, version in release.tables.items()}
            found = [
                self.source(id, version)
                for (kind, _, id), version in held.items()
                if kind == "sources"
            ]
        return {one.id: one for one in found if any(part.rows for part in one.parts.values())}

    def source(self, id: str, version: int | None = None) -> LoadedSource:
        """One source in the store, as it was last loaded, or as a version of its table has it.

        Raises
        ------
        StoreError
            If it is not there.
        """
        if version is None:
            version = self.tables.last_version(f"sources/{id}")
        if version is None:
            raise StoreError(f"The store has no table sources/{id}.", where=self.location)
        # No version ever changes, and the log takes long to read.
        if (id, version) not in self._sources:
            self._sources[id, version] = self._read_source(id, version)
        return self._sources[id, version]

    def _read_source(self, id: str, version: int) -> LoadedSource:
        commits = [
            commit for commit in self.tables.commits(f"sources/{id}") if commit.version <= version
        ]
        parts: dict[str, LoadedPart] = {}
        for commit in commits:
            part = _loaded(commit)
            parts.setdefault(part.time_period, part)
            if commit.notes["replaces"] == "all":
                break
        return LoadedSource(
            id, commits[0].version, commits[0].notes["source"], dict(sorted(parts.items()))
        )

    def load(
        self,
        parts: Iterable[Part],
        *,
        name: str | None = None,
        replace: bool = False,
        progress: Progress = silent,
    ) -> list[LoadedPart]:
        """Take parts of sources into the store, each in one commit.

        A part that is there already, unchanged, is passed over, so that a load that was stopped goes
        on where it was.

        Parameters
        ----------
        parts : iterable of Part
            From a source; each is written as it comes.
        name : str, optional
            Keep the figures under this id instead of the source's own, to have two editions or
            vintages side by side.
        replace : bool, default False
            Let figures of another vintage take the place of those in the store. The old ones stay
            readable in earlier releases.

        Returns
        -------
        list of LoadedPart
            The parts written.

        Raises
        ------
        UsageError
            If the store holds another vintage and `replace` was not asked for, if figures that do
            not belong together would share an id, or if `name` cannot be one.
        DataError
            If a part's figures are bad; the parts before it stay.
        StoreError
            If another process is writing, or the disk is full.
        """
        if name is not None and not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            raise UsageError(
                f"Figures cannot be kept under {name!r}.",
                remedy="choose an id of capitals, digits and _",
            )
        held: dict[str, LoadedSource | None] = {}
        origins: dict[str, Part] = {}
        written: list[LoadedPart] = []
        with self.writing("loading figures"):
            for part in parts:
                id = name or part.source.id
                if id not in held:
                    held[id] = self.source(id) if self.tables.exists(f"sources/{id}") else None
                _check_alike(id, part, origins.setdefault(id, part), held[id])
                if _is_held(held[id], part):
                    progress(f"{id} {part.time_period}: in the store already")
                    continue
                progress(f"{id} {part.time_period}")
                held[id] = self._write_part(id, part, held[id], replace)
                written.append(held[id].parts[part.time_period])  # type: ignore[union-attr]
        return written

    def _write_part(
        self, id: str, part: Part, held: LoadedSource | None, replace: bool
    ) -> LoadedSource:
        """Write one part and give what the store then knows of its source."""
        same = held is not None and held.vintages == [part.vintage]
        if held and not same and not replace:
            raise UsageError(
                f"The store holds {id} of vintage {', '.join(held.vintages)}; "
                f"these figures are of vintage {part.vintage}.",
                where=part.origin,
                remedy="put them in its place with --replace, or keep both side by side with "
                "--as and another name",
            )
        rows = part.rows()
        commit = self.tables.write(
            f"sources/{id}",
            _with_vintage(rows, part.vintage),
            {
                "source": asdict(part.source) | {"id": id},
                "time_period": part.time_period,
                "fingerprint": part.fingerprint,
                "vintage": part.vintage,
                "origin": part.origin,
                "rejected": part.rejected,
                "replaces": part.time_period if same else "all",
                "notes": part.notes,
            },
            partition="TIME_PERIOD",
            replace=part.time_period if same else None,
        )
        kept = dict(held.parts) if held and same else {}
        kept[part.time_period] = _loaded(commit)
        return LoadedSource(id, commit.version, commit.notes["source"], kept)

    # Writing

    @property
    def was_stopped(self) -> bool:
        """Whether the last writer failed or was killed, or one is still at it."""
        return self.tables.path is not None and (self.tables.path / NOTE).exists()

    @contextmanager
    def writing(self, what: str) -> Iterator[None]:
        """Be the only writer of the store; clear up first what a killed or failed writer left.

        Raises
        ------
        StoreError
            If another process is writing, the store was written by a newer CEDIC, or its folder
            cannot be written.
        """
        if self.tables.path is None:
            # delta-rs itself refuses conflicting commits to an object store.
            yield
            return
        note = self.tables.path / NOTE
        with self.locked():
            self._prepare(note, what)
            yield
            # The note stays when something fails, so that the next writer clears up.
            note.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep all writers out of a local store, whatever state it is in.

        Raises
        ------
        StoreError
            If another process is writing, or the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        folder = Path(self.location)
        with write_errors_told(self.location):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                lock = FileLock(folder / "writer.lock").acquire(timeout=0)
            except Timeout:
                raise StoreError(
                    f"Another process is writing to the store: {_writer(folder / NOTE)}.",
                    where=self.location,
                    remedy="wait until it is done; readers are not held up",
                ) from None
        with lock:
            yield

    def _prepare(self, note: Path, what: str) -> None:
        """Refuse a store of a newer CEDIC, clear up, and leave a note of who writes."""
        self.releases()
        if note.exists():
            self.tables.sweep()
        with write_errors_told(self.location):
            note.write_text(json.dumps({"process": os.getpid(), "doing": what}), "utf-8")

    def publish(self, tables: Mapping[str, int]) -> Release:
        """Write a release: the versions of all tables that belong together."""
        import pyarrow as pa

        number = self.releases()[0].number + 1 if self.tables.exists(RELEASES) else 1
        release = Release(number, datetime.now(UTC), __version__, dict(tables))
        row = {
            "RELEASE": number,
            "CREATED": release.created.isoformat(timespec="microseconds"),
            "CEDIC": release.cedic,
            "FORMAT": FORMAT,
            "TABLES": json.dumps(release.tables, sort_keys=True),
        }
        rows = pa.Table.from_pylist([row], schema=_release_schema()).to_reader()
        self.tables.write(RELEASES, rows, {"release": number}, append=True)
        return release


def _check_alike(id: str, part: Part, first: Part, held: LoadedSource | None) -> None:
    """Refuse figures that would mix with, or push out, others of the same id."""
    if part.source.id != first.source.id:
        raise UsageError(
            f"{first.source.id} and {part.source.id} cannot both be kept under {id}.",
            remedy="read one source at a time under a name of your own",
        )
    if part.vintage != first.vintage:
        raise UsageError(
            f"The figures of {id} are of two vintages: {first.vintage} and {part.vintage}.",
            where=f"{first.origin} and {part.origin}",
            remedy="read each vintage under a name of its own, with --as",
        )
    if held and held.kind != part.source.kind:
        raise UsageError(
            f"{id} holds {held.kind}, these figures are {part.source.kind}.",
            where=part.origin,
            remedy="keep them under another name, with --as",
        )


def _is_held(held: LoadedSource | None, part: Part) -> bool:
    known = held.parts.get(part.time_period) if held else None
    return known is not None and (known.fingerprint, known.vintage) == (
        part.fingerprint,
        part.vintage,
    )


def _loaded(commit: Commit) -> LoadedPart:
    notes = commit.notes
    return LoadedPart(
        time_period=notes["time_period"],
        fingerprint=notes["fingerprint"],
        vintage=notes["vintage"],
        origin=notes["origin"],
        rows=commit.rows,
        rejected=notes["rejected"],
        loaded=commit.time,
        classification=notes.get("notes", {}).get("PRODUCT", ""),
    )


def _with_vintage(rows: pa.RecordBatchReader, vintage: str) -> pa.RecordBatchReader:
    import pyarrow as pa

    columns = rows.schema.append(pa.field("VINTAGE", pa.string(), nullable=False))
    return pa.RecordBatchReader.from_batches(
        columns,
        (
            pa.RecordBatch.from_arrays(
                [*batch.columns, pa.repeat(vintage, batch.num_rows)], schema=columns
            )
            for batch in rows
        ),
    )


def _writer(note: Path) -> str:
    """Who is writing, as far as the note tells."""
    try:
        told = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return "it has just begun"
    return f"process {told['process']}, {told['doing']}"


def _release_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("RELEASE", pa.int64(), nullable=False),
            pa.field("CREATED", pa.string(), nullable=False),
            pa.field("CEDIC", pa.string(), nullable=False),
            pa.field("FORMAT", pa.int64(), nullable=False),
            pa.field("TABLES", pa.string(), nullable=False),
        ]
    )


def _moment(text: str) -> datetime:
    """The last moment that `text`, a date or a date and time, can mean, in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is neither a release's number nor a date.",
            remedy="write it as 12, 2026-03-31 or 2026-03-31T12:00",
        ) from None
    # What is left out, as `cedic vintages` leaves out fractions of a second, counts to its end.
    time = re.split(r"[+Z]|-\d\d:?\d\d$", text[11:])[0]
    if not time:
        moment = moment.replace(hour=23, minute=59)
    if time.count(":") < 2:
        moment = moment.replace(second=59)
    if "." not in time:
        moment = moment.replace(microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
