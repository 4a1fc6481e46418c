"""What a database is made of, for comparing two of them. Two things may differ and are left out:

- the order of columns: an added one stands last, in a new table where its model has it
- the names that Django or the database made up for indexes and constraints: those of a renamed
  table or column keep the old one in theirs
"""

import re

from django.db import connection

CACHE = "shared_cache"  # no model's; the tests cache nothing, so a database of theirs has none

_MADE_UP = re.compile(r"_[0-9a-f]{8}(_|$)|_(pkey|key|check|not_null)$")
_ON_POSTGRESQL = """
    SELECT 'column', attrelid::regclass::text, attname::text,
           concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attstorage,
                     pg_get_expr(adbin, adrelid))
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      JOIN pg_class ON pg_class.oid = attrelid
     WHERE attnum > 0 AND NOT attisdropped AND relkind = 'r'
       AND relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', tablename::text, indexname::text, indexdef
      FROM pg_indexes WHERE schemaname = 'public'
"""


def schema():
    """(kind, table, name, definition) of each column, constraint and index, sorted."""
    read = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        return sorted(_without_made_up(*row) for row in read(cursor) if row[1] != CACHE)


def _without_made_up(kind, table, name, text):
    if kind in ("index", "constraint") and _MADE_UP.search(name):
        return kind, table, "", text.replace(name, "…")
    return kind, table, name, text


def _on_postgresql(cursor):
    cursor.execute(_ON_POSTGRESQL)
    return cursor.fetchall()


def _on_sqlite(cursor):
    """Of a table, each line of its definition is a part of its own."""
    cursor.execute("SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    for kind, table, name, sql in cursor.fetchall():
        if not sql.startswith("CREATE TABLE"):
            yield kind, table, name, sql
            continue
        for line in _lines(sql[sql.index("(") + 1 : sql.rindex(")")]):
            yield "line", table, line, ""
        if table.endswith("_config"):  # of a full-text index
            # Its version is that of its file format, which follows from what was deleted.
            cursor.execute(f"SELECT k, v FROM {table} WHERE k <> 'version'")
            yield from (("setting", table, name, str(value)) for name, value in cursor.fetchall())


def _lines(definition):
    """The columns and constraints of a table: what commas outside of brackets and quotes part."""
    depth, lines = 0, [""]
    for token in re.findall(r"'(?:[^']|'')*'|\"[^\"]*\"|.", definition, re.DOTALL):
        depth += (token == "(") - (token == ")")
        if token == "," and not depth:
            lines.append("")
        else:
            lines[-1] += token
    return [" ".join(line.split()) for line in lines]
