"""Permissions on posts of the Fail Wall: each function returns the object or raises 404."""

from collections.abc import Iterable

from django.db.models import Q
from django.shortcuts import get_object_or_404

from accounts.models import Reader
from retros.models import Retrospective, WallPost


def wall_post_on_the_wall(pk: int) -> WallPost:
    """Return a post that is on the wall."""
    return get_object_or_404(WallPost.objects.on_wall().for_cards(), pk=pk)


def changeable_wall_post(user: Reader, pk: int, *, posted_here: Iterable[int]) -> WallPost:
    """Return a post, on the wall or taken down, that `user` may change, take down and restore."""
    return get_object_or_404(changeable_wall_posts(user, posted_here), pk=pk)


def changeable_wall_posts(user, posted_here):
    """Return the posts that `user` may edit.

    These are curators, members of the post’s team, people who may edit the retrospective of its
    lesson, and the browser that posted it: `posted_here` holds the ids that this browser keeps.
    """
    posts = WallPost.objects.select_related("team")
    if not user.is_curator:
        written = Retrospective.objects.editable_by(user).values("pk")
        posts = posts.filter(
            Q(pk__in=posted_here) | Q(team__in=user.team_ids) | Q(lesson__retrospective__in=written)
        )
    return posts
