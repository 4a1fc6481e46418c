"""The rows behind a number, as the lists of their kind show them."""

from django.db.models import Case, Count, Q, Value, When

from retros.models import (
    ActionItem,
    Decision,
    Kickoff,
    KickoffLesson,
    Lesson,
    Project,
    Retrospective,
)


def listed(question, parts, user):
    """Return what `parts` of a question count and `user` may see, with all that its list shows."""
    behind = Q()
    for part in parts:
        behind |= Q(pk__in=part.order_by().values("pk"))
    return _LISTS[question.noun](user, behind)


def _projects(user, behind):
    """Projects of the reader’s own teams first."""
    visible = Retrospective.objects.visible_to(user)
    readable = Count("retrospectives", filter=Q(retrospectives__in=visible))
    own_first = Case(When(team__in=user.team_ids, then=Value(0)), default=Value(1))
    found = Project.objects.visible_to(user).filter(behind).select_related("team")
    return found.annotate(readable=readable).order_by(own_first, *Project._meta.ordering)


def _lessons(user, behind):
    return Lesson.objects.visible_to(user).filter(behind).for_cards().newest_first()


def _kickoffs(user, behind):
    return Kickoff.objects.visible_to(user).filter(behind).for_lists()


def _decisions(user, behind):
    found = Decision.objects.visible_to(user).filter(behind).with_standing(user)
    return found.select_related("retrospective__project__team").newest_first()


def _actions(user, behind):
    found = ActionItem.objects.visible_to(user).filter(behind)
    return found.select_related("retrospective__project__team", "owner").order_by("-pk")


def _outcomes(user, behind):
    return KickoffLesson.objects.visible_to(user).filter(behind).with_items().order_by("-pk")


_LISTS = {
    "outcome": _outcomes,
    "project": _projects,
    "lesson": _lessons,
    "kickoff": _kickoffs,
    "decision": _decisions,
    "action item": _actions,
}
