"""The four groups, each with what its members may do."""

from typing import Any

from django.db import migrations

from cedic.web.accounts.permissions import GROUPS, NAMES


def make_groups(apps: Any, schema_editor: Any) -> None:
    """Make the groups; Django would make their permissions only after all migrations."""
    using = schema_editor.connection.alias
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(using)
        .get_or_create(app_label="accounts", model="user")
    )
    allowed = {}
    for name, words in NAMES.items():
        allowed[name], _ = (
            apps.get_model("auth", "Permission")
            .objects.using(using)
            .get_or_create(
                content_type=content_type,
                codename=name.partition(".")[2],
                defaults={"name": words},
            )
        )
    for name, permissions in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        group.permissions.set(allowed[permission] for permission in permissions)


class Migration(migrations.Migration):
    """The groups."""

    dependencies = [
        ("accounts", "0001_accounts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
