"""The recipe: steps as data, checked before anything is computed."""

from __future__ import annotations

import tomllib

import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices import SHORTEST, STEPS, recipe


def test_steps_are_pairs_or_mappings() -> None:
    pairs = recipe([("normalise", {"method": "rank"}), ("aggregate", {})])
    mappings = recipe([{"do": "normalise", "method": "rank"}, {"do": "aggregate"}])
    assert pairs == mappings
    assert [name for name, _ in pairs] == ["normalise", "aggregate"]


def test_a_recipe_keeps_the_defaults() -> None:
    (_, given), *_ = recipe([{"do": "normalise", "method": "rank"}, {"do": "aggregate"}])
    assert given["method"] == "rank"
    assert given["scale"] == (0, 100)
    assert recipe(recipe(SHORTEST)) == recipe(SHORTEST)


def test_a_recipe_in_toml() -> None:
    written = """
        [[steps]]
        do = "weigh"
        level = 2
        method = "equal"

        [[steps]]
        do = "aggregate"
        by_level = { 3 = "geometric" }
    """
    (_, weighing), (_, aggregating) = recipe(tomllib.loads(written)["steps"])
    assert weighing["level"] == 2
    assert aggregating["by_level"] == {"3": "geometric"}


def test_the_shortest_fills_in_and_drops_nothing() -> None:
    assert [name for name, _ in SHORTEST] == ["denominate", "normalise", "aggregate"]
    assert set(STEPS) > {name for name, _ in SHORTEST}


def test_unknown_steps_and_arguments() -> None:
    with pytest.raises(UnknownCodeError, match="no step called 'normalize'") as error:
        recipe([{"do": "normalize"}, {"do": "aggregate"}])
    assert error.value.suggestions == ["normalise"]
    with pytest.raises(UnknownCodeError, match="no argument of normalise called 'methods'"):
        recipe([{"do": "normalise", "methods": "rank"}, {"do": "aggregate"}])


def test_a_step_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="does not say what to do"):
        recipe([{"method": "rank"}])


@pytest.mark.parametrize(
    "names",
    [(), ("normalise",), ("aggregate", "normalise"), ("normalise", "aggregate", "aggregate")],
)
def test_an_index_ends_by_aggregating(names: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="ends by aggregating, once"):
        recipe([(name, {}) for name in names])


def test_steps_that_come_where_they_cannot() -> None:
    with pytest.raises(UsageError, match="normalise twice"):
        recipe([("normalise", {}), ("normalise", {}), ("aggregate", {})])
    with pytest.raises(UsageError, match="come before denominate"):
        recipe([("normalise", {}), ("denominate", {}), ("aggregate", {})])
