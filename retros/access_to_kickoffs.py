"""Permissions on kickoffs: each function returns the object or raises 404, as in `access`."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Reader
from retros.models import Kickoff, Risk, composed_once


def readable_kickoff(user: Reader, pk: int) -> Kickoff:
    """Return a kickoff that `user` may read."""
    return _only(_readable(user, pk))


@composed_once
def _readable(user, pk):
    related = ("project__team", "created_by", "premortem")
    return Kickoff.objects.visible_to(user).filter(pk=pk).select_related(*related)


def editable_kickoff(user: Reader, pk: int) -> Kickoff:
    """Return a kickoff that `user` may change."""
    return _only(_editable(user, pk))


@composed_once
def _editable(user, pk):
    found = Kickoff.objects.editable_by(user).filter(pk=pk)
    return found.select_related("project__team", "premortem")


def _only(rows):
    if not rows:
        raise Http404
    return rows[0]


def changeable_risk(user: Reader, kickoff_pk: int, pk: int, *, removed: bool = False) -> Risk:
    """Return a risk of a kickoff that `user` may change; with `removed`, one from the trash."""
    risks = Risk.objects.written_by(user).filter(removed_at__isnull=not removed)
    return get_object_or_404(risks.select_related("kickoff"), kickoff=kickoff_pk, pk=pk)


def deletable_kickoff(user: Reader, pk: int) -> Kickoff:
    """Return a kickoff that `user` may delete, or restore from the trash."""
    return get_object_or_404(
        Kickoff.objects.written_by(user).select_related("project__team"), pk=pk
    )
