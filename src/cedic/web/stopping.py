"""How the server comes to an end: what is being answered is finished first."""

from __future__ import annotations

import signal
import time
from typing import Any

GRACE = 8
"""How many seconds answers have to come to their end; less than service managers wait."""


def run_until_told(server: Any) -> None:
    """Serve until Ctrl-C is pressed, or the process is told to end (SIGTERM).

    Then no more connections are taken in. Answers that were begun are sent to their end, for
    :data:`GRACE` seconds; what is not done by then is cut, which its client notices.

    Parameters
    ----------
    server : waitress.server.BaseWSGIServer
        A server of one listening socket.
    """
    told: list[int] = []

    def tell(number: int, _: object) -> None:
        told.append(number)
        server.pull_trigger()

    before = signal.signal(signal.SIGTERM, tell)
    try:
        while not told:
            _step(server, server.adj.asyncore_loop_timeout)
        _finish(server)
    except KeyboardInterrupt:
        # Whoever presses Ctrl-C waits for the prompt.
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        server.task_dispatcher.shutdown(timeout=1)


def _step(server: Any, seconds: float) -> None:
    """Read and write what can be, and wait for more at most so long."""
    adj = server.adj
    server.asyncore.loop(timeout=seconds, map=server._map, use_poll=adj.asyncore_use_poll, count=1)


def _finish(server: Any) -> None:
    server.del_channel()
    server.socket.close()
    end = time.monotonic() + GRACE
    while time.monotonic() < end and any(map(_is_busy, server.active_channels.values())):
        _step(server, 0.1)


def _is_busy(channel: Any) -> bool:
    """Whether a request is being answered, or its answer still on its way."""
    return bool(channel.requests or channel.total_outbufs_len)
