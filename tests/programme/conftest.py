"""What the tests of the work programme share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def documents(shared: Path) -> Path:
    """The folder of real documents, which lies beside the real data."""
    folder = shared.parent / "documents"
    if not folder.is_dir():
        pytest.skip(f"the real documents are not in {folder}")
    return folder
