"""The codelist of each component, as the service publishes it."""

from __future__ import annotations

from functools import lru_cache

from cedic.model import Code, Codelist, Component, Text
from cedic.warehouse import Store

CL_SOURCE_NAME = Text("Sources", "Fuentes", "Fontes", "Sources")


def codelist_of(component: Component, store: Store) -> Codelist | None:
    """The codes that a component's values come from, or None if it has no list.

    SOURCE is free text to the store, which takes any source; to clients it is a list of what the
    store holds, with the sources' names.
    """
    return source_list(store) if component.id == "SOURCE" else component.codelist


def source_list(store: Store) -> Codelist:
    """The sources in the store at its last release, as a codelist."""
    return _source_list(store, store.release().number)


@lru_cache(maxsize=8)
def _source_list(store: Store, release: int) -> Codelist:
    """The list of a release, kept, as the sources of one never change."""

    def codes() -> tuple[Code, ...]:
        held = store.sources(store.release(release))
        return tuple(Code(id, Text.of(source.description["name"])) for id, source in held.items())

    return Codelist("CL_SOURCE", CL_SOURCE_NAME, codes)
