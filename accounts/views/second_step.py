"""The second step of a sign-in, and setting it up."""

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.code_forms import AppForm, SecondStepForm
from accounts.devices import remember_device
from accounts.limits import count_code
from accounts.models import AuthenticatorApp, RecoveryCode
from accounts.one_time_codes import address_of
from accounts.pending_form import PendingForm
from accounts.second_step import (
    add_passkey,
    can_use_passkeys,
    forget,
    has_second_step,
    is_on,
    must_have_second_step,
    note_passed,
    offer_passkey,
    trust_browser,
    waiting_stage,
)
from accounts.views.asking import ask_for_code
from accounts.views.confirm import confirmed
from accounts.views.sign_in import is_the_same_person, remember_who, show_pending_form


@login_not_required
@never_cache
@sensitive_post_parameters("code", "credential", "sent")
@require_http_methods(["GET", "POST"])
def second_step(request):
    """Take the second step of a sign-in that waits for it."""
    stage = waiting_stage(request)
    if stage is None:
        return redirect("account_login")
    user, sent = stage.login.user, PendingForm.from_text(request.POST.get("sent", ""))
    if request.method == "GET":
        return ask_for_code(request, user)
    usage = count_code(request, user)
    if not usage:
        return respond_429(request)
    form = SecondStepForm(request.POST, request=request, user=user)
    if not form.is_valid():
        return ask_for_code(request, user, form=form, sent=sent)
    usage.rollback()
    record_authentication(request, user, stage.key)
    note_passed(request.session)
    response = stage.exit()
    if sent and is_the_same_person(request):
        response = show_pending_form(request, sent, status=200)
    remember_who(response, user)
    remember_device(request, response, user)
    if form.cleaned_data["trust"]:
        trust_browser(request, response, user)
    return response


@confirmed
@require_safe
def two_step(request):
    """Show what somebody has for the second step, and what they can set up."""
    _must_be_on()
    context = {
        "app": AuthenticatorApp.objects.filter(user=request.user).first(),
        "passkeys": request.user.passkeys.all(),
        "has_second_step": has_second_step(request.user),
        "can_use_passkeys": can_use_passkeys(request),
        "codes_left": request.user.recovery_codes.count(),
        "is_required": must_have_second_step(request.user),
    }
    return render(request, "account/two_step.html", context)


@confirmed
@never_cache
@sensitive_post_parameters("sealed", "code")
@require_http_methods(["GET", "POST"])
def two_step_app(request):
    """Set an app up: show its secret, and save it once a code proves that it works."""
    _must_be_on()
    user = request.user
    form = AppForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_bound:
        secret, sealed = AuthenticatorApp.offer(user)
        form.initial["sealed"] = sealed
        return _app_page(request, form, secret)
    if form.is_valid():
        note_passed(request.session)
        return _is_set_up(request, "Your app is set up.")
    secret = AuthenticatorApp.secret_in(request.POST.get("sealed", ""), user)
    return _app_page(request, form, secret) if secret else redirect("two_step_app")


@confirmed
@never_cache
@sensitive_post_parameters("credential")
@require_http_methods(["GET", "POST"])
def two_step_passkey(request):
    """Add a passkey, which takes JavaScript: only the browser can talk to what holds it."""
    _must_be_on()
    problem = ""
    if request.method == "POST":
        if add_passkey(request, request.POST.get("credential", "")):
            note_passed(request.session)
            return _is_set_up(request, "Your passkey is added.")
        problem = "This passkey can’t be used. Try again, or use another device."
    options = offer_passkey(request) if can_use_passkeys(request) else ""
    context = {"options": options, "problem": problem}
    status = 422 if problem else 200
    return render(request, "account/two_step_passkey.html", context, status=status)


@confirmed
@require_POST
def two_step_passkey_remove(request, pk):
    """Remove one of one’s own passkeys; with the last proof, its recovery codes go, too."""
    _must_be_on()
    get_object_or_404(request.user.passkeys, pk=pk).delete()
    if not has_second_step(request.user):
        forget(request.user)
    messages.success(request, "The passkey is removed.")
    return redirect("two_step")


@confirmed
@never_cache
@require_POST
def two_step_codes(request):
    """Show new recovery codes, once."""
    if not (is_on() and has_second_step(request.user)):
        raise Http404
    return _show_codes(request)


@confirmed
@require_POST
def two_step_off(request):
    """Turn two-step sign-in off for oneself."""
    _must_be_on()
    forget(request.user)
    messages.success(request, "Two-step sign-in is off.")
    return redirect("two_step")


def _app_page(request, form, secret):
    address = address_of(secret, site="Retros", name=request.user.email)
    context = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": address,
        "picture": _picture_of(address),
    }
    status = 422 if form.errors else 200
    return render(request, "account/two_step_app.html", context, status=status)


def _picture_of(address):
    """(side, SVG path) of a QR code, drawn as one square for each dark module."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=4))
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return len(rows), "".join(squares)


def _is_set_up(request, words):
    """Show recovery codes to whoever has none yet."""
    if request.user.recovery_codes.exists():
        messages.success(request, words)
        return redirect("two_step")
    return _show_codes(request)


def _show_codes(request):
    # No redirect: it would require storing the codes.
    codes = RecoveryCode.renew(request.user)
    return render(request, "account/recovery_codes.html", {"codes": codes})


def _must_be_on():
    if not is_on():
        raise Http404
