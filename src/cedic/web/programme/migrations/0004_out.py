"""One end for the migrations of the parts."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0002_convergence"),
        ("programme", "0002_meetings"),
        ("programme", "0003_search"),
    ]
    operations: ClassVar[list[migrations.RunPython]] = []
