"""The golden fixture: four areas, a bloc {A, B}, and every figure worked out by hand.

Beside it, the engines that the analysis is tested on.
"""

import pytest

FLOWS = {
    ("A", "B"): 30,
    ("A", "C"): 50,
    ("A", "D"): 20,
    ("B", "A"): 10,
    ("B", "C"): 40,
    ("B", "D"): 50,
    ("C", "A"): 60,
    ("C", "B"): 40,
    ("C", "D"): 300,
    ("D", "A"): 30,
    ("D", "B"): 70,
    ("D", "C"): 300,
}
GDP = {"A": 500.0, "B": 400.0, "C": 3000.0, "D": 2100.0}
REPORTS = [
    # Both report, and agree once freight is taken off at 1.10.
    ("A", "B", "X", 100, "A"),
    ("B", "A", "M", 110, "A"),
    # Both report, and do not agree.
    ("B", "A", "X", 50, "A"),
    ("A", "B", "M", 66, "A"),
    # One side only.
    ("A", "C", "X", 70, "A"),
    ("A", "D", "M", 33, "A"),
    ("A", "D", "X", 5, "E"),
    # Nothing: a row without a value, and re-imports.
    ("B", "C", "X", None, "A"),
    ("D", "C", "M", None, "A"),
    ("A", "A", "X", 999, "A"),
]


@pytest.fixture
def golden():
    """The fixture's flows, one figure for both sides."""
    import pyarrow as pa

    return pa.table(
        {
            "TIME_PERIOD": ["2020"] * len(FLOWS),
            "EXPORTER": [exporter for exporter, _ in FLOWS],
            "IMPORTER": [importer for _, importer in FLOWS],
            "OBS_VALUE": pa.array(FLOWS.values(), pa.int64()),
        }
    )


@pytest.fixture
def golden_gdp():
    """The fixture's gross domestic product."""
    import pyarrow as pa

    return pa.table(
        {
            "REF_AREA": list(GDP),
            "TIME_PERIOD": ["2020"] * len(GDP),
            "OBS_VALUE": list(GDP.values()),
        }
    )


@pytest.fixture
def reports():
    """Flows as each side reports them; C and D report nothing, so that what they trade is dark."""
    import pyarrow as pa

    own, partner, flow, value, status = zip(*REPORTS, strict=True)
    return pa.table(
        {
            "REF_AREA": own,
            "COUNTERPART_AREA": partner,
            "TRADE_FLOW": flow,
            "TIME_PERIOD": ["2020"] * len(REPORTS),
            "OBS_VALUE": pa.array(value, pa.int64()),
            "OBS_STATUS": status,
        }
    )


@pytest.fixture(params=["duckdb", "sqlite", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request):
    """The engine that tables given as data are worked on, by name."""
    import ibis

    if request.param == "spark":
        # First the session, which skips where Spark is not installed.
        session = request.getfixturevalue("spark")
        backend = ibis.pyspark.connect(session)
    else:
        backend = getattr(ibis, request.param).connect()
    ibis.set_backend(backend)
    yield request.param
    ibis.options.default_backend = None


@pytest.fixture
def rows(engine):
    """Run an analysis on the engine: the rows as a list of dictionaries."""
    import sqlite3

    def run(observations):
        try:
            return observations.to_arrow().to_pylist()
        except sqlite3.OperationalError as error:
            # Before 3.46 SQLite parses at most a hundred levels, and own_excluded nests deeper.
            if "parser stack overflow" in str(error):
                pytest.xfail(f"SQLite {sqlite3.sqlite_version} cannot parse a query this deep")
            raise

    return run
