"""Whatever is asked, the service answers as the standard has it, and says what is so.

Requests are made up by Hypothesis, always the same ones; ``FUZZ=10`` in the environment makes up ten
times as many, others each time, and ``--hypothesis-seed`` repeats them.
"""

from __future__ import annotations

import calendar
import datetime
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from asking import (
    CSV_1,
    CSV_2,
    GENERIC,
    GENERIC_TIME_SERIES,
    JSON_1,
    JSON_2,
    SPECIFIC,
    Ask,
    Got,
    check_json,
    check_xml,
)
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st
from test_data_formats import read_generic, read_json, read_specific

from mixed_world import FIRST, SECOND

if TYPE_CHECKING:
    from cedic.warehouse import Store

pytestmark = pytest.mark.heavy

V2 = "v2/data/dataflow/CEDIC/MIXED/1.0"
KEY = ("FREQ", "REF_AREA", "SOURCE", "TIME_PERIOD")
STATUSES = {200, 204, 206, 304, 400, 403, 404, 406, 414, 416, 422, 501}
"""What the documentation of the service lists."""

CONTENT_TYPE = re.compile(
    r"application/(xml; charset=utf-8|json; charset=utf-8|vnd\.sdmx\.(structure|schema)\+\w+; "
    r"version=[\d.]+|vnd\.sdmx\.(generic|structurespecific|generictimeseries)?data\+\w+; "
    r"version=[\d.]+(; labels=(id|name|both))?(; charset=utf-8)?)"
)

Row = dict[str, Any]


def bounded(examples: int) -> settings:
    """The same examples each time, as many as a short run has time for."""
    return settings(
        max_examples=examples * int(os.environ.get("FUZZ", "1")),
        deadline=None,
        derandomize="FUZZ" not in os.environ,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# What is sent

HOSTILE = (
    *(
        "",
        " ",
        ".",
        "..",
        "...",
        "*",
        "~",
        "+",
        "++",
        ",",
        ",,",
        "all",
        "none",
        "null",
        "NaN",
        "-1",
    ),
    *("'", '"', "' OR 1=1 --", '"); DROP TABLE x; --', "MIXED; DROP TABLE MIXED", "\\", "?", "$1"),
    *("<&>", "]]>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', "<script>"),
    *("../../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd", "{0}", "${x}", "%s"),
    *("\x00", "\x07", "\r\nX-Evil: 1", "\x7f", "\ufffe", "\uffff", "\ufeff", "ñ", "💥", "\u202e"),
    *("A" * 5000, "+" * 300, "," * 300, "." * 300, "9" * 500, "1e400", "٢٠٢٠", "=1+1", "[]", "c[]"),
    *("0000", "9999-W53", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2020-Q5"),
)
GARBLED = ("%", "%GG", "%FF", "%C3", "%ED%A0%80", "%252e", "%00", "%2", "a%", "%u0041", "+%2B+")
SAFE = ("", "+,.*~:[]()@$-_", "+,.*~:[]()@$-_&=;/ <>\"'")

wild = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
sent_wild = st.one_of(
    st.sampled_from(GARBLED),
    st.builds(lambda text, safe: quote(text, safe=safe), wild, st.sampled_from(SAFE)),
)


def mostly(usual: st.SearchStrategy[str], odds: int = 5) -> st.SearchStrategy[str]:
    """As a client would write it, and now and then anything else."""
    return st.integers(0, odds).flatmap(lambda n: usual if n else sent_wild)


def usually(right: tuple[str, ...], others: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One that fits, and now and then one that fits elsewhere."""
    return st.integers(0, 14).flatmap(lambda n: st.sampled_from(right if n else others))


def some_of(values: tuple[str, ...], sign: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), max_size=3).map(sign.join)


@dataclass(frozen=True)
class World:
    """What there is to ask for in a store."""

    flows: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]

    def key(self, sign: str, open_place: str) -> st.SearchStrategy[str]:
        places = [some_of(codes, sign) if sign else st.sampled_from(codes) for codes in self.codes]
        mixed = [one | st.just(open_place) | usually((open_place,), ("ZZZ",)) for one in places]
        return st.tuples(*(mostly(one, 40) for one in mixed)).map(".".join)


MIXED = World(("MIXED",), (("A", "M", "Q"), ("ARG", "BRA"), ("S",)))
SAMPLE = World(
    ("MACRO", "TRADE_COVERAGE", "REGIONAL_TRADE"),
    (("A",), ("ARG", "BRA", "MERCOSUR"), ("NGDPD",), ("WEO",)),
)
AGENCIES = ("all", "*", "CEDIC", "SELA", "CEDIC,CEDIC", "CEDIC+SELA")
VERSIONS = ("all", "*", "latest", "~", "+", "1.0", "1.0.0", "2.0", "1.0+", "1+.0", "1.0.5+", "~.0")
RESOURCES = (
    *("dataflow", "datastructure", "codelist", "conceptscheme", "agencyscheme", "categoryscheme"),
    *("categorisation", "contentconstraint", "dataconstraint", "structure", "*", "metadataflow"),
    *("process", "hierarchy", "valuelist", "actualconstraint", "nothing"),
)
IDS = (
    *(
        "all",
        "*",
        "MIXED",
        "DSD_MIXED",
        "CL_FREQ",
        "CL_REF_AREA",
        "CL_AREA",
        "CONCEPTS",
        "AGENCIES",
    ),
    *("CL_FREQ+CL_SOURCE", "CL_FREQ,CL_SOURCE", "TRADE", "MACRO", "NOTHING"),
)
ITEMS = ("all", "*", "A", "A+M", "A,M", "ARG", "FREQ", "CEDIC", "NONE", "A.B")
COMPONENTS = ("all", "*", "FREQ", "REF_AREA", "TIME_PERIOD", "FREQ+SOURCE", "FREQ,SOURCE", "OBS")
PERIODS = (
    *("2019", "2020", "2021", "2020-S1", "2020-T2", "2020-Q1", "2020-Q2", "2020-03", "2020-M12"),
    *("2020-W10", "2020-D061", "2020-03-15", "2020-12-31T23:59:59", "1066", "2999"),
)
MOMENTS = ("2000-01-01", "2020-01-01T00:00:00Z", "2999-01-01T00:00:00%2B05:00", "2024-02-30")
NUMBERS = ("0", "1", "2", "5", "11", "100", str(10**30))
TERMS = ("A", "ARG", "S", "2020", "2020-Q1", "1.5", "0", "L", "v1", "1e5", "-0.0", "nan", "inf")


def term(operators: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(operators), mostly(st.sampled_from(TERMS))).map("".join)


filters = st.lists(
    st.lists(
        term(("", "eq:", "ne:", "lt:", "le:", "gt:", "ge:", "co:", "nc:", "sw:", "ew:", "xx:")),
        min_size=1,
        max_size=3,
    ).map("+".join),
    min_size=1,
    max_size=3,
).map(",".join)

PARAMETERS: dict[str, st.SearchStrategy[str]] = {
    "startPeriod": st.sampled_from(PERIODS),
    "endPeriod": st.sampled_from(PERIODS),
    "updatedAfter": st.sampled_from(MOMENTS),
    "asOf": st.sampled_from(MOMENTS),
    "firstNObservations": st.sampled_from(NUMBERS),
    "lastNObservations": st.sampled_from(NUMBERS),
    "offset": st.sampled_from(NUMBERS),
    "limit": st.sampled_from(NUMBERS),
    "dimensionAtObservation": st.sampled_from((*KEY, "AllDimensions", "OBS_VALUE")),
    "detail": st.sampled_from(
        ("full", "dataonly", "serieskeysonly", "nodata", "allstubs", "referencepartial", "raw")
    ),
    "includeHistory": st.sampled_from(("true", "false", "TRUE")),
    "attributes": some_of(("dsd", "obs", "none", "msd", "VINTAGE", "NOPE"), ","),
    "measures": some_of(("all", "none", "OBS_VALUE", "NOPE"), ","),
    "labels": st.sampled_from(("id", "both", "name", "none")),
    "format": st.sampled_from(
        ("csvdata", "jsondata", "genericdata", "structurespecificdata", "generictimeseriesdata")
    ),
    "mode": st.sampled_from(("exact", "available", "none")),
    "references": st.sampled_from(
        (
            "none",
            "all",
            "children",
            "parents",
            "parentsandsiblings",
            "descendants",
            "ancestors",
            "codelist",
            "codelist,datastructure",
            "codelist+datastructure",
            "dataflow",
        )
    ),
    **{f"c[{name}]": filters for name in (*KEY, "OBS_VALUE", "OBS_STATUS", "VINTAGE", "NOPE")},
}
OF = {
    # The parameters that belong together: most requests hold no others.
    "v1/data": [*list(PARAMETERS)[:3], *list(PARAMETERS)[4:6], *list(PARAMETERS)[8:11], "format"],
    "v2/data": [name for name in PARAMETERS if name not in ("startPeriod", "endPeriod", "mode")],
    "v1/availableconstraint": ["startPeriod", "endPeriod", "updatedAfter", "mode", "references"],
    "v2/availability": ["updatedAfter", "mode", "references", *list(PARAMETERS)[-8:]],
    "v1/schema": ["dimensionAtObservation"],
    "structures": ["references", "detail"],
}


@st.composite
def queries(draw: st.DrawFn, kind: str) -> str:
    usual = st.sampled_from(OF[kind])
    some = st.lists(mostly(usual, 30), max_size=4, unique=draw(st.integers(0, 19)) > 0)
    pairs = []
    for name in draw(some):
        value = draw(mostly(PARAMETERS[name], 15) if name in PARAMETERS else sent_wild)
        pairs.append(f"{name}={value}")
    return "&".join(pairs)


@st.composite
def paths(draw: st.DrawFn, world: World) -> tuple[str, str]:
    """The kind of a request, and its path."""
    kind = draw(st.sampled_from(list(OF)))
    first = kind.startswith("v1") or (kind == "structures" and draw(st.booleans()))
    every = "all" if first else "*"
    flow, agency = st.sampled_from(world.flows), usually((every, "CEDIC"), AGENCIES)
    version = usually(("latest", "1.0", "all") if first else ("~", "1.0", "*", "+"), VERSIONS)
    component = usually((every, *KEY), COMPONENTS)
    parts: list[st.SearchStrategy[str]] = [st.just(part) for part in kind.split("/")]
    if kind in ("v1/data", "v1/availableconstraint"):
        reference = st.one_of(flow, st.tuples(agency, flow, version).map(",".join))
        parts += [reference, st.one_of(st.just("all"), world.key("+", "")), agency]
        parts += [component] if kind != "v1/data" else []
    elif kind in ("v2/data", "v2/availability"):
        context = usually(("dataflow", "*"), ("datastructure", "provisionagreement", "x"))
        key = st.one_of(st.just("*"), world.key("", "*"))
        parts += [context, agency, flow, version, key]
        parts += [component] if kind != "v2/data" else []
    elif kind == "v1/schema":
        context = usually(("dataflow", "datastructure"), ("provisionagreement", "x"))
        id = st.one_of(flow, flow.map("DSD_{}".format))
        parts += [context, agency, id, version]
    else:
        parts = [st.just("v1")] if first else [st.just("v2"), st.just("structure")]
        id, items = usually((every,), IDS), usually((every,), ITEMS)
        parts += [usually(RESOURCES[:7], RESOURCES), agency, id, version, items]
    least = {"v1/data": 3, "v1/availableconstraint": 3, "structures": 2}.get(kind, 5)
    kept = draw(st.integers(least, len(parts)) if draw(st.integers(0, 9)) else st.integers(1, 4))
    made = [draw(mostly(part, 40)) for part in parts[:kept]]
    return kind, "/".join(made) + draw(usually(("",), ("/", "/x", "//", "?")))


MEDIA_TYPES = (
    *(CSV_1, CSV_2, GENERIC, GENERIC_TIME_SERIES, JSON_1, JSON_2, SPECIFIC),
    *(
        "*/*",
        "application/*",
        "application/json",
        "application/xml",
        "text/csv",
        "text/*",
        "image/x",
    ),
    *("application/vnd.sdmx.structure+json;version=1.0", "application/vnd.sdmx.structure+xml"),
    *("application/vnd.sdmx.structure+json;version=2.0.0", "text/csv;labels=both"),
    *("application/vnd.sdmx.data+csv;version=2+.0;labels=name;timeFormat=x", "a/b;version=9"),
)
header_text = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=20)
quality = st.sampled_from(("", ";q=0", ";q=0.5", ";q=1", ";q=2", ";q=x", ";q=", ";;=;"))
accepts = st.lists(st.tuples(st.sampled_from(MEDIA_TYPES), quality).map("".join), max_size=3).map(
    ", ".join
)
HEADERS: dict[str, st.SearchStrategy[str]] = {
    "accept": accepts,
    "accept_language": st.sampled_from(
        ("es", "fr-CA, fr;q=0.9, *;q=0.1", "de", "zz-" * 200, "es;q=0, pt", ",;,", "en,es," * 3000)
    ),
    "range": st.sampled_from(
        (
            "values=0-3",
            "values=5-2",
            "values=4-99",
            "values=100-101",
            "values=a-b",
            "bytes=0-1",
            "values=0-0,2-3",
            "values=-5",
            "values=0-",
            "values=0-999999999999",
            "values=" + "9" * 99,
        )
    ),
    "if_none_match": st.sampled_from(('"x"', 'W/"1-a", "b,c"', '"' * 99, ",,,", '"a", ' * 3000)),
}
HEADERS["x_range"] = HEADERS["range"]


@st.composite
def headers(draw: st.DrawFn) -> dict[str, str]:
    chosen = draw(st.lists(st.sampled_from(list(HEADERS)), max_size=3, unique=True))
    return {n: draw(HEADERS[n] if draw(st.integers(0, 19)) else header_text) for n in chosen}


# What comes back


def check_sound(got: Got, version: str, thorough: bool) -> None:
    """The status, the body and its type go together, as the standard has it."""
    assert got.status in STATUSES, got.text[:2000]
    media_type = got.headers.get("Content-Type", "")
    if got.status in (204, 304):
        assert (got.body, media_type) == (b"", "")
        return
    assert CONTENT_TYPE.fullmatch(media_type), media_type
    if got.status >= 400:
        code, words = got.error
        assert code in (100, 130, 140, 150, 501)
        assert words
        if "json" not in media_type:
            check_xml(got, "3.0" if version == "v2" else "2.1")
        return
    assert got.headers["ETag"]
    _check_message(got, media_type, thorough)
    assert (got.status == 206) == ("Content-Range" in got.headers)


def _check_message(got: Got, media_type: str, thorough: bool) -> None:
    kind = "structure" if "structure+" in media_type else "data"
    if "csv" in media_type:
        assert got.rows
        assert all(None not in row and None not in row.values() for row in got.rows)
    elif "json" in media_type:
        message = got.json
        if thorough:
            check_json(got, kind, "1.0" if "version=1.0" in media_type else "2.0")
        assert "data" in message
    else:
        assert got.xml.tag
        if thorough and ("generic" in media_type or "structure+xml" in media_type):
            check_xml(got, "3.0" if "version=3.0" in media_type else "2.1")


def attack(ask: Ask, data: st.DataObject, world: World) -> None:
    kind, path = data.draw(paths(world))
    query = data.draw(queries(kind))
    sent = data.draw(headers())
    note(f"{path}?{query} {sent}")
    thorough = data.draw(st.sampled_from((False, False, True)))
    version = path.strip("/").partition("/")[0]
    got = ask(path, query, **sent)
    event(f"{kind}: {got.status}")
    check_sound(got, version, thorough)
    if got.status in (200, 206):
        again = ask(path, query, **{**sent, "if_none_match": f'"x", {got.headers["ETag"]}'})
        assert (again.status, again.body) == (304, b"")


@bounded(2500)
@given(st.data())
def test_whatever_is_asked_of_a_small_store(ask_mixed: Ask, data: st.DataObject) -> None:
    attack(ask_mixed, data, MIXED)


@bounded(600)
@given(st.data())
def test_whatever_is_asked_of_the_sample(ask: Ask, data: st.DataObject) -> None:
    attack(ask, data, SAMPLE)


@bounded(500)
@given(
    st.text(st.sampled_from("v12/dastructe*+,.%?&=[]:~@#;\\ñ\x00"), max_size=60),
    st.text(st.sampled_from("c[FREQ]=&+,:%geA0ñ\x00;#?"), max_size=60),
    header_text,
)
def test_a_request_of_any_signs(ask_mixed: Ask, path: str, query: str, accept: str) -> None:
    check_sound(ask_mixed(path, query, accept), path.strip("/").partition("/")[0], True)


# What is so: an independent reading of what was asked


@dataclass
class Wanted:
    """A request for data, and what it means."""

    codes: dict[str, set[str]] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None
    conditions: list[tuple[str, list[list[tuple[str, str]]]]] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    offset: int = 0
    limit: int | None = None

    def rows(self, whole: list[Row]) -> list[Row]:
        found = [row for row in whole if self._takes(row)]
        found.sort(key=lambda row: [row[name] for name in KEY])
        if self.first is not None or self.last is not None:
            found = [row for row in found if self._at_an_end(row, found)]
        return found[self.offset :][: self.limit]

    def _takes(self, row: Row) -> bool:
        first, last = span(row["TIME_PERIOD"])
        return (
            all(row[name] in codes for name, codes in self.codes.items())
            and (self.start is None or first >= span(self.start)[0])
            and (self.end is None or last <= span(self.end)[1])
            and all(
                any(all(holds(row, name, *one) for one in alternative) for alternative in any_of)
                for name, any_of in self.conditions
            )
        )

    def _at_an_end(self, row: Row, found: list[Row]) -> bool:
        series = [one for one in found if all(one[name] == row[name] for name in KEY[:-1])]
        place = series.index(row)
        return place < (self.first or 0) or place >= len(series) - (self.last or 0)

    @property
    def key(self) -> str:
        return ".".join("+".join(sorted(self.codes.get(name, ()))) for name in KEY[:-1])

    @property
    def query(self) -> str:
        bounds = {"startPeriod": self.start, "endPeriod": self.end}
        pairs = [f"{name}={value}" for name, value in bounds.items() if value]
        for name, any_of in self.conditions:
            listed = ["+".join(f"{op}:{quote(value)}" for op, value in one) for one in any_of]
            pairs.append(f"c[{name}]={','.join(listed)}")
        numbers = {"firstNObservations": self.first, "lastNObservations": self.last}
        numbers |= {"offset": self.offset or None, "limit": self.limit}
        return "&".join([*pairs, *(f"{n}={v}" for n, v in numbers.items() if v is not None)])


def span(period: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of a period, read in another way than the service does."""
    year = int(period[:4])
    months = {"S": 6, "T": 4, "Q": 3}
    rest = period[5:]
    if not rest:
        first, count = 1, 12
    elif rest[0] in months:
        count = months[rest[0]]
        first = (int(rest[1]) - 1) * count + 1
    elif re.fullmatch(r"M?\d\d", rest):
        first, count = int(rest[-2:]), 1
    else:
        day = datetime.date.fromisoformat(period)
        return day, day
    last = first + count - 1
    end = calendar.monthrange(year, last)[1]
    return datetime.date(year, first, 1), datetime.date(year, last, end)


def holds(row: Row, name: str, operator: str, value: str) -> bool:
    """Whether a comparison of SDMX 3.0 holds; what is not known is only ever unlike something."""
    held = row[name]
    if held is None:
        return operator in ("ne", "nc")
    if name == "TIME_PERIOD" and operator in ("lt", "le", "gt", "ge"):
        (first, last), (start, end) = span(held), span(value)
        ways = {"lt": last < start, "le": last <= end, "gt": first > end, "ge": first >= start}
        return ways[operator]
    other: Any = float(value) if name == "OBS_VALUE" else value
    ways = {"eq": held == other, "ne": held != other}
    if operator in ("lt", "le", "gt", "ge"):
        ways |= {"lt": held < other, "le": held <= other, "gt": held > other, "ge": held >= other}
    elif name != "OBS_VALUE":
        ways |= {"co": value in held, "nc": value not in held}
        ways |= {"sw": held.startswith(value), "ew": held.endswith(value)}
    return ways[operator]


some_periods = st.sampled_from(
    (
        "2019",
        "2020",
        "2021",
        "2020-S1",
        "2020-S2",
        "2020-T1",
        "2020-T3",
        "2020-Q1",
        "2020-Q2",
        "2020-03",
        "2020-04",
        "2020-M12",
        "2020-03-01",
        "2020-03-31",
        "2020-06-29",
        "2021-02-28",
    )
)
ends = st.none() | st.integers(1, 4)
few_codes = st.fixed_dictionaries(
    {},
    optional={
        "FREQ": st.sets(st.sampled_from(["A", "Q", "M", "W"]), min_size=1),
        "REF_AREA": st.sets(st.sampled_from(["ARG", "BRA", "CHL"]), min_size=1),
        "SOURCE": st.sets(st.sampled_from(["S", "T"]), min_size=1),
    },
)
ORDER = ("eq", "ne", "lt", "le", "gt", "ge")
TEXT = ("co", "nc", "sw", "ew")
VALUES: dict[str, tuple[tuple[str, ...], st.SearchStrategy[str]]] = {
    "FREQ": (ORDER + TEXT, st.sampled_from(["A", "M", "Q", "W"])),
    "REF_AREA": (ORDER + TEXT, st.sampled_from(["ARG", "BRA", "R", "A", "'", "é"])),
    "TIME_PERIOD": (ORDER, some_periods),
    "OBS_VALUE": (ORDER, st.sampled_from(["0", "1.5", "1e-05", "2.0", "3", "20", "-1", "31"])),
    "OBS_STATUS": (ORDER + TEXT, st.sampled_from(["A", "L", "X"])),
    "VINTAGE": (ORDER + TEXT, st.sampled_from(["v1", "v", "1", "=1", "<", "%", "_", "ñ", '"'])),
}


@st.composite
def conditions(draw: st.DrawFn) -> tuple[str, list[list[tuple[str, str]]]]:
    name = draw(st.sampled_from(list(VALUES)))
    operators, values = VALUES[name]
    one = st.tuples(st.sampled_from(operators), values)
    return name, draw(
        st.lists(st.lists(one, min_size=1, max_size=2, unique=True), min_size=1, max_size=3)
    )


def figures(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of a store or of CSV, so that they can be compared."""
    shown = []
    for row in rows:
        value = row["OBS_VALUE"]
        figure = None if value in (None, "") else float(value)
        shown.append((*(row[name] for name in KEY), figure))
    return shown


def check_answer(got: Got, expected: list[Row], nothing: int) -> None:
    if expected:
        assert got.status == 200, got.text
        assert figures(got.rows) == figures(expected)
    else:
        assert got.status == nothing, got.text


@bounded(400)
@given(few_codes, st.none() | some_periods, st.none() | some_periods, ends, ends)
def test_version_1_gives_what_is_asked_and_nothing_else(
    ask_mixed: Ask,
    codes: dict[str, set[str]],
    start: str | None,
    end: str | None,
    first: int | None,
    last: int | None,
) -> None:
    wanted = Wanted(codes, start, end, first=first, last=last)
    got = ask_mixed(f"v1/data/MIXED/{wanted.key}", wanted.query, CSV_1)
    if start and end and span(start)[0] > span(end)[1]:
        assert got.status == 403
    else:
        check_answer(got, wanted.rows(SECOND), 404)


@bounded(400)
@given(
    st.lists(conditions(), max_size=3, unique_by=lambda one: one[0]),
    ends,
    ends,
    st.integers(0, 12),
    st.none() | st.integers(1, 12),
)
def test_version_2_gives_what_is_asked_and_nothing_else(
    ask_mixed: Ask,
    some: list[tuple[str, list[list[tuple[str, str]]]]],
    first: int | None,
    last: int | None,
    offset: int,
    limit: int | None,
) -> None:
    wanted = Wanted(conditions=some, first=first, last=last, offset=offset, limit=limit)
    check_answer(ask_mixed(V2, wanted.query, CSV_2), wanted.rows(SECOND), 204)


@bounded(120)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "Q", "M", "*", "W"]),
            st.sampled_from(["ARG", "BRA", "*", None]),
            st.sampled_from(["S", "*", None]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_several_keys_give_what_any_of_them_gives(
    ask_mixed: Ask, keys: list[tuple[str | None, ...]]
) -> None:
    # What is left out at the end is open.
    cut = [key[: key.index(None)] if None in key else key for key in keys]
    sent = ",".join(".".join(map(str, key)) for key in cut)
    expected = [
        row
        for row in SECOND
        if any(
            all(code in ("*", row[name]) for code, name in zip(key, KEY, strict=False))
            for key in cut
        )
    ]
    expected.sort(key=lambda row: [row[name] for name in KEY])
    check_answer(ask_mixed(f"{V2}/{sent}", "", CSV_2), expected, 204)


@bounded(120)
@given(
    few_codes,
    st.integers(1, 5),
    st.sampled_from((*KEY, "AllDimensions")),
    st.sampled_from((CSV_1, JSON_1, SPECIFIC)),
    st.booleans(),
)
def test_pages_make_up_the_whole(
    ask_mixed: Ask, codes: dict[str, set[str]], size: int, at: str, accept: str, ranged: bool
) -> None:
    wanted = Wanted(codes)
    if not wanted.rows(SECOND):
        return
    query = f"dimensionAtObservation={at}"
    filtered = "&".join(f"c[{name}]={','.join(sorted(some))}" for name, some in codes.items())

    def page(start: int) -> Got:
        if ranged:
            span = f"values={start}-{start + size - 1}"
            return ask_mixed(f"v1/data/MIXED/{wanted.key}", query, accept, range=span)
        form = JSON_2 if accept == SPECIFIC else accept.replace("json;version=1.0", JSON_2[-18:])
        part = f"offset={start}&limit={size}"
        return ask_mixed(V2, "&".join(filter(None, (query, filtered, part))), form)

    found: list[Row] = []
    for start in range(0, 20, size):
        got = page(start)
        if got.status in (204, 416):
            break
        assert got.status in (200, 206), got.text
        part = read(got, at)
        assert len(part) <= size
        found += part
    assert got.status in (204, 416)
    assert sorted(figures(found), key=str) == sorted(figures(wanted.rows(SECOND)), key=str)
    assert len({tuple(row[name] for name in KEY) for row in found}) == len(found)


def read(got: Got, at: str) -> list[Row]:
    """The observations of a message in any format."""
    media_type = got.headers["Content-Type"]
    if "csv" in media_type:
        return list(got.rows)
    if "json" in media_type:
        found = read_json(got)
    elif "specific" in media_type:
        found = read_specific(got.xml)
    else:
        found = read_generic(got.xml, at)
    return [{"OBS_VALUE": None} | row for row in found]


@bounded(50)
@given(
    few_codes,
    st.none() | some_periods,
    st.sampled_from((*KEY, "AllDimensions")),
    ends,
    st.sampled_from(("full", "dataonly")),
)
def test_every_format_holds_the_same_observations(
    ask_mixed: Ask,
    codes: dict[str, set[str]],
    start: str | None,
    at: str,
    last: int | None,
    detail: str,
) -> None:
    wanted = Wanted(codes, start, last=last)
    expected = sorted(figures(wanted.rows(SECOND)), key=str)
    query = f"{wanted.query}&dimensionAtObservation={at}&detail={detail}".strip("&")
    for accept in (GENERIC, GENERIC_TIME_SERIES, SPECIFIC, JSON_1, JSON_2, CSV_1, CSV_2):
        if accept == GENERIC_TIME_SERIES and at != "TIME_PERIOD":
            continue
        got = ask_mixed(f"v1/data/MIXED/{wanted.key}", query, accept)
        if not expected:
            assert got.status == 404
            continue
        assert got.status == 200, got.text
        assert sorted(figures(read(got, at)), key=str) == expected, accept


@bounded(120)
@given(few_codes, st.none() | some_periods, st.none() | some_periods)
def test_what_has_changed_makes_the_second_release_of_the_first(
    ask_mixed: Ask, mixed: Store, codes: dict[str, set[str]], start: str | None, end: str | None
) -> None:
    if start and end and span(start)[0] > span(end)[1]:
        return
    wanted = Wanted(codes, start, end)
    first = next(one for one in mixed.releases() if one.number == 1)
    since = first.created.isoformat().replace("+00:00", "Z")
    query = f"{wanted.query}&updatedAfter={since}".strip("&")
    got = ask_mixed(f"v1/data/MIXED/{wanted.key}", query, CSV_1)
    held = {tuple(row[n] for n in KEY): row for row in wanted.rows(FIRST)}
    if got.status != 404:
        assert got.status == 200, got.text
        for row in got.rows:
            key = tuple(row[name] for name in KEY)
            if row["ACTION"] == "D":
                del held[key]
            else:
                held[key] = row
    assert sorted(figures(list(held.values())), key=str) == sorted(
        figures(wanted.rows(SECOND)), key=str
    )


# What was found


@pytest.mark.parametrize("at", ["FREQ", "REF_AREA", "TIME_PERIOD", "AllDimensions"])
@pytest.mark.parametrize("detail", ["full", "serieskeysonly"])
def test_a_page_names_the_values_that_are_on_it(ask_mixed: Ask, at: str, detail: str) -> None:
    query = f"detail={detail}&dimensionAtObservation={at}"
    for accept in (JSON_1, JSON_2):
        got = ask_mixed("v1/data/MIXED", query, accept, range="values=2-3")
        assert got.status == 206
        check_json(got, "data", "1.0" if accept == JSON_1 else "2.0")
        data = got.json["data"]
        levels = (data.get("structure") or data["structures"][0])["dimensions"]
        keys = data["dataSets"][0].get("series") or data["dataSets"][0]["observations"]
        parts = levels["series"] or levels["observation"]
        for key in keys:
            for part, place in zip(parts, key.split(":"), strict=True):
                assert part["values"][int(place)]


@pytest.mark.parametrize("accept", [JSON_2, CSV_2, CSV_1])
@pytest.mark.parametrize("query", ["offset=11", "offset=4&attributes=none&measures=none"])
def test_nothing_comes_after_the_last_observation(ask_mixed: Ask, accept: str, query: str) -> None:
    got = ask_mixed(V2, query, accept)
    assert (got.status, got.body) == (204, b"")


@pytest.mark.parametrize("sign", ["%EF%BF%BE", "%EF%BF%BF"])
def test_what_xml_cannot_hold_is_refused_before_it_is_told_back(ask_mixed: Ask, sign: str) -> None:
    for query in (f"{sign}=1&{sign}=2", f"c[REF_AREA]={sign}", f"{sign}=1"):
        got = ask_mixed(V2, query)
        assert got.error[0] == 140
        check_xml(got, "3.0")


@pytest.mark.parametrize("value", ["nan", "-inf", "1_0", "1e999", "9" * 401, "٣", " 1", "0x1"])
def test_what_is_no_number_is_compared_with_none(ask_mixed: Ask, value: str) -> None:
    got = ask_mixed(V2, f"c[OBS_VALUE]=lt:{quote(value)}")
    assert got.status == 400
    assert "holds numbers" in got.error[1]


@pytest.mark.parametrize(
    ("path", "query", "things"),
    [
        (f"{V2}/{','.join(f'A{n}' for n in range(501))}", "", "501 keys"),
        (V2, f"c[FREQ]={'+'.join(f'ne:{n}' for n in range(501))}", "501 comparisons"),
        (V2, f"c[OBS_VALUE]={','.join(map(str, range(501)))}", "501 comparisons"),
    ],
)
def test_no_more_is_looked_for_than_can_be_found_soon(
    ask_mixed: Ask, path: str, query: str, things: str
) -> None:
    got = ask_mixed(path, query)
    assert got.status == 414
    assert things in got.error[1]
    for sign in "+,":
        assert ask_mixed(V2, f"c[FREQ]={sign.join(['ne:Z'] * 2000)}", CSV_2).status == 200
    assert ask_mixed(f"{V2}/{','.join(['A'] * 2000)}", "", CSV_2).status == 200


def test_a_format_that_a_client_rules_out_is_not_given(ask_mixed: Ask) -> None:
    got = ask_mixed("v1/data/MIXED", "", f"{GENERIC};q=0, */*;q=0.5")
    assert got.headers["Content-Type"].startswith("application/vnd.sdmx.structurespecificdata+xml")
    got = ask_mixed("v1/data/MIXED", "", "application/vnd.sdmx.genericdata+xml;version=9;q=0, */*")
    assert got.headers["Content-Type"].startswith("application/vnd.sdmx.genericdata+xml")


@pytest.mark.parametrize(
    ("version", "status"), [("1.0+", 200), ("1.0.0+", 200), ("1.0.5+", 404), ("1.0.0", 404)]
)
def test_a_version_is_taken_as_a_whole(ask_mixed: Ask, version: str, status: int) -> None:
    assert ask_mixed(f"v2/structure/dataflow/CEDIC/MIXED/{version}").status == status
