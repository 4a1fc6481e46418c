"""Which lessons matter for a description, and why.

The text decides first: the brief, and then the risks that the team imagined. Four gentle factors
follow, each at most a few per cent, so that they order what is about equally close: learned again
elsewhere, helped a project that applied it, from the same kind of project, and fresh. At last what
is chosen is spread over projects and categories.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from retros.models import Lesson, SearchEntry
from retros.search import ranking, vocabulary
from retros.search.evidence import FEW_TEXTS, Evidence, is_telling
from retros.search.filters import readable_by
from retros.search.results import Match
from retros.search.risks import FILLER_WEIGHT, speaking_of
from retros.search.snippet import snippet
from retros.search.terms import prose, words

PROSE_WORDS = 120  # different ones of a description that are asked for
TERM_MAX_CHARACTERS = 200
ADDED_TERM = 3  # a term that somebody added counts as often as if it were written so many times

# What speaks of a risk stands half as high as what is closest to the brief: a risk is one sentence,
# and its words meet by chance more often than those of a whole brief.
SPEAKS_OF_RISK = 0.5
# What each adds to a closeness of 1. Together they stay below a half, so that they order what is
# about equally close and never lift another subject above this one.
LEARNED_AGAIN = 0.05  # each further project, up to three: what met several will meet the next
HELPED = 0.05  # each time, up to three: somebody tried it, and it did
SAME_KIND = 0.05  # a migration has more to learn from a migration
FRESH, FRESH_FOR = 0.05, timedelta(days=2 * 365)  # tools, people and customers change
# What a closeness is worth for each lesson of its project, and of its category, that is in the list
# already: several views of a start are worth more than the same one again.
SAME_PROJECT, SAME_CATEGORY = 0.85, 0.93
# What is further than this from the closest has a word in common, not a subject.
LEAST = 0.15
_AMONG = 4  # times as many as asked for are looked at, so that there is something to spread


def for_kickoff(text, user, limit, extra_terms, dropped_terms, exclude, project_kind, risks):
    """Matches for a description (see the door). Eight queries, five more with risks."""
    asked = asked_by(text, extra_terms, dropped_terms)
    entries = offerable(user).exclude(object_id__in=list(exclude))
    spoken = speaking_of(risks, entries) if risks else []
    given = {word.stem for word in _terms_words(extra_terms)}
    return _matches(asked, entries, limit, project_kind, spoken, given)


def like(lesson, user, limit):
    """Matches for the words of a lesson, from other retrospectives."""
    text = " ".join([lesson.statement, lesson.statement, lesson.detail, lesson.applies_when])
    same = lesson.duplicate_of_id or lesson.pk
    entries = offerable(user).exclude(retrospective=lesson.retrospective_id)
    family = Lesson.objects.filter(Q(pk=same) | Q(duplicate_of=same)).values("pk")
    entries = entries.exclude(object_id__in=family)
    matches = _matches(asked_by(text), entries, _AMONG * limit, "")
    return [match for match in matches if match.is_close][:limit]


def telling_terms(text, limit):
    """The words of a description that tell most, as they were written, best first. Two queries."""
    asked = prose(text, PROSE_WORDS)
    weights = ranking.weigh({stem: times for stem, (_, times) in asked.items()})
    known = [
        stem for stem, (word, _) in asked.items() if stem in weights.counts and is_telling(word)
    ]
    known.sort(key=lambda stem: -weights.worth[stem])
    return tuple(asked[stem][0].written for stem in known[:limit])


def asked_by(text, extra_terms=(), dropped_terms=()):
    """{stem: (Word, times)} of a description, with what people added and took away."""
    asked = {
        stem: (word, times if is_telling(word) else times * FILLER_WEIGHT)
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


def offerable(user):
    """Entries of lessons that a kickoff may offer: published, not retired."""
    return readable_by(user).filter(
        kind=SearchEntry.Kind.LESSON,
        is_retired=False,
        draft=None,
        retrospective__status="published",
    )


@dataclass
class _Close:
    """How close an entry is: to the brief, to a risk, and what it shares with them."""

    to_brief: float = 0
    to_risk: float = 0
    words: dict = field(default_factory=dict)  # {stem: as the brief has it}
    risk_words: dict = field(default_factory=dict)
    risks: list = field(default_factory=list)  # (closeness, place)
    has_evidence: bool = False  # of speaking of what the brief is about

    @property
    def worth(self):
        return self.to_brief + SPEAKS_OF_RISK * self.to_risk

    @property
    def is_close(self):
        return self.has_evidence or bool(self.risks)


def _matches(asked, entries, limit, project_kind, spoken=(), given=()):
    """Matches of `entries`; `spoken` holds for each risk what speaks of it, `given` the stems that
    are reason enough alone.
    """
    weights = ranking.weigh({stem: times for stem, (_, times) in asked.items()})
    close = _close_to(asked, weights, entries)
    _add_risks(close, spoken)
    pks = sorted(close, key=lambda pk: (-close[pk].worth, -pk))[: _AMONG * limit]
    loaded = SearchEntry.objects.in_bulk(pks)
    factors = _factors([entry.object_id for entry in loaded.values()], project_kind)
    offered = [
        (close[pk].worth * factors[entry.object_id][1], entry)
        for pk in pks
        if (entry := loaded[pk]).object_id in factors
    ]
    families = {pk: family for pk, (family, _) in factors.items()}
    chosen = _spread(offered, families, limit)
    _weigh_evidence(close, [it for _, it in chosen], asked, _evidence(asked, weights, given))
    return [_match(closeness, entry, close[entry.pk]) for closeness, entry in chosen]


def _evidence(asked, weights, given):
    telling = [stem for stem, (word, _) in asked.items() if is_telling(word)]
    counts = vocabulary.document_counts(telling)
    number = max(weights.number, FEW_TEXTS)
    rarities = {it: vocabulary.rarity(number, counts.get(it, 0)) for it in telling}
    return Evidence(rarities, number, counts.keys(), given)


def _weigh_evidence(close, entries, asked, evidence):
    """Say of each of the entries whether it has evidence, and then by which words."""
    for entry in entries:
        found = close[entry.pk]
        held = found.words.keys()
        found.has_evidence = evidence.is_most_in(held)
        if not evidence.may_be_in(held):
            continue
        if shown := evidence.shown_by(f"{entry.title}\n{entry.tag_text}", entry.body):
            found.has_evidence = True
            found.words = {stem: asked[stem][0].written for stem in shown}


def _close_to(asked, weights, entries):
    """{entry id: _Close} of what is close to the words asked; the closest is at 1."""
    if not asked:
        return {}
    ranked = ranking.best(weights, entries)
    subjects = {stem for stem, (word, _) in asked.items() if is_telling(word)}
    ranked = [it for it in ranked if not subjects or subjects & it.parts.keys()]
    return {
        it.pk: _Close(to_brief=it.score / ranked[0].score, words=_shared(asked, it.parts))
        for it in ranked
        if it.score >= LEAST * ranked[0].score
    }


def _add_risks(close, spoken):
    """Put what speaks of risks into `close`; what speaks most clearly of one is at 1."""
    clearest = max((found[0][1] for found in spoken if found), default=1)
    for place, found in enumerate(spoken):
        for it, closeness, shared in found:
            entry = close.setdefault(it.pk, _Close())
            entry.risks.append((-closeness, place))
            entry.to_risk = max(entry.to_risk, closeness / clearest)
            entry.risk_words |= shared


def _shared(asked, parts):
    """{stem: word} of what a text shares with what was asked, what told most first."""
    told = [stem for stem in parts if is_telling(asked[stem][0])]
    by_part = sorted(told or parts, key=lambda stem: -parts[stem])
    return {stem: asked[stem][0].written for stem in by_part}


def _factors(pks, project_kind):
    """{lesson id: (id of the lesson it repeats or its own, what its text's closeness is times)}."""
    helped = Q(uses__result="helped", uses__kickoff__removed_at=None)
    lessons = (
        Lesson.objects.filter(pk__in=pks)
        .with_occurrence_counts()
        .annotate(helped=Count("uses", filter=helped, distinct=True))
        .select_related("retrospective__project")
    )
    fresh_since = timezone.now() - FRESH_FOR
    factors = {}
    for lesson in lessons:
        retrospective = lesson.retrospective
        factors[lesson.pk] = (
            lesson.duplicate_of_id or lesson.pk,
            1
            + LEARNED_AGAIN * min(lesson.occurrence_count - 1, 3)
            + HELPED * min(lesson.helped, 3)
            + SAME_KIND * bool(project_kind and retrospective.project.kind == project_kind)
            + FRESH * (retrospective.published_at >= fresh_since),
        )
    return factors


def _spread(close, families, limit):
    """The closest first, further ones of a project or category behind, each family once."""
    chosen, of_project, of_category, seen = [], Counter(), Counter(), set()

    def worth(found):
        closeness, entry = found
        further = SAME_PROJECT ** of_project[entry.project_id]
        return closeness * further * SAME_CATEGORY ** of_category[entry.category]

    waiting = sorted(close, key=lambda found: (-found[0], -found[1].pk))
    while waiting and len(chosen) < limit:
        best = max(waiting, key=worth)
        waiting.remove(best)
        entry = best[1]
        family = families[entry.object_id]
        if family not in seen:
            seen.add(family)
            of_project[entry.project_id] += 1
            of_category[entry.category] += 1
            chosen.append(best)
    return chosen


def _match(closeness, entry, close):
    words = close.words | close.risk_words
    return Match(
        lesson_id=entry.object_id,
        closeness=closeness,
        words=tuple(words.values()),
        snippet=snippet(entry.body, set(words)) if entry.body else "",
        risks=tuple(place for _, place in sorted(close.risks)),
        is_close=close.is_close,
    )
