"""The first steps of a new site, for its administrators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Installation
from retros.access import must_be_administrator
from retros.first_steps import STEPS, first_steps


@require_safe
def steps(request):
    """List the first steps with their states."""
    must_be_administrator(request.user)
    found = first_steps()
    left = sum(step.is_left for step in found)
    return render(request, "system/first_steps.html", {"steps": found, "left": left})


@require_POST
def dismiss(request):
    """Dismiss the step `name`, or all without one; with `undo`, show it again."""
    must_be_administrator(request.user)
    name = request.POST.get("name", "")
    if name and name not in STEPS:
        raise Http404
    shows_again = "undo" in request.POST
    Installation.dismiss_steps({name} if name else set(STEPS), dismissed=not shows_again)
    if not name:
        messages.success(
            request, "The first steps are dismissed. You find them on the system page."
        )
        return redirect("home")
    return redirect("first_steps")
