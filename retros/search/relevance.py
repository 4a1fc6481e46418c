"""Which lessons matter for a description, and why.

The text decides first. Four gentle factors follow, each at most a few per cent, so that they
order what is about equally close: learned again elsewhere, helped a project that applied it, from
the same kind of project, and fresh.
"""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from retros.models import Lesson, SearchEntry
from retros.search import ranking, vocabulary
from retros.search.filters import readable_by
from retros.search.results import Match
from retros.search.snippet import snippet
from retros.search.terms import FILLER, prose, words

PROSE_WORDS = 120  # different ones of a description that are asked for
TERM_MAX_CHARACTERS = 200
ADDED_TERM = 3  # a term that somebody added counts as often as if it were written so many times

FILLER_WEIGHT = 0.3  # of a word that only makes sentences, against one that may be the subject

LEARNED_AGAIN = 0.05  # for each further project, up to three
HELPED = 0.05  # for each time, up to three
SAME_KIND = 0.05
FRESH, FRESH_FOR = 0.05, timedelta(days=2 * 365)
# Each further lesson of a project that is in the list already counts this much of its closeness.
SAME_PROJECT = 0.85
# What is further than this from the closest has a word in common, not a subject.
LEAST = 0.15
# Two statements that share so much say the same. Of pairs of real lessons with this or more,
# 24 of 25 did; of 16 paraphrases all were found, and of 100,000 random pairs 4 were.
SAYING_THE_SAME = 0.4
SAYING_WORDS = 3  # fewer are a subject, not a statement
SAYING_AMONG = 50
_AMONG = 4  # times as many as asked for are looked at, so that there is something to spread


def for_kickoff(text, user, limit, extra_terms, dropped_terms, exclude, project_kind):
    """Matches for a description (see the door). Six queries."""
    asked = _asked(text, extra_terms, dropped_terms)
    entries = _offerable(user).exclude(object_id__in=list(exclude))
    return _matches(asked, entries, limit, project_kind)


def like(lesson, user, limit):
    """Matches for the words of a lesson, from other retrospectives."""
    text = " ".join([lesson.statement, lesson.statement, lesson.detail, lesson.applies_when])
    same = lesson.same_as_id or lesson.pk
    entries = _offerable(user).exclude(retrospective=lesson.retrospective_id)
    family = Lesson.objects.filter(Q(pk=same) | Q(same_as=same)).values("pk")
    matches = _matches(_asked(text, (), ()), entries.exclude(object_id__in=family), limit, "")
    return [match for match in matches if len(match.words) > 1]


def saying(statement, user, limit, elsewhere_than):
    """Matches whose statement says what `statement` says, each lesson learned again once.

    By the words that the two share, weighed by their rarity, against all words of both (Dice).
    Closeness to the index alone tells how much of the subject is shared, also for far too little.
    Eight queries.
    """
    asked = _asked(statement, (), ())
    if len(asked) < SAYING_WORDS:
        return []
    entries = _offerable(user).exclude(retrospective=elsewhere_than)
    weights = ranking.weigh({stem: times for stem, (_, times) in asked.items()})
    ranked = ranking.best(weights, entries, pool=SAYING_AMONG)
    loaded = SearchEntry.objects.in_bulk([it.pk for it in ranked])
    alike = _alike(statement, list(loaded.values()))
    lessons = Lesson.objects.in_bulk(pk for pk, share in alike.items() if share >= SAYING_THE_SAME)
    by_family = {}
    for pk in sorted(lessons, key=lambda pk: (-alike[pk], pk)):
        by_family.setdefault(lessons[pk].same_as_id or pk, Match(pk, alike[pk]))
    return list(by_family.values())[:limit]


def _alike(statement, entries):
    """{lesson id: share of the words, weighed, of its title and `statement` that both have}."""
    texts = {entry.object_id: prose(entry.title, PROSE_WORDS) for entry in entries}
    own = prose(statement, PROSE_WORDS)
    stems = set(own).union(*texts.values())
    number, _ = vocabulary.sizes()
    counts = vocabulary.document_counts(stems)

    def worth(text):
        return {
            stem: vocabulary.rarity(number, counts.get(stem, 0))
            * (FILLER_WEIGHT if word.word in FILLER else 1)
            for stem, (word, _) in text.items()
        }

    mine, shares = worth(own), {}
    for pk, text in texts.items():
        theirs = worth(text)
        shared = sum(mine[stem] for stem in mine.keys() & theirs.keys())
        shares[pk] = 2 * shared / (sum(mine.values()) + sum(theirs.values()))
    return shares


def telling_terms(text, limit):
    """The words of a description that tell most, as they were written, best first. Two queries."""
    asked = prose(text, PROSE_WORDS)
    weights = ranking.weigh({stem: times for stem, (_, times) in asked.items()})
    known = [
        stem
        for stem, (word, _) in asked.items()
        if stem in weights.known and not stem.isdigit() and word.word not in FILLER
    ]
    known.sort(key=lambda stem: -weights.worth[stem])
    return tuple(asked[stem][0].written for stem in known[:limit])


def _asked(text, extra_terms, dropped_terms):
    """{stem: (Word, times)} of a description, with what people added and took away."""
    asked = {
        stem: (word, times * FILLER_WEIGHT if word.word in FILLER else times)
        for stem, (word, times) in prose(text, PROSE_WORDS).items()
    }
    for word in _terms_words(dropped_terms):
        asked.pop(word.stem, None)
    for word in _terms_words(extra_terms):
        _, times = asked.get(word.stem, (word, 0))
        asked[word.stem] = word, times + ADDED_TERM
    return asked


def _terms_words(terms):
    return [word for term in terms for word in words(term[:TERM_MAX_CHARACTERS])]


def _offerable(user):
    """Entries of lessons that a kickoff may offer: published, not retired."""
    return readable_by(user).filter(
        kind=SearchEntry.Kind.LESSON,
        is_retired=False,
        draft=None,
        retrospective__status="published",
    )


def _matches(asked, entries, limit, project_kind):
    if not asked or limit < 1:
        return []
    weights = ranking.weigh({stem: times for stem, (_, times) in asked.items()})
    ranked = ranking.best(weights, entries)
    subjects = {stem for stem, (word, _) in asked.items() if word.word not in FILLER}
    ranked = [it for it in ranked if not subjects or subjects & it.parts.keys()]
    ranked = [it for it in ranked if it.score >= LEAST * ranked[0].score][: _AMONG * limit]
    loaded = SearchEntry.objects.in_bulk([it.pk for it in ranked])
    factors = _factors([entry.object_id for entry in loaded.values()], project_kind)
    close = [
        (it.score * factors[entry.object_id][1], it, entry)
        for it in ranked
        if (entry := loaded[it.pk]).object_id in factors
    ]
    families = {pk: family for pk, (family, _) in factors.items()}
    return [_match(*found, asked) for found in _spread(close, families, limit)]


def _factors(pks, project_kind):
    """{lesson id: (id of the lesson it repeats or its own, what its text's closeness is times)}."""
    helped = Q(uses__result="helped", uses__kickoff__removed_at=None)
    lessons = (
        Lesson.objects.filter(pk__in=pks)
        .with_times_learned()
        .annotate(helped=Count("uses", filter=helped, distinct=True))
        .select_related("retrospective__project")
    )
    fresh_since = timezone.now() - FRESH_FOR
    factors = {}
    for lesson in lessons:
        retrospective = lesson.retrospective
        factors[lesson.pk] = (
            lesson.same_as_id or lesson.pk,
            1
            + LEARNED_AGAIN * min(lesson.times_learned - 1, 3)
            + HELPED * min(lesson.helped, 3)
            + SAME_KIND * bool(project_kind and retrospective.project.kind == project_kind)
            + FRESH * (retrospective.published_at >= fresh_since),
        )
    return factors


def _spread(close, families, limit):
    """The closest first, each project's further ones behind, each lesson learned again once."""
    chosen, of_project, seen = [], Counter(), set()
    waiting = sorted(close, key=lambda it: (-it[0], it[1].pk))
    while waiting and len(chosen) < limit:
        best = max(waiting, key=lambda it: it[0] * SAME_PROJECT ** of_project[it[2].project_id])
        waiting.remove(best)
        family = families[best[2].object_id]
        if family not in seen:
            seen.add(family)
            of_project[best[2].project_id] += 1
            chosen.append(best)
    return chosen


def _match(closeness, ranked, entry, asked):
    told = [stem for stem in ranked.parts if asked[stem][0].word not in FILLER]
    by_part = sorted(told or ranked.parts, key=lambda stem: -ranked.parts[stem])
    return Match(
        lesson_id=entry.object_id,
        closeness=closeness,
        words=tuple(asked[stem][0].written for stem in by_part),
        snippet=snippet(entry.body or entry.title, set(by_part)),
    )
