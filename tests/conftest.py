from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, or a skip that says why."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("CEDIC_SHARED", default))
    if not folder.is_dir():
        pytest.skip(f"the real data are not at {folder} (set CEDIC_SHARED)")
    return folder
