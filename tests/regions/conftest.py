from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path):
    """No blocs of the person who runs the tests."""
    monkeypatch.delenv("CEDIC_BLOCS", raising=False)
    monkeypatch.setenv("CEDIC_HOME", str(tmp_path / "home"))
