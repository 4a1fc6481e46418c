"""The index by which PostgreSQL lists decisions, newest first."""

from django.db import migrations

# Undated ones last, as the list asks for them. SQLite reads its index of the same day backward.
_NEWEST = "CREATE INDEX decision_newest ON retros_decision (decided_on DESC NULLS LAST, id DESC)"


def create_on_postgresql(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_NEWEST)


def drop_on_postgresql(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX decision_newest")


OPERATIONS = [migrations.RunPython(create_on_postgresql, drop_on_postgresql)]
