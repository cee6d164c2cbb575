"""Finding what is published by any of its names: without accents, with slips, or by code."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import category, normalize

from cedic.catalogue.subjects import SUBJECTS
from cedic.model import LANGUAGES, Code, Dataflow, Representation, Text
from cedic.publish.facts import Facts
from cedic.publish.headlines import AREA, INDICATOR, PARTNER
from cedic.publish.metadata import published, without_figures
from cedic.regions import Bloc, areas, blocs
from cedic.warehouse import Store

LONGEST = 200
"""The characters of a question that are read."""
_MOST_WORDS = 8
_SLIPS = 0.72
"""How alike a word must be to one of ours to be taken for a slip of it."""
_GUESSES = 0.5
"""The same where nothing else was found, to suggest names."""
_OTHER_LANGUAGE = 0.8
_WORTH = 0.4
"""The part of the best fit that an entry must have to be shown beside it."""
_WEIGHTS = {"dataflow": 1.0, "indicator": 1.0, "bloc": 1.0, "area": 0.98, "subject": 0.9}
_WORD = re.compile(r"\w+")
_SMALL_WORDS = frozenset(
    (
        *("a", "al", "and", "as", "au", "aux", "d", "da", "das", "de", "del", "des", "do", "dos"),
        *("du", "e", "el", "en", "et", "for", "in", "l", "la", "las", "le", "les", "los", "o"),
        *("of", "on", "os", "para", "por", "pour", "sur", "the", "to", "y"),
    )
)

KINDS = {
    "dataflow": Text("Data", "Datos", "Dados", "Données"),
    "indicator": Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    "bloc": Text("Bloc", "Bloque", "Bloco", "Bloc"),
    "area": Text("Country or area", "País o área", "País ou área", "Pays ou zone"),
    "subject": Text("Subject", "Tema", "Tema", "Thème"),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "code": Text("Detail", "Detalle", "Detalhe", "Détail"),
}
"""What a result is."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    id : str
        Its code.
    name : Text
        Its everyday name.
    path : str
        Its page, below the language.
    description : Text or None
        What it is, in a sentence.
    also : tuple of Text
        Its other names.
    weight : float
        How likely it is what people look for, from 0 to 1.
    """

    kind: str
    id: str
    name: Text
    path: str
    description: Text | None = None
    also: tuple[Text, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Answer:
    """What was found.

    Parameters
    ----------
    entries : tuple of Entry
        The best first.
    near : bool
        Whether these are only like what was asked for: not all of its words were found.
    """

    entries: tuple[Entry, ...]
    near: bool = False


@dataclass(frozen=True)
class _Words:
    """The words by which entries are found in one language, sorted, and who has each."""

    sorted: list[str]
    holders: Mapping[str, Mapping[int, float]]


@dataclass
class Index:
    """All that can be found at a release.

    Parameters
    ----------
    entries : tuple of Entry
        What can be found.
    """

    entries: tuple[Entry, ...]
    _codes: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _words: dict[str, _Words] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for place, entry in enumerate(self.entries):
            self._codes.setdefault(folded(entry.id), []).append(place)
        self._words = {language: self._gathered(language) for language in LANGUAGES}

    def _gathered(self, language: str) -> _Words:
        """The words of each name in a language, and how much of an entry's name each one is."""
        holders: dict[str, dict[int, float]] = {}
        for place, entry in enumerate(self.entries):
            for word, weight in _weighed(entry, language):
                having = holders.setdefault(word, {})
                having[place] = max(having.get(place, 0.0), weight)
        return _Words(sorted(holders), holders)

    def search(self, question: str, language: str, most: int = 50) -> Answer:
        """Find entries by their names in any language, or by their codes.

        Parameters
        ----------
        question : str
            What was typed; only its first `LONGEST` characters are read.
        language : str
            The language whose names count most.
        most : int
            How many entries to give at most.

        Returns
        -------
        Answer
            The entries in which each word of the question, the start of it, or a slip of it occurs;
            if there are none, those that have one of the words. Nothing if the question has no word.
        """
        asked = folded(question[:LONGEST])
        words = _asked(asked)
        if not words:
            return Answer(())
        by_word = [self._holding(word, language) for word in words]
        unknown = not any(by_word)
        if unknown:
            by_word = [self._holding(word, language, _GUESSES) for word in words]
        all_words: set[int] = set.intersection(*(set(found) for found in by_word))
        scores = {
            place: sum(found.get(place, 0.0) for found in by_word) / len(words)
            for found in by_word
            for place in (all_words or found)
        }
        for place in self._codes.get(asked.strip(), ()):
            scores[place] = 2.0
        near = (unknown or not all_words) and not self._codes.get(asked.strip())
        best = max((min(score, 1.0) for score in scores.values()), default=0.0)
        kept = (place for place, score in scores.items() if score >= _WORTH * best)
        ranked = sorted(kept, key=lambda place: (-self._rank(place, scores), place))
        return Answer(tuple(self.entries[place] for place in ranked[:most]), near)

    def _rank(self, place: int, scores: Mapping[int, float]) -> float:
        return scores[place] * self.entries[place].weight

    def _holding(self, word: str, language: str, slips: float = _SLIPS) -> dict[int, float]:
        """The entries that have a word, and how well it fits, from 0 to 1."""
        found: dict[int, float] = {}
        for spoken in (language, *(other for other in LANGUAGES if other != language)):
            part = 1.0 if spoken == language else _OTHER_LANGUAGE
            words = self._words[spoken]
            for known, fit in _alike(word, words.sorted, slips):
                for place, weight in words.holders[known].items():
                    found[place] = max(found.get(place, 0.0), part * fit * weight)
        return found


def folded(text: str) -> str:
    """Text without accents, case, or signs that cannot be seen: `Perú` is `peru`."""
    parts = normalize("NFKD", text)
    kept = "".join(sign for sign in parts if category(sign) not in ("Mn", "Cc", "Cf", "Cs"))
    return kept.casefold()


def _asked(text: str) -> list[str]:
    """The words to look for; small ones only if there are no others."""
    words = list(dict.fromkeys(_WORD.findall(text)))[:_MOST_WORDS]
    return [word for word in words if word not in _SMALL_WORDS] or words


def _alike(word: str, known: list[str], cutoff: float) -> Iterator[tuple[str, float]]:
    """The known words that begin with `word`, or that it may be a slip of, and how well each fits."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    prefixed = set()
    for place in range(bisect_left(known, word), len(known)):
        if not known[place].startswith(word):
            break
        prefixed.add(known[place])
        yield (
            known[place],
            1.0 if known[place] == word else 0.75 + 0.2 * len(word) / len(known[place]),
        )
    if len(word) < 4:
        return
    slips = process.extract(
        word, known, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=12
    )
    for other, likeness, _ in slips:
        if other not in prefixed:
            yield other, likeness * 0.8


def _weighed(entry: Entry, language: str) -> Iterator[tuple[str, float]]:
    """The words of an entry; those of a short name weigh more than one of many."""
    for name, part in ((entry.name, 1.0), *((other, 0.95) for other in entry.also)):
        words = [word for word in _WORD.findall(folded(name[language])) if word]
        telling = [word for word in words if word not in _SMALL_WORDS] or words
        for place, word in enumerate(words):
            weight = 0.3 if word in _SMALL_WORDS else 1 - 0.04 * min(len(telling), 8)
            yield word, part * weight * (1.0 if place == 0 else 0.96)
        yield from ((initials, 0.85 * part) for initials in _initials(telling))
    for word in _WORD.findall(folded(entry.id)):
        yield word, 0.9
    if entry.description:
        for word in _WORD.findall(folded(entry.description[language])):
            if len(word) > 3:
                yield word, 0.35


def _initials(words: list[str]) -> Iterator[str]:
    """What a name is called for short: `pib` for producto interno bruto."""
    letters = "".join(word[0] for word in words)
    yield from (letters[:length] for length in range(3, min(len(letters), 6) + 1))


# What can be found


def index(store: Store) -> Index:
    """The index of the last release; kept, as no release ever changes.

    A store in which nothing has been built yet has its areas and blocs all the same.
    """
    releases = store.releases()
    return _index(store, releases[0].number if releases else 0, tuple(blocs().values()))


@lru_cache(maxsize=8)
def _index(store: Store, number: int, known: tuple[Bloc, ...]) -> Index:
    found = published(store) if number else []
    return Index(
        (
            *_dataflows([*(one.dataflow for one in found), *without_figures(store)]),
            *_indicators(found),
            *_blocs(known),
            *_areas(found),
            *_subjects(found),
            *_sources(found),
            *_codes(found),
        )
    )


def _dataflows(flows: list[Dataflow]) -> Iterator[Entry]:
    for flow in flows:
        yield Entry("dataflow", flow.id, flow.name, f"/data/{flow.id}", flow.description)


def _indicators(found: list[Facts]) -> Iterator[Entry]:
    codes = {code.id: code for one in found for code in one.codes.get(INDICATOR, ())}
    for code in codes.values():
        yield Entry("indicator", code.id, code.name, f"/indicators/{code.id}", code.description)


def _blocs(known: tuple[Bloc, ...]) -> Iterator[Entry]:
    for bloc in known:
        weight = 1.0 if bloc.kind != "comparator" else 0.95
        path = f"/areas/{bloc.id}"
        yield Entry("bloc", bloc.id, bloc.short, path, bloc.name, (bloc.name,), weight)


def _areas(found: list[Facts]) -> Iterator[Entry]:
    """Countries and territories, and of the other areas those that have figures."""
    # As the dataflow's own list names them, which may have been edited.
    having = {
        code.id: code.name
        for one in found
        for name in (AREA, PARTNER)
        for code in one.codes.get(name, ())
    }
    weights = {"country": 0.99, "territory": 0.95, "historical": 0.85, "world": 0.95}
    for area in areas().values():
        if area.kind in ("country", "territory") or area.id in having:
            weight = weights.get(area.kind, 0.75)
            name = having.get(area.id, area.name)
            yield Entry("area", area.id, name, f"/areas/{area.id}", None, (), weight)


def _subjects(found: list[Facts]) -> Iterator[Entry]:
    used = {one.dataflow.subject for one in found}
    for code in SUBJECTS:
        if code.id in used:
            yield Entry("subject", code.id, code.name, f"/#{code.id}", code.description, (), 0.9)


def _sources(found: list[Facts]) -> Iterator[Entry]:
    listed = {source.id: (source, one.dataflow) for one in found for source in one.sources}
    for source, flow in listed.values():
        provider = Text.same(source.provider) if source.provider else None
        path = f"/data/{flow.id}/about#sources"
        yield Entry("source", source.id, source.name, path, provider, (), 0.85)


def _codes(found: list[Facts]) -> Iterator[Entry]:
    """The codes of all other dimensions, such as products, in the first dataflow that has each."""
    passed = (AREA, PARTNER, INDICATOR, "FREQ", "SOURCE")
    told: set[tuple[str, str]] = set()
    for one in found:
        for dimension in one.dataflow.dimensions:
            if dimension.id in passed or dimension.representation is not Representation.CODE:
                continue
            for code in one.codes.get(dimension.id, ()):
                if not code.id.startswith("_") and (dimension.id, code.id) not in told:
                    told.add((dimension.id, code.id))
                    yield _code(one.dataflow, dimension.id, code)


def _code(flow: Dataflow, dimension: str, code: Code) -> Entry:
    path = f"/data/{flow.id}?{dimension}={code.id}"
    return Entry("code", code.id, code.name, path, flow.name, (), 0.6)
