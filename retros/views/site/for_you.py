"""What the home page asks for each time somebody opens it: what they write, and what waits for them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from accounts.models import User
from retros.models import (
    ActionItem,
    EditorInvitation,
    Kickoff,
    LaterMatch,
    Project,
    Question,
    ReadingPath,
    Retrospective,
    composed_once,
    which_exist,
)
from retros.views.organization.due import due_decisions, due_lessons

DUE_SOON = timedelta(days=7)
LEFT_OFF = 5  # drafts and kickoffs to show
ASKED = 3  # waiting kickoffs and projects to show: a reminder, not a list of duties


def counted_once(rows: Callable[[User], QuerySet[Any]]) -> Callable[[User], int]:
    """Return a function of a user that counts `rows(user)`; its statement is made once a day."""

    def number(user):
        one = rows(user).order_by().values(one=Value(1))
        return one.annotate(number=Count("*")).values_list("number", flat=True)

    counted = composed_once(number)
    return lambda user: next(iter(counted(user)), 0)


@composed_once
def drafts(user):
    """The latest drafts that the person may edit."""
    found = Retrospective.objects.editable_by(user).drafts().select_related("project")
    return found.order_by("-updated_at", "-pk")[:LEFT_OFF]


@composed_once
def kickoffs(user):
    """The latest kickoffs that the person may edit."""
    return _own_kickoffs(user)[:LEFT_OFF]


@composed_once
def unfinished(user):
    """Those of the person’s kickoffs for which nothing was chosen."""
    return _own_kickoffs(user).unfinished()[:ASKED]


@composed_once
def finished(user):
    """Projects of the person that lack their retrospective."""
    return Project.objects.concerning(user).awaiting_retrospective()[:ASKED]


@composed_once
def invited(user):
    """Drafts that the person was invited to edit."""
    found = EditorInvitation.objects.visible_to(user)
    return found.select_related("retrospective")[:ASKED]


@composed_once
def first_path(_user):
    """The first path of the site, for newcomers."""
    return ReadingPath.objects.published().of(None).for_lists()[:1]


@composed_once
def paths(user):
    """Proposed paths that wait for a curator, and what became of the person’s own."""
    return ReadingPath.objects.for_home(user)[:ASKED]


def waiting(user: User) -> dict[str, Any]:
    """Return {name: what of it there is for the person}; "due" and "questions" are numbers.

    One query, and one or two for each that there is any of.
    """
    there = _there_are(user)

    def any_of(name, ask, none):
        return ask(user) if name in there else none

    found = {name: any_of(name, ask, []) for name, ask in _ROWS.items()}
    for group, numbers in _NUMBERS.items():
        found[group] = tuple(any_of(name, ask, 0) for name, ask in numbers.items())
    return found


def _with_new_matches(user):
    """Return a few of the kickoffs with new matches to decide about, and `new_matches` of each."""
    numbers = dict(_new_matches(user))
    found = _own_kickoffs(user).in_bulk(numbers) if numbers else {}
    for pk, kickoff in found.items():
        kickoff.new_matches = numbers[pk]
    return [found[pk] for pk in numbers]


def _own_kickoffs(user):
    return Kickoff.objects.editable_by(user).select_related("project")


@composed_once
def _new_matches(user):
    new = LaterMatch.objects.new_for(user).order_by().values_list("kickoff")
    return new.annotate(Count("pk")).order_by("-kickoff")[:ASKED]


def _due_actions(user):
    """Open items of the person that are due within a week, or late."""
    soon = timezone.localdate() + DUE_SOON
    return ActionItem.objects.visible_to(user).still_open().filter(owner=user, due_on__lte=soon)


def _waiting_questions(user):
    return Question.objects.waiting_beside(user).visible_to(user).for_you(user)


def _new_answers(user):
    return Question.objects.answered_lately(user).visible_to(user)


_ROWS = {
    "drafts": drafts,
    "kickoffs": kickoffs,
    "unfinished": unfinished,
    "finished": finished,
    "invited": invited,
    "paths": paths,
    "with_matches": _with_new_matches,
}
_NUMBERS = {
    "due": {
        "decisions": counted_once(due_decisions),
        "lessons": counted_once(due_lessons),
        "actions": counted_once(_due_actions),
    },
    "questions": {
        "waiting": lambda user: _waiting_questions(user).count(),
        "answers": lambda user: _new_answers(user).count(),
    },
}
_there_are = which_exist(
    **{name: rows for name, rows in _ROWS.items() if name != "with_matches"},
    with_matches=_new_matches,
    decisions=due_decisions,
    lessons=due_lessons,
    actions=_due_actions,
    # Whether there is any: who may see which is asked of few.
    waiting=lambda user: Question.objects.waiting_beside(user),
    answers=lambda user: Question.objects.answered_lately(user),
)
