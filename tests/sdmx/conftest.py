from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import Ask, asker

from mixed_world import mixed_store

if TYPE_CHECKING:
    from cedic.warehouse import Store


@pytest.fixture(scope="session")
def ask(sample_store: Store) -> Ask:
    """Ask the service on the sample."""
    return asker(sample_store)


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with one dataflow of mixed frequencies in two releases. Read it only."""
    return mixed_store(tmp_path_factory.mktemp("mixed") / "store")


@pytest.fixture(scope="session")
def ask_mixed(mixed: Store) -> Ask:
    """Ask the service on the store of mixed frequencies."""
    return asker(mixed)
