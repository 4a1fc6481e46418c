"""From ranked entries to the groups of hits that a page shows: only here their texts are read."""

import itertools
import re

from django.db.models import Q

from retros.models import UNDATED, Decision, Lesson, SearchEntry, composed_once
from retros.search.results import Group, Hit
from retros.search.snippet import beginning, marked, snippet

PAGE = 10  # groups
OTHERS = 2  # hits of the same retrospective below the best of it
# An entry that holds the very word that was asked for stands above its relatives where they are
# close: at most this much more. Looked for in the first hits only, because it reads their texts.
EXACT_BONUS = 0.1
EXACT_AMONG = 30
TITLE_LENGTH = 140  # of an observation, which has no title

# Rows and not models: as many objects take twice as long.
_SHOWN = SearchEntry.objects.values_list(
    *("pk", "kind", "object_id", "title", "body", "tag_text", "category", "year", "dated_on"),
    *("is_retired", "draft", "project__name", "project__slug", "team__name", "team__slug"),
    *("retrospective", "retrospective__title"),
    named=True,
)


def page_of(query, ranked, sort, page, user):
    """Return (groups of the page, the page that exists, number of pages). Up to four queries.

    Entries deleted since they were ranked are left out.
    """
    loaded = {}
    if query.words and sort == "relevance":
        likely = _groups(ranked)[:PAGE] if page == 1 else ()
        loaded = shown([*(it.pk for it in ranked[:EXACT_AMONG]), *_pks(likely)])
        ranked = _exact_first(query, ranked, loaded)
    groups = _groups(ranked)
    pages = max(1, -(-len(groups) // PAGE))
    page = min(max(1, page), pages)
    groups = groups[(page - 1) * PAGE : page * PAGE]
    if missing := [pk for pk in _pks(groups) if pk not in loaded]:
        loaded |= shown(missing)
    entries = [loaded[pk] for pk in _pks(groups) if pk in loaded]
    times, replaced = occurrence_count(entries), _replaced(entries, user)
    found = [_group(query, group, loaded, times, replaced) for group in groups]
    return tuple(filter(None, found)), page, pages


def shown(pks):
    """Return {entry id: row with what a Hit needs}. One query."""
    pks = dict.fromkeys(pks)
    return {row.pk: row for row in _shown(None, *pks)} if pks else {}


@composed_once
def _shown(_user, *pks):
    return _SHOWN.filter(pk__in=pks)


def _groups(ranked):
    """Lists of what was found in the same retrospective, in the order of the best of each."""
    groups = {}
    for it in ranked:
        groups.setdefault(it.retrospective or -it.pk, []).append(it)
    return list(groups.values())


def _pks(groups):
    """Ids of the entries that are shown of the groups."""
    return [it.pk for group in groups for it in group[: 1 + OTHERS]]


def occurrence_count(entries):
    """Return {lesson id: occurrence count} of the entries that have, or may have, duplicates.

    One query, two if there are such.
    """
    pks = [it.object_id for it in entries if it.kind == SearchEntry.Kind.LESSON]
    again = set(itertools.chain(*_said_again(None, *pks))) if pks else ()
    if not again:
        return {}
    lessons = Lesson.objects.filter(pk__in=again.intersection(pks)).with_occurrence_counts()
    return dict(lessons.values_list("pk", "occurrence_count"))


@composed_once
def _said_again(_user, *pks):
    said_again = Q(duplicate_of__in=pks) | Q(pk__in=pks, duplicate_of__isnull=False)
    return Lesson.objects.filter(said_again).values_list("pk", "duplicate_of")


def _replaced(entries, user):
    """Ids of the decisions among the entries that no longer stand.

    One query if there are decisions, two if any of them was replaced.
    """
    pks = [it.object_id for it in entries if it.kind == SearchEntry.Kind.DECISION]
    if not pks or not (pks := _superseded(None, *pks)):
        return set()
    decisions = Decision.objects.filter(pk__in=pks).with_standing(user)
    return set(decisions.filter(is_replaced=True).values_list("pk", flat=True))


@composed_once
def _superseded(_user, *pks):
    found = Decision.objects.filter(pk__in=pks, superseded_by__isnull=False)
    return found.values_list("pk", flat=True)


def _exact_first(query, ranked, loaded):
    """The first hits with what the very words add."""
    words = [word.word for word in query.words]
    patterns = [(word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")) for word in words]
    better = []
    for it in ranked[:EXACT_AMONG]:
        if it.pk not in loaded:
            continue
        entry = loaded[it.pk]
        text = f"{entry.title}\n{entry.tag_text}\n{entry.body}".lower()
        exact = sum(word in text and bool(p.search(text)) for word, p in patterns) / len(patterns)
        better.append(it._replace(score=it.score * (1 + EXACT_BONUS * exact)))
    better.sort(key=lambda it: (it.is_retired, -it.score, -it.pk))
    return better + ranked[EXACT_AMONG:]


def _group(query, group, loaded, times, replaced):
    there = [it for it in group[: 1 + OTHERS] if it.pk in loaded]
    left = max(0, len(group) - 1 - OTHERS)
    found = [
        hit(query, it, loaded[it.pk], times, replaced, with_passage=it is there[0]) for it in there
    ]
    return Group(found[0], tuple(found[1:]), left) if found else None


def hit(query, ranked, entry, times, replaced=frozenset(), with_passage=True):
    """Make the Hit of a Ranked; `entry` is a row of `shown`, `times` comes from
    `occurrence_count`.

    No query. `snippet` is empty without the passage: only the best of a group shows it.
    """
    stems = set(query.ways)
    title = entry.title or beginning(entry.body, TITLE_LENGTH)
    passage = ""
    if with_passage:
        passage = snippet(entry.body if entry.title else entry.body[len(title) :], stems)
        if not entry.title and "<mark>" not in passage:
            passage = ""
    return Hit(
        kind=entry.kind,
        object_id=entry.object_id,
        title=title,
        marked_title=marked(title, stems),
        snippet=passage,
        category=entry.category,
        project=entry.project__name or "",
        project_slug=entry.project__slug or "",
        team=entry.team__name or "",
        team_slug=entry.team__slug or "",
        retrospective_id=entry.retrospective,
        retrospective=entry.retrospective__title or "",
        year=entry.year,
        dated_on=entry.dated_on if entry.dated_on != UNDATED else None,
        is_retired=entry.is_retired,
        is_replaced=entry.kind == SearchEntry.Kind.DECISION and entry.object_id in replaced,
        is_draft=entry.draft is not None,
        occurrence_count=times.get(entry.object_id, 1)
        if entry.kind == SearchEntry.Kind.LESSON
        else 1,
        words=tuple(word.written for word in query.words if word.stem in ranked.parts),
    )
