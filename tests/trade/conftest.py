"""The golden fixture: four areas, a bloc {A, B}, and every figure worked out by hand."""

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
