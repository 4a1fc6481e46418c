"""Who writes what a question is about, and so answers it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from taggit.models import TaggedItem

from accounts.models import User
from retros.models.lesson import Lesson
from retros.models.retrospective import Retrospective

Rows = Iterable[tuple[type[Model], QuerySet[Any]]]
TO_EVERYBODY = Q(retrospective=None, post=None)


def written_by(user: User) -> Q:
    """Return the condition that `user` writes what a question is about, posts also as a curator."""
    posts = posted_by(user)
    if user.is_curator:
        posts |= Q(post__isnull=False)
    return Q(retrospective__in=Retrospective.objects.editable_by(user)) | posts


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
