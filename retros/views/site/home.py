"""The home page: current work for members, an introduction for visitors."""

from collections import Counter

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.backups import backups_problem
from retros.models import (
    EditorInvitation,
    Kickoff,
    Lesson,
    Project,
    Question,
    Retrospective,
    WallPost,
)
from retros.views.organization.due import due_decisions, due_lessons

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
    response = render(request, "home/visitor.html", {"posts": posts})
    response["Cache-Control"] = "no-cache"
    return response


def _for_member(request):
    user = request.user
    drafts = Retrospective.objects.editable_by(user).drafts().select_related("project")
    drafts = list(drafts.order_by("-updated_at", "-pk")[:5])
    kickoffs = Kickoff.objects.editable_by(user).select_related("project")
    mine = list(kickoffs[:5])
    context = {
        "backups_problem": backups_problem() if user.is_superuser else "",
        "drafts": drafts,
        "kickoffs": mine,
        "unfinished": kickoffs.unfinished()[:ASKED],
        "finished": Project.objects.concerning(user).awaiting_retrospective()[:ASKED],
        "invited": EditorInvitation.objects.visible_to(user).select_related("retrospective")[
            :ASKED
        ],
        "questions": Question.objects.for_home(user),
        "due": (due_decisions(user).count(), due_lessons(user).count()),
        "lessons": _newest_lessons(user),
        "reading": [] if drafts or mine else _to_read(user),
        "posts": WallPost.objects.on_wall()[:1],
    }
    response = render(request, "home/member.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _newest_lessons(user, *, most=6, of_one=2):
    """Return the newest lessons, at most 2 per retrospective, for variety.

    Each of so many retrospectives has one at least, so no others are read. Two queries.
    """
    there = Lesson.objects.offerable().filter(retrospective=OuterRef("pk")).order_by()
    sources = Retrospective.objects.published_to(user).filter(Exists(there))
    newest = list(sources.order_by("-published_at", "-pk").values_list("pk", flat=True)[:most])
    lessons = Lesson.objects.published_to(user).offerable().filter(retrospective__in=newest)
    taken, chosen = Counter(), []
    for lesson in lessons.newest_first():
        taken[lesson.retrospective_id] += 1
        if taken[lesson.retrospective_id] <= of_one:
            chosen.append(lesson)
    return chosen[:most]


def _to_read(user):
    """Return the newest retrospectives, for somebody who has nothing of their own yet. Two queries."""
    newest = Retrospective.objects.published_to(user).newest_first()
    chosen = list(newest.values_list("pk", flat=True)[:3])
    return Retrospective.objects.filter(pk__in=chosen).newest_first().for_rows()
