"""Everything that can go wrong, as one hierarchy.

A message says what is wrong, where, and what to do about it; the exit code says which kind of
trouble it is. Anything that is not a :class:`CedicError` is a defect of CEDIC itself (exit code 1).
"""

from __future__ import annotations

from collections.abc import Iterable


class CedicError(Exception):
    """A problem that the user can understand and mend.

    Parameters
    ----------
    what : str
        What is wrong, in one sentence.
    where : str, optional
        The file, line, column, address or table where it was found.
    remedy : str, optional
        What to do about it.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        lines = [self.what]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.remedy:
            lines.append(f"  to mend it: {self.remedy}")
        return "\n".join(lines)


class UsageError(CedicError):
    """The request itself is wrong: an unknown name, a bad combination of options."""

    exit_code = 2


class UnknownCodeError(UsageError):
    """A dataflow, dimension, code, bloc, area or source that does not exist.

    Parameters
    ----------
    kind : str
        What was looked for, as a person says it: "dataflow", "bloc", "code of INDICATOR".
    value : str
        The name that was not found.
    known : iterable of str
        The names that exist; the near ones are suggested.
    remedy : str, optional
        Where the full list can be seen.
    """

    def __init__(
        self, kind: str, value: str, known: Iterable[str] = (), *, remedy: str | None = None
    ) -> None:
        names = sorted(set(known))
        self.suggestions = near(value, names)
        if self.suggestions:
            remedy = remedy or f"did you mean {' or '.join(self.suggestions)}?"
        elif names and len(names) <= 30:
            remedy = remedy or f"it can be one of {', '.join(names)}"
        super().__init__(f"There is no {kind} called {value!r}.", remedy=remedy)


class MissingLibraryError(UsageError):
    """A library that a part of CEDIC needs and that is not installed.

    Parameters
    ----------
    library : str
        The library's name.
    what : str
        What needs it, as a person says it: "the network of trade".
    extra : str
        The extra of CEDIC that installs it.
    """

    def __init__(self, library: str, what: str, *, extra: str = "analysis") -> None:
        super().__init__(
            f"The library {library}, which {what} needs, is not installed.",
            remedy=f"run: pip install 'cedic[{extra}]'",
        )


class DataError(CedicError):
    """Data that cannot be trusted as they are: a missing column, a bad value, a broken file."""

    exit_code = 3


class StoreError(CedicError):
    """The store cannot be read or written now: locked, full, damaged, or of a newer version."""

    exit_code = 3


class SourceError(CedicError):
    """A source on the network that refuses, fails, or answers something else than promised."""

    exit_code = 4


def near(value: str, names: Iterable[str]) -> list[str]:
    """Names like `value`, best first, at most three, whatever their case."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in names}
    close = get_close_matches(value.lower(), by_lower, n=3, cutoff=0.6)
    prefixed = [low for low in by_lower if value and low.startswith(value.lower())]
    return [by_lower[low] for low in dict.fromkeys(close + prefixed)][:3]
