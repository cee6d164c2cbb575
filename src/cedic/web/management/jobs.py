"""Work in the background: handed over by a page, done by a worker, watched by whoever asks."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks import task

from cedic.errors import CedicError
from cedic.model import Progress
from cedic.web import audit
from cedic.web.management.models import LONGEST_NAME, Job

if TYPE_CHECKING:
    from cedic.web.accounts.models import User

Work = Callable[[Job, Progress], dict[str, Any]]

EVERY = 0.5
"""Seconds between two notes of how far work has come."""
SIGN_OF_LIFE = 5
"""Seconds between two signs of life of a worker whose work tells nothing."""
KEPT_LINES = 200

log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - what it is
    """Somebody called the work off."""


def start(kind: str, subject: str, options: dict[str, Any], by: User | None) -> Job:
    """Hand work over to a worker.

    Parameters
    ----------
    kind : str
        One of :data:`cedic.web.management.work.KINDS`.
    subject : str
        What it is about, as people call it.
    options : dict
        What the work needs to know, as JSON takes it.
    by : User or None
        Who asked for it.
    """
    job = Job.objects.create(
        kind=kind,
        subject=subject[:LONGEST_NAME],
        options=options,
        by=by,
        by_name=str(by or "")[:LONGEST_NAME],
    )
    run.enqueue(job.pk)
    audit.record(by, f"{kind}.started", subject or kind, {"job": job.pk, **options})
    return job


def cancel(job: Job, by: User | None) -> None:
    """Call work off: at once if it waits or has stopped, at its next step if it runs."""
    if job.is_stopped:
        _end(job, Job.State.CANCELLED)
    elif not Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.CANCELLED, ended=timezone.now()
    ):
        Job.objects.filter(pk=job.pk).update(cancelling=True)
    audit.record(by, f"{job.kind}.cancelled", job.subject or job.kind, {"job": job.pk})


def again(job: Job, by: User | None) -> Job:
    """Start the same work once more; if it stopped, what it did before stands."""
    if job.is_stopped:
        _end(job, Job.State.FAILED)
    return start(job.kind, job.subject, job.options, by)


@task()
def run(number: int) -> None:
    """Do a job, in the worker."""
    claimed = Job.objects.filter(pk=number, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, worker=_worker(), seen=timezone.now()
    )
    if claimed:
        _perform(Job.objects.get(pk=number))


def _perform(job: Job) -> None:
    from cedic.web.management.work import KINDS

    watched = _Watched(job)
    try:
        with watched.alive():
            job.result = KINDS[job.kind](job, watched)
    except Cancelled:
        _end(job, Job.State.CANCELLED)
    except CedicError as error:
        job.error = {"what": error.what, "where": error.where, "remedy": error.remedy}
        _end(job, Job.State.FAILED)
    except Exception:
        log.exception("%s failed", job)
        job.error = {"defect": True}
        _end(job, Job.State.FAILED)
    else:
        _end(job, Job.State.DONE)
    audit.record(
        job.by, f"{job.kind}.{job.state}", job.subject or job.kind, {"job": job.pk, **job.result}
    )


def _end(job: Job, state: str) -> None:
    job.state, job.ended = state, timezone.now()
    job.save(update_fields=["state", "ended", "result", "error"])


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[-80:]


class _Watched:
    """Progress that a job writes down, and that ends when the job is called off."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told = 0.0
        self._lines: list[str] = []

    def __call__(self, step: str, done: float = 0, total: float | None = None) -> None:
        """Write down where the work is; no more often than a reader can follow."""
        fresh = not self._lines or self._lines[-1] != step
        if fresh:
            self._lines = [*self._lines, step][-KEPT_LINES:]
        if not fresh and time.monotonic() - self._told < EVERY:
            return
        self._told = time.monotonic()
        Job.objects.filter(pk=self._job.pk).update(
            step=step[:400],
            share=done / total if total else None,
            lines=self._lines,
            seen=timezone.now(),
        )
        if Job.objects.filter(pk=self._job.pk, cancelling=True).exists():
            raise Cancelled

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Give signs of life, from a thread of its own, as long as the work goes on."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=(over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(SIGN_OF_LIFE)

    def _beat(self, over: threading.Event) -> None:
        try:
            while not over.wait(SIGN_OF_LIFE):
                close_old_connections()
                Job.objects.filter(pk=self._job.pk).update(seen=timezone.now())
        finally:
            connection.close()
