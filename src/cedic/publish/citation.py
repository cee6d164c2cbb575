"""How to cite a dataflow at a release: as text, for BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from cedic.model import Text
from cedic.publish.facts import Facts
from cedic.settings import settings

FORMATS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}
"""The media type of each format."""

_DATASET = Text("data set", "conjunto de datos", "conjunto de dados", "jeu de données")
_RELEASE = Text("release", "edición", "edição", "édition")
_FROM = Text("Based on:", "Con base en:", "Com base em:", "D’après :")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&#$_"},
}


@dataclass(frozen=True)
class Citation:
    """A reference to a dataflow at a release.

    Parameters
    ----------
    id : str
        A key for lists of references.
    title : Text
        The dataflow's name.
    publisher : str
        Who publishes it.
    release : int
        The release's number, which is the version.
    issued : date
        The release's day.
    url : str
        The address of this vintage, which stays.
    sources : tuple of str
        How its sources ask to be cited.
    """

    id: str
    title: Text
    publisher: str
    release: int
    issued: date
    url: str
    sources: tuple[str, ...]

    def text(self, language: str) -> str:
        """The reference as a sentence, in one of the four languages."""
        return (
            f"{self.publisher} ({self.issued.year}). {self.title[language]} "
            f"[{_DATASET[language]}]. {self.version(language)}. {self.url} {self.based_on(language)}"
        )

    def version(self, language: str) -> str:
        """The release's number and day in words."""
        word = _RELEASE[language].capitalize()
        return f"{word} {self.release}, {day(self.issued, language)}"

    def based_on(self, language: str) -> str:
        """The sources, as they ask to be cited."""
        return f"{_FROM[language]} {' '.join(self.sources)}"

    def written(self, format: str, language: str) -> str:
        """The reference in a format of :data:`FORMATS`."""
        return {"bib": self.bibtex, "ris": self.ris, "json": self.csl}[format](language)

    def bibtex(self, language: str) -> str:
        """An entry for BibTeX, in UTF-8."""
        entries = {
            # Double braces: an institution, not a person; and capitals as they stand.
            "author": f"{{{_tex(self.publisher)}}}",
            "title": f"{{{_tex(self.title[language])}}}",
            "year": str(self.issued.year),
            "month": str(self.issued.month),
            "publisher": _tex(self.publisher),
            "version": str(self.release),
            "howpublished": _tex(f"{_DATASET[language]}, {self.version(language)}"),
            "url": self.url,
            "note": _tex(self.based_on(language)),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in entries.items())
        return f"@misc{{{self.id},\n{body}\n}}\n"

    def ris(self, language: str) -> str:
        """A record in RIS."""
        lines = [
            ("TY", "DATA"),
            ("AU", self.publisher),
            ("TI", self.title[language]),
            ("PB", self.publisher),
            ("PY", f"{self.issued.year}"),
            ("DA", f"{self.issued:%Y/%m/%d}"),
            ("ET", self.version(language)),
            ("LA", language),
            ("UR", self.url),
            *(("N1", source) for source in self.sources),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines)

    def csl(self, language: str) -> str:
        """A list of one item in CSL-JSON."""
        item = {
            "id": self.id,
            "type": "dataset",
            "title": self.title[language],
            "author": [{"literal": self.publisher}],
            "publisher": self.publisher,
            "issued": {"date-parts": [[self.issued.year, self.issued.month, self.issued.day]]},
            "version": str(self.release),
            "language": language,
            "URL": self.url,
            "note": self.based_on(language),
        }
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def citation(facts: Facts, address: str) -> Citation:
    """How to cite a dataflow as it stands in a release.

    Parameters
    ----------
    facts : Facts
        What is cited.
    address : str
        The site's own address, without a slash at its end.
    """
    release, publisher = facts.release, settings().publisher
    return Citation(
        re.sub(
            r"[^a-z0-9]+", "-", f"{settings().agency}-{facts.dataflow.id}-{release.number}".lower()
        ),
        facts.dataflow.name,
        publisher,
        release.number,
        release.created.date(),
        frozen(facts, address),
        tuple(source.citation.rstrip(".") + "." for source in facts.sources),
    )


def frozen(facts: Facts, address: str) -> str:
    """The address of a dataflow as it stands in a release, which stays."""
    return f"{address}/data/{facts.dataflow.id}@{facts.release.number}"


def day(moment: date, language: str) -> str:
    """A date in full, in one of the four languages."""
    from babel.dates import format_date

    # English as the world writes it: 21 November 2026.
    locale = "en_001" if language == "en" else language
    told = str(format_date(moment, "long", locale=locale))
    # French and Brazilian Portuguese count the first day of a month as first: 1er mai, 1º de maio.
    first = {"fr": "1er", "pt": "1º"}.get(language) if moment.day == 1 else None
    return first + told[1:] if first else told


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
