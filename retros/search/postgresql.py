"""The full-text index on PostgreSQL: a tsvector of stems beside the entry, with a GIN index."""

from collections import defaultdict

from django.db import connection

from retros.search.entries import BODY_WEIGHT, TAG_WEIGHT, TITLE_WEIGHT
from retros.search.prominence import MARK

MATCHING = "SELECT id FROM retros_searchentry WHERE vector @@ %s::tsquery"
_LABELS = ("A", "B", "D")  # title, tags, body; D is the one that PostgreSQL does not store
_WEIGHTS = dict(zip(_LABELS, (TITLE_WEIGHT, TAG_WEIGHT, BODY_WEIGHT), strict=True))
_LAST_POSITION = 16_383  # further ones are refused
_MAX_POSITIONS = 255  # of one lexeme; a word this frequent is as frequent as can be
_MAX_BYTES = 900_000  # a tsvector holds 1 MB


def expression(*, some=(), each=(), every=(), without=()):
    """Build a tsquery: any of the stems in `some`, any of each list in `each`, all phrases in
    `every`, none in `without`.

    A phrase is a tuple of stems; a stem with spaces is one, too. Stems are letters and digits
    only, some with the mark of prominence, and are quoted, so that nothing in them is syntax.
    """
    wanted = [_phrase(phrase) for phrase in every]
    wanted += [_either((stem,) for stem in stems) for stems in (*each, some) if stems]
    if without:
        wanted.append(f"!{_either(without)}")
    return " & ".join(wanted)


def columns_of(entries, columns):
    """Return (statement, parameters) for `columns` of `entries`, Readable or Narrowed, to join by id."""
    return entries.statement(columns)


def matches(wanted, entries, columns):
    """Return (statement, parameters) for `columns` of those of `entries` that match."""
    statement, parameters = entries.statement(columns)  # ends with its conditions
    return f"{statement} AND retros_searchentry.vector @@ %s::tsquery", (*parameters, wanted)


def tag_counts(pks, limit):
    """Count the tags of entries, commonest first: [(slug, name, number)]. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT counted.slug, name, number FROM ("
            "SELECT slug, count(*) AS number FROM retros_searchtag WHERE entry_id = ANY(%s)"
            " GROUP BY slug ORDER BY number DESC, slug LIMIT %s"
            ") AS counted LEFT JOIN taggit_tag ON taggit_tag.slug = counted.slug"
            " ORDER BY number DESC, counted.slug",
            [pks, limit],
        )
        return cursor.fetchall()


def write(rows):
    """Put (entry id, (title, tags, body) as lists of stems, marked stems) into the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE retros_searchentry SET vector = new.vector::tsvector"
            " FROM unnest(%s::bigint[], %s::text[]) AS new(id, vector)"
            " WHERE retros_searchentry.id = new.id",
            [[pk for pk, *_ in rows], [_vector(stems, marked) for _, stems, marked in rows]],
        )


def forget(pks):
    """Do nothing: the vector goes with its entry."""


def frequencies(pks, stems):
    """Return {entry id: {stem: how often, weighted by the field}} for those of `stems` that occur."""
    found = {pk: defaultdict(int) for pk in pks}
    if not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, lexeme, weights FROM retros_searchentry, unnest(vector)"
            " WHERE id = ANY(%s) AND lexeme = ANY(%s)",
            [list(found), [stem for stem in stems if " " not in stem]],
        )
        for pk, stem, labels in cursor.fetchall():
            found[pk][stem] = sum(map(_WEIGHTS.__getitem__, labels))
    if phrases := [stem for stem in stems if " " in stem]:
        _count_phrases(found, phrases)
    return found


def _count_phrases(found, phrases):
    """Put into `found` how often phrases occur: where their words stand one after the other."""
    words = {word for phrase in phrases for word in phrase.split(" ")}
    places = {pk: {} for pk in found}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, lexeme, positions, weights FROM retros_searchentry, unnest(vector)"
            " WHERE id = ANY(%s) AND vector @@ %s::tsquery AND lexeme = ANY(%s)",
            [list(found), _either((phrase,) for phrase in phrases), list(words)],
        )
        for pk, word, positions, labels in cursor.fetchall():
            places[pk][word] = dict(zip(positions, labels, strict=True))
    for pk, held in places.items():
        for phrase in phrases if held else ():
            first, *rest = phrase.split(" ")
            for position, label in held.get(first, {}).items():
                if all(position + n in held.get(word, ()) for n, word in enumerate(rest, 1)):
                    found[pk][phrase] += _WEIGHTS[label]


def differing(rows):
    """Return the ids of those (entry id, stems) that the index holds differently, or not at all.

    Marks are ignored: they depend on the average lengths at the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry.id FROM retros_searchentry AS entry"
            " JOIN unnest(%s::bigint[], %s::text[]) AS new(id, vector) ON new.id = entry.id"
            " WHERE ts_delete(entry.vector, ARRAY("
            "   SELECT lexeme FROM unnest(entry.vector) WHERE starts_with(lexeme, %s)"
            " )) IS DISTINCT FROM new.vector::tsvector",
            [[pk for pk, _ in rows], [_vector(stems) for _, stems in rows], MARK],
        )
        return [pk for (pk,) in cursor.fetchall()]


def strays():
    """Return none: the vector goes with its entry."""
    return 0


def leave_no_trace():
    """Do nothing: PostgreSQL's own vacuum overwrites deleted rows in time."""


def tidy():
    """Tell the planner what the table holds now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE retros_searchentry")


def _vector(fields, marked=()):
    """A tsvector literal. Between two fields a position stays free, so that no phrase spans them."""
    places, position = defaultdict(list), 0
    for label, stems in zip(_LABELS, fields, strict=True):
        for stem in stems:
            position += 1
            held = places[stem]
            if len(held) < _MAX_POSITIONS:
                held.append(f"{min(position, _LAST_POSITION)}{label}")
        position += 1
    parts, size = [f"'{stem}'" for stem in marked], 0
    for stem, held in places.items():
        size += len(stem.encode()) + 2 * len(held) + 4
        if size > _MAX_BYTES:
            break
        parts.append(f"'{stem}':{','.join(held)}")
    return " ".join(parts)


def _either(phrases):
    return "(" + " | ".join(map(_phrase, phrases)) + ")"


def _phrase(stems):
    words = [word for stem in stems for word in stem.split(" ")]
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"
