"""Floor 0: what is traded: classifications of products, their groups and concordances."""

from cedic.products.classifications import Classification, classification, classifications
from cedic.products.codelist import CL_PRODUCT, CL_PRODUCT_DETAILED
from cedic.products.concordance import concordance
from cedic.products.groups import SCHEMES, groups

__all__ = [
    "CL_PRODUCT",
    "CL_PRODUCT_DETAILED",
    "SCHEMES",
    "Classification",
    "classification",
    "classifications",
    "concordance",
    "groups",
]
