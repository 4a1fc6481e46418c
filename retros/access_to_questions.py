"""Permissions of questions: each function returns the object or raises 404, as in `access`."""

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Reader
from retros.models import ITEMS, Part, Question, Retrospective


def readable_item(user: Reader, kind: str, pk: int) -> Model:
    """Return what can be asked about, a kind of ITEMS, if `user` may read it and it is no draft."""
    model = ITEMS[kind]
    related = ["project__team"] if model is Retrospective else []
    related = ["retrospective__project__team"] if issubclass(model, Part) else related
    rows = model._default_manager.visible_to(user)  # type: ignore[attr-defined]
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
