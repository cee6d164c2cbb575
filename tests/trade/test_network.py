"""The network of trade: measures worked out by hand, communities, backbone, what is refused."""

from __future__ import annotations

import random
import subprocess
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, MissingLibraryError, UnknownCodeError, UsageError
from cedic.trade import backbone, network
from cedic.trade.network import _division

pa = pytest.importorskip("pyarrow")
igraph = pytest.importorskip("igraph", reason="the analysis of networks needs cedic[analysis]")

STAR = {("A", "B"): 40, ("B", "A"): 10, ("A", "C"): 30, ("D", "A"): 20}
TWO_PARTS = {
    ("A", "B"): 50,
    ("B", "C"): 50,
    ("C", "A"): 50,
    ("P", "Q"): 10,
    ("Q", "R"): 10,
    ("R", "P"): 10,
}


def table(links, **more):
    return pa.table(
        {
            "TIME_PERIOD": ["2020"] * len(links),
            "EXPORTER": [exporter for exporter, _ in links],
            "IMPORTER": [importer for _, importer in links],
            "OBS_VALUE": list(links.values()),
            **{name: [value] * len(links) for name, value in more.items()},
        }
    )


def measured(flows, **asked):
    rows = network(flows, **asked).to_arrow().to_pylist()
    found = {}
    for row in rows:
        found.setdefault(row["INDICATOR"], {})[row["REF_AREA"]] = row["OBS_VALUE"]
    return found


def whole(flows, **asked):
    return {name: of["WLD"] for name, of in measured(flows, **asked).items() if "WLD" in of}


def approx(expected):
    return pytest.approx(expected, abs=1e-12)


# Measures


def test_strengths_and_degrees_of_a_star():
    found = measured(table(STAR))
    assert found["STRENGTH_OUT"] == {"A": 70, "B": 10, "C": None, "D": 20}
    assert found["STRENGTH_IN"] == {"A": 30, "B": 40, "C": 30, "D": None}
    assert found["STRENGTH_SHARE"] == approx({"A": 0.5, "B": 0.25, "C": 0.15, "D": 0.1})
    assert found["DEGREE_OUT"] == {"A": 2, "B": 1, "C": 0, "D": 1}
    assert found["DEGREE_IN"] == {"A": 2, "B": 1, "C": 1, "D": 0}


def test_paths_of_a_star():
    found = measured(table(STAR))
    # B–C, D–B and D–C of the six pairs of others go through A.
    assert found["BETWEENNESS"] == approx({"A": 0.5, "B": 0, "C": 0, "D": 0})
    # The mean weight is 25: A–B is 25/40 long, A–C 25/30, B–A 25/10, D–A 25/20.
    assert found["CLOSENESS_OUT"]["A"] == approx((40 / 25 + 30 / 25) / 3)
    assert found["CLOSENESS_OUT"]["B"] == approx((10 / 25 + 1 / (25 / 10 + 25 / 30)) / 3)
    assert found["CLOSENESS_OUT"]["C"] == 0
    assert found["CLOSENESS_IN"]["D"] == 0
    assert found["CLOSENESS_IN"]["C"] == approx(
        (30 / 25 + 1 / (25 / 10 + 25 / 30) + 1 / (25 / 20 + 25 / 30)) / 3
    )


def test_a_strong_detour_is_shorter_than_a_weak_link():
    found = measured(table({("A", "B"): 1, ("A", "C"): 100, ("C", "B"): 100}))
    assert found["BETWEENNESS"] == approx({"A": 0, "B": 0, "C": 0.5})


def test_scores_of_a_star():
    found = measured(table(STAR))
    # The undirected star of 50, 30 and 20 has the first eigenvector (√Σw², w).
    norm = (50**2 + 30**2 + 20**2) ** 0.5
    star = {"A": 1, "B": 50 / norm, "C": 30 / norm, "D": 20 / norm}
    assert found["EIGENVECTOR"] == pytest.approx(star, abs=1e-9)
    # A's exports make the greater half of W·Wᵀ, its markets 4 : 3.
    assert found["HUB"] == pytest.approx({"A": 1, "B": 0, "C": 0, "D": 0}, abs=1e-9)
    assert found["AUTHORITY"] == pytest.approx({"A": 0, "B": 1, "C": 0.75, "D": 0}, abs=1e-9)
    assert sum(found["PAGERANK"].values()) == approx(1)
    ranks = found["PAGERANK"]
    # C sends nothing and passes its rank on to all alike.
    base = 0.15 / 4 + 0.85 * ranks["C"] / 4
    assert ranks["D"] == pytest.approx(base, abs=1e-9)
    assert ranks["B"] == pytest.approx(base + 0.85 * ranks["A"] * 4 / 7, abs=1e-9)
    assert ranks["A"] == pytest.approx(base + 0.85 * (ranks["B"] + ranks["D"]), abs=1e-9)


def test_clustering_is_barrats():
    # A's partners are B, C and D; of the pairs B and C alone trade.
    links = {("A", "B"): 10, ("A", "C"): 20, ("D", "A"): 70, ("C", "B"): 5}
    found = measured(table(links))["CLUSTERING"]
    # 1/(s(k−1)) Σ over ordered pairs that trade: 2·(10+20)/2 / (100·2).
    assert found == approx({"A": 30 / 200, "B": 1, "C": 1, "D": None})


def test_the_star_as_a_whole():
    found = whole(table(STAR))
    assert found == approx(
        {
            "AREAS": 4,
            "ISOLATED": 0,
            "LINKS": 4,
            "NETWORK_DENSITY": 4 / 12,
            # Of 100, 10 go both ways between A and B.
            "RECIPROCITY": 20 / 100,
            # Over the links A–B, B–A, A–C and D–A: (2, 1), (1, 2), (2, 1), (1, 2).
            "ASSORTATIVITY": -1,
            "CENTRALISATION": 1,
            "COMPONENTS": 1,
            "COMMUNITIES": found["COMMUNITIES"],
            "MODULARITY": found["MODULARITY"],
            "AMI_LEGAL_BLOCS": None,
            "ARI_LEGAL_BLOCS": None,
        }
    )


def test_equal_trade_is_not_centralised():
    ring = {("A", "B"): 5, ("B", "C"): 5, ("C", "A"): 5}
    found = whole(table(ring))
    assert found["CENTRALISATION"] == approx(0)
    assert found["RECIPROCITY"] == 0
    assert found["ASSORTATIVITY"] is None


def test_two_areas_have_no_way_between():
    found = measured(table({("A", "B"): 7}))
    assert found["BETWEENNESS"] == {"A": None, "B": None}
    assert found["CENTRALISATION"] == {"WLD": None}
    assert found["CLOSENESS_OUT"] == approx({"A": 1, "B": 0})
    assert found["CLUSTERING"] == {"A": None, "B": None}


def test_a_network_of_two_parts():
    found = measured(table(TWO_PARTS))
    assert found["COMPONENTS"] == {"WLD": 2}
    assert found["COMMUNITIES"] == {"WLD": 2}
    assert found["COMMUNITY"] == {"A": 1, "B": 1, "C": 1, "P": 2, "Q": 2, "R": 2}
    # Weights of 300 of 360 and 60 of 360: Q = 1 − (5/6)² − (1/6)².
    assert found["MODULARITY"] == approx({"WLD": 1 - 25 / 36 - 1 / 36})
    # The mean weight is 30: from A to B 30/50, on to C as long again, to the others no path.
    assert found["CLOSENESS_OUT"]["A"] == approx((50 / 30 + 50 / 60) / 5)
    assert found["BETWEENNESS"]["A"] == approx(1 / 20)
    assert found["EIGENVECTOR"]["A"] == pytest.approx(1)


NETWORKS = st.lists(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")).filter(
            lambda pair: pair[0] != pair[1]
        ),
        st.integers(1, 10**9),
        min_size=1,
    ),
    min_size=8,
    max_size=12,
)


def one_a_year(networks, factor=1):
    """Many networks as one table, so that one call measures all of them."""
    scaled = ({pair: factor * value for pair, value in links.items()} for links in networks)
    return pa.concat_tables(
        table(links).set_column(0, "TIME_PERIOD", [[str(2000 + year)] * len(links)])
        for year, links in enumerate(scaled)
    )


@settings(max_examples=5, deadline=None)
@given(NETWORKS)
def test_identities(networks):
    found, scaled = {}, {}
    for into, factor in ((found, 1), (scaled, 8)):
        for row in network(one_a_year(networks, factor)).to_arrow().to_pylist():
            of_year = into.setdefault(int(row["TIME_PERIOD"]) - 2000, {})
            of_year.setdefault(row["INDICATOR"], {})[row["REF_AREA"]] = row["OBS_VALUE"]
    for year, links in enumerate(networks):
        keeps_identities(found[year], links)
        # In another unit only the strengths change.
        for name in set(found[year]) - {"STRENGTH_OUT", "STRENGTH_IN"}:
            assert scaled[year][name] == pytest.approx(found[year][name], abs=1e-9)


def keeps_identities(found, links):
    for side in ("STRENGTH_OUT", "STRENGTH_IN"):
        assert sum(value or 0 for value in found[side].values()) == sum(links.values())
    for name in ("STRENGTH_SHARE", "PAGERANK"):
        assert sum(found[name].values()) == pytest.approx(1)
    assert sum(found["DEGREE_OUT"].values()) == len(links) == found["LINKS"]["WLD"]
    for name in ("BETWEENNESS", "EIGENVECTOR", "HUB", "AUTHORITY", "CLUSTERING"):
        assert all(value is None or 0 <= value <= 1 + 1e-9 for value in found[name].values())
    assert max(found["EIGENVECTOR"].values()) == pytest.approx(1)
    assert 0 <= found["RECIPROCITY"]["WLD"] <= 1


def test_the_golden_flows_as_igraph_asked_otherwise(golden):
    found = measured(golden)
    links = list(zip(golden["EXPORTER"].to_pylist(), golden["IMPORTER"].to_pylist(), strict=True))
    graph = igraph.Graph.TupleList(
        [
            (*pair, value)
            for pair, value in zip(links, golden["OBS_VALUE"].to_pylist(), strict=True)
        ],
        directed=True,
        weights=True,
    )
    ranks = graph.pagerank(weights="weight")
    assert found["PAGERANK"] == pytest.approx(dict(zip(graph.vs["name"], ranks, strict=True)))
    nearness = graph.harmonic_centrality(
        mode="out", weights=[sum(graph.es["weight"]) / 12 / w for w in graph.es["weight"]]
    )
    assert found["CLOSENESS_OUT"] == pytest.approx(
        dict(zip(graph.vs["name"], nearness, strict=True))
    )


# Communities and blocs


def cliques(count, size, inside, outside):
    """Cliques of strong links, every area with a weak one to all others."""
    areas = [f"{chr(65 + clique)}{n}" for clique in range(count) for n in range(size)]
    return {
        (one, other): inside * (ord(one[0]) - 64) if one[0] == other[0] else outside
        for one in areas
        for other in areas
        if one != other
    }


def test_communities_are_numbered_by_what_they_trade():
    found = measured(table(cliques(3, 4, 100, 1)))
    assert found["COMMUNITIES"]["WLD"] == 3
    assert {area: int(number) for area, number in found["COMMUNITY"].items()} == {
        f"{clique}{n}": number
        for clique, number in (("C", 1), ("B", 2), ("A", 3))
        for n in range(4)
    }


def test_communities_beside_blocs():
    flows = table(cliques(2, 4, 100, 1))
    same = {"ONE": ["A0", "A1", "A2", "A3"], "TWO": ["B0", "B1", "B2", "B3"]}
    assert whole(flows, blocs=same)["AMI_LEGAL_BLOCS"] == pytest.approx(1)
    assert whole(flows, blocs=same)["ARI_LEGAL_BLOCS"] == pytest.approx(1)
    # Across the communities, and with areas outside of both: as two classes of two, crossed.
    across = {"ONE": ["A0", "B0"], "TWO": ["A1", "B1"]}
    assert whole(flows, blocs=across)["AMI_LEGAL_BLOCS"] == pytest.approx(-1 / 2)
    # Who belongs to two counts for the first.
    twice = {**same, "THREE": ["A0", "B0", "B1"]}
    assert whole(flows, blocs=twice)["AMI_LEGAL_BLOCS"] == pytest.approx(1)
    # One member that trades is not enough.
    assert whole(flows, blocs={"ONE": ["A0", "Z"]})["AMI_LEGAL_BLOCS"] is None


def test_legal_blocs_are_those_of_the_year():
    links = {("CHL", "MEX"): 90, ("MEX", "CHL"): 90, ("BRA", "ARG"): 80, ("CHL", "ARG"): 1}
    found = {}
    for period in ("1990", "2020"):
        flows = table(links).set_column(0, "TIME_PERIOD", [[period] * len(links)])
        found[period] = whole(flows)["AMI_LEGAL_BLOCS"]
    # In 1990 neither MERCOSUR nor the Pacific Alliance was there.
    assert found == {"1990": None, "2020": pytest.approx(1)}


def test_the_same_each_time_and_the_generator_is_given_back():
    flows = table(cliques(4, 5, 10, 4))
    first = network(flows).to_arrow()
    random.seed(1)
    # Who shuffles with igraph's default generator shuffles as before.
    igraph.set_random_number_generator(random)
    before = igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist()
    random.seed(1)
    assert network(flows.take(list(range(flows.num_rows))[::-1])).to_arrow().equals(first)
    assert igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist() == before


# Which network


def products():
    rows = [("01", "A", "B", 10), ("01", "B", "C", 5), ("02", "A", "B", 1), ("02", "C", "D", 0)]
    return pa.table(
        {
            "SOURCE": ["S"] * 4,
            "TIME_PERIOD": [2020] * 4,
            "PRODUCT": [row[0] for row in rows],
            "EXPORTER": [row[1] for row in rows],
            "IMPORTER": [row[2] for row in rows],
            "OBS_VALUE": [row[3] for row in rows],
        }
    )


def test_all_products_together_are_added_up_or_as_stated():
    flows = products()
    assert measured(flows)["STRENGTH_OUT"]["A"] == 11
    stated = pa.concat_tables([flows, flows.slice(0, 1)])
    codes = [*flows["PRODUCT"].to_pylist(), "_T"]
    stated = stated.set_column(2, "PRODUCT", [codes]).set_column(
        5, "OBS_VALUE", [[*flows["OBS_VALUE"].to_pylist(), 50]]
    )
    assert measured(stated)["STRENGTH_OUT"]["A"] == 50
    rows = network(stated, product=["_T", "02"], period=2020).to_arrow()
    assert set(rows["PRODUCT"].to_pylist()) == {"_T", "02"}
    assert rows.column_names == [
        *("SOURCE", "REF_AREA", "PRODUCT", "INDICATOR", "TIME_PERIOD", "OBS_VALUE")
    ]


def test_isolated_areas_are_named():
    found = measured(products(), product="02")
    assert found["ISOLATED"] == {"WLD": 2}
    assert found["DEGREE_OUT"] == {"A": 1, "B": 0, "C": 0, "D": 0}
    assert found["PAGERANK"]["C"] is None
    assert found["COMMUNITY"]["D"] is None
    assert found["AREAS"] == {"WLD": 2}


def test_imports_go_from_exporter_to_importer_too():
    rows = {
        "REF_AREA": ["B", "A"],
        "COUNTERPART_AREA": ["A", "B"],
        "TRADE_FLOW": ["M", "X"],
        "TIME_PERIOD": ["2020"] * 2,
        "OBS_VALUE": [7, 9],
    }
    assert measured(pa.table(rows), flow="M")["STRENGTH_OUT"] == {"A": 7, "B": None}
    assert measured(pa.table(rows))["STRENGTH_OUT"] == {"A": 9, "B": None}
    assert backbone(pa.table(rows), flow="M", alpha=1).to_arrow().num_rows == 0


def test_columns_may_have_other_names():
    flows = table(STAR).rename_columns(["year", "from", "to", "usd"])
    names = {
        "TIME_PERIOD": "year",
        "EXPORTER": "from",
        "IMPORTER": "to",
        "OBS_VALUE": "usd",
    }
    assert measured(flows, columns=names) == measured(table(STAR))


# Backbone


def kept(flows, **asked):
    rows = backbone(flows, **asked).to_arrow().to_pylist()
    return {
        (row["REF_AREA"], row["COUNTERPART_AREA"]): (row["OBS_VALUE"], row["SIGNIFICANCE"])
        for row in rows
    }


def test_a_link_is_kept_if_either_end_finds_it_significant():
    links = {("A", "B"): 90, ("A", "C"): 5, ("A", "D"): 5, ("E", "B"): 10, ("F", "D"): 5}
    # Seen from A: (1 − 0.9)², (1 − 0.05)²; seen from B: (1 − 0.9)¹, (1 − 0.1)¹; C has one link.
    assert kept(table(links)) == {("A", "B"): (90, pytest.approx(0.01))}
    assert kept(table(links), alpha=0.96) == {
        ("A", "B"): (90, pytest.approx(0.01)),
        ("A", "C"): (5, pytest.approx(0.9025)),
        ("A", "D"): (5, pytest.approx(0.5)),
        ("E", "B"): (10, pytest.approx(0.9)),
        ("F", "D"): (5, pytest.approx(0.5)),
    }
    # The importer alone decides where the exporter has one market.
    found = kept(table({("A", "B"): 97, ("C", "B"): 3, ("C", "D"): 3}))
    assert found == {("A", "B"): (97, pytest.approx(0.03))}


@settings(max_examples=5, deadline=None)
@given(NETWORKS)
def test_the_backbone_does_not_change_with_the_unit(networks):
    def links(factor, alpha):
        rows = backbone(one_a_year(networks, factor), alpha=alpha).to_arrow().to_pylist()
        return {
            (row["TIME_PERIOD"], row["REF_AREA"], row["COUNTERPART_AREA"]): (
                row["OBS_VALUE"] / factor,
                pytest.approx(row["SIGNIFICANCE"], abs=1e-12),
            )
            for row in rows
        }

    found = links(1, 0.5)
    assert links(8, 0.5) == {
        key: (value, chance.expected) for key, (value, chance) in found.items()
    }
    assert set(links(1, 0.1)) <= set(found)


# What is refused


@pytest.mark.parametrize("analysis", [network, backbone])
@pytest.mark.parametrize(
    ("flows", "asked", "error", "told"),
    [
        (STAR, {"product": "01"}, UnknownCodeError, "product"),
        (STAR, {"period": 1999}, UnknownCodeError, "period"),
        (STAR, {"product": []}, UsageError, "No product"),
        (STAR, {"flow": "Z"}, UsageError, "flow"),
        ({("A", "WLD"): 5}, {}, DataError, "the world is no area"),
        ({("A", "B"): -5}, {}, DataError, "negative"),
    ],
)
def test_bad_input(analysis, flows, asked, error, told):
    with pytest.raises(error, match=told):
        analysis(table(flows), **asked).to_arrow()


@pytest.mark.parametrize("analysis", [network, backbone])
def test_a_flow_there_twice_is_refused(analysis):
    twice = pa.concat_tables([table(STAR), table({("A", "B"): 40})])
    with pytest.raises(DataError, match="stands 2 times"):
        analysis(twice)
    without = table(STAR).rename_columns(["TIME_PERIOD", "REF_AREA", "other", "OBS_VALUE"])
    with pytest.raises(DataError, match="no column COUNTERPART_AREA"):
        analysis(without)


def test_bad_parameters():
    flows = table(STAR)
    for asked in ({"runs": 0}, {"resolution": 0.0}):
        with pytest.raises(UsageError, match="one run or more"):
            network(flows, **asked)
    with pytest.raises(UnknownCodeError):
        network(flows, blocs="MERCOSOUR")
    for alpha in (0, 1.5):
        with pytest.raises(UsageError, match="alpha"):
            backbone(flows, alpha=alpha)
    with pytest.raises(DataError, match="no flow above zero"):
        network(table({("A", "B"): 0}))
    assert backbone(table({("A", "B"): 0})).to_arrow().num_rows == 0


def test_without_igraph_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(MissingLibraryError) as told:
        network(table(STAR))
    assert told.value.remedy == "run: pip install 'cedic[analysis]'"


def test_igraph_is_not_imported_until_it_is_needed():
    code = "import sys, cedic.trade, cedic.catalogue; print('igraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


class _Undecided:
    """A graph whose best division moves back and forth between two of equal modularity."""

    def __init__(self) -> None:
        self.asked = 0

    def community_leiden(self, **_: object) -> SimpleNamespace:
        self.asked += 1
        return SimpleNamespace(membership=[0, self.asked % 2, 1])

    def modularity(self, *_: object, **__: object) -> float:
        return 0.25


def test_communities_are_not_sought_for_ever() -> None:
    graph = _Undecided()
    assert _division(graph, 1.0) == [0, 1, 1]
    assert graph.asked == 2
