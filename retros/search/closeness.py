"""How close entries are to a description: by their words, their meaning and their retrospective.

The index gives the best by words; those are ordered by words and meaning together. A full search
by meaning would find hardly more: measured, re-ranking the best 500 is within .004 of it. A lesson
is a few words, and what it was learned from tells what it is about: a share of its closeness is
that of its retrospective (title, project, tags, summary, context), and the closest retrospectives
add what they hold, whatever its words.
"""

from dataclasses import dataclass

from retros import meaning
from retros.models import SearchEntry, composed_once
from retros.search import ranking

# Of the closeness of a text, what its meaning makes out, and the rest its words. Of seven judged
# briefs each setup was chosen on six and tried on the seventh; 0.5 to 0.7 are about equal.
BY_MEANING = 0.6
FAINT = 0.2  # a cosine below which what is nearest means as little alike as all else
# A whole retrospective holds some word of any brief: its words count half beside those of its parts.
# For 14 briefs 82 of the first 107 texts are of use instead of 79.
OF_WHOLE = 0.5
# What the retrospective of a text makes out of the whole; 0.15 to 0.25 are about equal.
OF_RETROSPECTIVE = 0.2
CLOSEST, ADDED = 5, 100  # retrospectives that add what they hold, and how much of it at most
_AROUND = 50  # retrospectives found by words


@dataclass(frozen=True)
class Closeness:
    """Of one entry: `share` from 0 to 1, `similarity` between cosines or None, and its words' parts.

    `whole` is (cosine or None, stems) of its retrospective.
    """

    share: float
    similarity: float | None
    parts: dict
    kind: str
    whole: tuple = (None, frozenset())


def offerable(kinds=(SearchEntry.Kind.LESSON,)):
    """Return entries of `kinds` that a kickoff can suggest: published, so readable by each member, and
    not retired.
    """
    return SearchEntry.objects.filter(
        kind__in=kinds, is_retired=False, draft=None, retrospective__status="published"
    )


def measured(text, sentence, weights, entries):
    """Return {entry id: Closeness} of `entries`, a queryset of `offerable` ones.

    `sentence` of the text counts, too, unless it is "". Ten queries.
    """
    ranked = ranking.best(weights, entries)
    has_meaning = meaning.of(text) is not None
    if has_meaning:  # before their retrospectives are looked at, so that each has its share
        ranked += others(weights, entries, ranked)
    around = _around(weights, ranked)
    similar = meaning.similarities(text, [it.pk for it in around])
    context = _together(around, similar)
    of_retrospective = {it.retrospective: context[it.pk] for it in around}
    wholes = {it.retrospective: (similar.get(it.pk), it.parts.keys()) for it in around}
    if has_meaning:
        ranked += _held_by(of_retrospective, weights, entries, ranked)
    similar, to_sentence = meaning.similarities_of_each([text, sentence], [it.pk for it in ranked])
    own = _together(ranked, similar)
    near = _near(similar, to_sentence)
    total = {
        it.pk: (1 - OF_RETROSPECTIVE) * own[it.pk]
        + OF_RETROSPECTIVE * of_retrospective.get(it.retrospective, 0)
        for it in ranked
    }
    shares = _from_least(total) if similar else _from_none(total)
    return {
        it.pk: Closeness(
            *(shares[it.pk], near.get(it.pk), it.parts, it.kind),
            wholes.get(it.retrospective, (None, frozenset())),
        )
        for it in ranked
    }


def _near(similar, to_sentence):
    """{entry id: average of its cosines with the whole text and with what is closest, this or a sentence}.

    One sentence: for seven briefs, two brought no further text of use, only others; without any,
    6.7 close texts were of use instead of 7.
    """
    if not to_sentence:
        return similar
    return {pk: (cosine + max(cosine, to_sentence[pk])) / 2 for pk, cosine in similar.items()}


def _around(weights, ranked):
    """Ranked of the retrospectives that match best, and of those of all that was `ranked`."""
    found = [it for it in ranked if _is_whole(it)]
    if len(found) < _AROUND:  # else the best are among them
        found = ranking.best(weights, offerable([SearchEntry.Kind.RETROSPECTIVE]), pool=_AROUND)
    missing = {it.retrospective for it in ranked} - {it.retrospective for it in found}
    rows = _wholes(None, *sorted(missing)) if missing else []
    return found + ranking.exactly(weights, rows)


@composed_once
def _wholes(_user, *retrospectives):
    return _of(retrospectives, offerable([SearchEntry.Kind.RETROSPECTIVE])).values_list(
        *ranking.COLUMNS
    )


def _of(retrospectives, entries):
    """Those of `entries` that belong to these retrospectives.

    SQLite would look at all entries of a kind instead: 10 ms at 100,000.
    """
    belonging = SearchEntry.objects.filter(retrospective__in=retrospectives)
    return entries.filter(pk__in=belonging.values("pk"))


def _held_by(of_retrospective, weights, entries, ranked):
    """Ranked of what the closest retrospectives hold beside what was `ranked`."""
    closest = sorted(of_retrospective, key=lambda pk: (-of_retrospective[pk], -pk))[:CLOSEST]
    held = _of(closest, entries).order_by("pk")
    known = {it.pk for it in ranked}
    rows = [row for row in held.values_list(*ranking.COLUMNS) if row[0] not in known]
    return ranking.exactly(weights, rows[:ADDED])


def others(weights, entries, ranked):
    """Return the newest other entries as Ranked if matches are few: all of a small repository."""
    room = ranking.POOL - len(ranked)
    if room <= 0:
        return []
    rest = entries.exclude(pk__in=[it.pk for it in ranked]).order_by("-pk")
    return ranking.exactly(weights, list(rest.values_list(*ranking.COLUMNS)[:room]))


def _together(ranked, similar):
    """{entry id: closeness} by words and meaning, each as a share of the closest of all."""
    by_words = {it.pk: it.score * (OF_WHOLE if _is_whole(it) else 1) for it in ranked}
    most = max(by_words.values(), default=0) or 1
    if not similar:
        return {pk: score / most for pk, score in by_words.items()}
    nearest = max(FAINT, *similar.values())
    return {
        pk: (1 - BY_MEANING) * score / most + BY_MEANING * max(0, similar[pk]) / nearest
        for pk, score in by_words.items()
    }


def _is_whole(it):
    return it.kind == SearchEntry.Kind.RETROSPECTIVE


def _from_least(total):
    """Everything means a little alike: the share is counted from the least close."""
    least, most = min(total.values(), default=0), max(total.values(), default=1)
    return {pk: (it - least) / (most - least) if most > least else 1 for pk, it in total.items()}


def _from_none(total):
    most = max(total.values(), default=0) or 1
    return {pk: it / most for pk, it in total.items()}
