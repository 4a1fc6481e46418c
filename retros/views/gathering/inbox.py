"""What all boxes that people write into by a link have in common: the link, the pen, the words.

Nothing here stores who, when or in which order: no session, no message, no log line, no limit that
counts. Only the browser keeps the pen with which its unattributed thoughts can be changed.
"""

import uuid
from functools import wraps

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts.limits import count_wrong_link, may_try_links
from accounts.tokens import new_token
from retros.models import InboxIsFull, Pen

COOKIE, COOKIE_DAYS, COOKIE_SALT = "pen", 90, "gathering"
# The link is stored as a hash. The browser that made it keeps it for the day of the sitting, for
# the page that shows it alone.
LINK_COOKIE, LINK_HOURS = "box_link", 24


def opened_by_link(find, *, path, name):
    """A decorator that gives a view the box that the token in its address opens, and the pen.

    `find(token)` gives the box or None; the pen's cookie is sent under `path`; the view of the
    box's own page is called `name`.
    A good link asks no limit: thirty people who come at once may share one network address, and
    each question would leave that address in the shared cache.
    """

    def decorate(view):
        @sensitive_post_parameters()
        @sensitive_variables()
        @wraps(view)
        def opened(request, token, **arguments):
            secret = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE_SALT)
            box = find(token)
            if box is None:
                return _opens_nothing(request, is_known=secret is not None)
            box.address = reverse(name, args=[token])
            pen = Pen(secret or new_token(), request.user.pk)
            response = view(request, box, pen, **arguments)
            if secret is None:
                _keep(pen, response, path)
            return response

        return opened

    return decorate


@sensitive_variables()
def keeping_link(address, token):
    """To the page at `address`, which shows the link. The browser, and nothing else, keeps it."""
    response = redirect(address)
    response.set_cookie(
        LINK_COOKIE,
        token,
        max_age=LINK_HOURS * 60 * 60,
        path=address,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_variables()
def link_kept(request, box, name):
    """The link of `box`, to the view called `name`, if this browser keeps it; else ""."""
    token = request.COOKIES.get(LINK_COOKIE, "")
    knows_link = box is not None and box.is_opened_by(token)
    return settings.SITE_URL + reverse(name, args=[token]) if knows_link else ""


def _opens_nothing(request, *, is_known):
    """Counted as wrong invitations are, unless the browser has a pen of ours: it had a good link."""
    if not is_known:
        if not may_try_links(request):
            return respond_429(request)
        count_wrong_link(request)
    return render(request, "gathering/opens_nothing.html", status=404)


def _keep(pen, response, path):
    response.set_signed_cookie(
        COOKIE,
        pen.secret,
        salt=COOKIE_SALT,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def put_into(box, form, pen):
    """The contribution of a valid form as it was put in, or None with an error in the form."""
    try:
        contribution = form.contribution(pen)
        if not box.put_in(contribution):
            # An old page was sent with new words: they are a thought of their own.
            contribution = form.contribution(pen, pk=uuid.uuid4())
            box.put_in(contribution)
    except InboxIsFull:
        form.add_error(None, "The box is full until the next reveal. Please tell the facilitator.")
        return None
    return contribution


def errors_as_words(form):
    """The answer to a script that sent a form with errors."""
    words = " ".join(error for errors in form.errors.values() for error in errors)
    return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
