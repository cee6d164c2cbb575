"""What is published: complete declarations, and what they hold on the sample."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from cedic.catalogue import PUBLICATIONS, publishes
from cedic.catalogue.concepts import CL_UNIT_MEASURE
from cedic.catalogue.subjects import SUBJECTS
from cedic.cli.commands import conditions
from cedic.errors import UsageError
from cedic.model import LANGUAGES, Codelist, Indicator, Representation
from cedic.warehouse import AllSources, Store
from sample_gaps import EMPTY, NEED_SOURCES

FLOWS = {id: publication.dataflow for id, publication in PUBLICATIONS.items()}
CODELISTS: dict[str, Codelist] = {
    part.codelist.id: part.codelist
    for flow in FLOWS.values()
    for part in flow.components
    if part.codelist
}
INDICATORS = [
    (flow.id, code)
    for flow in FLOWS.values()
    for part in flow.dimensions
    for code in part.codelist or ()
    if isinstance(code, Indicator)
]


@pytest.fixture(scope="module")
def tables(sample_store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """All dataflows of the sample, as tables."""
    with duckdb.connect() as connection:
        for id in FLOWS.keys() - EMPTY:
            connection.register("rows", sample_store.data(id).to_batches())
            connection.execute(f"CREATE TABLE {id} AS FROM rows")
        yield connection


def one(tables: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    (row,) = tables.execute(query).fetchall()
    return tuple(row)


# Declarations


@pytest.mark.parametrize("id", FLOWS)
def test_a_dataflow_is_declared_in_full(id: str) -> None:
    flow = FLOWS[id]
    assert flow.id == id
    assert flow.key[-1] == "TIME_PERIOD"
    assert flow.dimensions[-1].representation is Representation.TIME
    assert {"FREQ", "REF_AREA", "SOURCE"} <= set(flow.key)
    assert flow.measure.id == "OBS_VALUE"
    assert flow.subject in SUBJECTS
    assert {"UNIT_MEASURE", "OBS_STATUS", "VINTAGE"} <= set(flow.columns)
    assert len(set(flow.columns)) == len(flow.columns)
    for text in (flow.name, flow.description, *(part.name for part in flow.components)):
        assert all(text[language].strip() for language in LANGUAGES)
    assert set(flow.methods) == {code.id for of, code in INDICATORS if of == id}
    for source in PUBLICATIONS[id].inputs.values():
        assert isinstance(source, AllSources) or source in PUBLICATIONS


@pytest.mark.parametrize("id", sorted(CODELISTS))
def test_a_codelist_is_complete(id: str) -> None:
    codelist = CODELISTS[id]
    given = [code.id for code in codelist.load()]
    assert given
    assert len(set(given)) == len(given)
    for code in codelist:
        texts = (code.name, code.description) if code.description else (code.name,)
        assert all(text[language].strip() for text in texts for language in LANGUAGES)
        assert code.parent is None or code.parent in codelist
        assert all(sign.isalnum() or sign in "_-@$" for sign in code.id)


@pytest.mark.parametrize(
    ("flow", "indicator"), INDICATORS, ids=lambda value: getattr(value, "id", value)
)
def test_an_indicator_says_all_of_its_method(
    sample_store: Store, flow: str, indicator: Indicator
) -> None:
    assert indicator.formula
    assert indicator.range
    assert indicator.edge_cases
    assert indicator.citation
    assert indicator.unit in CL_UNIT_MEASURE
    assert indicator.id in conditions(indicator.example.split(), None)["INDICATOR"]
    if flow == "TRADE_COVERAGE" and indicator.id in NEED_REPORTS:
        return
    if indicator.id in NEED_SOURCES:
        return
    if flow in EMPTY or (flow == "TRADE_GROWTH" and indicator.id in NEED_QUANTITIES):
        return
    where = conditions(indicator.example.split(), None)
    rows = sample_store.data(flow, **where).to_arrow()
    assert indicator.id in rows["INDICATOR"].unique().to_pylist()
    assert rows["OBS_VALUE"].null_count < rows.num_rows


NEED_REPORTS = {"DARK_PAIRS", "ESTIMATED_SHARE", "MIRROR_SHARE", "CIF_FOB_RATIO", "DISCREPANCY"}
"""Those that need each side's report, which the sample's BACI does not give; see the real data."""
NEED_QUANTITIES = {"PRICE", "VOLUME", "UNPRICED"}
"""Those that need quantities by product, of which the sample has none."""


def test_a_code_of_an_indicator_means_the_same_in_all_dataflows() -> None:
    meanings: dict[str, set[tuple[str, str]]] = {}
    for _, indicator in INDICATORS:
        meanings.setdefault(indicator.id, set()).add((indicator.name.en, indicator.formula))
    assert [id for id, found in meanings.items() if len(found) > 1] == []


def test_nothing_is_published_twice() -> None:
    with pytest.raises(ValueError, match="MACRO is published twice"):
        publishes(FLOWS["MACRO"], inputs={})(lambda: None)  # type: ignore[arg-type, return-value]


# What the sample shows


@pytest.mark.parametrize("id", FLOWS)
def test_a_table_follows_its_declaration(sample_store: Store, id: str) -> None:
    if id in EMPTY:
        return
    with sample_store.data(id).to_batches() as rows:
        assert rows.schema == FLOWS[id].schema


@pytest.mark.parametrize("id", sorted(EMPTY))
def test_an_empty_dataflow_says_what_to_load(sample_store: Store, id: str) -> None:
    for where in ({}, {"REF_AREA": "BRA"}, {"REF_AREA": "XYZ"}):
        with pytest.raises(UsageError, match="no source in the store gives") as raised:
            sample_store.data(id, **where)
        needs = FLOWS[id].needs
        assert needs
        assert needs.en in str(raised.value)
        assert all(needs[language].strip() for language in LANGUAGES)


@pytest.mark.parametrize("id", [id for id in FLOWS if id not in EMPTY])
def test_each_row_says_source_vintage_unit_and_status(
    tables: duckdb.DuckDBPyConnection, id: str
) -> None:
    query = (
        f"SELECT count(*) > 0, count(*) = count(SOURCE), count(*) = count(VINTAGE), "
        f"count(*) = count(UNIT_MEASURE), count(*) = count(OBS_STATUS), "
        # A value is missing if and only if the status says so.
        f"bool_and((OBS_VALUE IS NULL) = (OBS_STATUS IN ('L', 'M'))) FROM {id}"
    )
    assert one(tables, query) == (True,) * 6


@pytest.mark.parametrize("id", ["REGIONAL_TRADE", "TRADE_MATRIX", "TRADE_COVERAGE"])
def test_the_gap_is_seen_as_one(tables: duckdb.DuckDBPyConnection, id: str) -> None:
    of = f"FROM {id} WHERE SOURCE = 'BACI' AND TIME_PERIOD IN ('2021', '2022')"
    assert one(tables, f"SELECT count(DISTINCT TIME_PERIOD), count(OBS_VALUE) {of}") == (2, 0)
    assert one(tables, f"SELECT DISTINCT OBS_STATUS {of}") == ("L",)
    elsewhere = (
        f"SELECT count(*) FROM {id} WHERE OBS_STATUS = 'L' "
        "AND (SOURCE <> 'BACI' OR TIME_PERIOD NOT IN ('2021', '2022'))"
    )
    assert one(tables, elsewhere) == (0,)
    if id == "REGIONAL_TRADE":
        series = "REF_AREA = 'CELAC' AND INDICATOR = 'ITS' AND TRADE_FLOW = 'X' AND PRODUCT = '_T'"
        years = tables.execute(
            f"SELECT TIME_PERIOD FROM {id} WHERE {series} AND SOURCE = 'BACI' ORDER BY 1"
        ).fetchall()
        assert [year for (year,) in years] == [str(year) for year in range(2000, 2024)]


def test_the_trade_itself_has_no_row_for_the_gap(tables: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*) FROM TRADE WHERE TIME_PERIOD IN ('2021', '2022') AND SOURCE = 'BACI'"""
    assert one(tables, query) == (0,)


def test_a_source_of_single_years_has_no_gap_between_them(
    tables: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        SELECT list(DISTINCT TIME_PERIOD ORDER BY TIME_PERIOD) FROM REGIONAL_TRADE
        WHERE SOURCE = 'OECD_ICIO'"""
    assert one(tables, query) == (["2011", "2022"],)


@pytest.mark.parametrize(("year", "share"), [("2005", 0.1856), ("2019", 0.1434)])
def test_how_much_celac_exports_to_itself(sample_store: Store, year: str, share: float) -> None:
    """The share, and the same from the flows themselves."""
    found = sample_store.data(
        "REGIONAL_TRADE", REF_AREA="CELAC", INDICATOR="ITS", TRADE_FLOW="X", PRODUCT="_T",
        SOURCE="BACI", start=year, end=year,
    ).to_arrow()["OBS_VALUE"].to_pylist()  # fmt: skip
    assert found == [pytest.approx(share, abs=5e-5)]
    from cedic.regions import bloc

    members = sorted(bloc("CELAC").members(int(year)))
    if not members:
        members = sorted({spell.area for spell in bloc("CELAC").memberships})
    flows = sample_store.data(
        "TRADE", REF_AREA=members, TRADE_FLOW="X", PRODUCT="_T", SOURCE="BACI", start=year, end=year
    ).to_pandas()
    inside = flows[flows["COUNTERPART_AREA"].isin(members)]["OBS_VALUE"].sum()
    assert found == [pytest.approx(inside / flows["OBS_VALUE"].sum(), rel=1e-12)]


def test_the_matrix_of_a_bloc_adds_up_to_its_members(tables: duckdb.DuckDBPyConnection) -> None:
    members = "('ARG', 'BRA', 'PRY', 'URY')"
    of = "SELECT sum(OBS_VALUE)::BIGINT FROM TRADE_MATRIX WHERE TIME_PERIOD = '2019' " \
        "AND VIEW = 'RECONCILED' AND SOURCE = 'BACI' AND TRADE_FLOW = 'X' AND "  # fmt: skip
    for partner in ("WLD", "EU", "CARICOM", "BRA"):
        bloc = one(tables, f"{of} REF_AREA = 'MERCOSUR' AND COUNTERPART_AREA = '{partner}'")
        parts = one(tables, f"{of} REF_AREA IN {members} AND COUNTERPART_AREA = '{partner}'")
        assert bloc == parts != (None,)
    inside = one(tables, f"{of} REF_AREA = 'MERCOSUR' AND COUNTERPART_AREA = 'MERCOSUR'")
    pairs = one(tables, f"{of} REF_AREA IN {members} AND COUNTERPART_AREA IN {members}")
    assert inside == pairs != (None,)


def test_openness_needs_the_product_of_every_member(tables: duckdb.DuckDBPyConnection) -> None:
    """CELAC has a value exactly in the years in which all its 33 members have a product."""
    rows = tables.execute(
        """
        WITH known AS (
            SELECT TIME_PERIOD, count(*) FILTER (REF_AREA IN ('CUB', 'VEN')) AS BOTH_KNOWN
            FROM MACRO WHERE INDICATOR = 'NY_GDP_MKTP_CD' GROUP BY ALL
        )
        SELECT TIME_PERIOD, BOTH_KNOWN, OBS_VALUE FROM REGIONAL_TRADE JOIN known USING (TIME_PERIOD)
        WHERE REF_AREA = 'CELAC' AND INDICATOR = 'RTO' AND TRADE_FLOW = 'X' AND SOURCE = 'BACI'
            AND PRODUCT = '_T' AND OBS_STATUS <> 'L'
        """
    ).fetchall()
    assert {year for year, known, value in rows if known < 2} >= {"2023"}
    assert all(value is None for _, known, value in rows if known < 2)
    assert any(value is not None for _, known, value in rows if known == 2)


def test_an_export_of_baci_is_the_import_of_the_partner(tables: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*), count(*) FILTER (x.OBS_VALUE IS DISTINCT FROM m.OBS_VALUE)
        FROM (FROM TRADE WHERE TRADE_FLOW = 'X' AND SOURCE = 'BACI') x
        FULL JOIN (FROM TRADE WHERE TRADE_FLOW = 'M' AND SOURCE = 'BACI') m
            ON x.REF_AREA = m.COUNTERPART_AREA AND x.COUNTERPART_AREA = m.REF_AREA
            AND x.TIME_PERIOD = m.TIME_PERIOD AND x.PRODUCT = m.PRODUCT
        """
    assert one(tables, query) == (606_892, 0)


def test_sections_add_up_to_the_total(tables: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*) FROM (
            SELECT sum(OBS_VALUE) FILTER (PRODUCT = '_T') AS TOTAL,
                sum(OBS_VALUE) FILTER (PRODUCT <> '_T') AS PARTS
            FROM TRADE WHERE SOURCE = 'UNCTAD' GROUP BY REF_AREA, COUNTERPART_AREA
        ) WHERE TOTAL IS DISTINCT FROM PARTS
        """
    assert one(tables, query) == (0,)
    assert one(tables, "SELECT count(*) > 0 FROM TRADE WHERE PRODUCT LIKE 'SITC%'") == (True,)


def test_values_keep_to_their_range(tables: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT bool_and(OBS_VALUE BETWEEN 0 AND 1) FILTER (INDICATOR = 'ITS'),
            bool_and(OBS_VALUE BETWEEN -1 AND 1) FILTER (INDICATOR = 'STI'),
            bool_and(OBS_VALUE >= 0) FILTER (INDICATOR <> 'STI'),
            bool_and(isfinite(OBS_VALUE))
        FROM REGIONAL_TRADE
        """
    assert one(tables, query) == (True,) * 4
    shares = """
        SELECT bool_and(OBS_VALUE BETWEEN 0 AND 1) FILTER (INDICATOR LIKE '%SHARE')
        FROM TRADE_COVERAGE
        """
    assert one(tables, shares) == (True,)


def test_blocs_of_one_source_never_mix_with_another(tables: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT DISTINCT SOURCE FROM REGIONAL_TRADE WHERE PRODUCT LIKE 'SITC%'"
    assert one(tables, query) == ("UNCTAD",)
