"""The pages' templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.errors import UsageError

if TYPE_CHECKING:
    from jinja2 import Template


def template(name: str) -> Template:
    """The template called `name`; what it is given is escaped.

    Raises
    ------
    UsageError
        If Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise UsageError(
            "Pages need Jinja2, which is not installed.",
            remedy="run: pip install 'cedic[reports]'",
        ) from None
    environment = Environment(
        loader=PackageLoader("cedic.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
