"""What is shown of a text that was found: the part with the words that were looked for, marked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

SNIPPET = 32
"""How many words of a text are shown around what was found."""
BEFORE = 4
"""How many of them stand before it."""
AROUND = 400
"""How many characters these may be."""
MOST_PLACES = 100
"""How many places of a text with a phrase are looked at."""

Place = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
_ALPHABETS = ((0x30, 0x250), (0x370, 0x530), (0x1E00, 0x2000))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word in small letters without accents."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def pattern(phrase: Sequence[str], *, goes_on: bool) -> re.Pattern[str]:
    """How words side by side read in a text, whatever their case and accents.

    Parameters
    ----------
    phrase : sequence of str
        Words as :func:`folded` gives them.
    goes_on : bool
        Whether the last word may be the beginning of one.
    """
    words = [[_sign(sign) for sign in word] for word in phrase]
    # What stands before is looked at after the first letter: so a text is run through four times as
    # quickly.
    words[0].insert(1, r"(?<![^\W_].)")
    told = r"[\W_]+".join("".join(word) for word in words)
    return re.compile(told + (r"[^\W_]*" if goes_on else r"(?![^\W_])"), re.DOTALL)


def _sign(sign: str) -> str:
    alike = _letters().get(sign) or f"{sign}{sign.upper() if len(sign.upper()) == 1 else ''}"
    return f"[{re.escape(alike)}][\u0300-\u036f]*"


@cache
def _letters() -> dict[str, str]:
    """The letters that are the same one without case and accents."""
    found: dict[str, str] = defaultdict(str)
    for first, end in _ALPHABETS:
        for sign in map(chr, range(first, end)):
            found[folded(sign)] += sign
    return found


def snippet(text: str, patterns: Sequence[re.Pattern[str]]) -> SafeString:
    """The part of a text that has the most of what is looked for, with this marked."""
    first = _best(text, patterns)
    begin = max(0, first - AROUND)
    words = list(_WORD.finditer(text, begin, first + AROUND))
    at = sum(word.end() <= first for word in words)
    shown = words[max(0, at - BEFORE) :][:SNIPPET]
    if not shown:
        return SafeString()
    start, end = shown[0].start(), shown[-1].end()
    return format_html(
        "{}{}{}",
        "… " if _WORD.search(text, 0, start) else "",
        marked(" ".join(text[start:end].split()), patterns),
        " …" if _WORD.search(text, end) else "",
    )


def _best(text: str, patterns: Sequence[re.Pattern[str]]) -> int:
    """Where the part begins that has the most of the phrases; the first one of these."""
    places = sorted(
        (place.start(), number)
        for number, one in enumerate(patterns)
        for place in islice(one.finditer(text), MOST_PLACES)
    )
    best, most, last = 0, 0, 0
    held: Counter[int] = Counter()
    for start, number in places:
        while last < len(places) and places[last][0] < start + AROUND // 2:
            held[places[last][1]] += 1
            last += 1
        if len(held) > most:
            best, most = start, len(held)
        held[number] -= 1
        if not held[number]:
            del held[number]
    return best


def marked(text: str, patterns: Sequence[re.Pattern[str]]) -> SafeString:
    """A text in which what is looked for is marked; all else is escaped."""
    made, end = [], 0
    for start, stop in _apart(text, patterns):
        made += [conditional_escape(text[end:start]), _mark(text[start:stop])]
        end = stop
    made.append(conditional_escape(text[end:]))
    return mark_safe("".join(made))  # noqa: S308 - each piece is escaped above


def _mark(words: str) -> SafeString:
    return format_html("<mark>{}</mark>", words)


def _apart(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Place]:
    """The places of phrases in a text, the longer one where two overlap."""
    found = {place.span() for one in patterns for place in one.finditer(text)}
    end = 0
    for start, stop in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= end:
            yield start, stop
            end = stop
