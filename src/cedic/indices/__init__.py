"""Floor 2: composite indices. A framework and values in, scores out, every stage between kept.

An index is made in steps, after the OECD and JRC's *Handbook on Constructing Composite Indicators*
(2008): :func:`denominate`, :func:`impute`, :func:`screen`, :func:`treat`, :func:`normalise`,
:func:`weigh`, :func:`aggregate`. Each is a function from a :class:`Stage` to the next one.
"""

from cedic.indices.aggregate import aggregate
from cedic.indices.change import change
from cedic.indices.contributions import contributions
from cedic.indices.correlate import (
    Components,
    correlations,
    cronbach_alpha,
    importance,
    principal_components,
)
from cedic.indices.denominate import denominate
from cedic.indices.framework import Framework, Node
from cedic.indices.impute import impute
from cedic.indices.index import Index, Result
from cedic.indices.normalise import normalise
from cedic.indices.panel import Panel
from cedic.indices.profiles import peers, strengths
from cedic.indices.recipe import SHORTEST, STEPS, recipe
from cedic.indices.robustness import Robustness, robustness, sensitivity
from cedic.indices.screen import screen
from cedic.indices.stage import Note, Stage
from cedic.indices.treat import treat
from cedic.indices.weigh import weigh
from cedic.indices.whatif import gains, what_if

__all__ = [
    "SHORTEST",
    "STEPS",
    "Components",
    "Framework",
    "Index",
    "Node",
    "Note",
    "Panel",
    "Result",
    "Robustness",
    "Stage",
    "aggregate",
    "change",
    "contributions",
    "correlations",
    "cronbach_alpha",
    "denominate",
    "gains",
    "importance",
    "impute",
    "normalise",
    "peers",
    "principal_components",
    "recipe",
    "robustness",
    "screen",
    "sensitivity",
    "strengths",
    "treat",
    "weigh",
    "what_if",
]
