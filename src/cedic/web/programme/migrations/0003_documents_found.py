"""Documents are found by their words, and what is made up is told so where it is found.

SQLite makes the table anew, without the triggers that keep the index: they are made again.
"""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

GROUPS = {"programme": "WorkProgramme", "mandate": "Mandate"}
ALONE = {"meeting": "Meeting", "convergence": "ConvergenceEntry"}


def make_triggers(apps: Any, schema_editor: Any) -> None:
    """Make the triggers of the index again, which went with the table."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in import_module(f"{__package__}.0002_search").SQLITE:
            if statement.startswith("CREATE TRIGGER"):
                schema_editor.execute(statement)


def mark_made_up(apps: Any, schema_editor: Any) -> None:
    """Mark the entries of what is made up. Documents come when the worker begins."""

    def made_up(name: str) -> Any:
        found = apps.get_model("programme", name).objects.filter(demonstration=True)
        return found.values_list("pk", flat=True)

    entries = apps.get_model("programme", "Entry").objects
    for kind, name in GROUPS.items():
        groups = [f"{kind}/{number}" for number in made_up(name)]
        entries.filter(group__in=groups).update(demonstration=True)
    for kind, name in ALONE.items():
        records = [str(number) for number in made_up(name)]
        entries.filter(kind=kind, record__in=records).update(demonstration=True)


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_search")]
    operations = [
        # The way back ends with this one.
        migrations.RunPython(migrations.RunPython.noop, make_triggers),
        migrations.AddField("entry", "demonstration", models.BooleanField(db_default=False)),
        migrations.AddField(
            "entry",
            "document",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="entries",
                to="programme.document",
            ),
        ),
        migrations.RunPython(make_triggers, migrations.RunPython.noop),
        migrations.RunPython(mark_made_up, migrations.RunPython.noop),
    ]
