"""Paths that somebody may read or change, or 404."""

from django.shortcuts import get_object_or_404

from accounts.models import Reader, Team, User
from retros.models import ReadingPath


def readable_path(user: Reader, pk: int) -> ReadingPath:
    """Return a path that `user` may read, with its team."""
    return get_object_or_404(ReadingPath.objects.visible_to(user).select_related("team"), pk=pk)


def editable_path(user: Reader, pk: int) -> ReadingPath:
    """Return a path that `user` may change, with its team."""
    return get_object_or_404(ReadingPath.objects.editable_by(user).select_related("team"), pk=pk)


def deletable_path(user: Reader, pk: int) -> ReadingPath:
    """Return a path that `user` may delete, or restore from the trash."""
    return get_object_or_404(ReadingPath.objects.written_by(user).select_related("team"), pk=pk)


def places_of(user: User) -> list[Team | None]:
    """Return the site, None, and the teams for which `user` may write paths: for curators, all of them.

    One query. Only curators publish paths of the site.
    """
    return [None, *(Team.objects.all() if user.is_curator else user.teams.all())]
