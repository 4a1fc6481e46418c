"""The tags of one thing."""

from collections.abc import Callable
from functools import cache

from django.db.models import BigIntegerField, Model, Value
from taggit.models import Tag

from retros.models import composed_once


def tags_of(thing: Model) -> list[Tag]:
    """Return the tags of `thing`, in the order in which they were given. One query; none for a new one."""
    return _tags(type(thing))(None, thing.pk) if thing.pk else []


@cache
def _tags(model: type[Model]) -> Callable[..., list[Tag]]:
    @composed_once
    def tags(_user, pk):
        found = Tag.objects.filter(
            taggit_taggeditem_items__content_type__app_label=model._meta.app_label,
            taggit_taggeditem_items__content_type__model=model._meta.model_name,
            # A value of its own: what stands for an id is too large for this column.
            taggit_taggeditem_items__object_id=Value(pk, BigIntegerField()),
        )
        return found.order_by("taggit_taggeditem_items__pk")

    return tags
