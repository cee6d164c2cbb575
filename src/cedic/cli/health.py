"""What ``cedic doctor`` looks at."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from cedic.errors import CedicError
from cedic.settings import settings

if TYPE_CHECKING:
    from cedic.warehouse import Store

LEAST_FREE = 1_000_000_000


@dataclass(frozen=True)
class Check:
    """One thing looked at: ``ok``, ``note`` (may be wanted) or ``mend``."""

    what: str
    state: str
    found: str


def checks(store: Store) -> list[Check]:
    """All checks, each made even if another fails."""
    made: list[tuple[str, Callable[[], Check]]] = [
        ("python", _python),
        ("libraries", _libraries),
        ("charts", _charts),
        ("analysis", _analysis),
        ("home folder", _home),
        ("own blocs", _own_blocs),
        ("Comtrade key", _key),
        ("store", lambda: _store(store)),
        ("files", lambda: _files(store)),
        ("products", lambda: _products(store)),
        ("portal", _portal),
    ]
    found = []
    for what, check in made:
        try:
            found.append(check())
        except CedicError as error:
            found.append(Check(what, "mend", str(error)))
    return found


def _python() -> Check:
    running = ".".join(str(part) for part in sys.version_info[:3])
    return Check("python", "ok" if sys.version_info >= (3, 11) else "mend", running)


def _libraries() -> Check:
    names = ("duckdb", "ibis-framework", "deltalake", "pyarrow", "sdmx1")
    return Check("libraries", "ok", ", ".join(f"{name} {version(name)}" for name in names))


def _charts() -> Check:
    try:
        return Check("charts", "ok", f"altair {version('altair')}")
    except PackageNotFoundError:
        return Check("charts", "note", "not installed; run: pip install 'cedic[reports]'")


def _analysis() -> Check:
    names = ("numpy", "scipy", "igraph")
    try:
        return Check("analysis", "ok", ", ".join(f"{name} {version(name)}" for name in names))
    except PackageNotFoundError as error:
        return Check("analysis", "note", f"no {error.name}; run: pip install 'cedic[analysis]'")


def _home() -> Check:
    home = settings().home_path
    existing = next(path for path in (home, *home.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK):
        return Check("home folder", "mend", f"{home} may not be written; set CEDIC_HOME")
    free = shutil.disk_usage(existing).free
    state = "ok" if free > LEAST_FREE else "mend"
    return Check("home folder", state, f"{home}, {free / 1e9:.1f} GB free")


def _own_blocs() -> Check:
    from cedic.regions import blocs

    own = [bloc.id for bloc in blocs().values() if bloc.kind == "user"]
    return Check("own blocs", "ok", ", ".join(own) or "none")


def _key() -> Check:
    if os.environ.get("CEDIC_COMTRADE_KEY"):
        return Check("Comtrade key", "ok", "CEDIC_COMTRADE_KEY is set")
    return Check("Comtrade key", "note", "CEDIC_COMTRADE_KEY is not set; only previews are given")


def _store(store: Store) -> Check:
    releases = store.releases()
    if not releases:
        return Check("store", "note", f"{store.location}: nothing built yet; run: cedic build")
    last = releases[0]
    sources = ", ".join(store.sources()) or "no sources"
    return Check(
        "store",
        "ok",
        f"{store.location}: release {last.number} of {last.created:%Y-%m-%d %H:%M} UTC; {sources}",
    )


def _files(store: Store) -> Check:
    """Every file that the last release names is there, and as long as it was written."""
    releases = store.releases()
    damaged = []
    for name, number in (releases[0].tables if releases else {}).items():
        damaged += [f"{name}/{file}" for file in store.tables.damaged(name, number)]
    if damaged:
        anew = "run: cedic build --force"
        if any(file.startswith("sources/") for file in damaged):
            anew = "restore them from a copy of the store, or delete the source and read it again"
        return Check("files", "mend", f"{len(damaged)} missing or cut, as {damaged[0]}; {anew}")
    return Check("files", "ok", "all that the last release names are whole")


def _products(store: Store) -> Check:
    """Periods whose codes of products are of several classifications are in no analysis of products."""
    mixed = [
        f"{id} {period} ({part.classification})"
        for id, held in store.sources().items()
        for period, part in held.parts.items()
        if "," in part.classification
    ]
    if mixed:
        return Check(
            "products",
            "note",
            f"left out of analysis by product, as editions are mixed: {'; '.join(mixed)}; "
            "read each reporter of another edition as a source of its own",
        )
    return Check("products", "ok", "one classification in each source and period")


def _portal() -> Check:
    """The database of the portal; a SQLite file is made when it is first served."""
    try:
        import django
    except ImportError:
        return Check("portal", "note", "not installed; run: pip install 'cedic[web]'")
    from cedic.web import database

    chosen = settings()
    place = database.place(chosen)
    if not chosen.database and not (chosen.home_path / database.FILE).exists():
        return Check("portal", "ok", f"{place}: made when it is first served")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cedic.web.settings")
    django.setup()
    if lacking := database.pending():
        return Check(
            "portal", "mend", f"{place} lacks {len(lacking)} steps; run: cedic manage migrate"
        )
    return Check("portal", "ok", f"{place}: up to date")
