"""What is indexed, with which weight: one entry for each thing that people look for.

    kind            title (x3)   tags (x2)               body (x1)
    retrospective   title        tags, project's name    summary, context, goal, measured, surprise
    decision        choice                               what informed it … what came of it
    observation                                          text
    lesson          statement    tags                    detail, when it is useful, question …
    wall post       learned      tags                    what we did, what happened

Not indexed: what is in the trash, parts of what is in the trash, posts that were taken down.
"""

from django.utils import timezone

from retros.models import (
    UNDATED,
    Decision,
    Lesson,
    Observation,
    Retrospective,
    SearchEntry,
    WallPost,
)
from retros.search.labels import BUILT_INTO, NOT_WHEN, USEFUL_WHEN, labeled
from retros.search.plain import plain
from retros.search.spellings import of_day
from retros.search.terms import other_stems, stem_of, stems

TITLE_WEIGHT, TAG_WEIGHT, BODY_WEIGHT = 3, 2, 1

Kind = SearchEntry.Kind
MODELS = {
    Retrospective: Kind.RETROSPECTIVE,
    Decision: Kind.DECISION,
    Observation: Kind.OBSERVATION,
    Lesson: Kind.LESSON,
    WallPost: Kind.WALL_POST,
}
PARTS = (Decision, Observation, Lesson)
# Columns that the parts of a retrospective take from it: when one changes, all of them follow.
INDEXED = ("title", "tag_text", "body", "dated_on")  # that the full-text index holds words of
SHARED = ("draft_id", "project_id", "team_id", "result", "dated_on")


def of_retrospectives(pks):
    """Yield (entry, its tags' slugs) of retrospectives and all their parts. Seven queries."""
    retrospectives = {
        retrospective.pk: retrospective
        for retrospective in Retrospective.objects.filter(pk__in=pks, removed_at=None)
        .select_related("project")
        .prefetch_related("tags")
    }
    found = [of(retrospective) for retrospective in retrospectives.values()]
    for model in PARTS:
        parts = model.objects.filter(retrospective__in=retrospectives)
        for part in parts.prefetch_related("tags") if model is Lesson else parts:
            part.retrospective = retrospectives[part.retrospective_id]
            found.append(of(part))
    return found


def of_wall_posts(pks):
    """Yield (entry, its tags' slugs) of posts on the wall. Two queries."""
    return [
        of(post) for post in WallPost.objects.on_wall().filter(pk__in=pks).prefetch_related("tags")
    ]


def of(thing):
    """Return (unsaved SearchEntry, slugs of its tags) of one object, or None if it is not indexed."""
    if isinstance(thing, WallPost):
        return _of_wall_post(thing) if thing.is_on_wall else None
    retrospective = thing if isinstance(thing, Retrospective) else thing.retrospective
    if thing.removed_at or retrospective.removed_at:
        return None
    tags = thing.tags.all() if isinstance(thing, Retrospective | Lesson) else ()
    entry = _TEXTS[type(thing)](thing)
    _place(entry, thing, retrospective)
    return _tagged(entry, tags)


def _tagged(entry, tags):
    names = sorted(tag.name for tag in tags)
    entry.tag_text = ", ".join(filter(None, [*names, entry.tag_text]))
    return _measured(entry), sorted({tag.slug for tag in tags})


def _place(entry, thing, retrospective):
    """Whose it is, who may read it, when it was."""
    project = retrospective.project
    entry.kind, entry.object_id = MODELS[type(thing)], thing.pk
    entry.retrospective_id = retrospective.pk
    entry.draft_id = retrospective.pk if retrospective.is_draft else None
    entry.project_id, entry.team_id = project.pk, project.team_id
    entry.result = retrospective.result
    entry.dated_on = getattr(thing, "decided_on", None) or retrospective.dated_on or UNDATED
    entry.updated_at = thing.updated_at


def _measured(entry):
    """The entry with `stems`, those of (title, tags, body) for the full-text index."""
    entry.year = entry.dated_on.year
    texts = entry.title, entry.tag_text, entry.body
    title, tags, body = map(stems, texts)
    entry.length = TITLE_WEIGHT * len(title) + TAG_WEIGHT * len(tags) + BODY_WEIGHT * len(body)
    title, tags, body = (
        own + other_stems(it) for own, it in zip((title, tags, body), texts, strict=True)
    )
    entry.stems = title, tags, body + [stem_of(word) for word in dates_of(entry)]
    return entry


def is_text(entry):
    """Tell whether an entry is a text: a retrospective that is a title alone is none."""
    return entry.kind != Kind.RETROSPECTIVE or bool(entry.body)


def dates_of(entry):
    """Return the words by which the date of an entry is found."""
    return of_day(entry.dated_on.isoformat()) if entry.dated_on != UNDATED else []


def _text(*fields):
    """The fields one after another, each ended like a sentence: snippets run across them."""
    texts = filter(None, map(plain, fields))
    return "\n".join(text if text[-1] in ".!?:;…" else f"{text}." for text in texts)


def _of_retrospective(it):
    return SearchEntry(
        title=it.title,
        tag_text=it.project.name,
        body=_text(it.summary, it.context, it.goal, it.measured, it.surprise),
    )


def _of_decision(it):
    return SearchEntry(
        title=it.choice,
        body=_text(it.informed_by, it.options, it.expected, it.what_happened),
        phase=it.phase,
    )


def _of_observation(it):
    return SearchEntry(body=plain(it.text), category=it.category, phase=it.phase)


def _of_lesson(it):
    return SearchEntry(
        title=it.statement,
        body=_text(
            it.detail,
            labeled(USEFUL_WHEN, it.applies_when),
            labeled(NOT_WHEN, it.not_when),
            it.kickoff_question,
            labeled(BUILT_INTO, it.built_into),
        ),
        category=it.category,
        is_retired=it.is_retired,
    )


def _of_wall_post(it):
    entry = SearchEntry(
        kind=Kind.WALL_POST,
        object_id=it.pk,
        title=it.learned,
        body=_text(it.we_did, it.happened),
        category=it.category,
        team_id=it.team_id,
        dated_on=timezone.localdate(it.posted_at),
        updated_at=it.updated_at,
    )
    return _tagged(entry, it.tags.all())


_TEXTS = {
    Retrospective: _of_retrospective,
    Decision: _of_decision,
    Observation: _of_observation,
    Lesson: _of_lesson,
}
