"""How often each tag is used, as somebody may see it."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Model, OuterRef, Q
from taggit.models import Tag, TaggedItem

from accounts.models import Reader
from retros.models.lesson import Lesson, LessonQuerySet
from retros.models.project import Project
from retros.models.readers import apart_for, readable_now
from retros.models.retrospective import Retrospective
from retros.models.tags import TAGGED
from retros.models.wall_post import WallPost


def tags_in_use(user: Reader) -> list[tuple[Tag, int]]:
    """Return [(tag, number of uses visible to `user`)], unordered. Run 7 queries.

    Of retrospectives and lessons nearly all are visible: an index counts all uses, and those of the
    others are taken off.
    """
    counts: Counter[int] = Counter()
    if user.is_authenticated:
        kinds = ContentType.objects.get_for_models(Retrospective, Lesson).values()
        of_records = {kind.pk for kind in kinds}
        every = TaggedItem.objects.values_list("tag", "content_type").annotate(Count("pk"))
        for tag, kind, number in every:  # of all kinds: the index is in that order
            counts[tag] += number if kind in of_records else 0
        for rows in _hidden_from(user):
            counts.subtract(_numbers(_uses_of(rows)))
    for model in (Project, WallPost):
        counts.update(_numbers(_uses_of(model.objects.visible_to(user))))
    found = Tag.objects.in_bulk([pk for pk, number in counts.items() if number])
    return [(tag, counts[pk]) for pk, tag in found.items() if tag.slug]


class UsesOfTag:
    """What has `tag`, counted and found without reading much of it. Says nothing of who may see it."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self._of_lessons = ContentType.objects.get_for_model(Lesson)

    def numbers(self) -> Counter[type[Model]]:
        """Return {model: number of its rows with the tag}, with those that nobody may see. One query."""
        models = ContentType.objects.get_for_models(*TAGGED).items()
        kinds = {kind.pk: model for model, kind in models}
        uses = TaggedItem.objects.filter(tag=self.tag, content_type__in=kinds)
        counted = uses.order_by().values_list("content_type").annotate(Count("pk"))
        return Counter({kinds[kind]: number for kind, number in counted})

    def lessons_hidden(self, readable: Q) -> int:
        """Return how many lessons were removed, or are of retrospectives that don't meet `readable`."""
        hidden = _lessons_hidden_in(_hidden_by(readable))
        return _uses_of(hidden).filter(tag=self.tag).count()

    def lessons_near(self) -> LessonQuerySet:
        """Return the lessons, found by a test of each: for a few, of which some have the tag."""
        uses = TaggedItem.objects.filter(tag=self.tag, content_type=self._of_lessons)
        return Lesson.objects.filter(Exists(uses.filter(object_id=OuterRef("pk"))))


def _hidden_by(readable):
    """Return the retrospectives that don't meet `readable`: by indexes, since nearly all do."""
    draft = Q(~readable, status="draft")
    return Retrospective.objects.filter(Q(removed_at__isnull=False) | draft)


def _hidden_from(user):
    """Return the retrospectives and the lessons that `user` may not read. Run one query."""
    hidden = _hidden_by(readable_now(user))
    return hidden, _lessons_hidden_in(hidden)


def _lessons_hidden_in(records):
    of_hidden = Q(retrospective__in=records.order_by().values("pk"))
    return Lesson.with_removed.filter(Q(removed_at__isnull=False) | of_hidden)


def visible_uses(tag, user: Reader) -> dict[str, int]:
    """Return {name of a model: number of its rows with `tag` that `user` may read}."""
    return {
        str(model._meta.verbose_name): sum(
            rows.filter(tags=tag).count() for rows in _visible_parts(model, user)
        )
        for model in TAGGED
    }


def is_tag_visible(tag, user: Reader) -> bool:
    """Return whether `user` may read anything with `tag`. Up to 4 queries, each ends with the first."""
    return any(model.objects.visible_to(user).filter(tags=tag).exists() for model in TAGGED)


def _visible_parts(model, user: Reader):
    """Rows of `model` that `user` may read, as querysets that are cheap to count."""
    if model is Lesson:
        return Lesson.objects.apart_for(user)
    if model is Retrospective and user.is_authenticated:
        return apart_for(Retrospective.objects.all(), user)
    return [model.objects.visible_to(user)]


def _uses_of(rows):
    kind = ContentType.objects.get_for_model(rows.model)
    pks = rows.order_by().values("pk")
    return TaggedItem.objects.filter(content_type=kind, object_id__in=pks)


def _numbers(uses):
    """Return {tag id: number of these uses}."""
    return dict(uses.values_list("tag").annotate(Count("pk")))
