"""Joining: the first person uses the link in the log, everyone else an invitation.

An invalid link gets the same answer whether it is wrong, used, revoked or
expired, and the number of attempts per minute is limited.
"""

from functools import partial

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.devices import remember_device
from accounts.forms import NewPersonForm
from accounts.limits import count_wrong_link, may_try_links
from accounts.models import AuditEntry, Installation, Invitation


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def first(request, code):
    """Create the administrator account with the code that the server printed."""
    if not may_try_links(request):
        return respond_429(request)
    if not Installation.accepts_code(code):
        return _invalid_link(request)
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        return _sign_in_new_person(
            request, "people/first.html", form, partial(Installation.claim, code)
        )
    return _page(request, "people/first.html", form)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join(request, token):
    """Create an account for an invited person."""
    if request.user.is_authenticated:
        messages.info(request, "You’re already signed in. This link is for a new member.")
        return redirect("home")
    if not may_try_links(request):
        return respond_429(request)
    invitation = Invitation.objects.for_token(token).select_related("team").first()
    if invitation is None:
        return _invalid_link(request)
    takes_password = settings.PASSWORDS == "all"
    form = NewPersonForm(request.POST if takes_password and request.POST else None)
    if form.is_valid():
        return _sign_in_new_person(request, "people/join.html", form, invitation.accept)
    ways = {"single_sign_on": settings.OIDC_NAME, "passwords": takes_password, "token": token}
    ways["organization"] = Installation.of_this_site().organization
    return _page(request, "people/join.html", form, invitation=invitation, offers=ways)


def _sign_in_new_person(request, template, form, create):
    """Create and sign in the new person, unless the link or the address was used meanwhile."""
    try:
        user = create(**form.cleaned_data)
    except IntegrityError:
        form.add_error("email", form.EMAIL_REFUSED)
        return _page(request, template, form)
    if user is None:
        return _invalid_link(request)
    AuditEntry.record(AuditEntry.Kind.JOINED, thing=user)
    login(request, user)
    messages.success(request, f"Welcome, {user}. You are signed in.")
    response = redirect("home")
    remember_device(request, response, user)
    return response


def _page(request, template, form, **context):
    return render(request, template, {"form": form} | context, status=422 if form.errors else 200)


def _invalid_link(request):
    count_wrong_link(request)
    return render(request, "people/invalid_link.html", status=404)
