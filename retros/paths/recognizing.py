"""What of this site an export means by its words."""

from typing import Any

from retros.exchange import part_imported_as
from retros.models import Decision, Kickoff, Lesson, Retrospective, WallPost
from retros.paths.arriving import Thing

_LISTS = {"lesson": "lessons", "decision": "decisions"}


def recognize(thing: Thing, user) -> Any | None:
    """Return the row that `thing` means, of those that `user` may read, or None.

    It has the same words; or the same file was imported with them, and they were changed since. Up to 4
    queries.
    """
    if not thing.words:
        return None
    rows = _with_words(thing, user)
    if thing.kind in {"wall_post", "kickoff"} or not thing.project:
        return rows.order_by("pk").first()
    return _in_its_record(thing, rows, user)


def _with_words(thing, user):
    if thing.kind == "wall_post":
        return WallPost.objects.on_wall().filter(learned=thing.words)
    if thing.kind == "kickoff":
        return Kickoff.objects.visible_to(user).filter(project__name__iexact=thing.words)
    if thing.kind == "retrospective":
        return Retrospective.objects.visible_to(user).filter(title=thing.words)
    if thing.kind == "decision":
        return Decision.objects.visible_to(user).filter(choice=thing.words)
    return Lesson.objects.visible_to(user).filter(statement=thing.words)


def _in_its_record(thing, rows, user):
    of_file = None
    if thing.source_hash:
        records = Retrospective.objects.visible_to(user).filter(source_hash=thing.source_hash)
        of_file = records.order_by("pk").first()
    if of_file is None:
        place = "project" if thing.kind == "retrospective" else "retrospective__project"
        return rows.filter(**{f"{place}__name__iexact": thing.project}).order_by("pk").first()
    if thing.kind == "retrospective":
        return of_file
    own = rows.filter(retrospective=of_file).order_by("pk").first()
    if own is None:
        pk = part_imported_as(of_file, _LISTS[thing.kind], thing.words)
        model = Lesson if thing.kind == "lesson" else Decision
        own = model.objects.visible_to(user).filter(retrospective=of_file, pk=pk).first()
    return own
