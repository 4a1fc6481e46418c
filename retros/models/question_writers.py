"""Who writes what a question is about, and so answers it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from taggit.models import TaggedItem

from accounts.models import User
from retros.models.kickoff import Kickoff
from retros.models.lesson import Lesson
from retros.models.readers import readable_by
from retros.models.reading_path import ReadingPath
from retros.models.retrospective import Retrospective
from retros.models.wall_post import WallPost

Rows = Iterable[tuple[type[Model], QuerySet[Any]]]
TO_EVERYBODY = Q(retrospective=None, post=None, kickoff=None, path=None)


def about_readable(user: User) -> Q:
    """Return the condition that a question is about what `user` may read, or about no item."""
    found = readable_by(user, "retrospective__") | TO_EVERYBODY
    found |= Q(post__in=WallPost.objects.visible_to(user))
    found |= Q(kickoff__in=Kickoff.objects.visible_to(user))
    return found | Q(path__in=ReadingPath.objects.visible_to(user))


def written_by(user: User) -> Q:
    """Return the condition that `user` writes what a question is about, posts also as a curator."""
    posts = posted_by(user)
    if user.is_curator:
        posts |= Q(post__isnull=False)
    before = Q(kickoff__in=Kickoff.objects.editable_by(user))
    paths = Q(path__in=ReadingPath.objects.editable_by(user))
    return Q(retrospective__in=Retrospective.objects.editable_by(user)) | posts | before | paths


def posted_by(user: User) -> Q:
    """Return the condition that a question is about a post of a team of `user`, or from what they write."""
    written = Retrospective.objects.editable_by(user)
    return Q(post__team__in=user.team_ids) | Q(post__lesson__retrospective__in=written)


def tagged_by(user: User) -> Q:
    """Return the condition that a question to everybody has a tag of something that `user` writes."""
    lessons = Lesson.objects.written_by(user)
    written = [(Retrospective, Retrospective.objects.editable_by(user)), (Lesson, lessons)]
    return TO_EVERYBODY & Q(tag__in=tags_on(written))


def tags_on(found: Rows) -> QuerySet[Any, Any]:
    """Return the ids of tags on `found`."""
    either = Q()
    for model, rows in found:
        kind = {"content_type__app_label": "retros", "content_type__model": model._meta.model_name}
        either |= Q(**kind, object_id__in=rows.order_by().values("pk"))
    return TaggedItem.objects.filter(either).values("tag")
