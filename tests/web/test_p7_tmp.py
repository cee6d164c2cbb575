from typing import Any
import pytest
import test_every_address as every
from test_every_address import *  # noqa
from programme_addresses import mandates as M

T = {}
for k, v in M.TABLE.items():
    vs = v if isinstance(v, list) else [v]
    T[k] = [every.Address(*one) for one in vs]
every.TABLE.clear()
every.TABLE.update(T)
every.PEOPLE.update({k: (*v, permissions.CONSULT) for k, v in every.PEOPLE.items() if v})
del test_every_pattern_has_an_example


@pytest.fixture
def world():
    with forgotten():
        yield M.WORLD()
