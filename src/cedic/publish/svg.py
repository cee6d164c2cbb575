"""Charts as SVG: as a file, and as a part of a page under a strict Content-Security-Policy."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any

from cedic.publish import style

KEPT = 512
"""How many pictures are kept in memory, some 20 KB each."""


def svg_of(chart: Any) -> str:
    """A chart as SVG text. Nothing is fetched from anywhere."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[]))


def page_svg(spec: dict[str, Any], id: str, labelled_by: str | None = None) -> str:
    """A chart as SVG to stand in a page.

    Parameters
    ----------
    spec : dict
        From ``to_dict`` of a chart of :func:`cedic.publish.charts.body`.
    id : str
        What the ids inside the picture begin with; unique in the page.
    labelled_by : str, optional
        The id of the element that names the picture. Without it the picture is hidden from
        assistive technology, which reads what stands around it.

    Returns
    -------
    str
        An ``svg`` element without styles, scripts or links. It has a width and a height, and a
        view box, so that ``max-width: 100%; height: auto`` shrinks it.
    """
    return _page_svg(json.dumps(spec), id, labelled_by)


def lone_svg(spec: dict[str, Any]) -> str:
    """A chart as SVG to stand in a page as a file of its own, in the colours of either scheme."""
    return in_both_schemes(page_svg(spec, "chart"))


def in_both_schemes(drawn: str) -> str:
    """An ``svg`` element as a file of its own, with the rules for the colours of either scheme."""
    return drawn.replace(">", f"><style>{_dark_rules()}</style>", 1)


@cache
def _dark_rules() -> str:
    rules = "".join(
        f'[{part}="{colour}"]{{{part}:{style.dark(colour)}}}'
        for colour in style.every_colour()
        for part in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


@lru_cache(maxsize=KEPT)
def _page_svg(spec: str, id: str, labelled_by: str | None) -> str:
    import vl_convert
    from lxml import etree

    root = etree.fromstring(vl_convert.vegalite_to_svg(json.loads(spec), allowed_base_urls=[]))
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{id}-{value}")
            elif value.startswith("url(#"):
                element.set(name, f"url(#{id}-{value[5:]}")
            elif name.startswith("aria-") or name in ("class", "role", "version"):
                # Read aloud, hundreds of marks say less than the title and the table.
                del element.attrib[name]
            elif name == "font-family" and value == style.CHART_SANS:
                del element.attrib[name]
    root.set("font-family", style.CHART_SANS)
    root.set("focusable", "false")
    if labelled_by is None:
        root.set("aria-hidden", "true")
    else:
        root.set("role", "img")
        root.set("aria-labelledby", labelled_by)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))
