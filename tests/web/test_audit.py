"""The audit trail: written once, never changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from cedic.web import audit


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ana():
    return get_user_model().objects.create_user("ana@example.org", full_name="Ana Test")


def test_what_is_done_is_written_down(ana):
    entry = audit.record(ana, "dataflow.published", "TRADE", {"release": 3})
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.action) == (ana, "Ana Test", "dataflow.published")
    assert (entry.subject, entry.detail) == ("TRADE", {"release": 3})
    assert "Ana Test dataflow.published TRADE" in str(entry)


def test_nobody_may_have_done_it():
    entry = audit.record(None, "account.refused", "x" * 500)
    assert (entry.actor, entry.actor_name, len(entry.subject)) == (None, "", 200)


def test_it_outlives_the_account(ana):
    entry = audit.record(ana, "dataflow.published", "TRADE")
    ana.delete()
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name) == (None, "Ana Test")


def test_it_is_not_changed_nor_deleted(ana):
    entry = audit.record(ana, "dataflow.published", "TRADE")
    entry.subject = "MACRO"
    entries = type(entry).objects
    for attempt in (
        entry.save,
        entry.delete,
        entries.all().delete,
        lambda: entries.update(subject="MACRO"),
        lambda: entries.filter(pk=entry.pk).update(subject="MACRO"),
    ):
        with pytest.raises(TypeError):
            attempt()
    entry.refresh_from_db()
    assert entry.subject == "TRADE"
