"""The portal's database: accounts, and what people write here. Figures are in the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from cedic.errors import StoreError, UsageError
from cedic.settings import Settings, settings

FILE = "portal.sqlite3"
WHERE = "CEDIC_DATABASE or cedic.toml"
STAYS_WELL = 60
"""Seconds for which a database that lacked nothing is taken to lack nothing."""

_found_well = float("-inf")


def configuration(chosen: Settings) -> dict[str, Any]:
    """The database as Django takes it: the SQLite file in the home folder, or PostgreSQL.

    Raises
    ------
    UsageError
        If the setting is no address of a PostgreSQL database, or its driver is not installed.
    """
    if chosen.database:
        return _postgresql(chosen.database)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": chosen.home_path.absolute() / FILE,
        "OPTIONS": {
            # A writer waits for the one before it instead of failing, and holds up no reader.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise UsageError(
            "The driver of PostgreSQL is not installed.",
            where=WHERE,
            remedy="run: pip install 'cedic[postgres]'",
        ) from None
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        parts = {}
    name = parts.pop("dbname", None)
    if not name or not address.startswith(("postgresql://", "postgres://")):
        # The address itself is not told: it may hold a password.
        raise UsageError(
            "The setting database is not the address of a PostgreSQL database.",
            where=WHERE,
            remedy="write it as postgresql://user@host/name, its password in PGPASSWORD",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


def place(chosen: Settings) -> str:
    """Where the database is, as one may tell it: without user and password."""
    parts = configuration(chosen)
    if not chosen.database:
        return str(parts["NAME"])
    return f"PostgreSQL, {parts['NAME']} at {parts['HOST'] or 'this machine'}"


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell what stops the database as a StoreError."""
    from django.db import Error

    try:
        yield
    except Error as error:
        # A driver adds questions of its own on further lines.
        reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        raise StoreError(
            f"The portal's database cannot be used: {reason}.",
            where=place(settings()),
            remedy="see that it runs and lets this user in; CEDIC_DATABASE says which it is",
        ) from error


def pending() -> list[str]:
    """The steps that the database lacks, by app and name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with errors_told():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label} {step.name}" for step, _ in plan]


def is_up_to_date() -> bool:
    """Whether the database lacks no step; asked anew once a minute as long as it does not.

    Raises
    ------
    StoreError
        If the database cannot be used.
    """
    global _found_well
    if monotonic() - _found_well < STAYS_WELL:
        return True
    if pending():
        return False
    _found_well = monotonic()
    return True


def bring_up_to_date() -> None:
    """Make what the SQLite file lacks.

    Raises
    ------
    StoreError
        If the database cannot be used, or is a PostgreSQL that lacks something: there an
        administrator decides when it changes.
    """
    make_private()
    lacking = pending()
    if not lacking:
        return
    if settings().database:
        raise StoreError(
            f"The portal's database is not up to date: it lacks {', '.join(lacking)}.",
            where=place(settings()),
            remedy="run: cedic manage migrate",
        )
    from django.core.management import call_command

    with errors_told():
        call_command("migrate", verbosity=0, interactive=False)


def make_private() -> None:
    """Make a SQLite file that is for its owner alone, as what is in it of people should be."""
    if not settings().database:
        # If it cannot be made, Django tells.
        with suppress(OSError):
            path = configuration(settings())["NAME"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o600)
