"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cedic.warehouse import Store


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, which lies beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("CEDIC_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"the real data are not in {folder}")
    return folder


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the embedded sample, built. Read it only: all tests of the run share it."""
    import cedic
    from cedic.sources import source
    from cedic.warehouse import build

    home = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        # No blocs of the person who runs the tests.
        patch.delenv("CEDIC_BLOCS", raising=False)
        patch.setenv("CEDIC_HOME", str(home))
        store = cedic.open(home / "store")
        store.load(source("SAMPLE").parts([]))
        build(store)
    return store
