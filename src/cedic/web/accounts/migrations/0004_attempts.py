"""The table in which attempts to sign in are counted, for all processes of the portal."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

TABLE = "accounts_attempts"


def make_table(apps: Any, schema_editor: Any) -> None:
    """Make the table of Django's cache."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The table of attempts."""

    dependencies = [("accounts", "0003_links")]
    operations = [
        migrations.RunPython(make_table, migrations.RunPython.noop),
    ]
