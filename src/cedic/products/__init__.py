"""Floor 0: what is traded: classifications of products, their groups and concordances."""

from cedic.products.classifications import Classification, classification, classifications
from cedic.products.codelist import CL_PRODUCT, CL_PRODUCT_DETAILED
from cedic.products.concordance import concordance

__all__ = [
    "CL_PRODUCT",
    "CL_PRODUCT_DETAILED",
    "Classification",
    "classification",
    "classifications",
    "concordance",
]
