"""What matters for a description, and why.

The text decides first (see closeness.py): the brief, and then the risks that the team imagined. A
few factors order what is about equally close, and no project fills the list (see spreading.py).
What is close is told apart from the rest (see reasons.py).
"""

from dataclasses import dataclass, field
from functools import partial

from django.db.models import Q

from retros.models import Lesson, SearchEntry, composed_once
from retros.search import closeness, compounds, equivalents, kept, ranking, telling_words
from retros.search.evidence import is_telling
from retros.search.reasons import Cut, Reasons
from retros.search.results import Match
from retros.search.risks import FILLER_WEIGHT, speaking_of
from retros.search.sentences import telling_most
from retros.search.snippet import forms, snippet
from retros.search.spreading import spread, weighed
from retros.search.terms import prose, words

PROSE_WORDS = 120  # different ones of a description that are asked for
TERM_MAX_CHARACTERS = 200
ADDED_TERM = 3  # a term that somebody added counts as often as if it were written so many times

# What speaks of a risk stands half as high as what is closest to the brief: a risk is one sentence,
# and its words meet by chance more often than those of a whole brief.
SPEAKS_OF_RISK = 0.5
# By words alone: what is further than this from the closest has a word in common, not a subject.
LEAST = 0.15
# Two lessons are alike from this cosine on: of 45,000 pairs of real ones 106, two of three of use.
# What they share in words is reason enough.
SIMILAR = Cut(0.45, with_words=1)
# A decision tells first of the platform that it is about, which many are: of those that were close by
# their meaning alone, 3 of 10 were of use for 14 briefs, where 12 of 15 whole retrospectives were.
NAMED_ONLY = (SearchEntry.Kind.DECISION,)
_AMONG = 4  # times as many as asked for are looked at, so that there is something to spread


def for_kickoff(text, limit, kinds, extra_terms, dropped_terms, project_kind, risks):
    """Return Matches for a description (see the door), kept for the next time."""
    given = (limit, kinds, extra_terms, dropped_terms, project_kind, risks)
    texts = (text, *extra_terms, *risks)
    return kept.matches_once(given, texts, partial(_for_kickoff, text, *given))


def _for_kickoff(text, limit, kinds, extra_terms, dropped_terms, project_kind, risks):
    """Five more queries with risks."""
    terms, ways, given = query_terms(text, extra_terms, dropped_terms)
    entries = closeness.offerable(kinds)
    spoken = speaking_of(risks, entries) if risks else []
    description = "\n".join([text, *extra_terms])
    return _matches(description, terms, ways, entries, limit, project_kind, spoken, given)


def like(lesson, limit):
    """Return Matches for the text of a lesson, from other retrospectives."""
    text = "\n".join([lesson.statement, lesson.detail, lesson.applies_when])
    same = lesson.duplicate_of_id or lesson.pk
    entries = closeness.offerable().exclude(retrospective=lesson.retrospective_id)
    family = Lesson.objects.filter(Q(pk=same) | Q(duplicate_of=same)).values("pk")
    entries = entries.exclude(object_id__in=family)
    terms, ways, _ = query_terms(f"{lesson.statement}\n{text}")
    matches = _matches(text, terms, ways, entries, _AMONG * limit, "", cut=SIMILAR)
    return [match for match in matches if match.is_close][:limit]


def telling_terms(text, limit):
    """Return the most characteristic words of a description, as written, best first.

    Seven queries; nine without meaning.
    """
    terms, ways, _ = query_terms(text)
    weights = _weighed(text, terms, ways)
    stems = telling_words.telling(text, terms, weights)
    return tuple(terms[it][0].written for it in telling_words.shown(stems, weights, limit))


def _weighed(text, terms, ways):
    also = equivalents.together(equivalents.expanded(text).also, ways)
    return ranking.weigh({stem: times for stem, (_, times) in terms.items()}, also)


def query_terms(text, extra_terms=(), dropped_terms=()):
    """Return ({stem: (Word, times)} of a description, other ways of compounds, added stems).

    With the terms that people added or dropped.
    """
    terms = {
        stem: (word, times if is_telling(word) else times * FILLER_WEIGHT)
        for stem, (word, times) in prose(text, PROSE_WORDS).items()
    }
    for word in _terms_words(dropped_terms):
        terms.pop(word.stem, None)
    added = {word.stem: (word, 1) for word in _terms_words(extra_terms)}
    ways = compounds.ways(terms)
    if added:
        added, more = compounds.united("\n".join(extra_terms), added)
        ways = equivalents.together(ways, more)
    for stem, (word, _) in added.items():
        word, times = terms.get(stem, (word, 0))
        terms[stem] = word, times + ADDED_TERM
    return terms, ways, set(added)


def _terms_words(terms):
    return [word for term in terms for word in words(term[:TERM_MAX_CHARACTERS])]


@dataclass
class _Close:
    """How close an entry is: to the brief, to a risk, and what it shares with them."""

    to_brief: float = 0
    to_risk: float = 0
    similarity: float | None = None
    stems: frozenset = frozenset()  # that it shares with the brief, anywhere
    kind: str = ""
    whole: tuple = (None, frozenset())  # (cosine or None, stems) of its retrospective
    risk_words: dict = field(default_factory=dict)  # {stem: as the risk has it}
    risks: list = field(default_factory=list)  # (closeness, place)

    @property
    def worth(self):
        return self.to_brief + SPEAKS_OF_RISK * self.to_risk


def _matches(text, terms, ways, entries, limit, project_kind, spoken=(), given=(), cut=None):
    """Matches of `entries`; `spoken` holds for each risk what speaks of it, `given` the stems that
    are reason enough alone; `cut` tells what is close, if not what is close to a description.
    """
    weights = _weighed(text, terms, ways)
    reasons = Reasons(text, terms, weights, given)
    sentence = "" if cut else telling_most(text, weights.worth)
    close = _close_to(text, sentence, terms, weights, entries)
    cut = cut or reasons.cut((it.similarity, it.stems, it.kind) for it in close.values())
    _add_risks(close, spoken)
    pks = sorted(close, key=lambda pk: (-close[pk].worth, -pk))[: _AMONG * limit]
    loaded = {row.pk: row for row in _rows(None, *pks)} if pks else {}
    known = weighed(loaded.values(), project_kind)
    offered = [(close[pk].worth * known[pk][1], loaded[pk]) for pk in pks if pk in known]
    return [
        _match(worth, entry, copies, close[entry.pk], reasons, cut)
        for worth, entry, copies in spread(offered, known, limit)
    ]


@composed_once
def _rows(_user, *pks):
    """Rows and not models, which take several times as long to make."""
    columns = ("pk", "kind", "object_id", "retrospective_id", "project_id")
    found = SearchEntry.objects.filter(pk__in=pks)
    return found.values_list(*columns, "title", "body", "tag_text", named=True)


def _close_to(text, sentence, terms, weights, entries):
    """{entry id: _Close} of what is close to the words asked; the closest is at 1.

    An entry is judged by its closeness to a `sentence` of the text, too, if there is one.
    """
    if not terms:
        return {}
    found = closeness.measured(text, sentence, weights, entries)
    subjects = {stem for stem, (word, _) in terms.items() if is_telling(word)}
    return {
        pk: _Close(
            it.share,
            similarity=it.similarity,
            stems=frozenset(it.parts),
            kind=it.kind,
            whole=it.whole,
        )
        for pk, it in found.items()
        if it.similarity is not None
        or (it.share >= LEAST and (not subjects or subjects & it.parts.keys()))
    }


def _add_risks(close, spoken):
    """Put what speaks of risks into `close`; what speaks most clearly of one is at 1."""
    clearest = max((found[0][1] for found in spoken if found), default=1)
    for place, found in enumerate(spoken):
        for it, nearness, shared in found:
            entry = close.setdefault(it.pk, _Close())
            entry.risks.append((-nearness, place))
            entry.to_risk = max(entry.to_risk, nearness / clearest)
            entry.risk_words |= shared


def _match(worth, entry, copies, close, reasons, cut):
    shown = reasons.shown_by(entry, close.stems) or reasons.rare_in(entry, close, cut)
    has_words = bool(shown) or reasons.is_most_in(close.stems)
    if not shown and cut.is_near(close.similarity):
        shown = reasons.named_by(entry, close.stems)
    words = shown | close.risk_words
    marked = forms(words, reasons.ways)
    is_close = cut.is_close(close.similarity, has_words)
    if shown:
        is_chance = is_close and reasons.are_chance(entry, marked, close.similarity, cut)
    else:
        is_chance = entry.kind in NAMED_ONLY or not reasons.tells(close, cut)
    return Match(
        kind=entry.kind,
        object_id=entry.object_id,
        closeness=worth,
        words=tuple(words.values()),
        passage=partial(snippet, entry.body, marked) if entry.body else str,
        risks=tuple(place for _, place in sorted(close.risks)),
        is_close=bool(close.risks) or reasons.is_given(shown) or (is_close and not is_chance),
        is_almost_close=not is_chance and cut.is_almost(close.similarity, has_words),
        is_similar=cut.is_near(close.similarity) and not words,
        nearest_sentence=partial(reasons.nearest_in, entry),
        copies=tuple((copy.kind, copy.object_id) for copy in copies),
    )
