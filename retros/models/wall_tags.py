"""The tags of posts on the wall: the only ones that everyone may read.

There a tag is asked for by its name. The slug of one can depend on tags that only drafts have, and
what it was called before, on what was never public.
"""

from django.db.models import QuerySet
from django.utils.text import slugify
from taggit.models import Tag

from retros.models.tags import TagAlias
from retros.models.wall_post import WallPost


def tags_on_the_wall() -> QuerySet[Tag]:
    """Return the tags of posts on the wall, by name. One query, when it is evaluated."""
    on_wall = WallPost.objects.on_wall().order_by().values("pk")
    return Tag.objects.filter(wallpost__in=on_wall).distinct().order_by("name")


def name_on_the_wall(text: str):
    """Return the name of the tag that `text` means, or `text` if no post on the wall has it.

    It may be written as in an address, or be a name that could be read on the wall once. Two
    queries.
    """
    tags = list(tags_on_the_wall())
    former = TagAlias.objects.filter(was_public=True, tag__in=tags)
    names = [(tag.name, tag.name) for tag in tags] + list(former.values_list("name", "tag__name"))
    for written in (str.casefold, lambda name: slugify(name, allow_unicode=True)):
        for name, now in names:
            if written(name) == written(text):
                return now
    return text
