"""Permissions: each function returns the object or raises 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Team, User


def must_be_curator(user):
    """Raise 404 unless `user` is a curator."""
    if not user.is_curator:
        raise Http404


def teams_managed_by(user):
    """Return the teams whose members `user` may change: their own; for administrators, all."""
    return Team.objects.all() if user.is_superuser else Team.objects.filter(pk__in=user.team_ids)


def managed_team(user, slug):
    """Return a team whose members `user` may change."""
    return get_object_or_404(teams_managed_by(user), slug=slug)


def manageable_person(user, pk):
    """Return the person whose account `user` may change, as administrators may."""
    if not user.is_superuser:
        raise Http404
    return get_object_or_404(User.objects.prefetch_related("groups"), pk=pk)
