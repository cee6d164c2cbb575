"""What watches over the portal is told the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cedic.web import database

if TYPE_CHECKING:
    from django.test import Client


def test_a_database_that_lacks_a_step_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_found_well", float("-inf"))
    monkeypatch.setattr(database, "pending", lambda: ["sessions 0001_initial"])
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "the database is not up to date"}
    assert client.get("/health/live").status_code == 200


def test_that_nothing_is_lacking_is_asked_once_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    moment = [1000.0]
    monkeypatch.setattr(database, "monotonic", lambda: moment[0])
    monkeypatch.setattr(database, "_found_well", float("-inf"))
    monkeypatch.setattr(database, "pending", lambda: asked.append(1) or [])
    for _ in range(3):
        assert client.get("/health/ready").status_code == 200
    assert len(asked) == 1
    moment[0] += database.STAYS_WELL
    assert client.get("/health/ready").status_code == 200
    assert len(asked) == 2
