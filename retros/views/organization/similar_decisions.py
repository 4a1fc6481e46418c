"""Decisions and lessons like the decision that is being written, shown beside its field."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from retros.models import CHOSEN_MODELS, without_controls
from retros.search import for_kickoff

SHOWN = 3
AMONG = 12  # some are further away than they look, or of the same retrospective
TEXT_MAX = 4000
KINDS = ("decision", "lesson")


@require_POST
def similar_decisions(request):
    """Render what is similar to the submitted form as a fragment. Store nothing.

    A POST, so that no address in a log holds words of a draft. `?elsewhere=` is the id of the
    retrospective that is being written.
    """
    text = "\n".join(request.POST.get(name, "") for name in ("choice", "informed_by"))
    asked = request.GET.get("elsewhere", "")
    context = {"similar": _similar(text, request.user, asked), "is_answer": True}
    return render(request, "decisions/_similar.html", context)


def similar_context(form, user):
    """Return the context of the panel beside the choice of `form`. About 15 queries with words."""
    text = "\n".join(str(form[name].value() or "") for name in ("choice", "informed_by"))
    record = form.instance.retrospective_id
    found = _similar(text, user, str(record or ""))
    return {"similar": found, "is_answer": form.is_bound}


def _similar(text, user, elsewhere):
    """Return published decisions and lessons that `user` may read, best match first."""
    text = without_controls(text)[:TEXT_MAX].strip()
    if not text:
        return []
    matches = [it for it in for_kickoff(text, user=user, limit=AMONG, kinds=KINDS) if it.is_close]
    rows = {kind: _rows(kind, matches, user) for kind in KINDS}
    found = [rows[it.kind].get(it.object_id) for it in matches]
    return [it for it in found if it and str(it.retrospective_id) != elsewhere][:SHOWN]


def _rows(kind, matches, user):
    chosen = [it.object_id for it in matches if it.kind == kind]
    rows = CHOSEN_MODELS[kind].objects.visible_to(user).select_related("retrospective__project")
    if kind == "decision":
        rows = rows.with_standing(user)
    return rows.in_bulk(chosen) if chosen else {}
