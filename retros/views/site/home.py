"""The home page: current work for members, an introduction for visitors."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Installation
from retros import paths
from retros.backups import backups_problem
from retros.first_steps import steps_left
from retros.models import Report, WallPost, composed_once
from retros.views.site import for_you
from retros.views.site.useful_lessons import useful_lessons

NEW_FOR = timedelta(days=30)  # somebody is shown the way to Start here, whatever their team has


@login_not_required
@require_safe
def home(request):
    """Show the home page. It is open to visitors; the members' page is never cached."""
    if not request.user.is_authenticated:
        return _for_visitors(request)
    return _for_member(request)


home.greets_members = True  # type: ignore[attr-defined]  # for accounts.middleware


def _for_visitors(request):
    is_public = settings.FAIL_WALL == "public"
    posts = WallPost.objects.on_wall().select_related("team")[:3] if is_public else []
    context = {"posts": posts, "organization": Installation.of_this_site().organization}
    response = render(request, "home/visitor.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _for_member(request):
    user = request.user
    cards, number, of_use = useful_lessons()
    context = for_you.waiting(user) | {
        "steps_left": steps_left() if user.is_superuser else 0,
        "backups_problem": backups_problem() if user.is_superuser else "",
        "is_reported": _is_reported(user),
        "is_new": user.date_joined > timezone.now() - NEW_FOR,
        "first_stop": partial(_first_stop, user),  # asked for on the page of newcomers only
        "cards": cards,
        "are_all_of_use": of_use == number,
        "of_use": of_use,
        "posts": _latest_post(None),
    }
    response = render(request, "home/member.html", context)
    response["Cache-Control"] = "no-store"
    return response


@composed_once
def _latest_post(_user):
    return WallPost.objects.on_wall()[:1]


def _is_reported(user):
    """Tell whether reports wait for this curator. Whether any wait at all is soon known."""
    waiting = user.is_curator and Report.objects.exists()
    return waiting and Report.objects.visible_to(user).exists()


def _first_stop(user):
    """Return what the first path of the site begins with, as far as `user` may read it, or None."""
    path = next(iter(for_you.first_path(user)), None)
    stops = paths.load_stops([path], user)[path.pk] if path else []
    return next((stop for stop in stops if stop.url), None)
