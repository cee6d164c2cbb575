"""Floor 2: analysis of trade. Tables in, tables out; it knows no file, store or page."""

from cedic.trade.complexity import Complexity, complexity
from cedic.trade.coverage import coverage, dark_pairs, reporters
from cedic.trade.flows import mirror, reconcile
from cedic.trade.matrix import matrix
from cedic.trade.regional import regional

__all__ = [
    "Complexity",
    "complexity",
    "coverage",
    "dark_pairs",
    "matrix",
    "mirror",
    "reconcile",
    "regional",
    "reporters",
]
