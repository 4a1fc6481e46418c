"""Asking again who somebody is, before they do what an unattended browser must not do."""

import time
from functools import wraps
from urllib.parse import urlencode, urlsplit

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.code_forms import ConfirmForm
from accounts.limits import count_code
from accounts.pending_form import PendingForm
from accounts.second_step import ask_for_passkey, has_second_step, is_on, note_passed
from accounts.sessions import SIGNED_IN_AT
from accounts.single_sign_on import allows_password
from accounts.views.sign_in import show_pending_form

CONFIRMED_AT = "confirmed_at"  # in the session, in seconds
SECONDS = 60 * 60


def confirmed(view):
    """Decorate a view so that its person proved within the last hour who they are.

    A form that was sent too late comes back after the proof, to be looked at and sent again.
    """

    @wraps(view)
    def asked(request, *args, **kwargs):
        latest = max(request.session.get(it, 0) for it in (SIGNED_IN_AT, CONFIRMED_AT))
        if time.time() - latest < SECONDS:
            return view(request, *args, **kwargs)
        sent = request.method == "POST" and PendingForm.to(request.path, request.POST)
        if sent:
            return _page(request, _form(request), sent=sent, status=401)
        wanted = request.get_full_path() if request.method == "GET" else _page_before(request)
        return redirect(f"{resolve_url('confirm')}?{urlencode({'next': wanted})}")

    return asked


@never_cache
@sensitive_post_parameters("password", "code", "credential", "sent")
@require_http_methods(["GET", "POST"])
def confirm(request):
    """Prove again who one is, and go on to `next`, or to the form that waits."""
    if request.method == "GET":
        return _page(request, _form(request), wanted=request.GET.get("next", ""))
    usage = count_code(request, request.user)
    if not usage:
        return respond_429(request)
    sent, wanted = PendingForm.from_text(request.POST.get("sent", "")), request.POST.get("next", "")
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, sent=sent, wanted=wanted, status=422)
    usage.rollback()
    request.session[CONFIRMED_AT] = int(time.time())
    if not form.cleaned_data.get("password"):
        note_passed(request.session)
    if sent:
        return show_pending_form(request, sent, status=200)
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if is_ours else resolve_url("home"))


def _form(request, *args):
    user = request.user
    return ConfirmForm(
        *args,
        request=request,
        with_password=user.has_usable_password() and allows_password(user),
        with_code=is_on() and has_second_step(user),
    )


def _page(request, form, *, sent=None, wanted="", status=200):
    by_provider = settings.OIDC_ISSUER and request.user.identities.exists()
    context = {
        "form": form,
        "sent": sent,
        "wanted": wanted,
        "passkey": ask_for_passkey(request, request.user) if is_on() else "",
        "fields": form.visible_fields(),
        "single_sign_on": settings.OIDC_NAME if by_provider else "",
    }
    return render(request, "account/confirm.html", context, status=status)


def _page_before(request):
    """The page whose form was sent; of another site or without a page, the home page."""
    parts = urlsplit(request.headers.get("Referer", ""))
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    is_ours = parts.netloc == request.get_host()
    is_ours = is_ours and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else resolve_url("home")
