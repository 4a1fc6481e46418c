"""What a newcomer reads first, drawn from what was published and what kickoffs made of it.

Each list says the same to all readers, names nobody, and is empty where there is nothing to say.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from retros.models import (
    TAGGED,
    Decision,
    KickoffLesson,
    Lesson,
    Observation,
    Retrospective,
    TagDescription,
    composed_once,
)

USED_WITHIN = timedelta(days=730)  # lessons that helped long ago make room for others
LESSONS, DECISIONS, SURPRISES, EACH_RESULT, QUESTIONS, GLAD = 10, 6, 4, 3, 7, 6
OF_ONE = 2  # lessons of a retrospective
_MET, _STOPPED = ("met",), ("missed", "stopped-early")


def most_used_lessons(retrospectives):
    """Return lessons of `retrospectives` that kickoffs chose to apply, those that helped first.

    Only kickoffs of the last two years count. Each has `helped_count`. Three queries.
    """
    since = timezone.now() - USED_WITHIN
    helped = Count("pk", filter=Q(result="helped"))
    uses = KickoffLesson.objects.filter(
        lesson__in=_lessons_of(retrospectives),
        disposition="apply",
        kickoff__removed_at=None,
        kickoff__created_at__gte=since,
    )
    counts = uses.values("lesson").annotate(helped=helped, used=Count("pk"))
    best = counts.order_by("-helped", "-used", "-lesson")[: LESSONS * 3]
    helped_counts = {row["lesson"]: row["helped"] for row in best}
    found = Lesson.objects.select_related("retrospective__project__team").in_bulk(helped_counts)
    taken, lessons = defaultdict(int), []
    for pk, number in helped_counts.items():
        lesson = found[pk]
        taken[lesson.retrospective_id] += 1
        if taken[lesson.retrospective_id] <= OF_ONE:
            lesson.helped_count = number
            lessons.append(lesson)
    return lessons[:LESSONS]


def standing_decisions():
    """Return published decisions that nothing published replaced.

    Not those that the team would not make again.
    """
    replaced = Exists(Decision.objects.published().filter(pk=OuterRef("superseded_by")))
    found = Decision.objects.published().exclude(same_again=Decision.SameAgain.NO)
    return found.exclude(replaced)


def lasting_decisions(retrospectives):
    """Return decisions that still stand and that most else refers to.

    What refers to them is what they replaced, kickoffs that chose them, and observations that
    followed from them. Four queries.
    """
    published = Decision.objects.filter(retrospective__in=retrospectives)
    standing = standing_decisions().filter(retrospective__in=retrospectives)
    weights = Counter()
    for rows, name in (
        (published.filter(superseded_by__in=standing), "superseded_by"),
        (_choices_of(standing), "decision"),
        (Observation.objects.filter(decision__in=standing), "decision"),
    ):
        weights.update(dict(rows.order_by().values_list(name).annotate(Count("pk"))))
    order = sorted(weights, key=lambda pk: (-weights[pk], -pk))[:DECISIONS]
    found = Decision.objects.select_related("retrospective__project__team").in_bulk(order)
    return [found[pk] for pk in order]


def surprises(retrospectives):
    """Return ids of the newest of `retrospectives` that say what surprised the team."""
    return _newest(retrospectives.exclude(surprise=""), SURPRISES)


def results(retrospectives):
    """Return ids of the newest that met their goal, and of the newest that didn't.

    As many of each, unless there are none of one kind: the page then says so.
    """
    sides = [
        _newest(retrospectives.filter(result__in=values), EACH_RESULT)
        for values in (_MET, _STOPPED)
    ]
    number = min(map(len, sides)) or EACH_RESULT
    return [pks[:number] for pks in sides]


def glad_to_talk(retrospectives):
    """Return ids of the newest about which somebody is glad to talk, one of each team."""
    glad = retrospectives.filter(glad_to_talk__isnull=False).newest_first()
    first = {}
    for pk, team in glad.values_list("pk", "project__team"):
        first.setdefault(team or f"of nobody, {pk}", pk)
    return list(first.values())[:GLAD]


def words(user):
    """Return the tags that curators described and `user` may see in use, by name. One query."""
    ContentType.objects.get_for_models(*TAGGED)  # known before the statement is composed
    return _described_in_use(user)


@composed_once
def _described_in_use(user):
    used = [Exists(model.objects.visible_to(user).filter(tags=OuterRef("tag"))) for model in TAGGED]
    described = TagDescription.objects.exclude(text="").filter(reduce(or_, used))
    return described.select_related("tag")


def published_of(team=None):
    """Return published retrospectives, of one team if given."""
    published = Retrospective.objects.published()
    return published.filter(project__team=team) if team else published


def _lessons_of(retrospectives):
    return Lesson.objects.offerable().filter(retrospective__in=retrospectives)


def _choices_of(decisions):
    return KickoffLesson.objects.in_brief().filter(decision__in=decisions, kickoff__removed_at=None)


def _newest(retrospectives, number):
    return list(retrospectives.newest_first().values_list("pk", flat=True)[:number])
