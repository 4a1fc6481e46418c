"""What the site stores about whoever asks, and forgetting them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import count_sign_in
from accounts.models import LastAdministratorError
from accounts.proof import MINUTES, proves_by_password, signed_in_just_now
from retros.about_me import account_of, audit_of, held_about
from retros.forms.people import ForgettingForm
from retros.models import drafts_only_of, open_actions_of
from retros.trash import forget

ENTRIES = 20  # of the audit log, on the page
LAST_ADMINISTRATOR = (
    "Nobody else can administer the site. Make somebody else an administrator first."
)
TOO_MANY = "You entered too many wrong passwords. Try again in 5 minutes."
TOO_LONG_AGO = f"You signed in more than {MINUTES} minutes ago. Sign in again first."


@never_cache
@require_safe
def about_me(request):
    """Show everything that is stored about the reader."""
    entries = audit_of(request.user)
    context = {
        "account": request.user,
        "held": held_about(request.user),
        "entries": entries[:ENTRIES],
        "more_entries": max(entries.count() - ENTRIES, 0),
        "audit_days": settings.AUDIT_DAYS,
    }
    return render(request, "people/about_me.html", context)


@never_cache
@require_safe
def about_me_json(request):
    """Download the same as JSON, with all rows of each kind."""
    entries = audit_of(request.user)
    told = {
        "account": account_of(request.user),
        "stored": [
            {"kind": held.words, "rows": list(held.rows()), "out_of_reach": held.out_of_reach}
            for held in held_about(request.user)
        ],
        "audit_log": list(entries.values("at", "kind", "actor_id", "object_kind", "object_id")),
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"about-me-{timezone.localdate()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def forget_me(request):
    """Say what forgetting does; with POST and proof of who asks, delete the account."""
    is_sent, by_password = request.method == "POST", proves_by_password(request.user)
    form = ForgettingForm(
        request.POST if is_sent else None, person=request.user, by_password=by_password
    )
    if is_sent and _is_proved(request, form, by_password):
        try:
            forget(request.user)
        except LastAdministratorError:
            form.add_error(None, LAST_ADMINISTRATOR)
        else:
            logout(request)
            messages.success(request, "Your account is deleted.")
            return redirect("home")
    drafts = drafts_only_of(request.user)
    context = {
        "form": form,
        "by_password": by_password,
        "needs_sign_in": not by_password and not signed_in_just_now(request),
        "provider": settings.OIDC_NAME,
        "drafts": drafts.filter(removed_at=None),
        "trashed": drafts.exclude(removed_at=None).count(),
        "open_actions": open_actions_of(request.user).count(),
    }
    return render(request, "people/forget_me.html", context, status=422 if form.errors else 200)


def _is_proved(request, form, by_password):
    """Return whether a valid form comes from the owner of the account; wrong passwords are counted."""
    if not by_password:
        if form.is_valid() and not signed_in_just_now(request):
            form.add_error(None, TOO_LONG_AGO)
        return form.is_valid()
    counted = count_sign_in(request, request.user.email)
    if counted is None:
        form.cleaned_data = {}
        form.add_error(None, TOO_MANY)
        return False
    if form.is_valid():
        counted.rollback()
    return form.is_valid()
