"""Settings, from the environment (``CEDIC_*``) or a ``cedic.toml`` in the working folder."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cedic.errors import UnknownCodeError, UsageError

AGENCY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*")
"""The ids that an agency may have in SDMX."""
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
"""A site's address: no path, no user, nothing that could not stand in a link."""

MAIL_SERVER = re.compile(r"smtps?://([^\s@/]+@)?[A-Za-z0-9.-]+(:[0-9]{1,5})?/?")
"""A mail server's address: whoever signs in there, but never a password."""
MAILBOX = re.compile(r"[^\s@<>,;]+@[A-Za-z0-9.-]+")

LOG_FORMATS = ("text", "json")

WHOLE = {
    "threads": "write it as 2, or as 0 for one for each core",
    "upload_limit": "write it in megabytes, as 200",
}
"""The settings that are whole numbers, each with how to write it."""


@dataclass(frozen=True)
class Settings:
    """What can be set, each as ``CEDIC_<NAME>`` or as a line of ``cedic.toml``.

    The environment wins over the file. Secrets, such as the key of UN Comtrade
    (``CEDIC_COMTRADE_KEY``), are read from the environment alone.
    """

    home: str = ".cedic"
    """Folder of the store, the downloads and the written pages."""
    store: str = ""
    """Folder or address (``s3://…``) of the store; empty: ``store`` in the home folder."""
    blocs: str = ""
    """A TOML file of your own blocs; empty: ``blocs.toml`` in the home folder, if it is there."""
    language: str = ""
    """es, en, pt or fr; empty: as the system's locale says, else English."""
    memory_limit: str = ""
    """The memory DuckDB may use, for instance ``1GB``; empty: DuckDB's own limit
    (1 GB while files are read)."""
    threads: int = 0
    """The threads DuckDB may use; 0: one for each core."""
    agency: str = "CEDIC"
    """The id of the agency that maintains what is published, as SDMX writes it: ``SELA``."""
    publisher: str = "CEDIC"
    """The name of the institution that publishes, as citations and catalogues write it."""
    database: str = ""
    """The portal's database, ``postgresql://user@host/name``; its password is best left to
    ``PGPASSWORD``. Empty: the file ``portal.sqlite3`` in the home folder."""
    public_address: str = ""
    """Where visitors find the portal, ``https://stats.example.org``. One that begins with https
    lets nothing in but HTTPS, as behind a proxy. Empty: as each request was addressed."""
    upload_limit: int = 200
    """The most megabytes that a file may have which staff upload."""
    allowed_hosts: str = ""
    """More host names under which the portal answers, separated by commas; this machine's own and
    that of the public address are always among them."""

    email: str = ""
    """The mail server through which the portal sends its links, ``smtp://user@mail.example.org``
    or ``smtps://…``; its password is ``CEDIC_EMAIL_PASSWORD``. Empty: none is sent."""
    email_from: str = ""
    """The address from which the portal writes, ``statistics@example.org``."""
    log_format: str = "text"
    """How the portal writes its log: ``text``, or ``json``, one object a line."""

    @property
    def home_path(self) -> Path:
        """The home folder."""
        return Path(self.home).expanduser()

    @property
    def store_location(self) -> str:
        """Where the store is."""
        if "://" in self.store:
            return self.store
        return str(Path(self.store).expanduser() if self.store else self.home_path / "store")

    @property
    def hosts(self) -> list[str]:
        """The host names under which the portal answers."""
        public = urlsplit(self.public_address).hostname
        more = (host.strip() for host in self.allowed_hosts.split(","))
        return ["localhost", "127.0.0.1", "[::1]", *filter(None, (public, *more))]

    @property
    def blocs_path(self) -> Path | None:
        """The user's own file of blocs, if there is one."""
        if self.blocs:
            return Path(self.blocs).expanduser()
        default = self.home_path / "blocs.toml"
        return default if default.exists() else None


def settings(file: str = "cedic.toml") -> Settings:
    """Read the settings in force.

    Raises
    ------
    UsageError
        If the file is not TOML, names a setting that does not exist, or a value has the wrong type.
    """
    environment = tuple(
        (field.name, os.environ[name])
        for field in fields(Settings)
        if (name := f"CEDIC_{field.name.upper()}") in os.environ
    )
    return _settings(environment, _read(Path(file)), file)


def _read(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The settings cannot be read: {error}.",
            where=str(path),
            remedy="save the file as UTF-8, readable to you",
        ) from error


@cache
def _settings(environment: tuple[tuple[str, str], ...], toml: str, file: str) -> Settings:
    values = _from_toml(toml, file) | dict(environment)
    for name in WHOLE:
        if name in values:
            values[name] = _whole(name, values[name], file)
    if not AGENCY.fullmatch(values.get("agency", "CEDIC")):
        raise UsageError(
            f"The setting agency is {values['agency']!r}, not an id that SDMX takes.",
            where=f"CEDIC_AGENCY or {file}",
            remedy="write it as SELA, or with its parent as INT.SELA",
        )
    if (chosen := values.get("log_format", "text")) not in LOG_FORMATS:
        strange = UnknownCodeError("format of the log", chosen, LOG_FORMATS)
        strange.where = f"CEDIC_LOG_FORMAT or {file}"
        raise strange
    if address := values.get("public_address"):
        values["public_address"] = _address(address, file)
    if values.get("email"):
        _check_mail(values["email"], values.get("email_from", ""), file)
    return Settings(**values)


def _check_mail(server: str, sender: str, file: str) -> None:
    # The address itself is not told: it may hold a password.
    if not MAIL_SERVER.fullmatch(server) or ":" in server.partition("://")[2].rpartition("@")[0]:
        raise UsageError(
            "The setting email is not the address of a mail server, without a password.",
            where=f"CEDIC_EMAIL or {file}",
            remedy="write it as smtp://user@mail.example.org:587, its password in "
            "CEDIC_EMAIL_PASSWORD",
        )
    if not MAILBOX.fullmatch(sender):
        raise UsageError(
            f"The setting email_from is {sender!r}, not an address to write from.",
            where=f"CEDIC_EMAIL_FROM or {file}",
            remedy="write it as statistics@example.org",
        )


def _address(text: str, file: str) -> str:
    """A web address without a path, and without a slash at its end."""
    if not ADDRESS.fullmatch(text.rstrip("/")):
        raise UsageError(
            f"The setting public_address is {text!r}, not the address of a site.",
            where=f"CEDIC_PUBLIC_ADDRESS or {file}",
            remedy="write it as https://stats.example.org",
        )
    return text.rstrip("/")


def _whole(name: str, value: Any, file: str) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        raise UsageError(
            f"The setting {name} is {value!r}, not a whole number.",
            where=f"CEDIC_{name.upper()} or {file}",
            remedy=WHOLE[name],
        )
    return int(text)


def _from_toml(text: str, file: str) -> dict[str, Any]:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The settings are not valid TOML: {error}.", where=file) from error
    known = {field.name for field in fields(Settings)}
    if unknown := sorted(set(values) - known):
        strange = UnknownCodeError("setting", unknown[0], known)
        strange.where = file
        raise strange
    for name, value in values.items():
        if name not in WHOLE and not isinstance(value, str):
            raise UsageError(
                f"The setting {name} is {value!r}, not a text.",
                where=file,
                remedy=f'write it in quotes: {name} = "…"',
            )
    return values
