"""How an index of one's own is to be made, as a file says it: read, and written to be replayed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import SHORTEST, STEPS, recipe
from cedic.model import LANGUAGES

if TYPE_CHECKING:
    from cedic.indices import Index
    from cedic.indices.recipe import Step
    from cedic.indices.robustness import Robustness

MARK = "# An index made by CEDIC."
"""The first line of a recipe: what is in its folder is CEDIC's to replace."""
LEFT_OUT = "none"
"""The alternative of a step that leaves it out; TOML has no other word for nothing."""

_KEYS = ("language", "steps", "robustness")


@dataclass(frozen=True)
class Config:
    """How an index is to be made.

    Parameters
    ----------
    steps : tuple of Step
        Its steps, with all their arguments.
    language : str or None
        The language of what is written, if it is said.
    robustness : mapping or None
        Arguments of :func:`cedic.indices.robustness`, if it is asked for.
    """

    steps: tuple[Step, ...] = field(default_factory=lambda: recipe(SHORTEST))
    language: str | None = None
    robustness: Mapping[str, Any] | None = None

    @classmethod
    def read(cls, path: Path) -> Config:
        """Read a file in TOML.

        Raises
        ------
        UsageError
            If there is no such file, or it asks for what cannot be done.
        UnknownCodeError
            For a key, a step, an argument or a language that does not exist.
        DataError
            If it is no TOML.
        """
        if not path.is_file():
            raise UsageError(f"There is no file {path}.")
        try:
            held = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise DataError(
                f"The file cannot be read: {error}.",
                where=str(path),
                remedy="see https://toml.io for how it is written",
            ) from error
        for key in held:
            if key not in _KEYS:
                raise UnknownCodeError(f"entry in {path.name}", key, _KEYS)
        language = held.get("language")
        if language is not None and language not in LANGUAGES:
            raise UnknownCodeError("language", str(language), LANGUAGES)
        steps = held.get("steps", SHORTEST)
        if not isinstance(steps, (list, tuple)) or not all(
            isinstance(step, (dict, tuple)) for step in steps
        ):
            raise UsageError(
                f"The steps of {path.name} are no list of entries.",
                remedy='write each as [[steps]] with do = "normalise" or another below it',
            )
        return cls(recipe(steps), language, _robustness(held.get("robustness"), path))

    def simulate(self, index: Index) -> Robustness | None:
        """Make the index otherwise, as often as is asked for; None if it is not.

        Raises
        ------
        UsageError
            As :func:`cedic.indices.robustness` says.
        """
        from cedic.indices import robustness

        if self.robustness is None:
            return None
        arguments = dict(self.robustness)
        alternatives = {
            step: [None if option == LEFT_OUT else option for option in options]
            for step, options in arguments.pop("alternatives", {}).items()
        }
        return robustness(index, alternatives or None, **arguments)

    def written(self) -> str:
        """The configuration as TOML, defaults included: read again, it says the same.

        Raises
        ------
        UsageError
            If an argument is None that is not so by default: TOML has no word for it.
        """
        from cedic.version import __version__

        lines = [
            MARK,
            f"# CEDIC {__version__}. To make it again:",
            "# cedic index score FRAMEWORK VALUES -o DIR --config recipe.toml",
        ]
        if self.language:
            lines += ["", f"language = {_value(self.language)}"]
        for name, arguments in self.steps:
            _check_defaults(name, arguments)
            lines += ["", "[[steps]]", *_entries({"do": name, **arguments})]
        if self.robustness is not None:
            lines += ["", "[robustness]", *_entries(self.robustness)]
        return "\n".join(lines) + "\n"


def _robustness(held: Any, path: Path) -> Mapping[str, Any] | None:
    from cedic.indices import robustness

    if held is None:
        return None
    if not isinstance(held, dict):
        raise UsageError(f"The robustness of {path.name} is no table.", remedy="write [robustness]")
    defaults = {
        name: parameter.default
        for name, parameter in list(signature(robustness).parameters.items())[1:]
    }
    for key in held:
        if key not in defaults or key == "codes":
            known = [name for name in defaults if name != "codes"]
            raise UnknownCodeError(f"entry of robustness in {path.name}", key, known)
    options = held.get("alternatives", {})
    fits = isinstance(options, dict) and all(
        isinstance(many, list) and all(isinstance(one, dict) or one == LEFT_OUT for one in many)
        for many in options.values()
    )
    if not fits:
        raise UsageError(
            f"The alternatives in {path.name} are not lists of arguments by step.",
            remedy=f'write normalise = [{{method = "z-score"}}] below [robustness.alternatives]; '
            f'"{LEFT_OUT}" leaves a step out',
        )
    return {
        name: held.get(name, default)
        for name, default in defaults.items()
        if held.get(name, default) is not None
    }


def _check_defaults(step: str, arguments: Mapping[str, Any]) -> None:
    """See that what is left out is the default, and so the same when it is read again."""
    defaults = signature(STEPS[step]).parameters
    for name, value in arguments.items():
        if value is None and defaults[name].default is not None:
            raise UsageError(
                f"The recipe cannot say that {name} of {step} is None.",
                remedy=f"give {name} a value",
            )


def _entries(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items() if value is not None]


def _key(key: Any) -> str:
    text = str(key)
    plain = text.replace("-", "").replace("_", "")
    return text if plain.isascii() and plain.isalnum() else _value(text)


def _value(value: Any) -> str:
    """A value as TOML writes it; what is None is left out, and is the default when read again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(_entries(value)) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
