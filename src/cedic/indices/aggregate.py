"""Aggregate: scores of the aggregates out of those of their parts, level by level."""

from __future__ import annotations

from dataclasses import replace

from cedic.indices.stage import Stage


def aggregate(stage: Stage, *, method: str = "arithmetic") -> Stage:
    """Give each aggregate the weighted mean of its parts, level by level."""
    import numpy as np

    framework, panel = stage.framework, stage.panel
    codes = tuple(node.code for node in framework.hierarchy)
    shape = (*panel.present.shape, len(codes))
    values, imputed, weights = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan)
    values[:, :, : len(panel.columns)] = panel.values
    imputed[:, :, : len(panel.columns)] = panel.imputed
    for at, node in enumerate(framework.hierarchy):
        children = framework.children(node.code)
        if children:
            parts = [codes.index(child.code) for child in children]
            given = np.array([child.weight for child in children])
            known = ~np.isnan(values[:, :, parts])
            shares = known * given
            shares = shares / shares.sum(axis=2, keepdims=True)
            weights[:, :, parts] = shares
            values[:, :, at] = (shares * np.nan_to_num(values[:, :, parts])).sum(axis=2)
            imputed[:, :, at] = (shares * imputed[:, :, parts]).sum(axis=2)
    wide = replace(panel, columns=codes, values=values, imputed=imputed)
    return stage.after("aggregate", {"method": method}, panel=wide, weights=weights)
