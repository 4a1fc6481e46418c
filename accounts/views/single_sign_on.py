"""Signing in at the organization's own provider, and the check of it for administrators."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import count_wrong_link, may_try_links
from accounts.models import PROVIDER_SESSION
from accounts.single_sign_on import (
    AskOpenlyError,
    Refused,
    arrive,
    begin,
    describe_provider,
    finish,
    keep_claims,
    log_out,
    opens_for,
    provider_session,
    rows_of,
    rows_of_scim,
    use_sign_in_link,
)
from accounts.views.sign_in import remember_who

COOKIE, COOKIE_SECONDS = "single_sign_on", 15 * 60


@login_not_required
@never_cache
@require_safe
def single_sign_on(request):
    """Send the browser to the provider, with what belongs to this sign-in in a cookie."""
    _must_be_set_up()
    wanted, invitation = (request.GET.get(it, "") for it in ("next", "invitation"))
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    try:
        wanted = wanted if is_ours else resolve_url("home")
        address, kept = begin(wanted, invitation, prompt=_prompt(request))
    except Refused as refused:
        return _refusal(request, refused)
    response = redirect(address)
    response.set_cookie(
        *(COOKIE, kept, COOKIE_SECONDS),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_not_required
@never_cache
@require_safe
def single_sign_on_callback(request):
    """Sign in whoever comes back from the provider."""
    _must_be_set_up()
    try:
        claims, kept = finish(request.COOKIES.get(COOKIE, ""), request.GET)
        user = arrive(claims, kept["invitation"])
    except AskOpenlyError as unknown:  # perhaps somebody who left
        logout(request)
        response = redirect(f"{resolve_url('single_sign_on')}?{urlencode({'next': unknown.next})}")
    except Refused as refused:
        response = _refusal(request, refused)
    else:
        if request.user.is_authenticated and request.user != user:
            logout(request)  # nothing of somebody else’s session is left
        request.session[PROVIDER_SESSION] = provider_session(claims.issuer, claims.signed)
        how = "provider_second_step" if claims.has_second_step else "single_sign_on"
        record_authentication(request, user, how)
        response = perform_login(request, user, redirect_url=kept["next"])
        keep_claims(request, claims)
        remember_who(response, user)
    response.delete_cookie(COOKIE)
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request, token):
    """Sign an administrator in by a link that the server printed. Opening it uses nothing up."""
    if not may_try_links(request):
        return respond_429(request)
    if request.method == "GET" and opens_for(token):
        return render(request, "account/sign_in_link.html")
    user = use_sign_in_link(token) if request.method == "POST" else None
    if user is None:
        count_wrong_link(request)
        return render(request, "people/invalid_link.html", status=404)
    record_authentication(request, user, "sign_in_link")
    return perform_login(request, user, redirect_url=resolve_url("home"))


@csrf_exempt
@login_not_required
@never_cache
@sensitive_post_parameters("logout_token")
@require_POST
def single_sign_on_logout(request):
    """End the sessions that the provider says have ended. Its signature says that it is the provider."""
    _must_be_set_up()
    if not may_try_links(request):
        return respond_429(request)
    try:
        log_out(request.POST.get("logout_token", ""))
    except Refused:  # why is in the log; who asks may be anybody
        count_wrong_link(request)
        return JsonResponse({"error": "invalid_request"}, status=400)
    return HttpResponse()


@never_cache
@require_safe
def sign_in_check(request):
    """Show administrators what the provider says, and what it said of them."""
    if not request.user.is_superuser:
        raise Http404
    problem = ""
    if settings.OIDC_ISSUER:
        try:
            describe_provider()
        except Refused as refused:
            problem = str(refused)
    context = {
        "problem": problem,
        "issuer": settings.OIDC_ISSUER,
        "rows": rows_of(request.session),
        "rows_of_scim": rows_of_scim(),
    }
    return render(request, "account/sign_in_check.html", context)


def _prompt(request):
    if "again" in request.GET:
        return "login"
    return "none" if "silently" in request.GET and request.user.is_authenticated else ""


def _must_be_set_up():
    if not settings.OIDC_ISSUER:
        raise Http404


def _refusal(request, refused):
    context = {"words": str(refused), "name": settings.OIDC_NAME}
    return render(request, "account/single_sign_on_refused.html", context, status=403)
