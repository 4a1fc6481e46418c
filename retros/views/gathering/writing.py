"""What somebody with the link of a gathering writes, sees and changes.

Nothing here stores who, when or in which order: no session, no message, no log line, no limit that
counts. Only the browser keeps the pen with which its unattributed thoughts can be changed.
"""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.forms.gathering import ContributionForm
from retros.models import Gathering, Observation
from retros.models.contribution import KINDS, LESSON, TEXT_MAX
from retros.views.gathering.inbox import errors_as_words, opened_by_link, put_into

PROMPTS = Observation.PROMPTS | {LESSON: "One sentence that another team could act on."}


def _gathering_behind(token):
    return Gathering.objects.opened_by(token).select_related("retrospective__project").first()


with_link = opened_by_link(_gathering_behind, path="/gather/", name="gather")


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
    contribution = form.is_valid() and put_into(gathering, form, pen)
    if not contribution:
        return _answer_errors(request, gathering, pen, form)
    if request.htmx:
        return _answer_kept(request, gathering, contribution)
    said = form.cleaned_data
    return redirect(f"{gathering.address}?kind={said['kind']}&signed={said['signed']}#write")


def _form(request, gathering, *args, **kwargs):
    return ContributionForm(*args, gathering=gathering, user=request.user, **kwargs)


def _answer_kept(request, gathering, contribution):
    context = {"gathering": gathering, "one": contribution}
    return render(request, "gathering/_mine.html", context)


def _answer_errors(request, gathering, pen, form):
    if request.htmx:
        return errors_as_words(form)
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
    form.look_at_wording()
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
