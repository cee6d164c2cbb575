"""The group of member states, and what its members may do."""

from importlib import import_module

from django.db import migrations

from cedic.web.accounts.permissions import NAMES

make_groups = import_module("cedic.web.accounts.migrations.0002_groups").make_groups


class Migration(migrations.Migration):
    """The groups, made anew: those that are there keep their members."""

    dependencies = [("accounts", "0004_attempts")]
    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "default_permissions": (),
                "permissions": [(name.partition(".")[2], words) for name, words in NAMES.items()],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
