"""What stands in the way of something: a reason that pages tell in the visitor's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cedic.model import Text


@dataclass(frozen=True)
class Problem:
    """Why something cannot be done, and how it can.

    Parameters
    ----------
    reason : Text
        The reason, with places to fill.
    values : mapping of str to str
        What fills them.
    """

    reason: Text
    values: Mapping[str, str] = field(default_factory=dict)

    def told(self, language: str) -> str:
        """The reason in a language."""
        return self.reason[language].format(**self.values)
