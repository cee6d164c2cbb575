"""Weigh: how the parts of a level get their weights."""

from __future__ import annotations

from cedic.indices.stage import Stage


def weigh(stage: Stage, *, method: str = "given", level: int = 1) -> Stage:
    """Say how the parts of a level get their weights."""
    weighting = {**stage.weighting, level: {"method": method}}
    return stage.after("weigh", {"method": method, "level": level}, weighting=weighting)
