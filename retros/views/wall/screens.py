"""Screens in offices: curators add them, give them links, change and revoke them."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import AuditEntry
from accounts.views.confirm import confirmed
from retros.access import must_be_curator
from retros.drawing.wall_card import code_of
from retros.forms.screens import ScreenForm
from retros.models import Screen


@require_GET
def screens(request):
    """List the screens with what they show now; for htmx, only the pictures that changed. Two
    queries.
    """
    must_be_curator(request.user)
    found = Screen.objects.visible_to(request.user)
    found = found.select_related("showing__team").prefetch_related("teams")
    context = {
        "working": [screen for screen in found if not screen.revoked_at],
        "revoked": [screen for screen in found if screen.revoked_at],
    }
    return render(request, "screens/list.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def new(request):
    """Add a screen, and see its link this once."""
    must_be_curator(request.user)
    form = ScreenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        screen = form.save(commit=False)
        token = screen.renew_link()
        AuditEntry.record(AuditEntry.Kind.LINK_CREATED, by=request.user, thing=screen)
        form.save_m2m()
        return _show_link(request, screen, token)
    return _form(request, form)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change what it shows and how; the display follows within half a minute."""
    screen = _screen(request, pk)
    form = ScreenForm(request.POST if request.method == "POST" else None, instance=screen)
    theirs = None
    if form.is_bound and form.is_valid():
        theirs = form.save_as_seen()
        if theirs is None:
            messages.success(
                request, f"“{screen}” is saved. The display updates within 30 seconds."
            )
            return redirect("screens")
    return _form(request, form, theirs=theirs)


def _form(request, form, theirs=None):
    status = 409 if theirs else 422 if form.errors else 200
    context = {"form": form, "screen": form.instance, "theirs": theirs}
    return render(request, "screens/screen.html", context, status=status)


@confirmed
@require_POST
def renew(request, pk):
    """Create a new link. The previous one stops working."""
    screen = _screen(request, pk)
    token = screen.renew_link()
    AuditEntry.record(AuditEntry.Kind.LINK_CREATED, by=request.user, thing=screen)
    return _show_link(request, screen, token)


@sensitive_variables()
def _show_link(request, screen, token):
    # Not by way of a redirect: the link would have to be stored for it.
    link = settings.SITE_URL + reverse("office_screen", args=[token])
    context = {"screen": screen, "link": link, "code": code_of(link)}
    response = render(request, "screens/link.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request, pk):
    """Revoke its link; the display goes dark within half a minute."""
    screen = _screen(request, pk)
    screen.revoke()
    AuditEntry.record(AuditEntry.Kind.LINK_REVOKED, by=request.user, thing=screen)
    messages.success(request, f"The link for “{screen}” is revoked.")
    return redirect("screens")


@require_POST
def remove(request, pk):
    """Delete a screen; only a revoked one, so that one click never turns a display off."""
    screen = _screen(request, pk)
    if screen.remove():
        messages.success(request, f"“{screen}” is removed.")
    else:
        messages.info(request, f"“{screen}” still has a working link. Revoke it first.")
    return redirect("screens")


def _screen(request, pk):
    must_be_curator(request.user)
    return get_object_or_404(Screen.objects.visible_to(request.user), pk=pk)
