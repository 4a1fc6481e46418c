"""Storing what the import preview shows, as a person arranged it there."""

from dataclasses import replace

from django.db import DatabaseError

from retros.exchange import (
    LessonEntry,
    People,
    UnreadableDocument,
    already_stored,
    close_old_actions,
    load_signed,
    rearrange,
    store,
)
from retros.exchange import replace as replace_stored
from retros.models import DecidedProposal, Retrospective
from retros.views.exchange.import_previews import chosen_places


def stored(forms, user, team, step):
    """Store the documents of valid DocumentForms, each in its own transaction.

    Yield (template, context) of what became of each, at last of the sums and the next `step`.
    """
    counts = dict.fromkeys(("made", "replaced", "known", "failed"), 0)
    for form in forms:
        result = _store(form, user, team)
        counts[result["outcome"]] += 1
        yield "import/_stored.html", result
    yield "import/_done_foot.html", counts | {"step": step}


def _store(form, user, team):
    """Store one document and return the result for the page."""
    name = form.cleaned_data["name"]
    try:
        as_read, document = _arranged(form, user)
        closed = 0 if form.cleaned_data["keep_actions_open"] else close_old_actions(document)
        if form.cleaned_data["version"] == "replace":
            result = _replace(form, as_read, document, user)
        else:
            report = store(document, owner=user, team=team, as_read=as_read)
            result = {
                "outcome": "made" if report.is_new else "known",
                "retrospective": report.retrospective,
            }
        DecidedProposal.objects.decide(result["retrospective"], form.decided_sentences)
    except (UnreadableDocument, DatabaseError) as problem:
        reason = problem if isinstance(problem, UnreadableDocument) else "Please try again."
        return {"name": name, "outcome": "failed", "reason": reason}
    left_out = sum(place == "out" for place in chosen_places(form).values())
    said = {"name": name, "found": document.found(), "left_out": left_out, "closed": closed}
    return result | said


def _arranged(form, user):
    """(the Document as it was read, as the person arranged it)"""
    as_read = form.applied_to(load_signed(form.cleaned_data["carried"], user))
    document = replace(rearrange(as_read, chosen_places(form)), **form.facts())
    if form.cleaned_data["leave_out_names"]:
        as_read, document = People(as_read).left_out(), People(document).left_out()
    document.lessons += [
        LessonEntry(statement, category=category) for statement, category in form.new_lessons
    ]
    document.must_fit()
    return as_read, document


def _replace(form, as_read, document, user):
    """Replace the earlier version. What the person typed over its details wins, too."""
    earlier = Retrospective.objects.editable_by(user).filter(pk=form.cleaned_data["earlier"])
    retrospective = earlier.first()
    if retrospective is None:
        raise UnreadableDocument("You can’t edit the retrospective that it would replace.")
    if already_stored(document, user) == retrospective:
        return {"outcome": "known", "retrospective": retrospective}
    typed = {
        f"own-{name}"
        for name in ("title", "summary", "held_on")
        if _said(document, name) != _said(as_read, name)
    }
    taken = form.taken | typed
    done = replace_stored(document, retrospective, by=user, taken=taken, as_read=as_read)
    retrospective.refresh_from_db()
    done.conflicts = [it for it in done.conflicts if it.key not in taken]
    return {
        "outcome": "replaced",
        "retrospective": retrospective,
        "done": done,
    }


def _said(document, name):
    return str(getattr(document, name) or "").split()
