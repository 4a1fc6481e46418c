"""Which lessons and decisions a letter shows, chosen at most once a day: what is stored is ids."""

from django.db.models import Exists, Min, OuterRef
from django.db.models.functions import Length

from retros.models import Decision, Lesson, Observation, Retrospective
from retros.views.paging import InTurn

LESSONS, DECISIONS, OBSERVATIONS = 4, 3, 4  # of each side
_READ_ALONE = (20, 280)  # characters of an observation that can be understood by itself
_LOOKED_AT = 40  # from which those are chosen, so that a long list of one project leaves room
_FEWEST = 100  # published retrospectives; of fewer it is quick to choose, and changes with each
_Outcome = Decision.Outcome
RESULTS = (("met",), ("missed", "stopped-early"))
KINDS = (Observation.Kind.WENT_WELL, Observation.Kind.WENT_WRONG)
OUTCOMES = ((_Outcome.BETTER, _Outcome.AS_EXPECTED), (_Outcome.WORSE, _Outcome.MIXED))
# Not joined: SQLite would begin with all published retrospectives.
IS_PUBLISHED = Exists(Retrospective.objects.published().filter(pk=OuterRef("retrospective")))


def chosen_of(stored, period):
    """Return ids of either side of "lessons", "observations" and "decisions", as `stored` or chosen now.

    Observations, and the lessons of "others", are chosen only where no result sorts the lessons.
    """
    return stored.letters.get(period.key) or _choose(stored, period)


def _choose(stored, period):
    ids = {
        "lessons": [_lessons_of(period, results) for results in RESULTS],
        "decisions": [_decisions_of(period, outcomes) for outcomes in OUTCOMES],
    }
    if not any(ids["lessons"]):
        ids["observations"] = [_observations_of(period, kind) for kind in KINDS]
        ids["others"] = [_lessons_of(period, ("",))]
    published = Retrospective.objects.published().order_by().values("pk")
    # Of a time without anything nothing is stored: readers can ask for any year.
    is_something = any(side for sides in ids.values() for side in sides)
    if is_something and len(published[:_FEWEST]) == _FEWEST:
        stored.keep_letter(period.key, ids)
    return ids


def _records_of(period):
    return Retrospective.objects.published().with_dates().filter(dated__range=period.days)


def _lessons_of(period, results):
    """Return lessons that kickoffs applied most, then the newest; one of each project. One query."""
    records = _records_of(period).filter(result__in=results).order_by().values("pk")
    lessons = Lesson.objects.offerable().filter(retrospective__in=records)
    order = lessons.most_used_first().values_list("retrospective__project", "pk")
    return _one_of_each(order[:_LOOKED_AT], LESSONS)


def _observations_of(period, kind):
    """Return the first of each of the projects that were looked back on last. One query."""
    records = _records_of(period).filter(result="").order_by().values("pk")
    found = Observation.objects.filter(retrospective__in=records, kind=kind)
    found = found.annotate(length=Length("text")).filter(length__range=_READ_ALONE).order_by()
    first = found.values("retrospective__project").annotate(first=Min("pk"))
    return list(first.order_by("-first").values_list("first", flat=True)[:OBSERVATIONS])


def _decisions_of(period, outcomes):
    """Return the latest decisions; one of each project. One query, or a few more.

    One without a day belongs to the time of its retrospective.
    """
    found = Decision.objects.filter(IS_PUBLISHED, outcome__in=outcomes).newest_first()
    found = found.values_list("retrospective__project", "pk")
    records = _records_of(period).order_by().values("pk")
    undated = found.filter(decided_on=None, retrospective__in=records)
    order = InTurn([found.filter(decided_on__range=period.days), undated])
    return _one_of_each(order[:_LOOKED_AT], DECISIONS)


def _one_of_each(order, number):
    by_project: dict[int, int] = {}
    for project, pk in order:
        by_project.setdefault(project, pk)
    return list(by_project.values())[:number]
