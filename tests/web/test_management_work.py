"""Work in the background: progress, one writer, calling off, and a worker that is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone
from management import body, model, signed_in

import cedic
from serving import environment

if TYPE_CHECKING:
    from cedic.warehouse import Store


@pytest.fixture(autouse=True)
def clean(portal_home: Path) -> Iterator[None]:
    """No work of other tests; other processes must see what a test writes."""
    yield
    from django.contrib.auth import get_user_model
    from django_tasks_db.models import DBTaskResult

    model("Job").objects.all().delete()
    DBTaskResult.objects.all().delete()
    get_user_model().objects.all().delete()
    connection.close()


@pytest.fixture
def copied(tmp_path: Path, sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A copy of the sample's store, to be written to."""
    shutil.copytree(sample_store.location, tmp_path / "store")
    monkeypatch.setenv("CEDIC_STORE", str(tmp_path / "store"))
    return cedic.open()


def begun(**options: Any) -> Any:
    from cedic.web.management import jobs

    return jobs.start("build", "", options, None)


def done(job: Any) -> Any:
    from cedic.web.management import jobs

    jobs.run.call(job.pk)
    job.refresh_from_db()
    return job


def test_a_build_tells_how_far_it_is_and_what_it_made(copied):
    job = done(begun(only=["MACRO"], force=True))
    assert job.state == "done"
    assert job.result == {"release": 2, "made": ["MACRO"], "fresh": []}
    assert job.lines == ["MACRO", "release"]
    again = done(begun(only=["MACRO"]))
    assert again.result == {"release": 2, "made": [], "fresh": ["MACRO"]}


def test_one_writer_at_a_time(copied):
    with copied.writing("loading figures"):
        job = done(begun(only=["MACRO"], force=True))
    assert job.state == "failed"
    assert f"process {os.getpid()}, loading figures" in job.error["what"]
    client = signed_in("publisher")
    assert "loading figures" in body(client.get(f"/en/manage/jobs/{job.pk}/"))


def test_a_defect_is_told_without_its_inside(copied, monkeypatch):
    from cedic.web.management import work

    def broken(*_: Any) -> dict[str, Any]:
        raise RuntimeError("the inside")

    monkeypatch.setitem(work.KINDS, "build", broken)
    job = done(begun())
    assert (job.state, job.error) == ("failed", {"defect": True})
    page = body(signed_in("publisher").get(f"/fr/manage/jobs/{job.pk}/"))
    assert "the inside" not in page
    assert "Une erreur du programme" in page


def test_work_is_called_off_while_it_waits_and_while_it_runs(copied):
    client = signed_in("publisher")
    waits = begun(only=["MACRO"])
    client.post(f"/en/manage/jobs/{waits.pk}/", {"cancel": "1"})
    assert done(waits).state == "cancelled"
    runs = begun(only=["MACRO"], force=True)
    model("Job").objects.filter(pk=runs.pk).update(cancelling=True)
    assert done(runs).state == "cancelled"
    assert cedic.open().release().number == 1


def test_a_page_tells_progress_and_asks_again_only_while_it_runs(copied):
    client = signed_in("publisher")
    job = begun(only=["MACRO"], force=True)
    open_page = body(client.get(f"/es/manage/jobs/{job.pk}/"))
    assert 'hx-trigger="every 1s"' in open_page
    assert '<noscript><meta http-equiv="refresh"' in open_page
    done(job)
    assert "hx-trigger" not in body(client.get(f"/es/manage/jobs/{job.pk}/progress/"))


def test_work_that_no_worker_takes_up_says_so(copied):
    job = begun()
    model("Job").objects.update(made=timezone.now() - timedelta(minutes=1))
    assert "cedic work" in body(signed_in("publisher").get(f"/pt/manage/jobs/{job.pk}/"))


def test_silent_work_of_another_machine_counts_as_stopped(copied):
    job = begun()
    model("Job").objects.update(state="running", worker="elsewhere:1", seen=timezone.now())
    job.refresh_from_db()
    assert not job.is_stopped
    job.seen = timezone.now() - timedelta(minutes=5)
    assert job.is_stopped


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_a_worker_killed_in_the_middle_of_a_build(copied, portal_home):
    """The store is whole, the job says that it stopped, and a new build does the rest."""
    if os.environ.get("CEDIC_DATABASE"):
        pytest.skip("the worker of this test has a home of its own")
    before = copied.data("REGIONAL_TRADE", REF_AREA="MERCOSUR", INDICATOR="ITS").to_arrow()
    job = begun(force=True)
    store = {"CEDIC_STORE": copied.location, "CEDIC_THREADS": "1"}
    worker = subprocess.Popen(
        [sys.executable, "-m", "cedic", "work"], env=environment(portal_home, **store)
    )
    try:
        _until(lambda: _first_table_of(copied), worker)
    finally:
        worker.kill()
        worker.wait(10)
    job.refresh_from_db()
    assert job.is_stopped
    assert cedic.open().release().number == 1
    after = cedic.open().data("REGIONAL_TRADE", REF_AREA="MERCOSUR", INDICATOR="ITS").to_arrow()
    assert after == before
    client = signed_in("publisher")
    page = body(client.get(f"/en/manage/jobs/{job.pk}/"))
    assert "The worker was stopped" in page
    assert "jobs/" in body(client.get("/en/manage/"))
    client.post(f"/en/manage/jobs/{job.pk}/", {"again": "1"})
    job.refresh_from_db()
    assert job.state == "failed"
    rest = model("Job").objects.first()
    model("Job").objects.filter(pk=rest.pk).update(options={"force": False})
    rest.refresh_from_db()
    rest = done(rest)
    assert rest.state == "done"
    assert not cedic.open().was_stopped


def _first_table_of(store: Store) -> bool:
    return (store.tables.last_version("dataflows/TRADE") or 0) > 0


def _until(condition: Any, worker: Any) -> None:
    end = time.monotonic() + 90
    while not condition():
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "nothing was built"
        time.sleep(0.02)
