"""Complexity: a nested matrix worked out by hand, the same figures as py-ecomplexity, bad input.

In the nested world A exports all of p, q and r, B exports p and q, C only p, each for one dollar. At
a threshold of one half M is [[1, 1, 1], [1, 1, 0], [1, 0, 0]], so that the matrix D_c⁻¹ M D_p⁻¹ Mᵀ
has the trace 49/36 and the determinant 1/36: its eigenvalues are 1, 1/4 and 1/9, and the second
vector is (2, −1, −4) over areas and (−4, 2, 8) over products.
"""

from importlib import import_module
from math import sqrt
from statistics import mean, pstdev, stdev

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UsageError
from cedic.trade import complexity

NESTED = [[1, 1, 1], [1, 1, 0], [1, 0, 0]]
ROOT = sqrt(6)


def exports(matrix, period="2020", areas="ABCDEFGH", products="pqrstuvw", **columns):
    """Exports by area and product; what is None is not in the table."""
    cells = [
        (areas[c], products[p], value)
        for c, row in enumerate(matrix)
        for p, value in enumerate(row)
        if value is not None
    ]
    area, product, value = zip(*cells, strict=True)
    table = {"TIME_PERIOD": [period] * len(cells), "REF_AREA": area, "PRODUCT": product}
    table |= {name: [told] * len(cells) for name, told in columns.items()}
    return pa.table(table | {"OBS_VALUE": pa.array(value, pa.int64())})


def by(observations, *names):
    """The columns `names` as lists, or the one column."""
    table = observations.to_arrow()
    columns = tuple(table[name].to_pylist() for name in names)
    return columns if len(names) > 1 else columns[0]


def pairs(observations, name, one="REF_AREA", other="PRODUCT"):
    return {
        row[one] + row[other]: row[name]
        for row in observations.to_arrow().to_pylist()
        if row[name] is not None
    }


def near(values):
    return pytest.approx(values, abs=1e-12)


@pytest.mark.parametrize(
    ("standardise", "eci", "pci"),
    [
        ("atlas", [3 / ROOT, 0, -3 / ROOT], [-3 / ROOT, 3 / ROOT, 9 / ROOT]),
        ("population", [3 / ROOT, 0, -3 / ROOT], [-3 / ROOT, 0, 3 / ROOT]),
        ("sample", [1, 0, -1], [-1, 0, 1]),
    ],
)
def test_complexity_of_the_nested_world(standardise, eci, pci):
    found = complexity(exports(NESTED), threshold=0.5, standardise=standardise)
    assert by(found.areas, "REF_AREA") == ["A", "B", "C"]
    assert by(found.areas, "ECI") == near(eci)
    assert by(found.areas, "DIVERSITY") == [3, 2, 1]
    assert by(found.areas, "AVERAGE_UBIQUITY") == near([2, 2.5, 3])
    assert by(found.products, "PCI") == near(pci)
    assert by(found.products, "UBIQUITY") == [3, 2, 1]


def test_the_report_of_the_nested_world():
    found = complexity(exports(NESTED), threshold=0.5)
    (told,) = found.report.to_arrow().to_pylist()
    assert (told["AREAS"], told["PRODUCTS"], told["COMPONENTS"]) == (3, 3, 1)
    assert told["FILL"] == near(6 / 9)
    assert told["SECOND_EIGENVALUE"] == near(1 / 4)
    assert told["THIRD_EIGENVALUE"] == near(1 / 9)
    assert told["EIGEN_GAP"] == near(5 / 36)
    assert told["DETERMINED"] is True
    assert told["DIVERSITY_CORRELATION"] == near(1)
    assert found.dropped.to_arrow().num_rows == 0


def test_the_product_space_of_the_nested_world():
    found = complexity(exports(NESTED), threshold=0.5)
    of = {"one": "PRODUCT", "other": "COUNTERPART_PRODUCT"}
    assert pairs(found.proximity, "PROXIMITY", **of) == near({"pq": 2 / 3, "pr": 1 / 3, "qr": 0.5})
    assert pairs(found.proximity, "SPANNING", **of) == {"pq": True, "pr": False, "qr": True}
    density = {"Bp": 5 / 6, "Bq": 10 / 13, "Br": 5 / 11, "Cp": 1 / 2, "Cq": 4 / 13, "Cr": 2 / 11}
    density |= {"Ap": 1, "Aq": 1, "Ar": 1}
    assert pairs(found.pairs, "DENSITY") == near(density)
    distance = {pair: 1 - value for pair, value in density.items()}
    assert pairs(found.pairs, "DISTANCE") == near(distance)
    assert pairs(found.pairs, "RCA")["Ap"] == near(2 / 3)


@pytest.mark.parametrize(
    ("standardise", "pci", "deviation"),
    [
        # Over the deviation of ECI, and not less its mean.
        ("atlas", (-4 / ROOT, 2 / ROOT, 8 / ROOT), pstdev),
        ("sample", (-1, 0, 1), stdev),
    ],
)
def test_the_outlook_of_the_nested_world(standardise, pci, deviation):
    found = complexity(exports(NESTED), threshold=0.5, standardise=standardise)
    _, q, r = pci
    outlook = [0, 5 / 11 * r, 4 / 13 * q + 2 / 11 * r]
    scores = [(value - mean(outlook)) / deviation(outlook) for value in outlook]
    assert by(found.areas, "COI") == near(scores)
    near_q, near_r = q / (13 / 6), r / (11 / 6)
    gain = {"Br": near_r, "Cq": near_q + near_r / 2, "Cr": near_q / 2 + near_r}
    present = dict.fromkeys(("Ap", "Aq", "Ar", "Bp", "Bq", "Cp"), 0)
    assert pairs(found.pairs, "COG") == near(gain | present)
    assert pairs(found.opportunities, "COG") == near(gain)


def test_opportunities_are_ranked_within_each_area():
    found = complexity(exports(NESTED), threshold=0.5, standardise="sample")
    # Of C: q is nearer (4/13 > 2/11), r more complex and of more gain.
    assert pairs(found.opportunities, "SCORE") == near({"Br": 0, "Cq": 1 / 3, "Cr": 2 / 3})
    assert pairs(found.opportunities, "RANK") == {"Br": 1, "Cr": 1, "Cq": 2}


def test_fitness_step_by_step():
    one = complexity(exports(NESTED), threshold=0.5, max_iterations=1)
    assert by(one.areas, "FITNESS") == near([3 / 2, 1, 1 / 2])
    assert by(one.products, "PRODUCT_FITNESS") == near([6 / 11, 9 / 11, 18 / 11])
    two = complexity(exports(NESTED), threshold=0.5, max_iterations=2)
    assert by(two.areas, "FITNESS") == near([11 / 6, 5 / 6, 1 / 3])
    assert by(two.products, "PRODUCT_FITNESS") == near([30 / 87, 66 / 87, 165 / 87])
    assert by(two.report, "FITNESS_ITERATIONS", "FITNESS_CONVERGED") == ([2], [False])
    assert by(two.report, "FITNESS_RESIDUAL") == near([11 / 6 - 3 / 2])


def test_fitness_converges_where_it_can():
    circle = complexity(exports([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    assert by(circle.areas, "FITNESS") == near([1, 1, 1])
    assert by(circle.report, "FITNESS_ITERATIONS", "FITNESS_CONVERGED") == ([1], [True])
    without = complexity(exports(NESTED), threshold=0.5, fitness=False)
    assert by(without.areas, "FITNESS") == [None] * 3
    assert by(without.report, "FITNESS_CONVERGED") == [None]


# What holds of any world

worlds = st.lists(
    st.lists(st.integers(0, 50), min_size=5, max_size=5), min_size=4, max_size=6
).filter(lambda rows: sum(map(sum, rows)) > 0)


def tables(found):
    return [
        getattr(found, name).to_arrow()
        for name in ("areas", "products", "pairs", "opportunities", "proximity", "dropped")
    ]


@settings(max_examples=8, deadline=None)
@given(worlds, st.integers(2, 1000), st.randoms(use_true_random=False))
def test_neither_the_unit_nor_the_order_of_rows_matters(matrix, factor, random):
    table = exports(matrix)
    try:
        found = tables(complexity(table))
    except DataError:
        assume(False)
    order = list(range(table.num_rows))
    random.shuffle(order)
    assert tables(complexity(table.take(order))) == found
    scaled = exports([[factor * value for value in row] for row in matrix])
    assert tables(complexity(scaled)) == found


@settings(max_examples=8, deadline=None)
@given(worlds)
def test_identities(matrix):
    try:
        found = complexity(exports(matrix))
    except DataError:
        assume(False)
    areas, products = found.areas.to_pandas(), found.products.to_pandas()
    cells = found.pairs.to_pandas()
    assert areas.DIVERSITY.sum() == products.UBIQUITY.sum() == cells.PRESENT.sum()
    assert len(cells) == len(areas) * len(products)
    assert cells.DENSITY.between(0, 1 + 1e-12).all()
    assert len(found.opportunities.to_pandas()) == len(cells) - cells.PRESENT.sum()
    spanning = found.proximity.to_pandas().SPANNING.sum()
    assert spanning == len(products) - 1
    if areas.ECI.notnull().all():
        own = cells[cells.PRESENT].groupby("REF_AREA").PCI.mean()
        assert own.to_list() == near(areas.ECI.to_list())
        assert (areas.ECI.mean(), areas.ECI.std(ddof=0)) == near((0, 1))


def test_the_sparse_and_the_exact_spectrum_agree(monkeypatch):
    draw = np.random.default_rng(5)
    values = draw.lognormal(0, 2, (90, 120)).astype("int64") * (draw.random((90, 120)) < 0.5)
    areas, products = ([f"{letter}{n:03d}" for n in range(120)] for letter in "AP")
    table = exports(values.tolist(), areas=areas, products=products)
    sparse = complexity(table)
    monkeypatch.setattr(import_module("cedic.trade.complexity"), "DENSE", 1000)
    exact = complexity(table)
    assert by(sparse.areas, "ECI") == pytest.approx(by(exact.areas, "ECI"), abs=1e-10)
    gaps = by(sparse.report, "EIGEN_GAP"), by(exact.report, "EIGEN_GAP")
    assert gaps[0] == pytest.approx(gaps[1], abs=1e-12)
    assert tables(complexity(table)) == tables(exact)


def test_sources_and_periods_are_worlds_of_their_own():
    parts = [
        exports([[9, 1, 4], [1, 5, 2], [3, 3, 9]], "2020", SOURCE="ONE"),
        exports([[1, 8, 1], [7, 2, 2], [3, 1, 5]], "2021", SOURCE="ONE"),
        exports([[2, 8, 1], [6, 2, 3]], "2020", SOURCE="TWO"),
    ]
    together = complexity(pa.concat_tables(parts), threshold=0.5)
    for name in ("areas", "products", "pairs", "opportunities", "proximity", "report"):
        alone = [getattr(complexity(part, threshold=0.5), name).to_arrow() for part in parts]
        assert getattr(together, name).to_arrow().equals(pa.concat_tables(alone)), name


def test_any_table_with_partners_will_do():
    flows = pa.table(
        {
            "year": [2020] * 6,
            "from": ["A", "A", "B", "B", "C", "A"],
            "to": ["B", "C", "A", "C", "A", "B"],
            "good": ["p", "p", "p", "q", "r", "_T"],
            "usd": [5, 4, 3, 9, 7, 99],
        }
    )
    names = {"TIME_PERIOD": "year", "EXPORTER": "from", "IMPORTER": "to"}
    names |= {"PRODUCT": "good", "OBS_VALUE": "usd"}
    found = complexity(flows.to_pandas(), columns=names, threshold=0.3)
    plain = complexity(exports([[9, None, None], [3, 9, None], [None, None, 7]]), threshold=0.3)
    assert by(found.areas, "REF_AREA", "ECI") == by(plain.areas, "REF_AREA", "ECI")
    assert found.areas.to_arrow()["TIME_PERIOD"].to_pylist() == [2020, 2020]


# What cannot be in the matrix


def reasons(found):
    return set(zip(*by(found.dropped, "DIMENSION", "CODE", "REASON"), strict=True))


def test_who_exports_nothing_and_what_nobody_exports_is_dropped_and_named():
    plain = complexity(exports(NESTED), threshold=0.5)
    matrix = [[*row, 0] for row in NESTED] + [[0, 0, 0, 0]]
    found = complexity(exports(matrix), threshold=0.5)
    assert reasons(found) == {("REF_AREA", "D", "NO_EXPORTS"), ("PRODUCT", "s", "NOT_EXPORTED")}
    assert tables(found)[:-1] == tables(plain)[:-1]


def test_small_exporters_are_left_out_before_advantage_is_taken():
    plain = complexity(exports([[30, 30, 30], [20, 20, 0], [10, 0, 0]]), threshold=0.5)
    found = complexity(
        exports([[30, 30, 30], [20, 20, 0], [10, 0, 0], [0, 0, 9]]),
        threshold=0.5,
        minimum_exports=10,
    )
    assert reasons(found) == {("REF_AREA", "D", "BELOW_MINIMUM")}
    assert tables(found)[:-1] == tables(plain)[:-1]


def test_rows_of_zeros_are_dropped_at_a_high_threshold():
    # A exports as the world does: its RCA is 1 in everything.
    matrix = [[20, 20, 20, 20], [30, 10, 10, 30], [10, 30, 10, 30], [20, 20, 40, 0]]
    found = complexity(exports(matrix), threshold=1.2)
    assert reasons(found) >= {("REF_AREA", "A", "NO_ADVANTAGE")}
    assert None not in by(found.areas, "DIVERSITY")


def test_of_a_network_in_parts_the_largest_counts():
    nested = [[*row, 0, 0] for row in NESTED]
    apart = [[0, 0, 0, 2, 1], [0, 0, 0, 1, 2]]
    found = complexity(exports(nested + apart), threshold=0.5)
    assert by(found.areas, "REF_AREA") == ["A", "B", "C"]
    assert by(found.report, "COMPONENTS", "DETERMINED") == ([2], [True])
    assert reasons(found) == {
        ("REF_AREA", "D", "DISCONNECTED"),
        ("REF_AREA", "E", "DISCONNECTED"),
        ("PRODUCT", "s", "DISCONNECTED"),
        ("PRODUCT", "t", "DISCONNECTED"),
    }
    assert by(found.areas, "ECI") == near([3 / ROOT, 0, -3 / ROOT])


def test_where_two_eigenvalues_are_equal_there_is_no_complexity():
    found = complexity(exports([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    assert by(found.report, "DETERMINED") == [False]
    assert by(found.report, "EIGEN_GAP") == near([0])
    assert by(found.areas, "ECI") == by(found.areas, "COI") == [None] * 3
    assert by(found.products, "PCI") == [None] * 3
    score, rank, density = by(found.opportunities, "SCORE", "RANK", "DENSITY")
    assert score == rank == [None] * 3
    assert None not in density


@pytest.mark.parametrize(
    ("matrix", "options", "message"),
    [
        ([[3, 4, 5]], {}, "it finds 1 and 3"),
        ([[3], [4]], {}, "it finds 2 and 1"),
        ([[0, 0], [0, 0]], {}, "it finds 0 and 0"),
        ([[3, 4], [4, 3]], {"threshold": 9}, "it finds 0 and 0"),
        ([[3, 4], [4, 3]], {"minimum_exports": 9}, "TIME_PERIOD 2020 it finds 0"),
        ([[4, 1, 1], [1, 4, 1], [1, 1, 4]], {}, "it finds 1 and 1"),
        ([[3, -4], [4, 3]], {}, "negative value: .*REF_AREA A, PRODUCT q"),
        ([[None, None], [None, 3]], {"threshold": 1}, "it finds 1 and 1"),
    ],
)
def test_what_cannot_be_compared_is_an_error(matrix, options, message):
    with pytest.raises(DataError, match=message):
        complexity(exports(matrix), **options)


def test_an_empty_table_is_an_error():
    with pytest.raises(DataError, match="no rows with values"):
        complexity(exports(NESTED).slice(0, 0))


def test_an_area_that_is_null_is_an_error():
    table = exports(NESTED)
    unknown = table.set_column(1, "REF_AREA", pa.array([*"AAABB", None, *"CCC"]))
    with pytest.raises(DataError, match="has no area"):
        complexity(unknown)


@pytest.mark.parametrize(
    "options",
    [{"standardise": "z"}, {"threshold": 0}, {"max_iterations": 0}, {"tolerance": float("nan")}],
)
def test_an_option_that_makes_no_sense_is_named(options):
    with pytest.raises(UsageError, match=next(iter(options))):
        complexity(exports(NESTED), **options)


# Real data


@pytest.fixture(scope="module")
def of_2017(shared):
    """The exports of 2017 by heading, of areas that export a billion dollars or more."""
    table = ibis.duckdb.connect().read_parquet(shared / "exports_hs4_1980_2017.parquet")
    table = table.filter(table.year == 2017)
    names = {"TIME_PERIOD": "year", "REF_AREA": "exporter", "PRODUCT": "hs4"}
    return complexity(table, columns=names | {"OBS_VALUE": "value_usd"}, minimum_exports=10**9)


@pytest.mark.shared
def test_the_figures_of_2017_are_those_of_py_ecomplexity(of_2017):
    """The figures expected are what ecomplexity 0.5.3 gives for the same 153 areas.

    Its function ``ecomplexity`` was run on them in an environment of its own.
    """
    areas = {row["REF_AREA"]: row for row in of_2017.areas.to_arrow().to_pylist()}
    assert len(areas) == 153
    for area, eci, coi, diversity in (
        ("JPN", 2.3160661148666457, -0.21439599289107183, 343),
        ("CHE", 2.2628471888086636, 1.0742888273176436, 212),
        ("MEX", 1.0293290734358118, 0.8284978202468266, 196),
        ("BRA", 0.30552822228477017, 0.8931605021925819, 203),
        ("CHL", -0.1338449362470219, -0.22828233934061412, 136),
    ):
        assert areas[area]["ECI"] == pytest.approx(eci, abs=1e-9)
        assert areas[area]["COI"] == pytest.approx(coi, abs=1e-9)
        assert areas[area]["DIVERSITY"] == diversity
    products = {row["PRODUCT"]: row for row in of_2017.products.to_arrow().to_pylist()}
    for product, pci, ubiquity in (
        ("8486", 4.274676832647939, 6),
        ("1801", -3.361065125482568, 27),
        ("0901", -2.084174658737446, 37),
    ):
        assert products[product]["PCI"] == pytest.approx(pci, abs=1e-9)
        assert products[product]["UBIQUITY"] == ubiquity
    cells = of_2017.pairs.to_pandas().set_index(["REF_AREA", "PRODUCT"])
    for cell, density, gain in (
        (("CRI", "8542"), 0.0849110449577081, 0.6929990773624521),
        (("BRA", "8703"), 0.15629293812009504, 0.9019030500839295),
    ):
        assert cells.DENSITY[cell] == pytest.approx(density, abs=1e-9)
        assert cells.COG[cell] == pytest.approx(gain, abs=1e-9)
    space = of_2017.proximity.to_pandas().set_index(["PRODUCT", "COUNTERPART_PRODUCT"])
    assert space.PROXIMITY["0901", "1801"] == pytest.approx(0.4594594594594595, abs=1e-9)
    assert space.PROXIMITY["8703", "8708"] == pytest.approx(0.6363636363636364, abs=1e-9)


@pytest.mark.shared
def test_who_leads_in_2017(of_2017):
    areas = of_2017.areas.to_pandas().set_index("REF_AREA")
    ranking = areas.ECI.sort_values(ascending=False).index
    assert set(ranking[:4]) == {"JPN", "CHE", "DEU", "KOR"}
    region = [area for area in ranking if area in ("MEX", "CRI", "BRA", "COL", "CHL", "BOL", "VEN")]
    assert region[0] == "MEX"
    assert set(region[-2:]) == {"BOL", "VEN"}
    assert set(areas.FITNESS.nlargest(4).index) == {"DEU", "CHN", "JPN", "ITA"}
    assert by(of_2017.report, "FITNESS_CONVERGED", "COMPONENTS") == ([True], [1])
