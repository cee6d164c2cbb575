"""CEDIC: trade data in, integration statistics out.

Examples
--------
>>> import cedic
>>> store = cedic.open()  # doctest: +SKIP
>>> store.data("REGIONAL_TRADE", REF_AREA="MERCOSUR", INDICATOR="ITS")  # doctest: +SKIP
>>> cedic.trade.regional(flows, bloc=["ARG", "BRA", "PRY", "URY"], flow="XM")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.version import __version__

if TYPE_CHECKING:
    from cedic.warehouse import Store

__all__ = ["__version__", "open"]

_PARTS = (
    *("catalogue", "errors", "model", "products", "publish"),
    *("regions", "sources", "trade", "warehouse"),
)


def open(location: str | Path | None = None) -> Store:
    """Open a store of figures.

    Parameters
    ----------
    location : str or Path, optional
        Its folder or address; by default what ``CEDIC_STORE`` or ``CEDIC_HOME`` say.

    Returns
    -------
    Store
        Nothing is read yet, and nothing made.
    """
    from cedic.catalogue import PUBLICATIONS
    from cedic.settings import settings
    from cedic.warehouse import Store

    return Store(location or settings().store_location, PUBLICATIONS)


def __getattr__(name: str) -> Any:
    # The parts are imported when they are first used, so that `import cedic` costs nothing.
    if name in _PARTS:
        return import_module(f"cedic.{name}")
    raise AttributeError(f"module 'cedic' has no attribute {name!r}")
