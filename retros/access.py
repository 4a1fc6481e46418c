"""Permissions: each function returns the object or raises 404.

An object that a person may not see answers exactly like a missing one.
"""

from functools import cache

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from taggit.models import Tag

from accounts.models import Reader, User
from retros.models import (
    CHOSEN_MODELS,
    Attachment,
    Decision,
    Gathering,
    Kickoff,
    KickoffLesson,
    Lesson,
    Observation,
    Premortem,
    Project,
    Retrospective,
    RetrospectiveQuerySet,
    WrittenBy,
    composed_once,
    is_tag_visible,
    tag_named,
)


def _visible(queryset, user, **lookup):
    return get_object_or_404(queryset.visible_to(user), **lookup)


def _only(rows):
    if not rows:
        raise Http404
    return rows[0]


def readable_retrospective(user: Reader, pk: int) -> Retrospective:
    """Return a retrospective that `user` may read, with its project, team and facilitator."""
    related = ("project__team", "facilitator", "created_by", "template")
    return _visible(Retrospective.objects.select_related(*related), user, pk=pk)


def readable_title(user: Reader, pk: int) -> Retrospective:
    """Return the same with title, status and `may_edit` alone; anything else of it is another query."""
    return _only(_titles(user, pk))


@composed_once
def _titles(user, pk):
    found = Retrospective.objects.visible_to(user).filter(pk=pk)
    return found.annotate(may_edit=WrittenBy(user)).only("title", "status")


def fetch_parts(records, user):
    """Prefetch all parts of `records`, one query per kind; linked rows only if `user` may see them."""
    prefetch_related_objects(
        records,
        "tags",
        "timeline_events",
        "decisions",
        Prefetch("decisions__superseded_by", Decision.objects.visible_to(user)),
        "observations__signed_by",
        Prefetch("lessons", Lesson.objects.with_occurrence_counts().select_related("signed_by")),
        "lessons__tags",
        Prefetch("lessons__duplicate_of", Lesson.objects.visible_to(user)),
        "action_items__owner",
    )


def editable_retrospective(user: Reader, pk: int) -> Retrospective:
    """Return a retrospective that `user` may change."""
    return _only(_editable(None, user.pk, pk) if user.is_authenticated else [])


@composed_once
def _editable(_, user_pk, pk):
    related = ("project__team", "facilitator", "template", "gathering")
    found = Retrospective.objects.editable_by(User(pk=user_pk)).filter(pk=pk)
    return found.select_related(*related)


def restorable_retrospective(user: Reader, pk: int) -> Retrospective:
    """Return a retrospective whose earlier versions `user` may see and restore."""
    return get_object_or_404(
        Retrospective.objects.restorable_by(user).select_related("project__team"), pk=pk
    )


def proposable_retrospectives(user: Reader) -> RetrospectiveQuerySet:
    """Return published ones whose proposals `user` may decide: of their teams, all for curators."""
    published = Retrospective.objects.visible_to(user).published()
    if not user.is_authenticated or user.is_curator:
        return published
    return published.filter(project__team__in=user.team_ids)


def proposable_retrospective(user: Reader, pk: int) -> Retrospective:
    """Return a retrospective whose proposals `user` may turn into lessons."""
    found = proposable_retrospectives(user).select_related("project__team")
    return get_object_or_404(found, pk=pk)


def retrospective_with_proposals(user: Reader, pk: int) -> Retrospective:
    """Return a retrospective whose proposals `user` may dismiss: as a writer, or as above."""
    allowed = Q(pk__in=proposable_retrospectives(user).values("pk"))
    allowed |= Q(pk__in=Retrospective.objects.editable_by(user).values("pk"))
    return get_object_or_404(Retrospective, allowed, pk=pk)


def editable_part(user, model, retrospective_pk, pk, *, removed=False):
    """Return a part of a retrospective that `user` may change; with `removed`, one from the trash."""
    part = editable_or_removed(user, model, retrospective_pk, pk)
    if bool(part.removed_at) != removed:
        raise Http404
    return part


def editable_or_removed(user, model, retrospective_pk, pk):
    """Return a part of a retrospective that `user` may change, in the trash or not."""
    retrospective = editable_retrospective(user, retrospective_pk)
    part = _only(_part(model)(None, retrospective_pk, pk))
    part.retrospective = retrospective
    return part


@cache
def _part(model):
    @composed_once
    def part(_user, retrospective, pk):
        return model.with_removed.filter(retrospective=retrospective, pk=pk)

    return part


def editable_draft(user: Reader, pk: int) -> Retrospective:
    """Return a draft that `user` may edit, with its `gathering` if it has one."""
    drafts = Retrospective.objects.editable_by(user).drafts()
    return get_object_or_404(
        drafts.select_related("project__team", "facilitator", "gathering"), pk=pk
    )


def writers_gathering(user: Reader, pk: int) -> Gathering:
    """Return the gathering of a draft that `user` may edit, by the draft's id."""
    related = ("retrospective__project__team", "retrospective__facilitator")
    drafts = Retrospective.objects.drafts()
    return _visible(
        Gathering.objects.filter(retrospective__in=drafts).select_related(*related),
        user,
        retrospective=pk,
    )


def facilitated_gathering(user: Reader, pk: int) -> Gathering:
    """Return the gathering if `user` may also reveal it and open and close its link."""
    gathering = writers_gathering(user, pk)
    if not gathering.retrospective.is_facilitated_by(user):
        raise Http404
    return gathering


def facilitated_premortem(user: Reader, pk: int) -> Premortem:
    """Return the premortem of a kickoff that `user` may change, by the kickoff's id."""
    return get_object_or_404(
        Premortem.objects.select_related("kickoff__project__team"),
        kickoff__in=Kickoff.objects.editable_by(user),
        kickoff=pk,
    )


def readable_attachment(user: Reader, pk: int) -> Attachment:
    """Return a picture of a retrospective that `user` may read."""
    return _visible(Attachment.objects.all(), user, pk=pk)


def readable_lesson(user: Reader, pk: int) -> Lesson:
    """Return a lesson that `user` may read, with its retrospective and project."""
    related = ("retrospective__project__team", "duplicate_of", "signed_by")
    return _visible(Lesson.objects.select_related(*related), user, pk=pk)


def lesson_in_brief(user: Reader, pk: int) -> Lesson:
    """Return the same with its text, the status of its retrospective and `may_edit` alone."""
    return _only(_lessons_in_brief(user, pk))


@composed_once
def _lessons_in_brief(user, pk):
    text = ("statement", "detail", "applies_when", "category", "duplicate_of")
    found = Lesson.objects.visible_to(user).annotate(may_edit=WrittenBy(user, "retrospective__"))
    return found.filter(pk=pk).select_related("retrospective").only(*text, "retrospective__status")


def judged_lesson(user: Reader, pk: int) -> Lesson:
    """Return a lesson that `user` may retire, review or link: its writers and curators."""
    found = readable_lesson(user, pk)
    if not found.is_judged_by(user):
        raise Http404
    return found


def readable_decision(user: Reader, pk: int) -> Decision:
    """Return a decision that `user` may read, with its retrospective and project, and `may_edit`."""
    return _only(_decisions(user, pk))


@composed_once
def _decisions(user, pk):
    found = Decision.objects.visible_to(user).annotate(may_edit=WrittenBy(user, "retrospective__"))
    return found.filter(pk=pk).select_related("retrospective__project__team", "superseded_by")


def editable_decision(user: Reader, pk: int) -> Decision:
    """Return a decision that `user` may change, with its retrospective and project."""
    found = Decision.objects.written_by(user).select_related("retrospective__project__team")
    return get_object_or_404(found, pk=pk)


def recordable_project(user: User, slug: str) -> Project:
    """Return a project whose decisions `user` may record: its team, the writers of a draft or kickoff."""
    return get_object_or_404(_recordable_projects(user).select_related("team"), slug=slug)


def may_record_decisions(user: User, project: Project) -> bool:
    """Return whether `user` may record decisions of `project`. One query."""
    return _recordable_projects(user).filter(pk=project.pk).exists()


def _recordable_projects(user):
    allowed = Q(pk__in=Project.objects.editable_by(user).values("pk"))
    allowed |= Q(retrospectives__in=Retrospective.objects.editable_by(user).drafts().values("pk"))
    allowed |= Q(kickoffs__in=Kickoff.objects.editable_by(user).values("pk"))
    chosen = Project.objects.filter(allowed).values("pk")
    return Project.objects.visible_to(user).filter(pk__in=chosen)


def readable_project(user: Reader, slug: str) -> Project:
    """Return a project that `user` may see."""
    return _visible(Project.objects.select_related("team"), user, slug=slug)


def readable_chosen(user: Reader, kind: str, pk: int) -> Lesson | Observation | Decision:
    """Return what a kickoff can choose, with its retrospective, if `user` may read it."""
    return _visible(
        CHOSEN_MODELS[kind].objects.select_related("retrospective__project__team"), user, pk=pk
    )


def choice_with_editable_result(user: Reader, pk: int) -> KickoffLesson:
    """Return what a kickoff decided about something if `user` may record what came of it."""
    choices = KickoffLesson.objects.with_items().select_related("kickoff")
    return _visible(choices.result_recordable_by(user), user, pk=pk)


def tag_at(slug: str) -> Tag:
    """Return a tag by its current or a former slug, for a page that itself is a 404 without visible uses."""
    tags = Tag.objects.select_related("description")
    return tags.filter(slug=slug).first() or get_object_or_404(tags, aliases__slug=slug)


def readable_tag(user: Reader, slug: str) -> Tag:
    """Return a tag on something that `user` may read, by its current or a former slug."""
    found = tag_at(slug)
    if not is_tag_visible(found, user):
        raise Http404
    return found


def readable_tag_named(user: Reader, name: str) -> Tag:
    """Return the tag with that current or former name if `user` may see one of its uses, else None."""
    found = tag_named(name)
    return found if found and is_tag_visible(found, user) else None


def must_be_curator(user: Reader) -> None:
    """Raise 404 unless `user` is a curator."""
    if not (user.is_authenticated and user.is_curator):
        raise Http404


def must_be_administrator(user: Reader) -> None:
    """Raise 404 unless `user` is an administrator."""
    if not (user.is_authenticated and user.is_superuser):
        raise Http404
