"""What others met of the risks that a team imagined before its start."""

from collections import Counter
from dataclasses import dataclass

from retros import meaning
from retros.models import Observation, SearchEntry
from retros.search import closeness, equivalents, ranking, vocabulary
from retros.search.evidence import Evidence, is_telling
from retros.search.filters import readable_by
from retros.search.sentences import sentences_of
from retros.search.snippet import forms, passage, snippet
from retros.search.spreading import said
from retros.search.terms import prose
from retros.search.terms import stems as stems_of

RISK_WORDS = 40  # of one risk; 300 characters hold fewer
# What speaks of a risk shows enough of it (see evidence.py). A risk with a single word that tells
# its subject is met where this stands in a title or a short note, unless more than one text in
# fifty has it: of the rest it is a coincidence more often than not.
TOO_COMMON = 1 / 50
# And how much of the weight of a risk's most telling words it holds: 1 is a text of usual length
# that holds each once.
TELLING, LEAST_CLOSENESS = 4, 0.4
# Or it means nearly as much and shows two words that tell a third of the risk: of what this added
# for twenty risks, 8 of 10 texts spoke of them.
SHARE, WORDS = 1 / 3, 2
# Words alone meet by chance: "zones" and "decisions" are those of a network, too. So the text, or the
# nearest of the sentences that hold them, has to mean this much of the risk, where meaning is known.
NEARLY, SENTENCES = 0.42, 2
# Without them a text has to mean about as much as the risk does: this cosine at least, and so much
# with a share of what the words that it has in common tell. A single word is none: of texts that it
# helped over, 10 of 33 spoke of the risk (for 26 other risks), and 8 of 9 of those that need no help.
MEANT, AS_MUCH, BY_SHARE = 0.48, 0.56, 0.3
# A sentence that holds all words that tell the risk, or each word where one tells ("the disk is full"),
# says it: it may mean less, being about more, as "This resulted in servers filling up their disks" does.
SAYS_IT, PASSAGES = 0.28, 10  # passages, of the nearest texts
# What went well met no risk, however alike its words are: it has to mean so much more. All this was
# chosen on 20 of 40 risks, asked five at a time. For the others, 22 of 40 texts speak of them, without
# enough words 9 of 16; before it was 22 of 66, and 8 of 20.
WENT_WELL = 0.1
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
    """Return for each text (how many projects met it, the `most` closest as Met). Ten queries at
    most.

    From published lessons that are not retired, and observations, of other projects.
    """
    found = speaking_of(texts, _told(user).exclude(project=elsewhere_than))
    return [_answer(spoken, most) for spoken in found]


def speaking_of(texts, entries):
    """Return for each text [(entry, closeness, {stem: shared word})] of `entries`, closest first.

    Nine queries, for any number of texts.
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
    risks = [_Risk(*risk, held, weights) for risk in zip(texts, terms, similar, strict=True)]
    close = [risk.close_to(ranked) for risk in risks]
    loaded = SearchEntry.objects.in_bulk({it.pk for found in close for it, _ in found})
    good = _went_well(loaded.values())
    return [
        risk.met_by([(loaded[it.pk], near) for it, near in found if it.pk in loaded], good)
        for risk, found in zip(risks, close, strict=True)
    ]


def _went_well(entries):
    """Ids of those of the entries that are observations of what went well. One query."""
    pks = {it.object_id: it.pk for it in entries if it.kind == SearchEntry.Kind.OBSERVATION}
    good = Observation.objects.filter(pk__in=pks, kind=Observation.Kind.WENT_WELL)
    return {pks[pk] for pk in good.values_list("pk", flat=True)}


class _Risk:
    """One risk, {stem: (Word, times)}, with {entry id: cosine}, and what speaks of it."""

    def __init__(self, text, terms, similar, held, weights):
        self.text, self.terms, self.similar = text, terms, similar
        self.worth = weights.worth
        self.known = terms.keys() & held
        subjects = [stem for stem, (word, _) in terms.items() if is_telling(word)]
        self.saying = frozenset(subjects if len(subjects) >= WORDS else terms)
        if len(subjects) == 1:
            rare = vocabulary.rarity(weights.number, weights.number * TOO_COMMON)
            subjects = [stem for stem in subjects if weights.worth[stem] >= rare]
        self.is_of_one = len(subjects) == 1
        rarities = {stem: weights.worth[stem] for stem in subjects}
        words = {stem: terms[stem][0].word for stem in subjects}
        self.evidence = Evidence(
            words, rarities, weights.number, held, in_title=1, ways=weights.ways
        )

    def close_to(self, ranked):
        """Return [(Ranked, nearness)] of entries that may be about it, nearest first."""
        telling = sorted((self.worth[stem] for stem in self.known), reverse=True)[:TELLING]
        close = []
        for it in ranked:
            by_words, stems = self._by_words(it, sum(telling)), it.parts.keys()
            cosine = self.similar.get(it.pk, 0)
            by_meaning = self._is_as_much(cosine, stems) or self._is_nearly(cosine, stems)
            if by_words or by_meaning or self._may_say_it(stems):
                close.append((it, by_words + BY_MEANING * cosine))
        return sorted(close, key=lambda found: (-found[1], -found[0].pk))[:READ_PER_RISK]

    def _by_words(self, it, telling):
        """How much of what the risk tells an entry holds, 0 if that is too little."""
        if not self.evidence.may_be_in(it.parts.keys()):
            return 0
        share = sum(it.parts[stem] for stem in self.known & it.parts.keys()) / telling
        return share if share >= LEAST_CLOSENESS else 0

    def _is_as_much(self, cosine, stems):
        """Whether a text of this cosine that holds these stems means as much as the risk."""
        share = self.evidence.share_of(stems) if len(self.evidence.weighty & stems) >= WORDS else 0
        return cosine >= MEANT and cosine + BY_SHARE * share >= AS_MUCH

    def _is_nearly(self, cosine, stems):
        """Whether a text of this cosine that holds these stems may mean nearly as much."""
        stems = self.evidence.weighty & stems
        return cosine >= NEARLY and len(stems) >= WORDS and self.evidence.share_of(stems) >= SHARE

    def _may_say_it(self, stems):
        return len(self.saying) >= WORDS and self.saying <= stems

    def _saying_it(self, entries):
        """Ids of those of the entries of which a sentence says it, or what a snippet shows of it."""
        held = {stem: self.terms[stem][0].word for stem in self.saying}
        said = {
            entry.pk: sentence
            for entry in entries[:PASSAGES]
            for sentence in sentences_of(passage(f"{entry.title}\n{entry.body}", held))
            if self._may_say_it(set(stems_of(sentence)))
        }
        alike = meaning.each_like(self.text, list(said.values()))
        return {pk for pk, cosine in zip(said, alike, strict=bool(alike)) if cosine >= SAYS_IT}

    def met_by(self, close, good):
        """Return [(entry, nearness, {stem: word})] of `close`, (entry, nearness), that speak of it.

        `good` are the ids of what went well.
        """
        seen = {entry.pk: self.evidence.in_sight(*self._of(entry)) for entry, _ in close}
        words = {entry.pk: self._words_of(entry, seen[entry.pk]) for entry, _ in close}
        likeness = self._likeness([entry for entry, _ in close if words[entry.pk]])
        rest = [it for it, _ in close if it.pk not in good and likeness.get(it.pk, 0) < NEARLY]
        for pk in self._saying_it(rest):
            words[pk] = words[pk] or {it: self.terms[it][0].written for it in self.saying}
            likeness[pk] = NEARLY
        return [
            (entry, near, words[entry.pk])
            for entry, near in close
            if self._is_met(entry, seen[entry.pk], likeness, WENT_WELL * (entry.pk in good))
        ]

    def _is_met(self, entry, seen, likeness, more):
        """Whether an entry speaks of it, if that takes so much `more` meaning than usually."""
        by_words = entry.pk in likeness and likeness[entry.pk] >= NEARLY + more
        return by_words or self._is_as_much(self.similar.get(entry.pk, 0) - more, seen)

    def _words_of(self, entry, seen):
        """{stem: word} of what an entry shows of the risk, empty if that is not enough."""
        shown = self.evidence.shown_by(*self._of(entry))
        if not shown and self._is_nearly(self.similar.get(entry.pk, 0), seen):
            shown = self.evidence.ordered(seen)
        return {stem: self.terms[stem][0].written for stem in shown}

    def _of(self, entry):
        """(title, body) of an entry, as far as words there tell of the risk."""
        body = "" if self.is_of_one and entry.title else entry.body
        return f"{entry.title}\n{entry.tag_text}", body

    def _likeness(self, entries):
        """{entry id: cosine of it, or of the nearest sentence with words of the risk}.

        Where meaning is not known, words are enough.
        """
        found = {entry.pk: self.similar.get(entry.pk, 1) for entry in entries}
        sentences = []
        for entry in entries:
            if found[entry.pk] < NEARLY + WENT_WELL and not meaning.is_english(
                f"{entry.title}\n{entry.body}"
            ):
                found[entry.pk] = 1
            elif found[entry.pk] < NEARLY:
                sentences += [(entry.pk, it) for it in self._sentences_of(entry)]
        alike = meaning.each_like(self.text, [it for _, it in sentences])
        for (pk, _), cosine in zip(sentences, alike, strict=bool(alike)):
            found[pk] = max(found[pk], cosine)
        return found

    def _sentences_of(self, entry):
        """The sentences that hold most words of the risk."""
        held = {it: len(self.evidence.in_sight(it, "")) for it in sentences_of(entry.body)}
        return sorted(filter(held.get, held), key=lambda it: -held[it])[:SENTENCES]


def _answer(spoken, most):
    """The best of each project come first, so that one that wrote much hides no other.

    What several wrote in the same words is shown once.
    """
    there = [(entry, words) for entry, _, words in spoken]
    of_project, places = Counter(), []
    for place, (entry, _) in enumerate(there):
        places.append((of_project[entry.project_id], place))
        of_project[entry.project_id] += 1
    first = {}
    for _, place in sorted(places):
        first.setdefault(said(there[place][0]), there[place])
    chosen = list(first.values())[:most]
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
    return readable_by(user).queryset.filter(
        kind__in=KINDS, is_retired=False, draft=None, retrospective__status="published"
    )
