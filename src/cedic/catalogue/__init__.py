"""Floor 3: what is published, one declaration for each dataflow.

Each module of :mod:`cedic.catalogue.dataflows` declares dataflows and the functions that make them;
a module added there is published without any other change.
"""

from importlib import import_module
from pkgutil import iter_modules

from cedic.catalogue import dataflows
from cedic.catalogue.registry import PUBLICATIONS, publishes

for _module in iter_modules(dataflows.__path__):
    import_module(f"{dataflows.__name__}.{_module.name}")

__all__ = ["PUBLICATIONS", "publishes"]
