"""Normalise: bring indicators onto one scale, more being better."""

from __future__ import annotations

from cedic.indices.stage import Stage


def normalise(stage: Stage, *, scale: tuple[float, float] = (0.0, 100.0)) -> Stage:
    """Bring indicators onto one scale by their least and greatest value over the panel."""
    import numpy as np

    panel = stage.panel
    direction = np.array([stage.framework.node(code).direction for code in panel.columns])
    values = panel.values * direction
    low, high = np.nanmin(values, axis=(0, 1)), np.nanmax(values, axis=(0, 1))
    values = scale[0] + (values - low) / (high - low) * (scale[1] - scale[0])
    return stage.after("normalise", {"scale": scale}, panel=panel.with_values(values), scale=scale)
