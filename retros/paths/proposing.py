"""Propose what could stand on a path: what was used and linked most, spread over results and phases.

A person decides: what is proposed stands in a draft, and each reason can be changed.
"""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count
from django.db.models.functions import Coalesce
from taggit.models import Tag

from accounts.models import Team
from retros.models import Decision, KickoffLesson, Lesson, PathStop, retrospectives_with
from retros.paths.lists import lasting_decisions, most_used_lessons, published_of

PROPOSED = 8  # stops of a path that has none
OF_ONE = 2  # of one retrospective
LASTS = "It still stands, and others build on it."
_LOOKED_AT = 60  # lessons and retrospectives to choose from
_RESULTS = (
    (("met",), "It met its goal."),
    (("missed", "stopped-early"), "It missed its goal, or stopped early."),
    (("partly-met", "changed-course"), "It ended differently than planned."),
)


def propose_stops(
    team: Team | None, tag: Tag | None, *, known: Collection[tuple[str, int | None]], room: int
) -> list[PathStop]:
    """Return up to `room` unsaved stops about published work of `team` that has `tag`.

    Without a team of all teams, without a tag about anything; nothing whose key is in `known`. About
    a dozen queries.
    """
    pool = published_of(team)
    if tag:
        pool = pool.filter(pk__in=retrospectives_with(tag))
    taken: Counter[int] = Counter()
    chosen = []
    for record, stop in _in_turn([_records(pool), _lessons(pool), _decisions(pool)]):
        if stop.key not in known and taken[record] < OF_ONE:
            taken[record] += 1
            chosen.append(stop)
    return chosen[: min(room, PROPOSED)]


def _in_turn(kinds):
    """The first of each kind, then the second of each …"""
    for place in range(max(map(len, kinds), default=0)):
        yield from (kind[place] for kind in kinds if place < len(kind))


def _records(pool):
    """(retrospective, stop) of one of each result: those from which kickoffs chose most."""
    cited, found = _cited(), []
    for results, why in _RESULTS:
        rows = pool.filter(result__in=results).newest_first().values_list("pk", flat=True)
        order = sorted(rows[:_LOOKED_AT], key=lambda pk: -cited[pk])
        found += [(pk, PathStop(retrospective_id=pk, why=why)) for pk in order[:1]]
    return found


def _cited():
    """{id of a retrospective: how often kickoffs chose something of it}."""
    record = Coalesce(
        "lesson__retrospective", "decision__retrospective", "observation__retrospective"
    )
    choices = KickoffLesson.objects.in_brief().filter(kickoff__removed_at=None).order_by()
    return Counter(dict(choices.values_list(record).annotate(times=Count("pk"))))


def _lessons(pool):
    """(retrospective, stop) of lessons that helped or were used most, of each category in turn."""
    found = {lesson.pk: lesson for lesson in most_used_lessons(pool)}
    others = Lesson.objects.offerable().filter(retrospective__in=pool).most_used_first()
    for lesson in others[:_LOOKED_AT]:
        found.setdefault(lesson.pk, lesson)
    return [
        (lesson.retrospective_id, PathStop(lesson_id=lesson.pk, why=_use_of(lesson)))
        for lesson in _spread(found.values(), "category")
    ]


def _use_of(lesson):
    for name, words in (("helped_count", "Helped {} project"), ("use_count", "Used in {} kickoff")):
        if number := getattr(lesson, name, 0):
            return f"{words.format(number)}{'s'[: number != 1]}."
    return ""


def _decisions(pool):
    """(retrospective, stop) of decisions that stand, those that others refer to first, by phase."""
    found = {decision.pk: (decision, LASTS) for decision in lasting_decisions(pool)}
    told = Decision.objects.published().filter(retrospective__in=pool, superseded_by=None)
    told = told.exclude(outcome__in=["", Decision.Outcome.UNKNOWN]).newest_first()
    for decision in told[:_LOOKED_AT]:
        found.setdefault(decision.pk, (decision, ""))
    return [
        (decision.retrospective_id, PathStop(decision_id=decision.pk, why=found[decision.pk][1]))
        for decision in _spread([decision for decision, _ in found.values()], "phase")
    ]


def _spread(rows, name):
    """The first row of each value of the field `name`, then the second of each …"""
    seen: Counter[str] = Counter()
    places = []
    for row in rows:
        places.append(seen[getattr(row, name)])
        seen[getattr(row, name)] += 1
    return [row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])]
