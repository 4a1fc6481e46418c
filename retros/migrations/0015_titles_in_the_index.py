"""On PostgreSQL, the words of titles and tags once more, marked, so that the index finds them.

Its GIN index knows no field: to look for a word in titles it would read every entry with that word.
SQLite's index knows them.
"""

from django.db import migrations

MARK = """
    UPDATE retros_searchentry SET vector = vector || array_to_tsvector(
        ARRAY(SELECT '^' || lexeme FROM unnest(ts_filter(vector, '{a,b}')))
    )
"""
TAKE_OUT = """
    UPDATE retros_searchentry SET vector = ts_delete(
        vector, ARRAY(SELECT lexeme FROM unnest(vector) WHERE lexeme LIKE '^%%')
    )
"""


def mark(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MARK)


def take_out(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TAKE_OUT, [])


class Migration(migrations.Migration):
    dependencies = [("retros", "0014_learned_too")]

    operations = [migrations.RunPython(mark, take_out)]
