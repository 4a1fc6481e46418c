"""The full-text index on SQLite: an FTS5 table of stems, keyed by the entry's id."""

import json
from collections import defaultdict

from django.db import connection

from retros.models import SearchEntry
from retros.search.entries import BODY_WEIGHT, TAG_WEIGHT, TITLE_WEIGHT
from retros.search.prominence import MARK

MATCHING = "SELECT rowid AS id FROM retros_searchindex WHERE retros_searchindex MATCH %s"
_WEIGHTS = (TITLE_WEIGHT, TAG_WEIGHT, BODY_WEIGHT)
_STRAY = "rowid NOT IN (SELECT id FROM retros_searchentry)"
_AT_ONCE = 500
_FEW = 6  # stems


def expression(*, some=(), each=(), every=(), without=()):
    """Build a MATCH argument: any of the stems in `some`, any of each list in `each`, all phrases in
    `every`, none in `without`.

    A phrase is a tuple of stems; a stem with spaces is one, too. Stems are letters and digits
    only, some with the mark of prominence, and are quoted, so that nothing in them is syntax.
    """
    wanted = [_phrase(phrase) for phrase in every]
    wanted += [_either((stem,) for stem in stems) for stems in (*each, some) if stems]
    found = " AND ".join(wanted)
    return f"({found}) NOT {_either(without)}" if without else found


def columns_of(entries, columns):
    """Return (statement, parameters) for `columns` of `entries`, Readable or Narrowed, to join by id.

    Uses an index that holds them: the rows also hold the texts, and reading past those takes five
    times as long. The index begins with the id, so SQLite would not choose it.
    """
    statement, parameters = entries.statement(columns)
    table = f'FROM "{SearchEntry._meta.db_table}"'
    return statement.replace(table, f"{table} INDEXED BY searchentry_narrow", 1), parameters


def matches(wanted, entries, columns):
    """Return (statement, parameters) for `columns` of those of `entries` that match."""
    statement, parameters = columns_of(entries, ["id", *columns])
    named = ", ".join(f"entry.{column} AS {column}" for column in columns)
    return (
        f"SELECT {named} FROM ({MATCHING}) AS part"
        # The one that is read first is the one that can be left early.
        f" CROSS JOIN ({statement}) AS entry ON entry.id = part.id"
    ), [wanted, *parameters]


def tag_counts(pks, limit):
    """Count the tags of entries, commonest first: [(slug, name, number)]. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT counted.slug, name, number FROM ("
            "SELECT slug, count(*) AS number FROM json_each(%s) AS found"
            " CROSS JOIN retros_searchtag AS tag WHERE tag.entry_id = found.value"
            " GROUP BY slug ORDER BY number DESC, slug LIMIT %s"
            ") AS counted LEFT JOIN taggit_tag ON taggit_tag.slug = counted.slug"
            " ORDER BY number DESC, counted.slug",
            [json.dumps(pks), limit],
        )
        return cursor.fetchall()


def write(rows):
    """Put (entry id, (title, tags, body) as lists of stems, marked stems) into the index."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO retros_searchindex(rowid, title, tags, body)"
            " VALUES (%s, %s, %s, %s)",
            [
                (pk, " ".join(title), " ".join(tags), " ".join(body + marked))
                for pk, (title, tags, body), marked in rows
            ],
        )


def forget(pks):
    """Take entries out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM retros_searchindex WHERE rowid = %s", [(pk,) for pk in pks])


def frequencies(pks, stems):
    """Return {entry id: {stem: how often, weighted by the field}} for those of `stems` that occur."""
    phrases = [stem for stem in stems if " " in stem]
    if len(stems) <= _FEW:
        return {pk: _few(fields, stems) for pk, *fields in _rows(pks)}
    single = frozenset(stems).difference(phrases)
    return {pk: _many(fields, single) | _few(fields, phrases) for pk, *fields in _rows(pks)}


def _few(fields, stems):
    """By looking for each stem: three times as fast as by looking at each word, for a few stems."""
    fields = [f" {field} " for field in fields]
    counts = {}
    for stem in stems:
        word = f" {stem} "
        spaced = f" {stem.replace(' ', '  ')} "
        count = 0
        for weight, field in zip(_WEIGHTS, fields, strict=True):
            if word in field:
                # Two spaces between words, so that each has its own on both sides.
                count += weight * field.replace(" ", "  ").count(spaced)
        if count:
            counts[stem] = count
    return counts


def _many(fields, stems):
    counts = defaultdict(int)
    for weight, field in zip(_WEIGHTS, fields, strict=True):
        for stem in filter(stems.__contains__, field.split()):
            counts[stem] += weight
    return counts


def differing(rows):
    """Return the ids of those (entry id, stems) that the index holds differently, or not at all.

    Marks are ignored: they depend on the average lengths at the time.
    """
    held = {pk: tuple(map(_unmarked, fields)) for pk, *fields in _rows([pk for pk, _ in rows])}
    return [pk for pk, fields in rows if held.get(pk) != tuple(fields)]


def strays():
    """Number of index rows without an entry."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM retros_searchindex WHERE {_STRAY}")
        return cursor.fetchone()[0]


def tidy():
    """Drop rows without an entry and merge the index into one piece."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM retros_searchindex WHERE {_STRAY}")
        cursor.execute("INSERT INTO retros_searchindex(retros_searchindex) VALUES('optimize')")


def leave_no_trace():
    """Empty the write-ahead log, which still holds deleted words; on an old build, vacuum.

    The index and the tables overwrite what they delete (secure-delete; the index from SQLite 3.42
    on).
    """
    with connection.cursor() as cursor:
        if connection.Database.sqlite_version_info < (3, 42):
            tidy()
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(pks):
    """(entry id, title, tags, body) as the index holds them: its own table of its contents, which
    is read in two thirds of the time that asking for its rows takes.
    """
    with connection.cursor() as cursor:
        for start in range(0, len(pks), _AT_ONCE):
            some = pks[start : start + _AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT id, c0, c1, c2 FROM retros_searchindex_content WHERE id IN ({places})",
                some,
            )
            yield from cursor.fetchall()


def _unmarked(field):
    return [stem for stem in field.split() if not stem.startswith(MARK)]


def _either(phrases):
    return "(" + " OR ".join(map(_phrase, phrases)) + ")"


def _phrase(stems):
    return '"' + " ".join(stems) + '"'
