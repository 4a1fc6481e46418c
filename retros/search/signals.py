"""The signals by which the index follows its texts. Connected by `retros.apps`."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from taggit.models import Tag, TaggedItem

from retros.models import (
    EquivalentWords,
    KickoffLesson,
    Lesson,
    Project,
    Retrospective,
    SearchEntry,
    WallPost,
    retrospectives_with,
    wall_posts_with,
)
from retros.search import changes, entries, indexing

_TAGGED = (Retrospective, Lesson, WallPost)


def connect():
    """Start following. Once a process."""
    for model in entries.MODELS:
        post_save.connect(_saved, sender=model, dispatch_uid=f"search {model.__name__}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"search {model.__name__}")
    post_save.connect(_project_saved, sender=Project, dispatch_uid="search project")
    post_save.connect(_fared, sender=KickoffLesson, dispatch_uid="search kickoff lesson")
    for signal in (post_save, post_delete):
        signal.connect(_said_otherwise, sender=EquivalentWords, dispatch_uid="search equivalents")
    m2m_changed.connect(_tagged, sender=TaggedItem, dispatch_uid="search tagged")
    post_save.connect(_tag_renamed, sender=Tag, dispatch_uid="search tag")
    pre_delete.connect(_tag_goes, sender=Tag, dispatch_uid="search tag")
    post_delete.connect(_tag_gone, sender=Tag, dispatch_uid="search tag")
    post_delete.connect(_entry_deleted, sender=SearchEntry, dispatch_uid="search entry")


def _saved(sender, instance, created, raw=False, **kwargs):
    if not raw:
        _follow(sender, instance, created=created)


def _deleted(sender, instance, **kwargs):
    indexing.forget(entries.MODELS[sender], instance.pk)


def _project_saved(sender, instance, created, raw=False, **kwargs):
    if not (created or raw):
        pks = list(instance.retrospectives.values_list("pk", flat=True))
        _follow_retrospectives(pks)
        if pks:
            changes.changed()  # the kind of project counts, too


def _fared(sender, instance, **kwargs):
    """What helped a project comes a little earlier."""
    if instance.result:
        changes.changed()


def _said_otherwise(sender, **kwargs):
    changes.changed()


def _tagged(sender, instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, _TAGGED):
        _follow(type(instance), instance)


def _tag_renamed(sender, instance, created, raw=False, **kwargs):
    if not (created or raw):
        _follow_retrospectives(retrospectives_with(instance))
        _follow_wall_posts(wall_posts_with(instance))


def _tag_goes(sender, instance, **kwargs):
    instance.retrospectives_before = retrospectives_with(instance)
    instance.wall_posts_before = wall_posts_with(instance)


def _tag_gone(sender, instance, **kwargs):
    _follow_retrospectives(instance.retrospectives_before)
    _follow_wall_posts(instance.wall_posts_before)


def _entry_deleted(sender, instance, **kwargs):
    """Entries go with their retrospective or project by a cascade of the database layer."""
    indexing.entry_deleted(instance)


def _follow(model, instance, *, created=False):
    owner = (model, instance.pk)
    if model in entries.PARTS:
        owner = (Retrospective, instance.retrospective_id)
    if not indexing.postponed(*owner):
        indexing.index_thing(model, instance.pk, created=created)


def _follow_retrospectives(pks):
    now = [pk for pk in pks if not indexing.postponed(Retrospective, pk)]
    indexing.index_retrospectives(now)


def _follow_wall_posts(pks):
    indexing.index_wall_posts([pk for pk in pks if not indexing.postponed(WallPost, pk)])
