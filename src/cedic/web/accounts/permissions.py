"""The portal's one permission scheme: four things one may do, and four groups that may do them.

Every app asks for one of these, ``user.has_perm(permissions.PUBLISH)``, and makes none of its own.
"""

from __future__ import annotations

READ = "accounts.read_internal"
"""See what is not published yet."""
EDIT = "accounts.edit_content"
"""Write and change what is not published yet."""
PUBLISH = "accounts.publish_content"
"""Make it public, and withdraw it."""
ADMINISTER = "accounts.administer_portal"
"""Invite people and put them into groups."""

NAMES = {
    READ: "Can see what is not published yet",
    EDIT: "Can write and change what is not published yet",
    PUBLISH: "Can publish and withdraw",
    ADMINISTER: "Can invite people and put them into groups",
}

GROUPS = {
    "reader": (READ,),
    "editor": (READ, EDIT),
    "publisher": (READ, EDIT, PUBLISH),
    "administrator": (READ, EDIT, PUBLISH, ADMINISTER),
}
"""What the members of each group may do. Visitors without an account see what is public."""
