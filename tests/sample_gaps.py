"""What the embedded sample has no figures for."""

from __future__ import annotations

PROGRAMME = {"PROGRAMME_EXECUTION", "MANDATE_COVERAGE", "MEETINGS"}
"""Dataflows that are counted from an institution's own work programme."""

EMPTY = {"TRADE_INDICES", "MIGRATION", "AGREEMENTS"} | PROGRAMME
"""Dataflows that the sample gives nothing for: prices take quantities by product; of pairs of areas
it has trade only; of work programmes it has none."""

NEED_SOURCES = {
    *(f"WGI_{dimension}" for dimension in ("VA", "PV", "GE", "RQ", "RL", "CC")),
    *("TARIFF_SIMPLE", "TARIFF_WEIGHTED", "DUTY_FREE_LINES", "AGREEMENTS_IN_FORCE", "LSCI"),
    *("LINER_LINKS", "GOVERNANCE", "GOVERNANCE_GAP", "TARIFF", "TARIFF_GAP", "POLITICAL"),
    *("MIGRANTS_IN", "MIGRANTS_OUT", "FELLOW_AGREEMENTS"),
}
"""Series of DEVELOPMENT, and indicators of integration, that sources other than the sample's give:
WGI, WITS_TARIFF, LSCI, UN_DESA and DESTA."""
