"""The full-text index beside the search entries: an FTS5 table, or a tsvector column with GIN.

Both hold the stems that retros.search makes, so neither is asked to analyze any text.
"""

from django.db import migrations

# The ascii tokenizer splits at spaces and keeps every letter beyond ASCII as it is.
CREATE_ON_SQLITE = """
    CREATE VIRTUAL TABLE retros_searchindex
    USING fts5(title, tags, body, tokenize='ascii', columnsize=0)
"""
CREATE_ON_POSTGRESQL = [
    "ALTER TABLE retros_searchentry ADD COLUMN vector tsvector",
    "ALTER TABLE retros_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL",
    "CREATE INDEX retros_searchentry_vector ON retros_searchentry"
    " USING gin (vector) WITH (fastupdate = off)",
]


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in CREATE_ON_POSTGRESQL:
            schema_editor.execute(statement)
        return
    schema_editor.execute(CREATE_ON_SQLITE)
    if schema_editor.connection.Database.sqlite_version_info >= (3, 42):
        # Deleted words leave the index at once instead of with some later merge.
        schema_editor.execute(
            "INSERT INTO retros_searchindex(retros_searchindex, rank) VALUES('secure-delete', 1)"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE retros_searchentry DROP COLUMN vector")
    else:
        schema_editor.execute("DROP TABLE retros_searchindex")


OPERATIONS = [migrations.RunPython(create_index, drop_index)]
