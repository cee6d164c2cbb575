"""What every source is: fetching from the network and reading from files, kept apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import OnBadRows, Part, Progress, SourceDescription, silent


@dataclass(frozen=True)
class Option:
    """Something that can be set when a source is fetched or read, as ``name=value``.

    Parameters
    ----------
    name : str
        The option's name.
    help : str
        What it does, in one line.
    parse : callable
        Makes a value from the text given; raises ValueError with a reason if it cannot.
    default : object
        The value when it is not given.
    """

    name: str
    help: str
    parse: Callable[[str], Any] = str
    default: Any = None


@dataclass(frozen=True)
class Reading:
    """How files are to be read.

    Parameters
    ----------
    options : mapping
        The value of each read option.
    on_bad_rows : {"stop", "set-aside"}
        Stop at a bad row, or add it to `rejects` with its reason and go on.
    rejects : Path, optional
        The CSV file that bad rows are added to.
    progress : Progress
        Told what is being done.
    """

    options: Mapping[str, Any]
    on_bad_rows: OnBadRows = "stop"
    rejects: Path | None = None
    progress: Progress = silent


class Source(ABC):
    """A source of figures.

    A subclass describes itself, and says how to read files that are already here; if figures can be
    fetched over the network, how to do that too.
    """

    description: ClassVar[SourceDescription]
    fetch_options: ClassVar[tuple[Option, ...]] = ()
    read_options: ClassVar[tuple[Option, ...]] = ()

    @property
    def id(self) -> str:
        """The source's code."""
        return self.description.id

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Download the source's files into `folder` and give their paths.

        Raises
        ------
        SourceError
            If the source refuses, fails, or answers something else than promised.
        UsageError
            If the source has no network service.
        """
        raise UsageError(
            f"{self.id} cannot be fetched.",
            remedy=f"download its files from {self.description.url} and read them"
            if self.description.url
            else "read its files, which come from no network service",
        )

    def parts(
        self,
        paths: Sequence[Path] = (),
        *,
        on_bad_rows: OnBadRows = "stop",
        rejects: Path | None = None,
        progress: Progress = silent,
        **options: Any,
    ) -> Iterator[Part]:
        """Read files into parts, lazily and with bounded memory.

        Parameters
        ----------
        paths : sequence of Path
            The files, as the source publishes them.
        on_bad_rows : {"stop", "set-aside"}
            Stop at a bad row, or write it to `rejects` with its reason and go on.
        rejects : Path, optional
            The CSV file that bad rows are added to.
        **options
            As `read_options` declares them.

        Raises
        ------
        DataError
            If a file cannot be read or a row is bad, with file, line, column and value.
        UsageError
            If an option is wrong or missing, or files do not go together.
        """
        chosen = parse_options(self.id, self.read_options, options)
        return self.read(paths, Reading(chosen, on_bad_rows, rejects, progress))

    @abstractmethod
    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """Read files into parts, as :meth:`parts` promises; each source has its own way."""


def parse_options(
    source: str, options: Sequence[Option], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Give every option's value: parsed from text or a number, given as a value, or its default.

    Raises
    ------
    UnknownCodeError
        If an option does not exist.
    UsageError
        If a value cannot be parsed.
    """
    known = {option.name: option for option in options}
    values = {option.name: option.default for option in options}
    for name, text in given.items():
        if name not in known:
            raise UnknownCodeError(f"option of {source}", name, known)
        try:
            values[name] = known[name].parse(str(text)) if isinstance(text, str | int) else text
        except ValueError as error:
            raise UsageError(
                f"The option {name}={text} of {source} cannot be read: {error}.",
                remedy=known[name].help,
            ) from error
    return values


def one_of(*allowed: str) -> Callable[[str], str]:
    """Make a parser of an option that takes one of a few words."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"it is one of {', '.join(allowed)}")
        return text

    return parse


def codes_option(text: str) -> tuple[str, ...]:
    """Codes from text such as ``ARG,BRA``."""
    found = tuple(dict.fromkeys(code.strip().upper() for code in text.split(",") if code.strip()))
    if not found:
        raise ValueError("no code is named")
    return found


def years(text: str) -> tuple[int, ...]:
    """Years from text such as ``2000-2005,2010``."""
    found: list[int] = []
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        low, high = int(first), int(last or first)
        if not 1800 <= low <= high <= 2200:
            raise ValueError(f"{piece!r} is not a year or a range of years such as 2000-2020")
        found.extend(range(low, high + 1))
    return tuple(dict.fromkeys(found))
