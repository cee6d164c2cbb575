"""Treat."""

from cedic.indices.stage import Stage


def treat(stage: Stage) -> Stage:
    """To be written next."""
    return stage.after("treat", {})
