"""The index of words: FTS5 on SQLite, a text search vector on PostgreSQL.

Both keep themselves up to date with the table. A later step that changes the table of entries on
SQLite makes it anew, which drops the triggers: it has to make them again.
"""
# ruff: noqa: S608 - the names are constants of this file

from typing import Any

from django.db import migrations, models

TABLE = "programme_entry"
INDEX = "programme_entry_words"

SQLITE = (
    f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(
        title, body, content='{TABLE}', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    f"""CREATE TRIGGER {INDEX}_added AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {INDEX}(rowid, title, body) VALUES (new.id, new.title, new.body);
        END""",
    f"""CREATE TRIGGER {INDEX}_removed AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
        END""",
    f"""CREATE TRIGGER {INDEX}_changed AFTER UPDATE OF title, body ON {TABLE} BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO {INDEX}(rowid, title, body) VALUES (new.id, new.title, new.body);
        END""",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
)
SQLITE_BACK = (
    *(f"DROP TRIGGER IF EXISTS {INDEX}_{one}" for one in ("added", "removed", "changed")),
    f"DROP TABLE IF EXISTS {INDEX}",
)

# Accents are taken off and all that is no letter or digit parts words, as FTS5 does it: the parser
# of PostgreSQL would keep "work/programme" and "I.1.2" as one word each. The ranges are of code
# points, so that no locale of a server plays a part.
FOLDED = (
    r"regexp_replace(regexp_replace(normalize(lower({}), NFD), '[\u0300-\u036f]', '', 'g'), "
    r"'[^0-9a-z\u00aa\u00ba\u00c0-\u1fff\u2c00-\uffff]+', ' ', 'g')"
)
POSTGRESQL = (
    f"""ALTER TABLE {TABLE} ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', {FOLDED.format("title")}), 'A') ||
        setweight(to_tsvector('simple', {FOLDED.format("body")}), 'D')) STORED""",
    # Ranking reads every vector found: beside the row, that is eight times as quick as out of line.
    f"ALTER TABLE {TABLE} ALTER COLUMN words SET STORAGE MAIN",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (words)",
)
POSTGRESQL_BACK = (f"ALTER TABLE {TABLE} DROP COLUMN words",)


def _doing(**statements: tuple[str, ...]) -> Any:
    def do(apps: Any, schema_editor: Any) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return do


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_programme")]
    operations = [
        migrations.AddField(
            "entry",
            "group",
            models.CharField(blank=True, db_index=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.RunPython(
            _doing(sqlite=SQLITE, postgresql=POSTGRESQL),
            _doing(sqlite=SQLITE_BACK, postgresql=POSTGRESQL_BACK),
        ),
    ]
