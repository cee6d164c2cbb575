from __future__ import annotations

import pytest

from cedic.publish.partners import inward, largest_partners, within, world_shares
from cedic.regions import areas, bloc


def test_the_largest_partners_are_the_largest_in_the_store(sample_store):
    exports, imports = largest_partners(sample_store, "ARG")
    assert (exports.measured.code.id, imports.measured.code.id) == ("X", "M")
    table = sample_store.data(
        exports.measured.flow.id,
        REF_AREA="ARG",
        start=exports.period,
        end=exports.period,
        **exports.measured.codes,
    ).to_arrow()
    by_partner = dict(
        zip(table["COUNTERPART_AREA"].to_pylist(), table["OBS_VALUE"].to_pylist(), strict=True)
    )
    ranked = sorted(by_partner, key=lambda id: -by_partner[id])
    assert [flow.partner for flow in exports.flows] == ranked[:10]
    assert exports.total == pytest.approx(sum(by_partner.values()))
    assert exports.count == len(by_partner)
    top = exports.flows[0]
    assert top.share == pytest.approx(by_partner[top.partner] / exports.total)


def test_partners_come_from_flows_alone(sample_store):
    # The sample's other tables by pair hold the strongest links, or indices that make no sum.
    kinds = [one.measured for one in largest_partners(sample_store, "TTO")]
    assert [one.dimension for one in kinds] == ["TRADE_FLOW", "TRADE_FLOW"]
    assert {one.flow.id for one in kinds} <= {"TRADE", "TRADE_MATRIX"}


def test_no_bloc_and_no_world_is_a_partner(sample_store):
    kinds = [
        areas()[flow.partner].kind
        for one in largest_partners(sample_store, "MERCOSUR")
        for flow in one.flows
    ]
    assert kinds
    assert set(kinds) <= {"country", "territory", "historical", "nes"}


def test_a_balance_has_no_largest_partner(sample_store):
    kinds = {one.measured.code.id for one in largest_partners(sample_store, "MERCOSUR")}
    assert kinds == {"X", "M"}


@pytest.mark.parametrize("area", ["ATA", "LAC", "'; DROP TABLE x --"])
def test_an_area_without_partners_has_none(sample_store, area):
    assert largest_partners(sample_store, area) == []


def test_flows_within_a_bloc_are_among_its_members(sample_store):
    members = bloc("MERCOSUR").members(2023)
    [found] = within(sample_store, members)
    assert {id for flow in found.flows for id in (flow.area, flow.partner)} <= set(members)
    assert all(flow.area != flow.partner for flow in found.flows)
    values = [flow.value for flow in found.flows]
    assert values == sorted(values, reverse=True)
    assert within(sample_store, ()) == []


def test_what_stays_in_a_bloc_is_its_intra_regional_share(sample_store):
    exports = next(
        one
        for one in inward(sample_store, "MERCOSUR", ["MERCOSUR"])
        if one.total.measured.code.id == "X"
    )
    table = sample_store.data(
        "REGIONAL_TRADE",
        REF_AREA="MERCOSUR",
        INDICATOR="ITS",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE="BACI",
    ).to_arrow()
    shares = dict(
        zip(table["TIME_PERIOD"].to_pylist(), table["OBS_VALUE"].to_pylist(), strict=True)
    )
    for period, share in exports.shares.items():
        assert share == pytest.approx(shares[period], abs=1e-9)
    assert inward(sample_store, "ARG", []) == []


def test_shares_of_world_trade_add_up(sample_store):
    total = 0.0
    for area in ("ARG", "BRA", "CHN", "USA"):
        exports = inward(sample_store, area, ["CELAC"])[0].total
        total += world_shares(sample_store, exports)["2023"]
    assert 0 < total < 1
