"""The words of published text: how rare each is, spelling help, completion; and how much text.

Only what every member may read is counted, so no word of a draft shows here. The counts follow
after the transaction of the text, in one of their own: rows of common words are shared by all
texts, and held locks on them would make writers wait for each other. A crash between the two
leaves counts that `rebuild` puts right; the index itself is never behind.
"""

import math
import operator
from collections import Counter, defaultdict
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from retros.models import SearchEntry, SearchSize, SearchTerm, composed_once
from retros.search import changes
from retros.search.entries import dates_of, is_text
from retros.search.terms import forms, stem_of

_AT_ONCE = 500
# Where the forms of a word stand between sharing their texts (0) and being spread by chance (1):
# counted in the index for 959 words of two collections of technical texts, at .76 and .82.
APART = 0.8


def note(before, after):
    """Count words of entries that were replaced by others, once this transaction is through."""
    words = _words(after)
    words.subtract(_words(before))
    words = {word: by for word, by in words.items() if by}
    sizes = _sizes(after)
    for kind, by in _sizes(before).items():
        now = sizes.get(kind, (0, 0, 0))
        sizes[kind] = tuple(map(operator.sub, now, by))
    sizes = {kind: by for kind, by in sizes.items() if any(by)}
    if words or sizes:
        transaction.on_commit(lambda: _apply(words, sizes), robust=True)
    if any(it.draft_id is None for it in (*before, *after)):
        changes.changed()


def rebuild():
    """Recount all words."""
    counts = Counter()
    for entry in _public().iterator(chunk_size=500):
        counts.update(_words([entry]))
    with transaction.atomic():
        SearchTerm.objects.all().delete()
        SearchTerm.objects.bulk_create(_rows(counts), batch_size=_AT_ONCE)
        SearchSize.objects.all().delete()
        SearchSize.objects.bulk_create(SearchSize(*row) for row in _measured())


def differs():
    """Return whether the counts differ from the texts."""
    counts = Counter()
    for entry in _public().iterator(chunk_size=500):
        counts.update(_words([entry]))
    return dict(SearchTerm.objects.values_list("word", "entries")) != dict(counts) or set(
        SearchSize.objects.exclude(entries=0).values_list()
    ) != set(_measured())


class Sizes(NamedTuple):
    """How much every member may read: texts, of which rarity counts each once, and entries."""

    texts: int
    entries: int
    average_lengths: dict  # {kind: weighted number of terms}


def sizes():
    """Return the Sizes. One query."""
    rows = _all_sizes(None)
    return Sizes(
        sum(row.texts for row in rows),
        sum(row.entries for row in rows),
        {row.kind: max(row.length, 1) / row.entries for row in rows},
    )


@composed_once
def _all_sizes(_user):
    return SearchSize.objects.filter(entries__gt=0)


def document_counts(stems):
    """Return {stem: how many entries hold it, those that hold two forms of it twice}. One query."""
    return dict(_rows_of("stem, sum(entries)", stems, "GROUP BY stem"))


def counts_of_stems(stems, texts):
    """Return {stem: (about how many of so many `texts` hold it, how many entries at most)}. One query.

    The texts that hold any of its forms are at least those of the most frequent form, and by chance
    so many as if the forms knew nothing of each other. Added up, "test", "tests" and "testing" are in
    more texts than a repository of engineers has, and would tell nothing.
    """
    forms = defaultdict(list)
    for stem, entries in _rows_of("stem, entries", stems):
        forms[stem].append(entries)
    found, texts = {}, max(texts, 1)
    for stem, counts in forms.items():
        most_frequent = min(max(counts), texts)
        by_chance = texts * (1 - math.prod(1 - min(it, texts) / texts for it in counts))
        about = most_frequent + APART * (by_chance - most_frequent)
        found[stem] = about, sum(counts)
    return found


def word_counts(words):
    """Return {word: how many entries hold it in this form} of those that any holds. One query."""
    return dict(_rows_of("word, entries", words))


def _rows_of(columns, values, group=""):
    """Rows of the terms whose first column is in `values`. Written as SQL: each search asks twice, and
    to build the statement took as long as to run it.
    """
    if not values:
        return []
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM retros_searchterm"
            f" WHERE entries > 0 AND {columns.split(',')[0]} IN ({places}) {group}",
            list(values),
        )
        return cursor.fetchall()


def rarity(number, held_by):
    """Return how significant a word in `held_by` of `number` entries is (BM25's IDF)."""
    held_by = min(held_by, number)
    return math.log(1 + (number - held_by + 0.5) / (held_by + 0.5))


def nearest(word):
    """Return the published word that `word` is likely a misspelling of, or None. One query.

    One letter may differ in a short word, two in a longer one. Among equals, common words and
    those with the same first letter win.
    """
    allowed = 1 if len(word) < 6 else 2
    lengths = range(max(3, len(word) - allowed), len(word) + allowed + 1)
    candidates = dict(
        _known()
        .annotate(length=Length("word"))
        .filter(length__in=lengths)
        .values_list("word", "entries")
    )
    near = process.extract(
        word, candidates.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=50
    )
    likely = [
        (distance - 0.4 * (found[0] == word[0]) - 0.1 * math.log(candidates[found]), found)
        for found, distance, _ in near
        if found != word and not any(map(str.isdigit, found))
    ]
    return min(likely)[1] if likely else None


def beginning_with(prefix, limit):
    """Return the commonest published words that begin with `prefix`, no dates. One query."""
    found = (
        _known()
        .filter(word__startswith=prefix)
        .exclude(word__contains="-")
        .order_by("-entries", "word")
    )
    return tuple(found.values_list("word", flat=True)[:limit])


def _known():
    return SearchTerm.objects.filter(entries__gt=0)


def _public():
    return SearchEntry.objects.filter(draft=None).only(
        "title", "tag_text", "body", "draft", "dated_on"
    )


def _measured():
    """(kind, number of entries, their lengths together, number of texts) as the entries stand. One
    query.
    """
    found = SearchEntry.objects.filter(draft=None).order_by().values_list("kind")
    texts = Count("pk", filter=~Q(kind=SearchEntry.Kind.RETROSPECTIVE, body=""))
    return list(found.annotate(number=Count("*"), together=Sum("length"), texts=texts))


def _sizes(entries):
    """{kind: (number, lengths together, number of texts)} of those of the entries that every member may read."""
    found = {}
    for entry in entries:
        if entry.draft_id is None:
            number, length, texts = found.get(entry.kind, (0, 0, 0))
            found[entry.kind] = number + 1, length + entry.length, texts + is_text(entry)
    return found


def _words(entries):
    counts = Counter()
    for entry in entries:
        if entry.draft_id is None:
            counts.update(_forms(entry))
    return counts


def _forms(entry):
    texts = entry.title, entry.tag_text, entry.body
    return set(dates_of(entry)).union(*map(forms, texts))


def _apply(words, sizes):
    """Add to the counts, always in the order of the words and sizes last: two writers never wait for
    each other in a circle. Changes may arrive in any order, so a count can be below 0 for a moment.
    """
    rows = _rows(words)
    for start in range(0, max(len(rows), 1), _AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            if some := rows[start : start + _AT_ONCE]:
                _add_words(cursor, some)
            _add_sizes(cursor, sizes)
        sizes = {}


def _add_words(cursor, rows):
    places = ", ".join(["(%s, %s, %s)"] * len(rows))
    cursor.execute(
        f"INSERT INTO retros_searchterm (word, stem, entries) VALUES {places}"
        " ON CONFLICT (word) DO UPDATE SET entries = retros_searchterm.entries + excluded.entries",
        [value for row in rows for value in (row.word, row.stem, row.entries)],
    )
    places = ", ".join(["%s"] * len(rows))
    cursor.execute(
        f"DELETE FROM retros_searchterm WHERE entries = 0 AND word IN ({places})",
        [row.word for row in rows],
    )


def _add_sizes(cursor, sizes):
    cursor.executemany(
        "INSERT INTO retros_searchsize (kind, entries, length, texts) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (kind) DO UPDATE SET entries = retros_searchsize.entries"
        " + excluded.entries, length = retros_searchsize.length + excluded.length,"
        " texts = retros_searchsize.texts + excluded.texts",
        [(kind, *by) for kind, by in sorted(sizes.items())],
    )


def _rows(counts):
    return [
        SearchTerm(word=word, stem=stem_of(word), entries=counts[word]) for word in sorted(counts)
    ]
