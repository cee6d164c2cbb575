"""Copies of a portal's database in PostgreSQL, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cedic.errors import StoreError, UsageError
from cedic.settings import Settings
from cedic.web.database import configuration, place

ASIDE = "cedic_replaced"
"""The schema that keeps the old tables until the new ones are in their place."""


def dump(chosen: Settings, file: Path) -> None:
    """Write the database, as of one moment, to a file of ``pg_dump``.

    Raises
    ------
    UsageError
        If ``pg_dump`` is not installed, or the database's driver is not.
    StoreError
        If it fails.
    """
    _run(chosen, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def holds_something(chosen: Settings) -> bool:
    """Whether there is any table."""
    with _connected(chosen) as connection:
        found = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1")
        return found.fetchone() is not None


@contextmanager
def replaced(chosen: Settings, file: Path) -> Iterator[None]:
    """Put a dump in the place of all tables; the old ones come back if the block fails.

    Raises
    ------
    UsageError
        If ``pg_restore`` is not installed, or the database's driver is not.
    StoreError
        If it fails, or the user may not replace the schema ``public``.
    """
    _do(chosen, f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    try:
        _run(
            chosen,
            "pg_restore",
            *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
            *("--schema=public", "--dbname=service=cedic", str(file)),
        )
        yield
    except BaseException:
        _do(chosen, "DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    _do(chosen, f"DROP SCHEMA {ASIDE} CASCADE")


def _run(chosen: Settings, program: str, *arguments: str) -> None:
    configuration(chosen)
    path = shutil.which(program)
    if not path:
        raise UsageError(
            f"The program {program} is not installed here.",
            remedy="install PostgreSQL's client programs, no older than the server; on Debian: "
            "apt-get install postgresql-client",
        )
    with TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 - found on the path, no shell
            [path, "--no-password", *arguments],
            env=os.environ | _service(chosen, Path(folder)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    if done.returncode:
        told = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise StoreError(
            f"The portal's database cannot be copied: {told[0].rstrip('.')}.",
            where=place(chosen),
            remedy="see that it runs, lets this user in, and is no newer than this program",
        )


def _service(chosen: Settings, folder: Path) -> dict[str, str]:
    """The address in a file for the program alone: arguments can be seen by all who list them."""
    from psycopg.conninfo import conninfo_to_dict

    lines = [f"{name}={value}\n" for name, value in conninfo_to_dict(chosen.database).items()]
    file = folder / "service"
    file.touch(0o600)
    file.write_text("[cedic]\n" + "".join(lines), "utf-8")
    return {"PGSERVICEFILE": str(file), "PGSERVICE": "cedic"}


@contextmanager
def _connected(chosen: Settings) -> Iterator[Any]:
    configuration(chosen)
    import psycopg

    try:
        with psycopg.connect(chosen.database, options="-c lock_timeout=10s") as connection:
            yield connection
    except psycopg.Error as error:
        raise StoreError(
            f"The portal's database cannot be used: {str(error).strip().splitlines()[0]}.",
            where=place(chosen),
            remedy="stop the portal and its worker; see that the database runs, lets this user in, "
            "and that the user owns it and its schema public",
        ) from error


def _do(chosen: Settings, *statements: str) -> None:
    """Several statements in one transaction."""
    with _connected(chosen) as connection:
        for statement in statements:
            connection.execute(statement)
