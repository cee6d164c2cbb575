"""Floor 0: what is traded: classifications of products, their groups and concordances."""

from cedic.products.codelist import CL_PRODUCT, CL_PRODUCT_DETAILED

__all__ = ["CL_PRODUCT", "CL_PRODUCT_DETAILED"]
