"""Which of what is close is offered first: what was tried elsewhere, and not all of one project.

Four gentle factors, each at most a few per cent, order what is about equally close: learned again
elsewhere, helped a project that applied it, from the same kind of project, and fresh. They count for
the lessons; of other entries, the last two.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import chain, takewhile
from typing import Any, TypeVar

from django.db.models import Count, Q
from django.utils import timezone

from retros.models import Lesson, Retrospective, SearchEntry, composed_once
from retros.search.evidence import is_telling
from retros.search.terms import words

# What each adds to a closeness of 1. Together they stay below a half, so that they order what is
# about equally close and never lift another subject above this one.
LEARNED_AGAIN = 0.05  # each further project, up to three: what met several will meet the next
HELPED = 0.05  # each time, up to three: somebody tried it, and it did
SAME_KIND = 0.05  # a migration has more to learn from a migration
FRESH, FRESH_FOR = 0.05, timedelta(days=2 * 365)  # tools, people and customers change
# Of each ten, so many may be from one project: beyond them come others, however close. A factor for
# each further one, and another for each category, made the first ten worse. Of seven judged briefs, 5 is
# at least as good as 4 for each (together .732 and .709), and for eight others (46 of use and 45). Chosen
# on six and tried on the seventh it comes to .661 for lessons and .732 for everything.
OF_ONE_PROJECT, OF = 5, 10
# And so many whole retrospectives: they take the longest to read and say the least at once.
WHOLE = 3
# No two of the first three are of one series by the titles of their retrospectives, such as two years of a
# conference. What is further down than this is not brought up for that.
UNLIKE, WITHIN = 3, 6
IN_COMMON, OF_TITLE = 2, 0.5  # words, and the share of the shorter title
Found = TypeVar("Found")
Source = tuple[int | None, bool, str]  # project id, whether it is a whole one, title of the whole
_WORDS = re.compile(r"\w+")
_WHOLE = "whole"  # as a key beside projects


def weighed(entries, project_kind):
    """Return {entry id: (family, factor for its closeness, title of its whole)} of what still exists.

    Three queries. A family says the same: a lesson and its duplicates, copies of a text, or a decision and the
    retrospective that holds only this.
    """
    pks = [it.object_id for it in entries if it.kind == SearchEntry.Kind.LESSON]
    lessons = {row.pk: row for row in _lessons(None, *pks)} if pks else {}
    pks = {it.retrospective_id for it in entries}
    records = {row.pk: row for row in _records(None, *pks)} if pks else {}
    only, found = _only_decisions(entries), {}
    fresh_since = timezone.localdate() - FRESH_FOR
    for entry in entries:
        record = records.get(entry.retrospective_id)
        lesson = lessons.get(entry.object_id) if entry.kind == SearchEntry.Kind.LESSON else None
        if record and (lesson or entry.kind != SearchEntry.Kind.LESSON):
            same = only.get(entry.retrospective_id, entry) if _is_whole(entry) else entry
            factor = _factor(record, lesson, project_kind, fresh_since)
            found[entry.pk] = _family(same, lesson), factor, record.title
    return found


def spread(close, known, limit):
    """Return [(closeness, entry, copies)] of `close`, pairs of closeness and entry, closest first.

    `known` is what `weighed` gave. Each family once, its others as `copies`; no project and no whole retrospectives fill the list,
    where there is anything else.
    """
    firsts, copies = {}, {}
    for closeness, entry in sorted(close, key=lambda found: (-found[0], -found[1].pk)):
        family = known[entry.pk][0]
        if family not in firsts:
            firsts[family], copies[family] = (closeness, entry), []
        elif _is_whole(firsts[family][1]) and not _is_whole(entry):  # a part can be chosen
            closest, whole = firsts[family]
            firsts[family] = closest, entry
            copies[family].append(whole)
        else:
            copies[family].append(entry)

    def source(family):
        entry = firsts[family][1]
        return entry.project_id, _is_whole(entry), known[entry.pk][2]

    in_order = in_turn(firsts, source, limit)
    return [(*firsts[family], copies[family]) for family in in_order]


def in_turn(
    found: Iterable[Found],
    source_of: Callable[[Found], Source],
    limit: int | None = None,
) -> list[Found]:
    """Return the first `limit` of `found` so that no project and no whole retrospectives fill a ten.

    And no series the first three. Where there is anything else.
    """
    shown: Counter[Any] = Counter()
    chosen: list[Found] = []
    waiting = [(it, source_of(it)) for it in found]
    titles: dict[int | None, set[str]] = {}  # {project id: words} of what was chosen
    while waiting and (limit is None or len(chosen) < limit):
        tens = 1 + len(chosen) // OF
        is_first = len(chosen) < UNLIKE
        place = _next(waiting, shown, tens, titles if is_first else {})
        one, (project, is_whole, title) = waiting.pop(place)
        shown[project] += 1
        shown[_WHOLE] += is_whole
        if is_first:
            titles[project] = _words_of(title)
        chosen.append(one)
    return chosen


def _next(waiting, shown, tens, titles):
    """Return the place of the first for whose source there is room among so many `tens`, else 0.

    `shown` counts what was chosen by project, and whole ones; of the series of `titles` there is enough.
    """
    room = (place for place, (_, it) in enumerate(waiting) if _has_room(it, shown, tens))
    first = next(room, 0)
    if not titles:
        return first
    near = takewhile(WITHIN.__gt__, chain([first], room))
    return next((it for it in near if not _is_of_series(waiting[it][1], titles)), first)


def _has_room(source, shown, tens):
    project, is_whole, _ = source
    has_room = shown[project] < OF_ONE_PROJECT * tens
    return has_room and not (is_whole and shown[_WHOLE] >= WHOLE * tens)


def _is_of_series(source, titles):
    project, _, title = source
    mine = _words_of(title)
    return any(
        len(mine & other) >= max(IN_COMMON, OF_TITLE * min(len(mine), len(other)))
        for pk, other in titles.items()
        if pk != project
    )


def _words_of(title):
    """Return the words of a title but for numbers and what any title holds."""
    return {word.stem for word in words(title) if is_telling(word)}


def _is_whole(entry):
    return entry.kind == SearchEntry.Kind.RETROSPECTIVE


def _only_decisions(entries):
    """{retrospective id: the entry of its decision} of those that hold nothing else. One query.

    Only where both are among `entries`.
    """
    wholes = {it.retrospective_id for it in entries if _is_whole(it)}
    decisions = {
        it.retrospective_id: it
        for it in entries
        if it.kind == SearchEntry.Kind.DECISION and it.retrospective_id in wholes
    }
    held = Counter(_held_by(None, *decisions)) if decisions else {}
    return {pk: decision for pk, decision in decisions.items() if held[pk] == 1}


@composed_once
def _held_by(_user, *retrospectives):
    """The retrospective of each part."""
    parts = SearchEntry.objects.filter(retrospective__in=retrospectives)
    return parts.exclude(kind=SearchEntry.Kind.RETROSPECTIVE).values_list(
        "retrospective", flat=True
    )


@composed_once
def _records(_user, *pks):
    """Rows and not models, whose texts are long."""
    columns = ("pk", "title", "held_on", "project__kind", "project__ended_on")
    return Retrospective.objects.filter(pk__in=pks).values_list(*columns, named=True)


@composed_once
def _lessons(_user, *pks):
    helped = Count(
        "uses", filter=Q(uses__result="helped", uses__kickoff__removed_at=None), distinct=True
    )
    found = Lesson.objects.filter(pk__in=pks).with_occurrence_counts().annotate(helped=helped)
    return found.values_list("pk", "duplicate_of_id", "occurrence_count", "helped", named=True)


def _family(entry, lesson):
    if lesson and (lesson.duplicate_of_id or lesson.occurrence_count > 1):
        return lesson.duplicate_of_id or lesson.pk
    return said(entry)


def said(entry):
    """Return the words of an entry, alike for copies of it and for a lesson made of all its words."""
    title, body = (_WORDS.findall(text.casefold()) for text in (entry.title, entry.body))
    is_beginning = body[: len(title)] == title
    return " ".join(body if is_beginning else [*title, *body])


def _factor(record, lesson, project_kind, fresh_since):
    factor = 1 + SAME_KIND * bool(project_kind and record.project__kind == project_kind)
    date = record.held_on or record.project__ended_on  # when it was published says nothing of it
    factor += FRESH * bool(date and date >= fresh_since)
    if lesson:
        factor += LEARNED_AGAIN * min(lesson.occurrence_count - 1, 3) + HELPED * min(
            lesson.helped, 3
        )
    return factor
