"""Names and descriptions in other words than those declared, as a publisher edits them.

Each text has an address: ``dataflow/TRADE/name``, ``component/REF_AREA/description``,
``codelist/CL_AREA/name``, ``code/CL_INDICATOR/ITS/description``. A component of the same id has the
same words in every dataflow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from cedic.model import Code, Codelist, Component, Dataflow, Text
from cedic.warehouse import Publication

PARTS = ("name", "description")

Described = TypeVar("Described", Code, Component, Dataflow)


def texts(publications: Mapping[str, Publication]) -> dict[str, Text]:
    """Every text that can be edited, by address, as it is declared.

    Parameters
    ----------
    publications : mapping of str to Publication
        What is published.

    Returns
    -------
    dict of str to Text
        Dataflows, then components, then codelists with their codes. A description that is not
        declared is not there.
    """
    flows = [one.dataflow for one in publications.values()]
    found = {
        address: text for flow in flows for address, text in _told(f"dataflow/{flow.id}", flow)
    }
    components = [part for flow in flows for part in flow.components]
    for part in components:
        found |= _told(f"component/{part.id}", part)
    for codelist in dict.fromkeys(part.codelist for part in components):
        if codelist is not None:
            found[f"codelist/{codelist.id}/name"] = codelist.name
            for code in codelist:
                found |= _told(f"code/{codelist.id}/{code.id}", code)
    return found


def _told(address: str, one: Any) -> Iterator[tuple[str, Text]]:
    for part in PARTS:
        if text := getattr(one, part):
            yield f"{address}/{part}", text


def with_texts(
    publications: Mapping[str, Publication], edited: Mapping[str, Text]
) -> dict[str, Publication]:
    """The same publications, told in the words of `edited`.

    Parameters
    ----------
    publications : mapping of str to Publication
        What is published.
    edited : mapping of str to Text
        Texts by address. An address that leads nowhere, as that of a code which is no longer
        declared, counts for nothing.

    Returns
    -------
    dict of str to Publication
        What no text is edited of is the same object as before, and what several dataflows share
        they still share.
    """
    editing = _Editing(edited)
    return {id: editing.publication(one) for id, one in publications.items()}


class _Editing:
    """The edited texts, and what has been remade with them."""

    def __init__(self, edited: Mapping[str, Text]) -> None:
        self._edited = edited
        self._owners = {address.rpartition("/")[0] for address in edited}
        self._lists = {owner.split("/")[1] for owner in self._owners if owner.startswith("code")}
        self._components: dict[Component, Component] = {}
        self._codelists: dict[Codelist, Codelist] = {}

    def publication(self, one: Publication) -> Publication:
        flow = self._flow(one.dataflow)
        return one if flow is one.dataflow else replace(one, dataflow=flow)

    def _flow(self, flow: Dataflow) -> Dataflow:
        parts = {
            "dimensions": tuple(self._component(part) for part in flow.dimensions),
            "measure": self._component(flow.measure),
            "attributes": tuple(self._component(part) for part in flow.attributes),
        }
        told = self._retold(f"dataflow/{flow.id}", flow)
        if all(parts[name] == getattr(flow, name) for name in parts):
            return told
        return replace(told, **parts)

    def _component(self, part: Component) -> Any:
        if part not in self._components:
            told = self._retold(f"component/{part.id}", part)
            codelist = part.codelist and self._codelist(part.codelist)
            if codelist is not part.codelist:
                told = replace(told, codelist=codelist)
            self._components[part] = told
        return self._components[part]

    def _codelist(self, one: Codelist) -> Codelist:
        if one.id not in self._lists:
            return one
        if one not in self._codelists:
            self._codelists[one] = Codelist(
                one.id,
                self._edited.get(f"codelist/{one.id}/name", one.name),
                lambda: tuple(self._retold(f"code/{one.id}/{code.id}", code) for code in one),
            )
        return self._codelists[one]

    def _retold(self, address: str, one: Described) -> Described:
        if address not in self._owners:
            return one
        words: dict[str, Any] = {
            part: text
            for part in PARTS
            if (text := self._edited.get(f"{address}/{part}")) and getattr(one, part)
        }
        return replace(one, **words)
