"""Tags: parsing, renaming and merging. The rows are taggit's.

Code that sets tags passes their names through `current_names` inside the transaction, so that text
typed into a form that was opened before a merge follow it.
"""

import re

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify
from taggit.models import Tag, TaggedItem

from accounts.slugs import unique_slug
from retros.models.lesson import Lesson
from retros.models.project import Project
from retros.models.question import Question
from retros.models.retrospective import Retrospective
from retros.models.tag_description import TagDescription
from retros.models.wall_post import WallPost

TAGGED = (Lesson, Retrospective, Project, WallPost)
NAME_MAX_LENGTH = 100
_SEPARATORS = ",，،、;；؛"
# As in static/js/tag-text.js. Tags from before, or from an import, may hold a separator: then they
# stand in quotes.
_TAG = re.compile(rf'\s*"([^"]*)"\s*(?=[{_SEPARATORS}]|$)|([^{_SEPARATORS}]+)')


class TagAlias(models.Model):
    """A former name of `tag`, or the name of a tag that was merged into it."""

    name = models.CharField(
        max_length=NAME_MAX_LENGTH, unique=True
    )  # casefolded, so that it is compared alike
    slug = models.SlugField(max_length=NAME_MAX_LENGTH, unique=True, allow_unicode=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    was_public = models.BooleanField(default=False)  # on a wall post when the name changed

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


def tags_from_text(text: str) -> list[str]:
    """Parse a line of tags, separated by commas or semicolons of any script.

    Keep each tag once, in its first spelling.
    """
    first: dict[str, str] = {}
    for match in _TAG.finditer(text):
        name = " ".join((match[1] or match[2] or "").split()).strip('"')
        first.setdefault(name.casefold(), name)
    return [name for name in first.values() if name]


def text_of_tags(tags) -> str:
    """Return a line that `tags_from_text` can parse."""
    return text_of_names(sorted((tag.name for tag in tags), key=str.casefold))


def text_of_names(names) -> str:
    """Return a line of `names`, in this order, that `tags_from_text` can parse."""
    return ", ".join(f'"{name}"' if set(_SEPARATORS) & set(name) else name for name in names)


def validate_tag_name(name) -> None:
    """Reject a name that has no slug.

    Raises ValidationError.
    """
    if len(name) > NAME_MAX_LENGTH:
        raise ValidationError(f"Please keep each tag to {NAME_MAX_LENGTH} characters.")
    if not slugify(name, allow_unicode=True):
        raise ValidationError(f"“{name}” needs at least one letter or digit.")


def tag_named(name) -> Tag | None:
    """Return the tag whose current or former name is `name`, or None. Run up to 2 queries."""
    found = Tag.objects.filter(name__iexact=name).first()
    return found or Tag.objects.filter(aliases__name=name.casefold()).first()


def current_names(names) -> list[str]:
    """Return the current names of the tags `names`.

    Call it in the transaction that tags something, after the row of that thing is written: it
    locks the tags, so that no merge passes by unnoticed. Two queries.
    """
    keys = [name.casefold() for name in names]
    former = TagAlias.objects.filter(name__in=keys)
    slugs = [slugify(name, allow_unicode=True) for name in names]
    involved = Tag.objects.filter(Q(slug__in=slugs) | Q(pk__in=former.values("tag")))
    list(involved.order_by("pk").select_for_update(no_key=True).values("pk"))
    now = {alias.name: alias.tag.name for alias in former.select_related("tag")}
    return list(dict.fromkeys(now.get(key, name) for key, name in zip(keys, names, strict=True)))


def names_as_stored(names) -> list[str]:
    """Return `names` as they would be stored: current names in their stored spelling.

    Two queries.
    """
    former = TagAlias.objects.filter(name__in=[name.casefold() for name in names])
    now = dict(former.values_list("name", "tag__name"))
    names = [now.get(name.casefold(), name) for name in names]
    alike = Q(pk=None)
    for name in names:
        alike |= Q(name__iexact=name)  # as taggit looks for it
    stored = {
        name.casefold(): name for name in Tag.objects.filter(alike).values_list("name", flat=True)
    }
    return list(dict.fromkeys(stored.get(name.casefold(), name) for name in names))


def current_slugs(slugs) -> tuple[str, ...]:
    """Return current slugs for current or former ones. Run one query, none without slugs."""
    if not slugs:
        return ()
    former = TagAlias.objects.filter(slug__in=slugs)
    former = former.exclude(slug__in=Tag.objects.filter(slug__in=slugs).values("slug"))
    now = dict(former.values_list("slug", "tag__slug"))
    return tuple(now.get(slug, slug) for slug in slugs)


def slugs_of_names(names) -> tuple[str, ...]:
    """Return current slugs for current or former names; what is neither is taken for a slug.

    Up to 3 queries, none without names.
    """
    if not names:
        return ()
    alike = Q(pk=None)
    for name in names:
        alike |= Q(name__iexact=name)
    keys = [name.casefold() for name in names]
    former = TagAlias.objects.filter(name__in=keys).values_list("name", "tag__slug")
    named = dict(former) | {
        name.casefold(): slug
        for name, slug in Tag.objects.filter(alike).values_list("name", "slug")
    }
    slugs = tuple(named.get(key) or "-".join(key.split()) for key in keys)
    now = current_slugs(tuple(slug for slug in slugs if slug not in named.values()))
    return tuple(dict.fromkeys([*(slug for slug in slugs if slug in named.values()), *now]))


def rename_tag(tag, name):
    """Give `tag` another name and slug; the old ones become aliases.

    Where a tag of that name exists, that one takes everything over. Returns the tag that stays.
    Raises Tag.DoesNotExist if it is gone meanwhile.
    """
    try:
        return _rename(tag, name)
    except IntegrityError:  # somebody used the name meanwhile
        return _rename(tag, name)


@transaction.atomic
def _rename(tag, name):
    other = Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).first()
    if other:
        return merge_tags(tag, other)
    tag = _locked(tag).get(tag.pk)
    if tag is None:
        raise Tag.DoesNotExist
    before, was_public = (tag.name, tag.slug), is_public(tag)
    TagAlias.objects.filter(_matches(name, slugify(name, allow_unicode=True))).delete()
    tag.name, tag.slug = name, unique_slug(Tag(pk=tag.pk), name)
    if name.casefold() != before[0].casefold():
        _add_alias(tag, *before, was_public=was_public)
    tag.save()  # the search index follows
    return tag


@transaction.atomic
def merge_tags(tag, into):
    """Merge `tag` into `into`: move all uses and make its name and slug aliases.

    Raises Tag.DoesNotExist if one of them is gone meanwhile. Returns `into`.
    """
    locked = _locked(tag, into)
    if len(locked) < 2:
        raise Tag.DoesNotExist
    into, was_public = locked[into.pk], is_public(tag)
    items = TaggedItem.objects.filter(tag=tag)
    twin = TaggedItem.objects.filter(
        tag=into, content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )
    items.filter(Exists(twin)).delete()
    items.update(tag=into)
    TagAlias.objects.filter(tag=tag).update(tag=into)
    Question.objects.filter(tag=tag).update(tag=into)
    if not TagDescription.objects.filter(tag=into).exists():
        TagDescription.objects.filter(tag=tag).update(tag=into)
    _add_alias(into, tag.name, tag.slug, was_public=was_public)
    locked[tag.pk].delete()
    into.save()  # the search index follows
    return into


def retrospectives_with(*tags):
    """Return ids of retrospectives that have one of `tags`, directly or on a lesson."""
    found = set()
    for model, column in ((Retrospective, "pk"), (Lesson, "retrospective")):
        items = TaggedItem.objects.filter(
            tag__in=tags, content_type=ContentType.objects.get_for_model(model)
        )
        things = model._base_manager.filter(pk__in=items.values("object_id"))
        found.update(things.values_list(column, flat=True))
    return found


def wall_posts_with(*tags):
    """Return ids of wall posts, on the wall or taken down, that have one of `tags`."""
    return set(WallPost.objects.order_by().filter(tags__in=tags).values_list("pk", flat=True))


def is_public(tag) -> bool:
    """Return whether the name of `tag` is visible on the wall."""
    return WallPost.objects.on_wall().filter(tags=tag).exists()


def _locked(*tags):
    """Return {id: stored tag}, locked after the tagged rows, in the same order as writers lock."""
    for model, pks in (
        (Retrospective, retrospectives_with(*tags)),
        (WallPost, wall_posts_with(*tags)),
    ):
        rows = model._base_manager.filter(pk__in=pks)
        list(rows.order_by("pk").select_for_update(no_key=True).values("pk"))
    rows = Tag.objects.filter(pk__in=[tag.pk for tag in tags])
    return {tag.pk: tag for tag in rows.order_by("pk").select_for_update()}


def _add_alias(tag, name, slug, *, was_public) -> None:
    TagAlias.objects.filter(_matches(name, slug)).delete()
    TagAlias.objects.create(name=name.casefold(), slug=slug, tag=tag, was_public=was_public)


def _matches(name, slug):
    return Q(name=name.casefold()) | Q(slug=slug)
