"""The codelists of products: groups that all dataflows share, and the chapters and headings below."""

from __future__ import annotations

from collections.abc import Iterator

from cedic.model import Code, Codelist, Text
from cedic.model.tables import rows


def _codes(*names: str) -> tuple[Code, ...]:
    """The codes of some tables, each followed by its own parts."""
    parts: dict[str, list[dict[str, str]]] = {}
    for name in names:
        for row in rows("cedic.products", name):
            parts.setdefault(row["parent"], []).append(row)

    def under(parent: str) -> Iterator[Code]:
        for row in parts.get(parent, ()):
            name = Text(row["en"], row["es"], row["pt"], row["fr"])
            yield Code(row["code"], name, parent=parent or None)
            yield from under(row["code"])

    return tuple(under(""))


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
"""The same groups, each section of the HS with its chapters (``HS01``) and headings (``HS0101``)."""
