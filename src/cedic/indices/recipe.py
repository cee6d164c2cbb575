"""The recipe of an index: its steps in order, each with its arguments, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, signature
from typing import Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices.aggregate import aggregate
from cedic.indices.denominate import denominate
from cedic.indices.impute import impute
from cedic.indices.normalise import normalise
from cedic.indices.screen import screen
from cedic.indices.stage import Stage
from cedic.indices.treat import treat
from cedic.indices.weigh import weigh

STEPS: Mapping[str, Callable[..., Stage]] = {
    step.__name__: step for step in (denominate, impute, screen, treat, normalise, weigh, aggregate)
}
"""The steps there are, by name."""

Step = tuple[str, Mapping[str, Any]]
"""The name of a step, and its arguments."""

SHORTEST: tuple[Step, ...] = (("denominate", {}), ("normalise", {}), ("aggregate", {}))
"""What is done where nothing else is asked for: nothing is filled in, dropped or cut off."""


def recipe(steps: Iterable[Mapping[str, Any] | Step]) -> tuple[Step, ...]:
    """Steps as a recipe, checked.

    Parameters
    ----------
    steps : iterable
        Each a pair of name and arguments, or one mapping in which ``do`` is the name, as TOML has it::

            [[steps]]
            do = "impute"
            method = "median"

    Returns
    -------
    tuple of Step
        With all arguments, defaults included: so a recipe that is kept means the same later.

    Raises
    ------
    UnknownCodeError
        For a step or an argument that does not exist.
    UsageError
        If nothing is aggregated at the end, or a step comes where it cannot.
    """
    found = [_checked(*_pair(step)) for step in steps]
    names = [name for name, _ in found]
    if names.count("aggregate") != 1 or names[-1] != "aggregate":
        raise UsageError(
            f"The steps are {', '.join(names) or 'none'}: an index ends by aggregating, once.",
            remedy="let aggregate be the last step",
        )
    if names.count("normalise") > 1:
        raise UsageError(
            "The steps normalise twice.", remedy="name each indicator's own way in one step"
        )
    if "denominate" in names and names.index("denominate") > 0:
        before = names[: names.index("denominate")]
        if {"treat", "normalise"} & set(before):
            raise UsageError(
                f"The steps {', '.join(before)} come before denominate.",
                remedy="divide first: later the figures have no units",
            )
    return tuple(found)


def _pair(step: Mapping[str, Any] | Step) -> Step:
    if isinstance(step, Mapping):
        rest = dict(step)
        if "do" not in rest:
            raise UsageError(
                f"A step does not say what to do: {rest}.",
                remedy="give do = 'normalise' or another",
            )
        return rest.pop("do"), rest
    name, arguments = step
    return name, arguments


def _checked(name: str, arguments: Mapping[str, Any]) -> Step:
    if name not in STEPS:
        raise UnknownCodeError("step", str(name), STEPS)
    known = {
        parameter.name: parameter.default
        for parameter in list(signature(STEPS[name]).parameters.values())[1:]
    }
    for argument in arguments:
        if argument not in known:
            raise UnknownCodeError(f"argument of {name}", argument, known)
    given = known | dict(arguments)
    for argument, value in given.items():
        if value is Parameter.empty:
            raise UsageError(f"The step {name} needs {argument}.", remedy="give it")
    return name, given
