"""Floor 2: analysis of trade. Tables in, tables out; it knows no file, store or page."""

from cedic.trade.coverage import coverage, dark_pairs, reporters
from cedic.trade.flows import mirror, reconcile
from cedic.trade.linkages import linkages
from cedic.trade.matrix import matrix
from cedic.trade.partners import partners
from cedic.trade.regional import regional

__all__ = [
    "coverage",
    "dark_pairs",
    "linkages",
    "matrix",
    "mirror",
    "partners",
    "reconcile",
    "regional",
    "reporters",
]
