"""Structures in SDMX-ML 2.1, written by sdmx1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cedic.sdmx.structures.artefacts import with_periods
from cedic.sdmx.structures.heading import Heading
from cedic.sdmx.structures.resolve import Shown

if TYPE_CHECKING:
    from lxml.etree import _Element

KEPT = {
    "stub": ("Name",),
    "complete stub": ("Annotations", "Name", "Description"),
}
"""What a stub has of an artefact."""


def write(shown: Sequence[Shown], heading: Heading) -> bytes:
    """A message of structures.

    Parameters
    ----------
    shown : sequence of Shown
        The artefacts.
    heading : Heading
        Its head.
    """
    from lxml import etree
    from sdmx.message import Header, StructureMessage
    from sdmx.model.common import Agency

    import sdmx

    header = Header(
        id=heading.id, test=False, prepared=heading.prepared, sender=Agency(id=heading.sender)
    )
    message = StructureMessage(header=header)
    for one in shown:
        message.add(with_periods(one.artefact))
    written: bytes = sdmx.to_xml(message)
    stubs = {one.artefact.urn: one for one in shown if one.depth != "full"}
    if not stubs:
        return written
    # sdmx1 leaves out what is held elsewhere, so stubs are made of what it wrote in full.
    root = etree.fromstring(written)
    for element in root.iterfind("./{*}Structures/*/*"):
        if stub := stubs.get(element.get("urn", "")):
            _cut(element, stub, heading)
    cut: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return cut


def _cut(element: _Element, shown: Shown, heading: Heading) -> None:
    from lxml import etree

    for child in list(element):
        if etree.QName(child).localname not in KEPT[shown.depth]:
            element.remove(child)
    element.set("isExternalReference", "true")
    if address := heading.address_of(shown.artefact):
        element.set("structureURL", address)
