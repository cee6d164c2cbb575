"""Floor 1: where figures rest: versioned tables, builds, releases."""

from cedic.warehouse.build import Built, build
from cedic.warehouse.publication import AllSources, Publication
from cedic.warehouse.selection import Selection
from cedic.warehouse.snapshot import Snapshot
from cedic.warehouse.store import LoadedPart, LoadedSource, Release, Store

__all__ = [
    "AllSources",
    "Built",
    "LoadedPart",
    "LoadedSource",
    "Publication",
    "Release",
    "Selection",
    "Snapshot",
    "Store",
    "build",
]
