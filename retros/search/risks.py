"""What others met of the risks that a team imagined before its start."""

from collections import Counter
from dataclasses import dataclass

from retros import meaning
from retros.models import SearchEntry
from retros.search import closeness, equivalents, ranking, vocabulary
from retros.search.evidence import Evidence, is_telling
from retros.search.filters import readable_by
from retros.search.snippet import forms, snippet
from retros.search.terms import prose

RISK_WORDS = 40  # of one risk; 300 characters hold fewer
# What speaks of a risk shows enough of it (see evidence.py). A risk with a single word that tells
# its subject is met where this stands in a title or a short note, unless more than one text in
# fifty has it: of the rest it is a coincidence more often than not.
TOO_COMMON = 1 / 50
# And how much of the weight of a risk's most telling words it holds: 1 is a text of usual length
# that holds each once.
TELLING, LEAST_CLOSENESS = 4, 0.4
# Or it means as much: of what stood beyond this cosine for ten risks, most spoke of them.
SAME_RISK = 0.5
# Or it means nearly as much and shows two words that tell a third of the risk: of what this added
# for twenty risks, 8 of 10 texts spoke of them.
NEARLY, SHARE, WORDS = 0.4, 1 / 3, 2
BY_MEANING = 2  # what a cosine counts beside the words, so that both order about equally
FILLER_WEIGHT = 0.3  # as for the description of a kickoff
POOL_PER_RISK, POOL_MOST = 60, 1_200  # entries looked at exactly
READ_PER_RISK = 60  # of them, texts read

KINDS = (
    SearchEntry.Kind.LESSON,
    SearchEntry.Kind.OBSERVATION,
    SearchEntry.Kind.DECISION,
    SearchEntry.Kind.RETROSPECTIVE,
)


@dataclass(frozen=True)
class Met:
    """Something that speaks of a risk. `snippet` is safe HTML."""

    kind: str
    object_id: int
    project_id: int
    words: tuple[str, ...]
    snippet: str

    @property
    def key(self):
        """The kind and the id."""
        return self.kind, self.object_id


def risks_met_before(texts, user, *, elsewhere_than, most):
    """Return for each text (how many projects met it, the `most` closest as Met). Nine queries at
    most.

    From published lessons that are not retired, and observations, of other projects.
    """
    found = speaking_of(texts, _told(user).exclude(project=elsewhere_than))
    return [_answer(spoken, most) for spoken in found]


def speaking_of(texts, entries):
    """Return for each text [(entry, closeness, {stem: shared word})] of `entries`, closest first.

    Eight queries, for any number of texts.
    """
    terms = [prose(text, RISK_WORDS) for text in texts]
    times = {
        stem: 1 if is_telling(word) else FILLER_WEIGHT
        for risk in terms
        for stem, (word, _) in risk.items()
    }
    if not times:
        return [[] for _ in texts]
    weights = ranking.weigh(times, equivalents.expanded("\n".join(texts)).also)
    pool = min(POOL_MOST, ranking.POOL + POOL_PER_RISK * len(texts))
    ranked = ranking.best(weights, entries, pool=pool)
    if meaning.is_on():
        ranked += closeness.others(weights, entries, ranked)
    similar = meaning.similarities_of_each(texts, [it.pk for it in ranked])
    # Words that nothing here holds tell nothing about how much of a risk a text could hold.
    held = set(weights.counts).union(*(it.parts for it in ranked))
    risks = [_Risk(risk, held, weights) for risk in terms]
    close = [risk.close_to(ranked, near) for risk, near in zip(risks, similar, strict=True)]
    loaded = SearchEntry.objects.in_bulk({it.pk for found in close for it, _ in found})
    return [
        [
            (loaded[it.pk], nearness, shown)
            for it, nearness in found
            if it.pk in loaded
            and (
                (shown := risk.shown_by(loaded[it.pk], near.get(it.pk, 0)))
                or near.get(it.pk, 0) >= SAME_RISK
            )
        ]
        for risk, near, found in zip(risks, similar, close, strict=True)
    ]


class _Risk:
    """One risk, {stem: (Word, times)}, and what speaks of it."""

    def __init__(self, terms, held, weights):
        self.terms = terms
        self.worth = weights.worth
        self.known = terms.keys() & held
        subjects = [stem for stem, (word, _) in terms.items() if is_telling(word)]
        if len(subjects) == 1:
            rare = vocabulary.rarity(weights.number, weights.number * TOO_COMMON)
            subjects = [stem for stem in subjects if weights.worth[stem] >= rare]
        self.is_of_one = len(subjects) == 1
        rarities = {stem: weights.worth[stem] for stem in subjects}
        words = {stem: terms[stem][0].word for stem in subjects}
        self.evidence = Evidence(
            words, rarities, weights.number, held, in_title=1, ways=weights.ways
        )

    def close_to(self, ranked, similar):
        """Return [(Ranked, nearness)] of entries that may be about it, nearest first."""
        telling = sorted((self.worth[stem] for stem in self.known), reverse=True)[:TELLING]
        close = []
        for it in ranked:
            by_words = self._by_words(it, sum(telling))
            cosine = similar.get(it.pk, 0)
            if by_words or cosine >= SAME_RISK or self._is_nearly(cosine, it.parts.keys()):
                close.append((it, by_words + BY_MEANING * cosine))
        return sorted(close, key=lambda found: (-found[1], -found[0].pk))[:READ_PER_RISK]

    def _by_words(self, it, telling):
        """How much of what the risk tells an entry holds, 0 if that is too little."""
        if not self.evidence.may_be_in(it.parts.keys()):
            return 0
        share = sum(it.parts[stem] for stem in self.known & it.parts.keys()) / telling
        return share if share >= LEAST_CLOSENESS else 0

    def _is_nearly(self, cosine, stems):
        """Whether a text of this cosine that holds these stems may mean nearly as much."""
        stems = self.evidence.weighty & stems
        return cosine >= NEARLY and len(stems) >= WORDS and self.evidence.share_of(stems) >= SHARE

    def shown_by(self, entry, cosine):
        """Return {stem: word} of what an entry shows of the risk, empty if that is not enough."""
        title = f"{entry.title}\n{entry.tag_text}"
        body = "" if self.is_of_one and entry.title else entry.body
        shown = self.evidence.shown_by(title, body)
        if not shown and cosine >= NEARLY:
            seen = self.evidence.in_sight(title, body)
            shown = self.evidence.ordered(seen) if self._is_nearly(cosine, seen) else []
        return {stem: self.terms[stem][0].written for stem in shown}


def _answer(spoken, most):
    """The best of each project come first, so that one that wrote much hides no other."""
    there = [(entry, words) for entry, _, words in spoken]
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
        snippet=snippet(entry.body or entry.title, forms(words)),
    )


def _told(user):
    return readable_by(user).filter(
        kind__in=KINDS, is_retired=False, draft=None, retrospective__status="published"
    )
