"""What the figures of search are held against, in the same run on the same texts.

The database's own full text with its own rank and nothing else; and Tantivy, an index outside of
any database.
"""

import re

from django.db import connection

from retros.models import SearchEntry

WORD = re.compile(r"\w+")


def database():
    """The ten best of any of the words by the database's own means: a function of a text."""
    make = _tsvector if connection.vendor == "postgresql" else _fts5
    statement = make()

    def ask(text):
        words = WORD.findall(text)
        sign = " | " if connection.vendor == "postgresql" else " OR "
        with connection.cursor() as cursor:
            wanted = sign.join(f'"{word}"' if sign == " OR " else word for word in words)
            cursor.execute(statement, [wanted] * statement.count("%s"))
            return cursor.fetchall()

    return ask


def _fts5():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS bench_raw"
            " USING fts5(title, tag_text, body, tokenize='porter')"
        )
        cursor.execute("DELETE FROM bench_raw")
        cursor.execute("INSERT INTO bench_raw SELECT title, tag_text, body FROM retros_searchentry")
    return "SELECT rowid FROM bench_raw WHERE bench_raw MATCH %s ORDER BY rank LIMIT 10"


def _tsvector():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_raw")
        cursor.execute(
            "CREATE TABLE bench_raw AS SELECT id, to_tsvector('english',"
            " concat_ws(' ', title, tag_text, body)) AS vector FROM retros_searchentry"
        )
        cursor.execute("CREATE INDEX ON bench_raw USING gin (vector)")
        cursor.execute("ANALYZE bench_raw")
    return (
        "SELECT id FROM bench_raw WHERE vector @@ to_tsquery('english', %s)"
        " ORDER BY ts_rank(vector, to_tsquery('english', %s)) DESC LIMIT 10"
    )


def tantivy():
    """The same of Tantivy, or None where it is not installed."""
    try:
        from tantivy import Document, Index, SchemaBuilder
    except ImportError:
        return None
    builder = SchemaBuilder()
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name="en_stem")
    index = Index(builder.build())
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for title, body in SearchEntry.objects.values_list("title", "body").iterator(2000):
        writer.add_document(Document(title=title, body=body))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text):
        query = index.parse_query(" ".join(WORD.findall(text)).lower(), ["title", "body"])
        return searcher.search(query, 10).hits

    return ask
