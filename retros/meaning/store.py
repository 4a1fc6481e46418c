"""One vector for each entry of the search index that is in English, kept with its text.

Written in the transaction of a text. Where many texts are written at once, they are left for after
it: nobody else's save waits for a thousand encodings.
"""

import hashlib

from django.db import connection, transaction

from retros.meaning.encoder import MODEL, encoded, is_on, of
from retros.meaning.vectors import closeness
from retros.models import SearchEntry, SearchVector, composed_once

AT_ONCE = 20  # texts encoded inside a transaction, 0.15 s of it
READ = 4_000  # characters of a text
_LOOKED_AT = 500  # entries whose texts are in memory at once


def text_of(entry):
    """Return the text to encode for an entry: its title and the beginning of its body."""
    return f"{entry.title}\n{entry.body[:READ]}".strip()


def hash_of(text):
    """Hash the text of an entry, to notice that it changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def remember(entries):
    """Keep the vectors of saved entries whose words are new. Two queries."""
    if not is_on():
        return
    entries = stale(entries)
    if len(entries) <= AT_ONCE:
        _write(entries)
        return
    forget(entries)
    pks = [entry.pk for entry in entries]
    transaction.on_commit(lambda: fill(pks), robust=True)


def forget(entries):
    """Drop the vectors of entries whose words are no longer those that were encoded."""
    SearchVector.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


def fill(pks=None, progress=None):
    """Encode entries without a vector of their text; all that lack one, or those of `pks`.

    In transactions of a few each. `progress` is called with (done, all) after each.
    """
    if not is_on():
        return
    if pks is None:
        pks = [entry.pk for some in _all() for entry in stale(some)]
    for start in range(0, len(pks), AT_ONCE):
        with transaction.atomic():
            _write(list(SearchEntry.objects.filter(pk__in=pks[start : start + AT_ONCE])))
        if progress:
            progress(min(start + AT_ONCE, len(pks)), len(pks))


def stale(entries):
    """Return the entries without a vector of their text by this model. One query."""
    hashes = dict(_hashes(None, *(entry.pk for entry in entries)) if entries else ())
    return [it for it in entries if hashes.get(it.pk) != hash_of(text_of(it))]


@composed_once
def _hashes(_user, *pks):
    return SearchVector.objects.filter(pk__in=pks, model=MODEL).values_list("pk", "text_hash")


def similarities(text, pks):
    """Return {entry id: cosine with `text`} for all of `pks`; {} without vectors. One query."""
    return similarities_of_each([text], pks)[0]


def similarities_of_each(texts, pks):
    """Return for each of the texts what `similarities` returns. One query.

    Entries without a vector get the median: nothing is known for or against them.
    """
    vectors = [of(text) if pks else None for text in texts]
    if not any(vectors):
        return [{} for _ in texts]
    held = _vectors_of(pks)
    return [_all_of(pks, held, vector) if vector and held else {} for vector in vectors]


def _vectors_of(pks):
    """{entry id: vector} of those of `pks` that have one. A queryset takes twice as long."""
    places = ", ".join(["%s"] * len(pks))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry_id, vector FROM retros_searchvector"
            f" WHERE model = %s AND entry_id IN ({places})",
            [MODEL, *pks],
        )
        return {pk: vector for pk, vector in cursor.fetchall() if vector}


def _all_of(pks, held, vector):
    found = dict(zip(held, closeness(vector, list(held.values())), strict=True))
    if len(found) == len(pks):
        return found
    middle = sorted(found.values())[len(found) // 2]
    return {pk: found.get(pk, middle) for pk in pks}


def _all():
    last = 0
    while some := list(SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:_LOOKED_AT]):
        yield some
        last = some[-1].pk


def _write(entries):
    SearchVector.objects.bulk_create(
        [_of(entry) for entry in entries],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["model", "text_hash", "vector"],
    )


def _of(entry):
    text = text_of(entry)
    vector = encoded(text) or b""
    return SearchVector(entry_id=entry.pk, model=MODEL, text_hash=hash_of(text), vector=vector)
