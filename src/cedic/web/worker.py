"""The worker of ``cedic serve``: a process of its own, which ends with the server."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PARENT = "WORKER_OF_CEDIC"
"""The variable that tells a worker the process it ends with."""
PATIENCE = 5
"""Seconds that a worker has to come to an end."""
RESTARTS = 5
"""How often a worker that dies is started again within :data:`SPAN`."""
SPAN = 600

log = logging.getLogger(__name__)


@contextmanager
def beside() -> Iterator[None]:
    """Run a worker as long as the block lasts, and start it again if it dies."""
    over = threading.Event()
    thread = threading.Thread(target=_keep, args=(over,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(2 * PATIENCE)


def _keep(over: threading.Event) -> None:
    started: list[float] = []
    while not over.is_set():
        started = [moment for moment in started if time.monotonic() - moment < SPAN]
        if len(started) > RESTARTS:
            log.error("the worker died %d times; run: cedic work", RESTARTS)
            return
        started.append(time.monotonic())
        worker = _started()
        while worker.poll() is None and not over.wait(0.5):
            pass
        if over.is_set():
            _end(worker)
        else:
            log.error("the worker ended with %s and is started again", worker.returncode)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "cedic", "work"],
        env=os.environ | {PARENT: str(os.getpid())},
        stdin=subprocess.DEVNULL,
        # Ctrl-C is for the server, which then ends the worker.
        start_new_session=True,
    )


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        # What it was at counts as stopped; the store takes only whole commits.
        worker.kill()
        worker.wait()


def end_with_parent() -> None:
    """End this process when the server that started it is gone, even if that was killed."""
    parent = os.environ.get(PARENT)
    if parent:
        threading.Thread(target=_watch, args=(int(parent),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
