"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, which lies beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("CEDIC_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"the real data are not in {folder}")
    return folder
