"""What somebody with the link of a gathering writes, sees and changes.

Nothing here stores who, when or in which order: no session, no message, no log line, no limit that
counts. Only the browser keeps the pen with which its unattributed thoughts can be changed.
"""

import uuid
from functools import wraps

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import count_wrong_link, may_try_links
from accounts.tokens import new_token
from retros.forms.gathering import ContributionForm
from retros.models import BoxIsFull, Gathering, Observation, Pen
from retros.models.contribution import KINDS, LESSON, TEXT_MAX

COOKIE, COOKIE_DAYS, COOKIE_SALT = "pen", 90, "gathering"
PROMPTS = Observation.PROMPTS | {LESSON: "One sentence that another team could act on."}


def with_link(view):
    """Gives a view the gathering that the token in the address opens, and the reader's pen.

    A good link asks no limit: thirty people who come at once may share one network address, and
    each question would leave that address in the shared cache.
    """

    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def opened(request, token, **arguments):
        secret = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE_SALT)
        found = Gathering.objects.opened_by(token).select_related("retrospective__project")
        gathering = found.first()
        if gathering is None:
            return _opens_nothing(request, is_known=secret is not None)
        gathering.address = reverse("gather", args=[token])
        pen = Pen(secret or new_token(), request.user.pk)
        response = view(request, gathering, pen, **arguments)
        if secret is None:
            _keep(pen, response)
        return response

    return opened


def _opens_nothing(request, *, is_known):
    """Counted as wrong invitations are, unless the browser has a pen of ours: it had a good link."""
    if not is_known:
        if not may_try_links(request):
            return respond_429(request)
        count_wrong_link(request)
    return render(request, "gathering/opens_nothing.html", status=404)


def _keep(pen, response):
    response.set_signed_cookie(
        COOKIE,
        pen.secret,
        salt=COOKIE_SALT,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        path="/gather/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_http_methods(["GET", "POST"])
@with_link
def gather(request, gathering, pen):
    """Write a thought, and see those that this pen wrote."""
    if request.method == "GET":
        chosen = {name: request.GET.get(name) for name in ("kind", "signed")}
        chosen["kind"] = chosen["kind"] if chosen["kind"] in dict(KINDS) else "well"
        chosen["signed"] = chosen["signed"] if chosen["signed"] in {"yes", "no"} else "no"
        return _page(request, gathering, pen, _form(request, gathering, initial=chosen))
    form = _form(request, gathering, request.POST)
    contribution = form.is_valid() and _put_in(gathering, form, pen)
    if not contribution:
        return _answer_errors(request, gathering, pen, form)
    if request.htmx:
        return _answer_kept(request, gathering, contribution)
    said = form.cleaned_data
    return redirect(f"{gathering.address}?kind={said['kind']}&signed={said['signed']}#write")


def _form(request, gathering, *args, **kwargs):
    return ContributionForm(*args, gathering=gathering, user=request.user, **kwargs)


def _put_in(gathering, form, pen):
    """The contribution as it was put in, or None with an error in the form."""
    try:
        contribution = form.contribution(pen)
        if not gathering.put_in(contribution):
            # An old page was sent with new words: they are a thought of their own.
            contribution = form.contribution(pen, pk=uuid.uuid4())
            gathering.put_in(contribution)
    except BoxIsFull:
        form.add_error(None, "The box is full until the next reveal. Please tell the facilitator.")
        return None
    return contribution


def _answer_kept(request, gathering, contribution):
    context = {"gathering": gathering, "one": contribution}
    return render(request, "gathering/_mine.html", context)


def _answer_errors(request, gathering, pen, form):
    if request.htmx:
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    return _page(request, gathering, pen, form, status=422)


def _page(request, gathering, pen, form, *, status=200, removed=None):
    order = [kind for kind, _ in KINDS]
    mine = sorted(gathering.written_with(pen), key=lambda one: order.index(one.kind))
    context = {
        "gathering": gathering,
        "retrospective": gathering.retrospective,
        "form": form,
        "mine": mine,
        "prompts": PROMPTS.items(),
        "keeper": pen.keeper(gathering),
        "removed": removed,
        "text_max": TEXT_MAX,
        "may_read": gathering.is_late and gathering.retrospective.is_written_by(request.user),
    }
    return render(request, "gathering/write.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_link
def contribution(request, gathering, pen, pk):
    """Change a thought while it waits. Once it is revealed, new words become a late thought."""
    old = next((one for one in gathering.written_with(pen) if one.pk == pk), None)
    if request.method == "GET":
        if old is None:
            raise Http404
        said = {"kind": old.kind, "text": old.text, "category": old.category}
        said |= {"signed": "yes" if old.is_signed else "no", "client_id": old.pk}
        form = _form(request, gathering, initial=said)
        return _change_page(request, gathering, form)
    form = _form(request, gathering, request.POST)
    if not form.is_valid():
        return _change_page(request, gathering, form, status=422)
    if gathering.change(form.contribution(pen, pk=pk), pen=pen):
        return redirect(f"{gathering.address}#mine")
    form.add_error(
        None,
        "This thought is no longer in the box: it was revealed or removed meanwhile, and these "
        "words are not stored. You can add them as a new thought.",
    )
    return _page(request, gathering, pen, _as_new(form), status=409)


def _as_new(form):
    """The same words under a number of their own."""
    form.data = form.data.copy()
    form.data["client_id"] = str(uuid.uuid4())
    return form


def _change_page(request, gathering, form, *, status=200):
    context = {"gathering": gathering, "retrospective": gathering.retrospective, "form": form}
    context |= {"prompts": PROMPTS.items(), "text_max": TEXT_MAX}
    return render(request, "gathering/change.html", context, status=status)


@require_POST
@with_link
def remove(request, gathering, pen, pk):
    """Take a thought out of the box. Its words stand in the field again, in case it was a slip."""
    gone = gathering.take_out(pk, pen=pen)
    if gone is None:
        return redirect(gathering.address)
    gathering.refresh_from_db(fields=["box"])
    said = {"kind": gone.kind, "text": gone.text, "category": gone.category}
    said["signed"] = "yes" if gone.is_signed else "no"
    return _page(request, gathering, pen, _form(request, gathering, initial=said), removed=gone)
