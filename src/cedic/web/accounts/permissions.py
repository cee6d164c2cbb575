"""The portal's one permission scheme: five things one may do, and five groups that may do them.

Every app asks for one of these, ``user.has_perm(permissions.PUBLISH)``, and makes none of its own.
"""

from __future__ import annotations

CONSULT = "accounts.consult"
"""See what is circulated to member states, and comment on it for one's country."""
READ = "accounts.read_internal"
"""See what is not published yet."""
EDIT = "accounts.edit_content"
"""Write and change what is not published yet."""
PUBLISH = "accounts.publish_content"
"""Make it public, and withdraw it."""
ADMINISTER = "accounts.administer_portal"
"""Invite people and put them into groups."""

NAMES = {
    CONSULT: "Can see and comment on what is circulated to member states",
    READ: "Can see what is not published yet",
    EDIT: "Can write and change what is not published yet",
    PUBLISH: "Can publish and withdraw",
    ADMINISTER: "Can invite people and put them into groups",
}

GROUPS = {
    "member_state": (CONSULT,),
    "reader": (CONSULT, READ),
    "editor": (CONSULT, READ, EDIT),
    "publisher": (CONSULT, READ, EDIT, PUBLISH),
    "administrator": (CONSULT, READ, EDIT, PUBLISH, ADMINISTER),
}
"""What the members of each group may do. Visitors without an account see what is public."""
