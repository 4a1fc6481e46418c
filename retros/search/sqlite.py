"""The full-text index on SQLite: an FTS5 table of stems, keyed by the entry's id."""

from collections import defaultdict

from django.db import connection

from retros.search.entries import BODY_WEIGHT, TAG_WEIGHT, TITLE_WEIGHT

MATCHING = "SELECT rowid AS id FROM retros_searchindex WHERE retros_searchindex MATCH %s"
_WEIGHTS = (TITLE_WEIGHT, TAG_WEIGHT, BODY_WEIGHT)
_STRAY = "rowid NOT IN (SELECT id FROM retros_searchentry)"
_AT_ONCE = 500


def expression(*, some=(), titled=(), every=(), without=()):
    """A MATCH argument: any of the stems in `some`, or of those in `titled` in title or tags; all
    of the phrases in `every`, none of those in `without`. A phrase is a tuple of stems. Stems are
    letters and digits only and are quoted, so that nothing in them is syntax.
    """
    wanted = [_phrase(phrase) for phrase in every]
    either = [_either((stem,) for stem in some)] if some else []
    if titled:
        either.append(f"{{title tags}} : {_either((stem,) for stem in titled)}")
    if either:
        wanted.append(f"({' OR '.join(either)})")
    found = " AND ".join(wanted)
    return f"({found}) NOT {_either(without)}" if without else found


def matches(wanted, entries, columns):
    """(statement, parameters) for `columns` of those of the queryset `entries` that match."""
    statement, parameters = entries.values("pk", *columns).query.sql_with_params()
    return (
        f"SELECT {', '.join(f'entry.{column}' for column in columns)} FROM ({MATCHING}) AS part"
        # The one that is read first is the one that can be left early.
        f" CROSS JOIN ({statement}) AS entry ON entry.pk = part.id"
    ), [wanted, *parameters]


def write(rows):
    """Put (entry id, (title, tags, body) as lists of stems) into the index."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO retros_searchindex(rowid, title, tags, body)"
            " VALUES (%s, %s, %s, %s)",
            [(pk, *map(" ".join, fields)) for pk, fields in rows],
        )


def forget(pks):
    """Take entries out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM retros_searchindex WHERE rowid = %s", [(pk,) for pk in pks])


def frequencies(pks, stems):
    """{entry id: {stem: how often, weighted by the field}} for those of `stems` that occur."""
    wanted, found = set(stems), {}
    for pk, *fields in _rows(pks):
        counts = found[pk] = defaultdict(int)
        for weight, field in zip(_WEIGHTS, fields, strict=True):
            for stem in filter(wanted.__contains__, field.split()):
                counts[stem] += weight
    return found


def differing(rows):
    """Ids of those (entry id, stems) that the index holds differently, or not at all."""
    held = {pk: tuple(fields) for pk, *fields in _rows([pk for pk, _ in rows])}
    return [pk for pk, fields in rows if held.get(pk) != tuple(map(" ".join, fields))]


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
    """Empty the write-ahead log, where deleted words still stand; on an old build, rewrite all.

    The index and the tables overwrite what they delete by themselves: secure-delete, which the
    index knows from SQLite 3.42 on.
    """
    with connection.cursor() as cursor:
        if connection.Database.sqlite_version_info < (3, 42):
            tidy()
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(pks):
    with connection.cursor() as cursor:
        for start in range(0, len(pks), _AT_ONCE):
            some = pks[start : start + _AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT rowid, title, tags, body FROM retros_searchindex WHERE rowid IN ({places})",
                some,
            )
            yield from cursor.fetchall()


def _either(phrases):
    return "(" + " OR ".join(map(_phrase, phrases)) + ")"


def _phrase(stems):
    return '"' + " ".join(stems) + '"'
