"""Impute."""

from cedic.indices.stage import Stage


def impute(stage: Stage) -> Stage:
    """To be written next."""
    return stage.after("impute", {})
