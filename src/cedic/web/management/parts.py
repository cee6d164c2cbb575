"""The parts of management, as every page of staff lists them."""

from __future__ import annotations

from typing import Any

from django import template

from cedic.model import Text
from cedic.web.accounts import permissions
from cedic.web.management.words import SAY

PARTS = (
    ("", "home", permissions.READ),
    ("sources/", "sources", permissions.READ),
    ("jobs/", "work", permissions.READ),
    ("dataflows/", "dataflows", permissions.READ),
    ("texts/", "texts", permissions.READ),
    ("programme/", "programme", permissions.READ),
    ("trail/", "trail", permissions.READ),
    ("people/", "people", permissions.ADMINISTER),
)
"""The parts of management: address, name, and who may open them."""

register = template.Library()


@register.simple_tag(takes_context=True)
def parts_of_management(context: dict[str, Any]) -> list[tuple[str, Text, bool]]:
    """Address and name of each part that this person may open, and whether she is there."""
    request = context["request"]
    here = request.path.split("/", 3)[3]
    return [
        (address, SAY[name], here.split("/")[0] == address.strip("/"))
        for address, name, permission in PARTS
        if request.user.has_perm(permission)
    ]
