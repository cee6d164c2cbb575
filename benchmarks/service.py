"""The standard service on a million observations, against DuckDB's COPY.

SIMULATED: no figure in the store that it makes is real, and every row's vintage says so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, apart, cache, least, measured, megabytes, peak_above

if TYPE_CHECKING:
    from cedic.sdmx import Answer
    from cedic.warehouse import Store

OBSERVATIONS = 1_000_000
FORMATS = {
    "SDMX-CSV 1.0": "application/vnd.sdmx.data+csv;version=1.0",
    "SDMX-CSV 2.0, labels both": "application/vnd.sdmx.data+csv;version=2.0.0;labels=both",
    "SDMX-ML 2.1 structure-specific": "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    "SDMX-ML 2.1 generic": "application/vnd.sdmx.genericdata+xml;version=2.1",
    "SDMX-JSON 1.0": "application/vnd.sdmx.data+json;version=1.0",
    "SDMX-JSON 2.0": "application/vnd.sdmx.data+json;version=2.0.0",
}
SIMULATED = """
    SELECT 'A' AS FREQ, i.code AS REF_AREA, j.code AS COUNTERPART_AREA, flow AS TRADE_FLOW,
        '_T' AS PRODUCT, 'BACI' AS SOURCE, year::VARCHAR AS TIME_PERIOD,
        (hash(i.code, j.code, flow, year) % 1000000000)::BIGINT AS OBS_VALUE,
        'USD' AS UNIT_MEASURE, 'FOB' AS VALUATION, 'RECONCILED' AS PROVENANCE, 'A' AS OBS_STATUS,
        'BACI SIMULATED' AS VINTAGE
    FROM areas i, areas j, (VALUES ('M'), ('X')) f(flow), range(2000, 2022) y(year)
    WHERE i.code <> j.code
    ORDER BY 1, 2, 3, 4, 5, 6, 7 LIMIT {rows}
"""


def figures(full: bool) -> Iterator[Figure]:
    home = apart(simulated_home, OBSERVATIONS)
    for name, accept in FORMATS.items():
        ours, _ = measured("service", "format", str(home), accept)
        bound = "2 ×" if "CSV" in name else "4 ×"
        yield Figure(
            f"service: {name}, 1 million observations",
            f"{ours['seconds']:.2f} s",
            f"{ours['seconds'] / ours['copy']:.2f} × DuckDB's COPY to CSV ({ours['copy']:.2f} s)",
            bound,
        )
        yield Figure(
            "  until the first observations are there",
            f"{ours['first'] * 1000:.0f} ms",
            "",
            "200 ms",
        )
        yield Figure("  peak memory above the idle process", megabytes(ours["above"]), "", "300 MB")
    unchanged, _ = measured("service", "unchanged", str(home))
    yield Figure("service: an answer of 304", f"{unchanged['seconds'] * 1000:.1f} ms", "", "10 ms")


def simulated_home(rows: int) -> Path:
    """A home folder with a store whose TRADE has `rows` simulated observations."""
    import duckdb
    import pyarrow as pa

    import cedic
    from cedic.regions import areas

    home = cache() / f"service-{rows}"
    store = cedic.open(home / "store")
    if store.tables.exists("releases"):
        return home
    with store.writing("a benchmark"), duckdb.connect() as connection:
        codes = sorted(area.id for area in areas().values())[:220]
        connection.register("areas", pa.table({"code": codes}))
        made = connection.sql(SIMULATED.format(rows=rows))
        flow = store.dataflow("TRADE")
        commit = store.tables.write_ordered(
            "dataflows/TRADE", made.to_arrow_reader(100_000).cast(flow.schema), {}
        )
        if commit.rows != rows:
            raise SystemExit(f"{commit.rows:,} rows were made, not {rows:,}")
        store.publish({"dataflows/TRADE": commit.version})
    return home


def _ask(store: Store, accept: str, **headers: str) -> Answer:
    from cedic.sdmx import Request, answer

    return answer(Request("v1/data/TRADE", "", {"accept": accept, **headers}), store)


def of_format(home: Path, accept: str) -> dict[str, float]:
    """Measure one format and DuckDB's COPY in turns, and the memory of the first answer."""
    import cedic

    store = cedic.open(home / "store")
    list(_ask(store, accept, range="values=0-9").body)

    def ours() -> None:
        for _ in _ask(store, accept).body:
            pass

    _, above = peak_above(ours)
    first = least(3, lambda: _begin(store, accept))[0]
    beside = (
        _labelled(store, home, accept) if "labels" in accept else lambda: copy(store, home / "copy")
    )
    seconds, copied = least(5, ours, beside)
    return {"seconds": seconds, "copy": copied, "first": first, "above": above}


def copy(store: Store, target: Path, options: str = "FORMAT csv, HEADER") -> None:
    """What DuckDB does by itself with the same observations: copy them to a file."""
    from cedic.warehouse import Selection

    flow = store.dataflow("TRADE")
    relation = store.snapshot().relation(flow)
    query, _ = Selection(flow, {}).query(relation)
    relation.cursor.execute(f"COPY ({query}) TO '{target}' ({options})")


def _labelled(store: Store, home: Path, accept: str) -> Callable[[], None]:
    """What DuckDB does by itself with the same labels: copy a Parquet file of them to CSV."""
    import duckdb

    text, table = home / "labelled.csv", home / "labelled.parquet"
    text.write_bytes(b"".join(bytes(piece) for piece in _ask(store, accept).body))
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    rows = f"read_csv('{text}', all_varchar = true)"
    connection.execute(f"COPY (FROM {rows}) TO '{table}' (FORMAT parquet, COMPRESSION zstd)")
    text.unlink()
    copied = f"COPY (FROM '{table}') TO '{home / 'copy'}' (FORMAT csv, HEADER)"
    return lambda: connection.execute(copied) and None


def _begin(store: Store, accept: str) -> None:
    """Read an answer until observations have come, then leave."""
    read = 0
    for piece in _ask(store, accept).body:
        read += len(piece)
        if read > 100_000:
            return


def of_unchanged(home: Path) -> dict[str, float]:
    """Measure the answer to a client that has the figures already."""
    import cedic

    store = cedic.open(home / "store")
    accept = FORMATS["SDMX-CSV 1.0"]
    held = _ask(store, accept).headers["ETag"]

    def again() -> None:
        answered = _ask(store, accept, **{"if-none-match": held})
        if answered.status != 304:
            raise SystemExit(f"the answer was {answered.status}")

    return {"seconds": least(50, again)[0]}


if __name__ == "__main__":
    what, home, *rest = sys.argv[1:]
    found = {"format": of_format, "unchanged": of_unchanged}[what](Path(home), *rest)
    print(json.dumps(found))
