"""The formats of answers, and which of them a client takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cedic.errors import near
from cedic.model import LANGUAGES
from cedic.sdmx.errors import BadSyntax, NotAcceptable

ANY = ("*/*", "application/*")


@dataclass(frozen=True)
class Format:
    """One format of answers.

    Parameters
    ----------
    id : str
        The value of ``?format=`` that asks for it.
    media_type : str
        Its media type.
    version : str
        The version that its media type states.
    others : tuple of str
        Plain media types that ask for it too.
    parameters : tuple of str
        Further parameters of its media type: ``labels``.
    """

    id: str
    media_type: str
    version: str
    others: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """A format with what the client says of it.

    Parameters
    ----------
    format : Format
        The format.
    parameters : mapping of str to str
        Such as ``labels``: ``both``.
    """

    format: Format
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type."""
        said = "".join(f"; {name}={value}" for name, value in self.parameters.items())
        charset = "; charset=utf-8" if self.format.id.startswith("csv") else ""
        return f"{self.format.media_type}; version={self.format.version}{said}{charset}"


@dataclass(frozen=True)
class _Wish:
    media_type: str
    parameters: Mapping[str, str]
    quality: float


def choose(accept: str, asked: str | None, formats: Iterable[Format]) -> Chosen:
    """The format that a client wants most.

    Parameters
    ----------
    accept : str
        The header Accept; nothing, or ``*/*``, takes the first format.
    asked : str, optional
        The parameter ``format``, which wins: an id of a format.
    formats : iterable of Format
        The formats there are, the preferred one first.

    Raises
    ------
    BadSyntax
        If `asked` is no format.
    NotAcceptable
        If the client takes none.
    """
    known = list(formats)
    if asked is not None:
        return _asked(asked, known)
    wishes = _wishes(accept) or [_Wish("*/*", {}, 1.0)]
    taken = [format for format in known if not _ruled_out(wishes, format)]
    for wish in sorted(wishes, key=lambda wish: -wish.quality):
        for format in taken:
            if wish.quality > 0 and _fits(wish, format):
                return Chosen(format, _said(wish.parameters, format))
    raise NotAcceptable(
        "None of the formats in Accept can be given.",
        remedy=f"ask for {', '.join(f'{one.media_type};version={one.version}' for one in known)}",
    )


def _asked(asked: str, known: list[Format]) -> Chosen:
    for format in known:
        if asked.lower() == format.id:
            return Chosen(format)
    ids = [format.id for format in known]
    suggested = near(asked, ids) or ids
    raise BadSyntax(f"There is no format {asked[:40]!r}.", remedy=f"ask for {', '.join(suggested)}")


def _wishes(accept: str) -> list[_Wish]:
    found = []
    for part in accept.split(","):
        media_type, *rest = (piece.strip() for piece in part.split(";"))
        said = dict(piece.replace(" ", "").split("=", 1) for piece in rest if "=" in piece)
        said = {name.lower(): value.strip('"') for name, value in said.items()}
        if media_type:
            found.append(_Wish(media_type.lower(), said, _quality(said.pop("q", "1"))))
    return found


def _quality(text: str) -> float:
    return float(text) if re.fullmatch(r"[01](\.\d{0,3})?", text) else 0.0


def _ruled_out(wishes: list[_Wish], format: Format) -> bool:
    """Whether a client that takes anything names a format that it does not take."""
    return any(
        wish.quality == 0 and wish.media_type == format.media_type and _fits(wish, format)
        for wish in wishes
    )


def _fits(wish: _Wish, format: Format) -> bool:
    if wish.media_type in ANY or wish.media_type in format.others:
        return True
    if wish.media_type != format.media_type:
        return False
    return _same_version(wish.parameters.get("version", format.version), format.version)


def _same_version(wanted: str, version: str) -> bool:
    """Whether a version meets a wish: 2.0 is 2.0.0, and 2+.0 is 2.0 or later."""
    wanted = wanted.replace("+", "")
    longest = max(wanted.count("."), version.count("."))
    return _padded(wanted, longest) == _padded(version, longest)


def _padded(version: str, dots: int) -> str:
    return version + ".0" * (dots - version.count("."))


def _said(parameters: Mapping[str, str], format: Format) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if name in format.parameters}


def language(accept_language: str) -> str:
    """The language of names: the first that the client takes of those there are, else English."""
    wishes = _wishes(accept_language)
    for wish in sorted(wishes, key=lambda wish: -wish.quality):
        short = wish.media_type.split("-")[0]
        if wish.quality > 0 and short in LANGUAGES:
            return short
    return "en"
