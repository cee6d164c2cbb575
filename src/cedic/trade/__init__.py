"""Floor 2: analysis of trade. Tables in, tables out; it knows no file, store or page."""

from cedic.trade.coverage import coverage, dark_pairs, reporters
from cedic.trade.flows import mirror, reconcile
from cedic.trade.matrix import matrix
from cedic.trade.network import backbone, network
from cedic.trade.partitions import adjusted_mutual_information, adjusted_rand
from cedic.trade.reclassify import reclassify
from cedic.trade.regional import regional

__all__ = [
    "adjusted_mutual_information",
    "adjusted_rand",
    "backbone",
    "coverage",
    "dark_pairs",
    "matrix",
    "mirror",
    "network",
    "reclassify",
    "reconcile",
    "regional",
    "reporters",
]
