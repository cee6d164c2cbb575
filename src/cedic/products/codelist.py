"""The codelists of products: groups that all dataflows share, and the chapters and headings below."""

from __future__ import annotations

from cedic.model import Code, Codelist, Text
from cedic.model.tables import rows


def _codes(*names: str) -> tuple[Code, ...]:
    return tuple(
        Code(
            row["code"],
            Text(row["en"], row["es"], row["pt"], row["fr"]),
            parent=row["parent"] or None,
        )
        for name in names
        for row in rows("cedic.products", name)
    )


CL_PRODUCT = Codelist(
    "CL_PRODUCT",
    Text("Product", "Producto", "Produto", "Produit"),
    lambda: _codes("groups"),
)
"""All products (``_T``) and groups of them: sections of the HS and the SITC, sectors of the ICIO."""

CL_PRODUCT_DETAILED = Codelist(
    "CL_PRODUCT_DETAILED",
    Text(
        "Product, in detail",
        "Producto, en detalle",
        "Produto, em detalhe",
        "Produit, en détail",
    ),
    lambda: _codes("groups", "harmonized"),
)
"""The same groups, and the chapters (``HS01``) and headings (``HS0101``) of the HS."""
