"""Every view is closed unless it says otherwise, and private pages are kept by no cache."""

import re
import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from accounts.models import PROVIDER_SESSION
from accounts.second_step import has_passed, has_second_step, must_have_second_step
from accounts.sessions import SIGNED_IN_AT
from accounts.visits import note_visit

# NUL in a word, which PostgreSQL refuses, and an id beyond 64 bits, which SQLite does.
_NOTHING_CAN_HAVE = re.compile(r"\x00|/\d{19,}(?=[/.]|$)")

DAY_SECONDS = 24 * 60 * 60

# Where people set the second step up, take it, or sign out instead.
_WITHOUT_SECOND_STEP = ("/accounts/two-step/", "/accounts/confirm/", "/accounts/logout/")


class PlainAddressMiddleware:
    """Answers 404 to an address that no database could look up, once it is known who asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if _NOTHING_CAN_HAVE.search(request.path_info):
            raise Http404


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks visitors to sign in, except where a view carries `@login_not_required`.

    Open views are passed over before `request.user` is touched: that keeps `Vary: Cookie`
    off the public wall, so that a cache may share it. A request by htmx gets 401 with
    `HX-Redirect`, since a redirect would put the sign-in page into a part of the page.

    An open view whose `greets_members` is set shows members a page of their own: for them it is closed
    like any other.

    A view may admit guests to what its address opens: `admits_guests(token, …)` says so. Their pages
    are as private as all others.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        request.is_open_view = not getattr(view_func, "login_required", True)
        if request.is_open_view:
            greets = getattr(view_func, "greets_members", False) and request.user.is_authenticated
            return self._of_member(request, view_func) if greets else None
        admits_guests = getattr(view_func, "admits_guests", None)
        if admits_guests and not request.user.is_authenticated and admits_guests(**view_kwargs):
            return None
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        return refused or self._of_member(request, view_func)

    def _of_member(self, request, view_func):
        if not getattr(view_func, "leaves_no_trace", False):
            note_visit(request)
        return self._sign_in_again(request) or self._second_step(request)

    def _sign_in_again(self, request):
        """Ask the provider, silently, whether somebody who came from there is still known to it.

        Only where a whole page is read, so that nothing typed is lost.
        """
        days, session = settings.SIGN_IN_AGAIN_DAYS, request.session
        is_page = request.method == "GET" and not request.htmx
        is_page = is_page and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        if not (days and settings.OIDC_ISSUER and is_page and PROVIDER_SESSION in session):
            return None
        if time.time() - session.get(SIGNED_IN_AT, 0) < days * DAY_SECONDS:
            return None
        asked = urlencode({"silently": "", "next": request.get_full_path()})
        return HttpResponseRedirect(f"{resolve_url('single_sign_on')}?{asked}")

    def _second_step(self, request):
        """Lead whoever needs a second step to where they set it up, or take it.

        Pages that are read, not forms that are sent: what somebody typed stays theirs to save.
        """
        if settings.MFA not in {"curators", "everyone"} or request.method != "GET":
            return None
        is_on_the_way = request.path.startswith(_WITHOUT_SECOND_STEP)
        if is_on_the_way or has_passed(request.session) or not must_have_second_step(request.user):
            return None
        where = "confirm" if has_second_step(request.user) else "two_step"
        address = f"{resolve_url(where)}?{urlencode({'next': request.get_full_path()})}"
        if request.htmx:
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(where)})
        return HttpResponseRedirect(address)

    def process_response(self, request, response):
        if not getattr(request, "is_open_view", False) and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

    def handle_no_permission(self, request, view_func):
        if request.htmx:
            response = HttpResponse("Please sign in again.", status=401)
            back = request.htmx.current_url_abs_path or resolve_url("home")
            sign_in = resolve_url(self.get_login_url(view_func))
            response["HX-Redirect"] = f"{sign_in}?{urlencode({'next': back})}"
            return response
        response = super().handle_no_permission(request, view_func)
        if request.POST.keys() - {"csrfmiddlewaretoken"}:
            # The browser sends there what it sent here, so that nothing typed is lost.
            return HttpResponseRedirect(response.url, preserve_request=True)
        return response
