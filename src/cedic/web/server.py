"""The server of ``cedic serve``, and Django's own commands."""

from __future__ import annotations

import logging
import os
import select
import socket
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from cedic.errors import UsageError
from cedic.settings import settings
from cedic.web.stopping import run_until_told
from cedic.web.worker import beside, end_with_parent

SETTINGS = "cedic.web.settings"
PATIENCE = 60
"""How many seconds a client may take nothing of an answer before the connection is given up."""
AHEAD = 250_000
"""How many bytes of an answer are made ahead of a client that takes them slowly."""
ADDRESSES = {
    "Pages": "/",
    "SDMX 2.1": "/sdmx/v1",
    "SDMX 3.0": "/sdmx/v2",
    "Downloads (OpenAPI)": "/api/openapi.json",
    "Catalogue (DCAT)": "/catalog.jsonld",
}
"""What the server tells of itself when it starts."""

log = logging.getLogger(__name__)


def set_up() -> None:
    """Make the portal's own code usable in this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def serve(
    host: str,
    port: int,
    threads: int,
    *,
    access_log: bool,
    worker: bool = True,
    say: Callable[..., None],
) -> None:
    """Serve the portal until Ctrl-C is pressed, or the process is told to end.

    Parameters
    ----------
    host, port : str, int
        Where to listen.
    threads : int
        How many requests are answered at a time. A client that takes a long answer slowly holds
        one, whatever it takes of the processor.
    access_log : bool
        Whether each answer is told on standard error.
    worker : bool
        Whether to run a worker beside it, for the work that staff ask for.
    say : callable
        Tells where the portal is.

    Raises
    ------
    StoreError
        If nothing has been built yet, or the portal's database cannot be used.
    UsageError
        If another program listens there, or the host is none of this machine.
    """
    set_up()
    import cedic
    from cedic.web.database import bring_up_to_date

    cedic.open().release()
    bring_up_to_date()
    if access_log:
        logging.getLogger("cedic.web.access").setLevel(logging.INFO)
    server = _server(_listening(host, port), threads)
    address = settings().public_address or f"http://{_shown(host)}:{port}"
    if settings().log_format == "json":
        log.info("The portal is open at %s.", address)
    else:
        say("The portal is open. Ctrl-C stops it.", *_told(address))
    with beside() if worker else nullcontext():
        run_until_told(server)


def _told(address: str) -> list[str]:
    width = max(map(len, ADDRESSES))
    return [f"  {name:{width}}  {address}{path}" for name, path in ADDRESSES.items()]


def _listening(host: str, port: int) -> socket.socket:
    """A socket at which the portal listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        # Python appends the address to the system's own words.
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise UsageError(
            f"The portal cannot listen at {host}, port {port}: {reason}.",
            remedy="choose another with --host and --port, or stop the program that listens there",
        ) from error
    # The connections that it takes in inherit this.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # A client that takes nothing any more would hold its answer open for ever.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, PATIENCE * 1000)
    return listening


def _server(listening: socket.socket, threads: int) -> Any:
    from waitress import create_server

    from cedic.web.channel import LARGEST_BODY, Channel, without_body
    from cedic.web.wsgi import application

    server = create_server(
        without_body(application),
        sockets=[listening],
        threads=threads,
        ident=None,
        # The first piece of an answer goes out at once.
        send_bytes=1,
        outbuf_high_watermark=AHEAD,
        # A client that leaves is noticed while its answer is being made.
        channel_request_lookahead=1,
        connection_limit=500,
        max_request_body_size=LARGEST_BODY,
        asyncore_use_poll=hasattr(select, "poll"),
        # Whether a proxy's word is taken is said in Django's settings.
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = Channel
    return server


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - only told
        return "localhost"
    return f"[{host}]" if ":" in host else host


def work() -> None:
    """Do what staff ask for in the background, until the process is told to end.

    Raises
    ------
    StoreError
        If the portal's database cannot be used.
    """
    set_up()
    from django.core.management import call_command

    from cedic.web.database import bring_up_to_date, errors_told

    bring_up_to_date()
    end_with_parent()
    from cedic.web.programme.document_words import catch_up

    with errors_told():
        catch_up()
        call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)


def manage(arguments: list[str]) -> None:
    """Run one of Django's own commands: ``migrate``, ``createsuperuser``, ``check --deploy``.

    Raises
    ------
    StoreError
        If the portal's database cannot be used.
    """
    from django.core.management import execute_from_command_line

    from cedic.web.database import errors_told, make_private

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if arguments[:1] == ["migrate"]:
        make_private()
    with errors_told():
        execute_from_command_line(["cedic manage", *arguments])
