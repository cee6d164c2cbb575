"""Screen."""

from cedic.indices.stage import Stage


def screen(stage: Stage) -> Stage:
    """To be written next."""
    return stage.after("screen", {})
