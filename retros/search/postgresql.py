"""The full-text index on PostgreSQL: a tsvector of stems beside the entry, with a GIN index."""

from collections import defaultdict

from django.db import connection

from retros.search.entries import BODY_WEIGHT, TAG_WEIGHT, TITLE_WEIGHT

MATCHING = "SELECT id FROM retros_searchentry WHERE vector @@ %s::tsquery"
_LABELS = ("A", "B", "D")  # title, tags, body; D is the one that PostgreSQL does not store
_WEIGHTS = dict(zip(_LABELS, (TITLE_WEIGHT, TAG_WEIGHT, BODY_WEIGHT), strict=True))
# The index knows no field of a word: a word of title or tags stands in it once more, marked.
_TITLED = "^"
_LAST_POSITION = 16_383  # further ones are refused
_MAX_POSITIONS = 255  # of one lexeme; a word this frequent is as frequent as can be
_MAX_BYTES = 900_000  # a tsvector holds 1 MB


def expression(*, some=(), titled=(), every=(), without=()):
    """A tsquery: any of the stems in `some`, or of those in `titled` in title or tags; all of the
    phrases in `every`, none of those in `without`. A phrase is a tuple of stems. Stems are letters
    and digits only and are quoted, so that nothing in them is syntax.
    """
    wanted = [_phrase(phrase) for phrase in every]
    either = [*((stem,) for stem in some), *((_TITLED + stem,) for stem in titled)]
    if either:
        wanted.append(_either(either))
    if without:
        wanted.append(f"!{_either(without)}")
    return " & ".join(wanted)


def matches(wanted, entries, columns):
    """(statement, parameters) for `columns` of those of the queryset `entries` that match."""
    vector = "retros_searchentry.vector @@ %s::tsquery"
    return (
        entries.extra(where=[vector], params=[wanted]).values_list(*columns).query.sql_with_params()
    )


def write(rows):
    """Put (entry id, (title, tags, body) as lists of stems) into the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE retros_searchentry SET vector = new.vector::tsvector"
            " FROM unnest(%s::bigint[], %s::text[]) AS new(id, vector)"
            " WHERE retros_searchentry.id = new.id",
            _columns(rows),
        )


def forget(pks):
    """Nothing to do: the vector goes with its entry."""


def frequencies(pks, stems):
    """{entry id: {stem: how often, weighted by the field}} for those of `stems` that occur."""
    found = {pk: defaultdict(int) for pk in pks}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, lexeme, weights FROM retros_searchentry, unnest(vector)"
            " WHERE id = ANY(%s) AND lexeme = ANY(%s)",
            [list(pks), list(stems)],
        )
        for pk, stem, labels in cursor.fetchall():
            found[pk][stem] = sum(map(_WEIGHTS.__getitem__, labels))
    return found


def differing(rows):
    """Ids of those (entry id, stems) that the index holds differently, or not at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry.id FROM retros_searchentry AS entry"
            " JOIN unnest(%s::bigint[], %s::text[]) AS new(id, vector) ON new.id = entry.id"
            " WHERE entry.vector IS DISTINCT FROM new.vector::tsvector",
            _columns(rows),
        )
        return [pk for (pk,) in cursor.fetchall()]


def strays():
    """None: the vector goes with its entry."""
    return 0


def leave_no_trace():
    """Nothing to do: PostgreSQL overwrites deleted rows in time, by its own vacuum."""


def tidy():
    """Tell the planner what the table holds now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE retros_searchentry")


def _columns(rows):
    return [[pk for pk, _ in rows], [_vector(fields) for _, fields in rows]]


def _vector(fields):
    """A tsvector literal. Between two fields a position stays free, so that no phrase spans them."""
    places, position = defaultdict(list), 0
    for label, stems in zip(_LABELS, fields, strict=True):
        for stem in stems:
            position += 1
            held = places[stem]
            if len(held) < _MAX_POSITIONS:
                held.append(f"{min(position, _LAST_POSITION)}{label}")
        position += 1
    titled = {stem for field in fields[:2] for stem in field}
    parts, size = [f"'{_TITLED}{stem}'" for stem in titled], 0
    for stem, held in places.items():
        size += len(stem.encode()) + 2 * len(held) + 4
        if size > _MAX_BYTES:
            break
        parts.append(f"'{stem}':{','.join(held)}")
    return " ".join(parts)


def _either(phrases):
    return "(" + " | ".join(map(_phrase, phrases)) + ")"


def _phrase(stems):
    return "(" + " <-> ".join(f"'{stem}'" for stem in stems) + ")"
