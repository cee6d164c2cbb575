"""What the public reads: held back, withdrawn, planned; and who sees the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import timezone

import cedic
from cedic.model import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from cedic.warehouse import Store

PUBLISH, WITHDRAW, FOLLOW = "publish", "withdraw", "follow"
FLOW = "REGIONAL_TRADE"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Path:
    """The sample, and a second release in which every dataflow has another version."""
    import shutil

    folder = tmp_path_factory.mktemp("two") / "store"
    shutil.copytree(sample_store.location, folder)
    store = cedic.open(folder)
    tables = dict(store.release().tables)
    name = f"dataflows/{FLOW}"
    rows = store.data(FLOW, start=2015).to_batches()
    tables[name] = store.tables.write_ordered(name, rows, store.tables.last(name).notes).version
    store.publish(tables)
    return folder


@pytest.fixture
def client(two_releases: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of a portal with two releases."""
    monkeypatch.setenv("CEDIC_STORE", str(two_releases))
    return Client()


@pytest.fixture
def reader(client: Client) -> Client:
    """A reader who is signed in."""
    person = get_user_model().objects.create_user("reader@example.org", full_name="A Reader")
    person.groups.add(apps.get_model("auth", "Group").objects.get(name="reader"))
    signed_in = Client()
    signed_in.force_login(person)
    return signed_in


def decided(action: str, flow: str = FLOW, **more: Any) -> Any:
    more.setdefault("moment", timezone.now() - timedelta(seconds=1))
    return apps.get_model("management", "Decision").objects.create(
        dataflow=flow, action=action, **more
    )


def body(response: Any) -> str:
    found = b"".join(response.streaming_content) if response.streaming else response.content
    return found.decode("utf-8", "replace")


PUBLIC = [
    f"/data/{FLOW}.csv?REF_AREA=MERCOSUR",
    f"/data/{FLOW}.json?REF_AREA=MERCOSUR&INDICATOR=ITS",
    f"/data/{FLOW}@1.csv?REF_AREA=MERCOSUR",
    f"/data/{FLOW}@2.csv?REF_AREA=MERCOSUR",
    f"/data/{FLOW}@2/citation.bib",
    f"/data/{FLOW}/citation.bib",
    f"/data/{FLOW}",
    f"/data/{FLOW}@2",
    "/catalog.jsonld",
    "/api/openapi.json",
    "/sitemap.xml",
    *(f"/{language}{path}" for language in LANGUAGES for path in (
        "/", "/data", f"/data/{FLOW}", f"/data/{FLOW}/about", f"/data/{FLOW}@2/about",
        f"/data/{FLOW}@2",
    )),
    f"/sdmx/v1/data/{FLOW}/all?startPeriod=2013&endPeriod=2016",
    f"/sdmx/v1/data/{FLOW}/all?startPeriod=2013&endPeriod=2016&includeHistory=true",
    f"/sdmx/v1/data/{FLOW}/all?startPeriod=2013&endPeriod=2016&updatedAfter=2020-01-01",
    f"/sdmx/v1/availableconstraint/{FLOW}",
    f"/sdmx/v1/dataflow/all/{FLOW}?references=all",
    "/sdmx/v1/dataflow",
    "/sdmx/v1/datastructure",
    "/sdmx/v1/contentconstraint",
    f"/sdmx/v2/data/dataflow/CEDIC/{FLOW}/1.0/*?c[REF_AREA]=MERCOSUR",
    f"/sdmx/v2/data/dataflow/CEDIC/{FLOW}/1.0/*?c[REF_AREA]=MERCOSUR&asOf=2100-01-01T00:00:00",
    f"/sdmx/v2/data/dataflow/CEDIC/{FLOW}/1.0/*?c[REF_AREA]=MERCOSUR&includeHistory=true",
    f"/sdmx/v2/availability/dataflow/CEDIC/{FLOW}/1.0/*/*",
    f"/sdmx/v2/structure/dataflow/CEDIC/{FLOW}/1.0?references=all",
    "/sdmx/v2/structure/dataflow",
    f"/sdmx/v1/schema/dataflow/CEDIC/{FLOW}/1.0",
]  # fmt: skip
"""Every public address that could tell something of a dataflow."""


def test_with_nothing_decided_what_is_built_is_public(client):
    from cedic.web.management import state

    assert state.refreshed() == state.State()
    assert "@2" in client.get(f"/en/data/{FLOW}/about").content.decode()


@pytest.mark.parametrize("address", PUBLIC)
def test_a_withdrawn_dataflow_is_nowhere(client, address):
    decided(WITHDRAW, note="An error was found.")
    response = client.get(address, follow=True, headers={"accept": "*/*"})
    assert response.status_code < 500
    told = body(response)
    if response.status_code == 200:
        echoed = told.replace(f'value="{FLOW}"', "")
        assert FLOW not in echoed.replace(f"/data/{FLOW}", "") or "search" in address
        assert "An error was found." not in told
    else:
        assert response.status_code in (404, 410)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_held_back_is_nowhere(client, two_releases, address):
    """The second release begins in 2015: the first year tells which of the two answers."""
    decided(PUBLISH, release=1)
    response = client.get(address, follow=True, headers={"accept": "*/*"})
    assert response.status_code < 500
    told = body(response)
    if "@2" in address:
        assert response.status_code == 404
        return
    assert response.status_code == 200
    assert f"{FLOW}@2" not in told
    if ".csv" in address or "/data/dataflow" in address or f"v1/data/{FLOW}" in address:
        assert "2014" in told


def test_a_withdrawn_dataflow_says_when_and_why_in_the_visitors_language(client):
    decided(WITHDRAW, note="An error was found <b>.")
    for language in LANGUAGES:
        for path in ("", "/about"):
            page = client.get(f"/{language}/data/{FLOW}{path}")
            assert page.status_code == 410
            assert "An error was found &lt;b&gt;." in page.content.decode()
    assert client.get(f"/data/{FLOW}.csv").status_code == 410
    assert client.get(f"/sdmx/v2/structure/dataflow/CEDIC/{FLOW}/1.0").status_code == 404


def test_a_plan_takes_effect_at_its_moment(client, monkeypatch):
    decided(PUBLISH, release=1)
    decided(FOLLOW, moment=timezone.now() + timedelta(hours=1))
    assert f"{FLOW}@2" not in client.get(f"/en/data/{FLOW}/about").content.decode()
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert f"{FLOW}@2" in client.get(f"/en/data/{FLOW}/about").content.decode()


def test_a_plan_that_was_called_off_takes_no_effect(client):
    decided(WITHDRAW, cancelled=True)
    assert client.get(f"/en/data/{FLOW}/about").status_code == 200


def test_new_builds_wait_where_that_is_set(client):
    apps.get_model("management", "Portal").changed(waits_since=1)
    assert f"{FLOW}@2" not in client.get(f"/en/data/{FLOW}/about").content.decode()
    decided(FOLLOW)
    assert f"{FLOW}@2" in client.get(f"/en/data/{FLOW}/about").content.decode()


def test_the_copy_of_a_client_holds_no_more_after_a_decision(client):
    asked = ("/data/TRADE.csv?REF_AREA=ARG&TIME_PERIOD=2015", "/sdmx/v2/structure/dataflow")
    before = {address: client.get(address)["ETag"] for address in asked}
    decided(WITHDRAW)
    for address, tag in before.items():
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again["ETag"] == tag) == (200, False)
    # What may be withdrawn any day is kept by nobody for a year.
    assert (
        "immutable" not in client.get("/data/TRADE@1.csv?REF_AREA=ARG&start=2019")["Cache-Control"]
    )


def test_staff_see_what_is_not_public_and_no_cache_keeps_it(client, reader):
    decided(PUBLISH, release=1)
    for address in (f"/en/data/{FLOW}/about", f"/data/{FLOW}@2.csv?REF_AREA=MERCOSUR"):
        page = reader.get(address)
        assert page.status_code == 200
        assert page["Cache-Control"] == "private, no-store"
        assert "ETag" not in page
    told = reader.get(f"/en/data/{FLOW}/about").content.decode()
    assert "it is not public" in told
    assert "it is not public" not in reader.get("/en/data/TRADE/about").content.decode()
    # The standard service is the public's, whoever asks.
    history = f"/sdmx/v1/data/{FLOW}/all?startPeriod=2013&endPeriod=2016&includeHistory=true"
    assert body(reader.get(history)) == body(client.get(history))


def test_staff_without_the_permission_are_the_public(client):
    decided(PUBLISH, release=1)
    person = get_user_model().objects.create_user("nobody@example.org", full_name="Nobody")
    signed_in = Client()
    signed_in.force_login(person)
    assert signed_in.get(f"/data/{FLOW}@2.csv").status_code == 404


def test_a_note_on_a_release_is_told_in_the_visitors_language(client):
    apps.get_model("management", "ReleaseNote").objects.create(
        dataflow=FLOW, release=2, es="Nota <i>", en="Note", pt="Nota pt", fr="Note fr"
    )
    assert "Nota &lt;i&gt;" in client.get(f"/es/data/{FLOW}/about").content.decode()
    assert "Note fr" in client.get(f"/fr/data/{FLOW}/about").content.decode()


def test_the_state_costs_one_small_query_in_a_request(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    decided(PUBLISH, release=1)
    client.get("/data/TRADE.csv?REF_AREA=ARG&TIME_PERIOD=2015")
    with CaptureQueriesContext(connection) as asked:
        client.get("/data/TRADE.csv?REF_AREA=ARG&TIME_PERIOD=2015")
    assert len(asked) == 1
