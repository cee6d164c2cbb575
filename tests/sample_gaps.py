"""What the embedded sample has no figures for."""

from __future__ import annotations

EMPTY = {"TRADE_INDICES"}
"""Dataflows that the sample gives nothing for: prices take quantities by product."""
