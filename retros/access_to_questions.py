"""Permissions of questions: each function returns the object or raises 404, as in `access`."""

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Reader
from retros.models import ITEMS, REPORTABLE, Part, Question, Report, ReportedItem, Retrospective


def readable_item(user: Reader, kind: str, pk: int) -> Model:
    """Return what can be asked about, a kind of ITEMS, if `user` may read it and it is no draft."""
    return _readable(user, ITEMS[kind], pk)


def _readable(user, model, pk):
    related = ["project__team"] if model is Retrospective else []
    related = ["retrospective__project__team"] if issubclass(model, Part) else related
    rows = model._default_manager.visible_to(user)
    found = get_object_or_404(rows.select_related(*related), pk=pk)
    if getattr(getattr(found, "retrospective", found), "is_draft", False):
        raise Http404
    return found


def readable_question(user: Reader, pk: int) -> Question:
    """Return a question that `user` may read, with what it is about."""
    return get_object_or_404(Question.objects.visible_to(user).for_cards(user), pk=pk)


def answerable_question(user: Reader, pk: int) -> Question:
    """Return a question that `user` may answer: about what they write, or to everybody."""
    rows = Question.objects.visible_to(user).answerable_by(user)
    return get_object_or_404(rows.for_cards(user), pk=pk)


def reportable_item(user: Reader, kind: str, pk: int) -> Model:
    """Return what can be reported, a kind of REPORTABLE, if `user` may read it and it is no draft."""
    if kind != "question":
        return _readable(user, REPORTABLE[kind], pk)
    found = readable_question(user, pk)
    if not found.is_reportable:
        raise Http404
    return found


def reported_item(user: Reader, kind: str, pk: int) -> ReportedItem:
    """Return what readers reported and waits for a curator, which `user` has to be."""
    found = Report.objects.visible_to(user).filter(**{kind: pk}).items()
    for item in found:
        if (item.kind, item.pk) == (kind, pk):  # of a retrospective not its parts
            return item
    raise Http404
