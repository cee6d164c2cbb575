"""Floor 2: analysis of trade. Tables in, tables out; it knows no file, store or page."""

from cedic.trade.chain import Outliers, chained, growth, terms_of_trade
from cedic.trade.coverage import coverage, dark_pairs, reporters
from cedic.trade.flows import mirror, reconcile
from cedic.trade.matrix import matrix
from cedic.trade.regional import regional

__all__ = [
    "Outliers",
    "chained",
    "coverage",
    "dark_pairs",
    "growth",
    "matrix",
    "mirror",
    "reconcile",
    "regional",
    "reporters",
    "terms_of_trade",
]
