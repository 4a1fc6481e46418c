"""The home page: current work for members, an introduction for visitors."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Installation
from retros import paths
from retros.backups import backups_problem
from retros.first_steps import steps_left
from retros.models import (
    ActionItem,
    EditorInvitation,
    Kickoff,
    LaterMatch,
    Project,
    Question,
    ReadingPath,
    Report,
    Retrospective,
    WallPost,
)
from retros.views.organization.due import due_decisions, due_lessons
from retros.views.site.useful_lessons import useful_lessons

DUE_SOON = timedelta(days=7)
NEW_FOR = timedelta(days=30)  # somebody is shown the way to Start here, whatever their team has
ASKED = 3  # waiting kickoffs and projects to show: a reminder, not a list of duties


@login_not_required
@require_safe
def home(request):
    """Show the home page. It is open to visitors; the members' page is never cached."""
    if not request.user.is_authenticated:
        return _for_visitors(request)
    return _for_member(request)


def _for_visitors(request):
    is_public = settings.FAIL_WALL == "public"
    posts = WallPost.objects.on_wall().select_related("team")[:3] if is_public else []
    context = {"posts": posts, "organization": Installation.of_this_site().organization}
    response = render(request, "home/visitor.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _for_member(request):
    user = request.user
    drafts = Retrospective.objects.editable_by(user).drafts().select_related("project")
    kickoffs = Kickoff.objects.editable_by(user).select_related("project")
    lessons, are_useful = useful_lessons()
    context = {
        "steps_left": steps_left() if user.is_superuser else 0,
        "backups_problem": backups_problem() if user.is_superuser else "",
        "drafts": drafts.order_by("-updated_at", "-pk")[:5],
        "kickoffs": kickoffs[:5],
        "unfinished": kickoffs.unfinished()[:ASKED],
        "finished": Project.objects.concerning(user).awaiting_retrospective()[:ASKED],
        "invited": EditorInvitation.objects.visible_to(user).select_related("retrospective")[
            :ASKED
        ],
        "questions": Question.objects.for_home(user),
        "is_reported": user.is_curator and Report.objects.visible_to(user).exists(),
        "with_matches": _with_new_matches(kickoffs, user),
        "due": (due_decisions(user).count(), due_lessons(user).count(), _due_actions(user).count()),
        "is_new": user.date_joined > timezone.now() - NEW_FOR,
        "first_stop": partial(_first_stop, user),  # asked for on the page of newcomers only
        "lessons": lessons,
        "are_useful": are_useful,
        "posts": WallPost.objects.on_wall()[:1],
    }
    response = render(request, "home/member.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _first_stop(user):
    """Return what the first path of the site begins with, as far as `user` may read it, or None."""
    path = ReadingPath.objects.published().of(None).for_lists().first()
    stops = paths.load_stops([path], user)[path.pk] if path else []
    return next((stop for stop in stops if stop.url), None)


def _with_new_matches(kickoffs, user):
    """Return a few of the kickoffs with new matches to decide about, and `new_matches` of each."""
    new = LaterMatch.objects.new_for(user).order_by().values_list("kickoff")
    numbers = dict(new.annotate(Count("pk")).order_by("-kickoff")[:ASKED])
    found = kickoffs.in_bulk(numbers)
    for pk, kickoff in found.items():
        kickoff.new_matches = numbers[pk]
    return [found[pk] for pk in numbers]


def _due_actions(user):
    """Return the open items of `user` that are due within a week, or late."""
    soon = timezone.localdate() + DUE_SOON
    return ActionItem.objects.visible_to(user).still_open().filter(owner=user, due_on__lte=soon)
