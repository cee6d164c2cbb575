"""Trade by product: who sells what, how well, how concentrated, and how alike others.

Shares and advantage (:mod:`cedic.trade.specialisation`), the structure of trade
(:mod:`cedic.trade.structure`), trade in both directions (:mod:`cedic.trade.two_way`) and the reach
into markets (:mod:`cedic.trade.markets`), of areas and of blocs. All start from
:mod:`cedic.trade.baskets`, which says what tables they take.
"""

from cedic.trade.markets import market_reach, penetration
from cedic.trade.specialisation import advantage
from cedic.trade.structure import change, concentration, similarity
from cedic.trade.two_way import intra_industry, lafay

__all__ = [
    "advantage",
    "change",
    "concentration",
    "intra_industry",
    "lafay",
    "market_reach",
    "penetration",
    "similarity",
]
