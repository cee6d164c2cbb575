"""Floor 2: composite indices. A framework and values in, scores out, every stage between kept.

An index is made in steps, after the OECD and JRC's *Handbook on Constructing Composite Indicators*
(2008): :func:`denominate`, :func:`impute`, :func:`screen`, :func:`treat`, :func:`normalise`,
:func:`weigh`, :func:`aggregate`. Each is a function from a :class:`Stage` to the next one.
"""

from cedic.indices.aggregate import aggregate
from cedic.indices.denominate import denominate
from cedic.indices.framework import Framework, Node
from cedic.indices.impute import impute
from cedic.indices.index import Index, Result
from cedic.indices.normalise import normalise
from cedic.indices.panel import Panel
from cedic.indices.recipe import SHORTEST, STEPS, recipe
from cedic.indices.screen import screen
from cedic.indices.stage import Note, Stage
from cedic.indices.treat import treat
from cedic.indices.weigh import weigh

__all__ = [
    "SHORTEST",
    "STEPS",
    "Framework",
    "Index",
    "Node",
    "Note",
    "Panel",
    "Result",
    "Stage",
    "aggregate",
    "denominate",
    "impute",
    "normalise",
    "recipe",
    "screen",
    "treat",
    "weigh",
]
