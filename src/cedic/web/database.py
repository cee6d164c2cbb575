"""The portal's database: accounts, and what people write here. Figures are in the store."""

from __future__ import annotations

from typing import Any

from cedic.errors import UsageError
from cedic.settings import Settings

FILE = "portal.sqlite3"
WHERE = "CEDIC_DATABASE or cedic.toml"


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
