"""Floor 2: analysis of trade. Tables in, tables out; it knows no file, store or page."""

from cedic.trade.chain import Outliers, chained, growth, terms_of_trade
from cedic.trade.complexity import Complexity, complexity
from cedic.trade.coverage import coverage, dark_pairs, reporters
from cedic.trade.flows import mirror, reconcile
from cedic.trade.integration import integration
from cedic.trade.linkages import linkages
from cedic.trade.matrix import matrix
from cedic.trade.network import backbone, network
from cedic.trade.partitions import adjusted_mutual_information, adjusted_rand
from cedic.trade.partners import partners
from cedic.trade.product import (
    advantage,
    change,
    concentration,
    intra_industry,
    lafay,
    market_reach,
    penetration,
    similarity,
)
from cedic.trade.reclassify import reclassify
from cedic.trade.regional import regional

__all__ = [
    "Complexity",
    "Outliers",
    "adjusted_mutual_information",
    "adjusted_rand",
    "advantage",
    "backbone",
    "chained",
    "change",
    "complexity",
    "concentration",
    "coverage",
    "dark_pairs",
    "growth",
    "integration",
    "intra_industry",
    "lafay",
    "linkages",
    "market_reach",
    "matrix",
    "mirror",
    "network",
    "partners",
    "penetration",
    "reclassify",
    "reconcile",
    "regional",
    "reporters",
    "similarity",
    "terms_of_trade",
]
