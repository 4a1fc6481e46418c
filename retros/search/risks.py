"""What others met of the risks that a team imagined before its start."""

from collections import Counter
from dataclasses import dataclass

from retros.models import SearchEntry
from retros.search import ranking, vocabulary
from retros.search.filters import readable_by
from retros.search.snippet import snippet
from retros.search.terms import FILLER, prose

RISK_WORDS = 40  # of one risk; 300 characters hold fewer
# What speaks of a risk shares two words with it that tell its subject: one, however rare, is a
# coincidence more often than not. A risk of a single such word is answered by texts with that word,
# unless more than one text in fifty has it.
LEAST_SUBJECTS, TOO_COMMON = 2, 1 / 50
# And how much of the weight of a risk's most telling words it holds: 1 is a text of usual length
# that holds each once. In long texts words meet that have nothing to do with each other; BM25's
# norm keeps those below.
TELLING, LEAST_CLOSENESS = 4, 0.4
FILLER_WEIGHT = 0.3  # as for the description of a kickoff
POOL_PER_RISK, POOL_MOST = 60, 1_200  # entries looked at exactly

KINDS = (SearchEntry.Kind.LESSON, SearchEntry.Kind.OBSERVATION)


@dataclass(frozen=True)
class Met:
    """A lesson or an observation that speaks of a risk. `snippet` is safe HTML."""

    kind: str
    object_id: int
    project_id: int
    words: tuple[str, ...]
    snippet: str


def met_before(texts, user, *, elsewhere_than, most):
    """For each text, (how many projects met it, the `most` closest as Met). At most six queries.

    Published lessons that are not retired, and observations, of other projects.
    """
    found = speaking_of(texts, _told(user).exclude(project=elsewhere_than))
    loaded = SearchEntry.objects.in_bulk({it.pk for spoken in found for it, *_ in spoken})
    return [_answer(spoken, loaded, most) for spoken in found]


def speaking_of(texts, entries):
    """For each text, [(Ranked, closeness, words it shares)] of `entries`, the closest first.

    Four queries, however many texts there are.
    """
    asked = [prose(text, RISK_WORDS) for text in texts]
    times = {
        stem: FILLER_WEIGHT if word.word in FILLER else 1
        for risk in asked
        for stem, (word, _) in risk.items()
    }
    if not times:
        return [[] for _ in texts]
    weights = ranking.weigh(times)
    pool = min(POOL_MOST, ranking.POOL + POOL_PER_RISK * len(texts))
    ranked = ranking.best(weights, entries, pool=pool)
    # Words that nothing here holds tell nothing about how much of a risk a text could hold.
    held = weights.known.union(*(it.parts for it in ranked))
    return [_close_to(risk, held, weights, ranked) for risk in asked]


def _close_to(risk, held, weights, ranked):
    known = risk.keys() & held
    subjects = {stem for stem, (word, _) in risk.items() if word.word not in FILLER}
    if len(subjects) < LEAST_SUBJECTS:
        rare = vocabulary.rarity(weights.number, weights.number * TOO_COMMON)
        subjects = {stem for stem in subjects if weights.worth[stem] >= rare}
    if not subjects & known:
        return []
    whole = sum(sorted((weights.worth[stem] for stem in known), reverse=True)[:TELLING])
    close = []
    for it in ranked:
        closeness = sum(it.parts[stem] for stem in known & it.parts.keys()) / whole
        told = sorted(subjects & it.parts.keys(), key=lambda stem: (-it.parts[stem], stem))
        if closeness >= LEAST_CLOSENESS and len(told) >= min(LEAST_SUBJECTS, len(subjects)):
            close.append((it, closeness, {stem: risk[stem][0].written for stem in told}))
    return sorted(close, key=lambda found: (-found[1], -found[0].pk))


def _answer(spoken, loaded, most):
    """The best of each project come first, so that one that wrote much hides no other."""
    there = [(loaded[it.pk], words) for it, _, words in spoken if it.pk in loaded]
    of_project, places = Counter(), []
    for place, (entry, _) in enumerate(there):
        places.append((of_project[entry.project_id], place))
        of_project[entry.project_id] += 1
    chosen = [there[place] for _, place in sorted(places)[:most]]
    return len(of_project), [_met(entry, words) for entry, words in chosen]


def _met(entry, words):
    return Met(
        kind=entry.kind,
        object_id=entry.object_id,
        project_id=entry.project_id,
        words=tuple(words.values()),
        snippet=snippet(entry.body or entry.title, set(words)),
    )


def _told(user):
    return readable_by(user).filter(
        kind__in=KINDS, is_retired=False, draft=None, retrospective__status="published"
    )
