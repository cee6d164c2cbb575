from __future__ import annotations

from pathlib import Path

import pytest
from small_world import PUBLICATIONS, series_part, trade_part

from cedic.warehouse import Store, build


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store of the small world."""
    return Store(tmp_path / "store", PUBLICATIONS)


@pytest.fixture
def built(store: Store) -> Store:
    """A store with two years of A and one of W, built once."""
    store.load([trade_part(2019, 1), trade_part(2020, 2), series_part(2020)])
    build(store)
    return store
