"""What a newcomer reads first, drawn from what was published and what kickoffs made of it.

Each list says the same to all readers, names nobody, and is empty where there is nothing to say.
"""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from retros.models import (
    Decision,
    KickoffLesson,
    Lesson,
    Observation,
    Retrospective,
    TagDescription,
    tags_in_use,
)

USED_WITHIN = timedelta(days=730)  # lessons that helped long ago make room for others
LESSONS, DECISIONS, SURPRISES, EACH_RESULT, QUESTIONS = 10, 6, 4, 3, 7
OF_ONE = 2  # lessons of a retrospective
_SUCCESSES, _STOPS = ("met",), ("missed", "stopped-early")


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


def kickoff_questions(lessons):
    """Return those of `lessons` that hold a question to ask at a kickoff."""
    return [lesson for lesson in lessons if lesson.kickoff_question][:QUESTIONS]


def lasting_decisions(retrospectives):
    """Return decisions that still stand and that most else refers to.

    Not those that the team would not make again. What refers to them is what they replaced, kickoffs that chose them, and observations that followed from them.
    Four queries.
    """
    published = Decision.objects.filter(retrospective__in=retrospectives)
    standing = published.exclude(same_again=Decision.SameAgain.NO)
    standing = standing.exclude(superseded_by__in=Decision.objects.published())
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
    """Return the newest of `retrospectives` that say what surprised the team."""
    return _newest(retrospectives.exclude(surprise=""), SURPRISES)


def results(retrospectives):
    """Return the newest that met their goal and the newest that didn't: as many of each, if there are."""
    return [
        (heading, _newest(retrospectives.filter(result__in=values), EACH_RESULT))
        for heading, values in (("Goal met", _SUCCESSES), ("Goal missed or stopped early", _STOPS))
    ]


def words(user):
    """Return the tags that `user` may see and that curators described, by name."""
    described = TagDescription.objects.exclude(text="").select_related("tag")
    seen = {tag.pk for tag, _ in tags_in_use(user)} if described else set()
    return [one for one in described if one.tag_id in seen]


def published_of(team=None):
    """Return published retrospectives, of one team if given."""
    published = Retrospective.objects.published()
    return published.filter(project__team=team) if team else published


def _lessons_of(retrospectives):
    return Lesson.objects.offerable().filter(retrospective__in=retrospectives)


def _choices_of(decisions):
    return KickoffLesson.objects.in_brief().filter(decision__in=decisions, kickoff__removed_at=None)


def _newest(retrospectives, number):
    """The first few as rows show them: found by their ids, so that lessons are counted for these only."""
    ids = list(retrospectives.newest_first().values_list("pk", flat=True)[:number])
    found = Retrospective.objects.for_rows().in_bulk(ids)
    return [found[pk] for pk in ids]
