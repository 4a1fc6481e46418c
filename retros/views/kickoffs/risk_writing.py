"""What somebody with the link of a kickoff's risks writes, sees and changes.

As in a gathering, nothing is stored of who, when or in which order.
"""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.forms.risks import RiskForm
from retros.models import Premortem
from retros.models.risk import RISK_MAX
from retros.views.gathering.inbox import errors_as_words, opened_by_link, put_into


def _premortem_behind(token):
    return Premortem.objects.opened_by(token).select_related("kickoff__project").first()


with_link = opened_by_link(_premortem_behind, path="/imagine/", name="imagine")


@require_http_methods(["GET", "POST"])
@with_link
def imagine(request, premortem, pen):
    """Write a risk, and see those that this pen wrote."""
    if request.method == "GET":
        return _page(request, premortem, pen, RiskForm())
    form = RiskForm(request.POST)
    written = form.is_valid() and put_into(premortem, form, pen)
    if not written:
        if request.htmx:
            return errors_as_words(form)
        return _page(request, premortem, pen, form, status=422)
    if request.htmx:
        return render(request, "risks/_mine.html", {"premortem": premortem, "one": written})
    return redirect(f"{premortem.address}#write")


def _page(request, premortem, pen, form, *, status=200, removed=None):
    context = {
        "premortem": premortem,
        "kickoff": premortem.kickoff,
        "form": form,
        "mine": premortem.written_with(pen),
        "keeper": pen.keeper(premortem),
        "removed": removed,
        "text_max": RISK_MAX,
    }
    return render(request, "risks/write.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_link
def imagined(request, premortem, pen, pk):
    """Change a risk while it waits. Once it is revealed, new words become a late one."""
    if request.method == "GET":
        old = next((one for one in premortem.written_with(pen) if one.pk == pk), None)
        if old is None:
            raise Http404
        form = RiskForm(initial={"text": old.text, "client_id": old.pk})
        return _change_page(request, premortem, form)
    form = RiskForm(request.POST)
    if not form.is_valid():
        return _change_page(request, premortem, form, status=422)
    if premortem.change(form.contribution(pen, pk=pk), pen=pen):
        return redirect(f"{premortem.address}#mine")
    form.add_error(
        None,
        "This risk is no longer in the box: it was revealed or removed meanwhile, and these words "
        "are not stored. You can add them as a new one.",
    )
    form.data = form.data.copy()
    form.data["client_id"] = str(uuid.uuid4())
    return _page(request, premortem, pen, form, status=409)


def _change_page(request, premortem, form, *, status=200):
    context = {"premortem": premortem, "kickoff": premortem.kickoff, "form": form}
    return render(request, "risks/change.html", context, status=status)


@require_POST
@with_link
def remove(request, premortem, pen, pk):
    """Take a risk out of the box. Its words stand in the field again, in case it was a slip."""
    gone = premortem.take_out(pk, pen=pen)
    if gone is None:
        return redirect(premortem.address)
    premortem.refresh_from_db(fields=["box"])
    return _page(request, premortem, pen, RiskForm(initial={"text": gone.text}), removed=gone)
