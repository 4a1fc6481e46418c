"""Which rows stand behind each page that is kept: all that its HTML is made of.

Written as SQL, each kind of row in a name of its own that later ones refer to: of querysets within
querysets, PostgreSQL makes a plan of 6 ms for each page.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Model
from taggit.models import Tag, TaggedItem

from accounts.models import Team, User
from retros.models import (
    ActionItem,
    Decision,
    Erasure,
    Kickoff,
    KickoffLesson,
    Lesson,
    Observation,
    OppositeLessons,
    Project,
    Retrospective,
    StoredInsights,
    TagDescription,
    TimelineEvent,
    UsToo,
    WallPost,
)

DRAFT, ERASED = "draft", "erased"
# What changes without being shown: each sign-in would make all pages of a person anew.
_NEVER_SHOWN = {"password", "last_login", "last_seen_month", "times_closed", "times_signed_out"}
_JSON = {"sqlite": "json_array", "postgresql": "jsonb_build_array"}
_CHAIN = """
    WITH RECURSIVE chain(id) AS (
        SELECT id FROM retros_decision WHERE id = %s UNION
        SELECT other.id FROM retros_decision other, retros_decision one, chain
        WHERE one.id = chain.id AND (other.superseded_by_id = one.id OR other.id = one.superseded_by_id)
    ) SELECT id FROM chain
"""
_ON_WALL = "taken_down_at IS NULL"
_POSTS_ON_WALL = f"SELECT id FROM retros_wallpost WHERE {_ON_WALL}"
_FILTERS = {
    "category": "category = %s",
    "team": "team_id IN (SELECT id FROM accounts_team WHERE slug = %s)",
    "tag": (
        "id IN (SELECT object_id FROM taggit_taggeditem WHERE {of_posts} AND tag_id IN"
        " (SELECT id FROM taggit_tag WHERE name = %s))"
    ),
}


class Page(NamedTuple):
    """A page that is kept: its kind, ids and words that it is about, and what changes the statement."""

    kind: str
    values: tuple[int | str, ...]
    shape: tuple[int | str, ...] = ()


class _Rows(NamedTuple):
    """Rows of a model; `where` may refer to the names of rows before them."""

    name: str
    model: type[Model]
    where: str


class _Statement(NamedTuple):
    rows: list[_Rows]
    values: list[int]  # their places among the values of the page, in the order of the statement
    counts: str = ""
    drafts_are_rights: bool = False  # `rights` name the drafts that the reader sees


@lru_cache(500)  # not all: visitors of the wall choose what they filter by
def statement_of(
    kind: str, number: int, shape: tuple[int | str, ...], vendor: str
) -> tuple[str, list[int]]:
    """Return the SQL that reads the rows behind a page, and which of its `number` values that takes."""
    found = _BEHIND[kind](number, *shape)
    named = [
        f"{it.name} AS (SELECT {', '.join(_columns(it))} FROM {_table(it)})" for it in found.rows
    ]
    arms = [f"SELECT '{ERASED}', CAST(max(id) AS text) FROM {Erasure._meta.db_table}"]
    for rows in found.rows:
        values = f"{_JSON[vendor]}({', '.join(_columns(rows))})"
        arms.append(f"SELECT '{rows.name}', CAST({values} AS text) FROM {rows.name}")
        if rows.model is Retrospective and not found.drafts_are_rights:
            arms.append(f"SELECT '{DRAFT}', '' FROM {rows.name} WHERE status = '{DRAFT}'")
    arms += [found.counts] if found.counts else []
    return f"WITH {', '.join(named)} {' UNION ALL '.join(arms)}", found.values


def _table(rows):
    return f'"{rows.model._meta.db_table}" WHERE {rows.where}'


def _columns(rows):
    fields = rows.model._meta.concrete_fields
    return [f'"{it.column}"' for it in fields if it.name not in _NEVER_SHOWN]


def _in(column, *sources):
    """Return the condition that `column` is among these, each written as `name.column`."""
    chosen = (f"SELECT {it} FROM {it.split('.')[0]}" for it in sources)
    return f"{column} IN ({' UNION ALL '.join(chosen)})"


def _of(model):
    """Return the condition that a tagged item is of `model`."""
    named = f"app_label = 'retros' AND model = '{model._meta.model_name}'"
    return f"content_type_id = (SELECT id FROM django_content_type WHERE {named})"


def _tagged(name, model):
    """Return what tags the rows of `model` with that name."""
    where = f"{_of(model)} AND {_in('object_id', f'{name}.id')}"
    return _Rows(f"tagged_{name}", TaggedItem, where)


def _retrospective(_number):
    own = _in("retrospective_id", "record.id")
    linked = ("firsts", "copies", "chosen_lessons", "chosen_observations", "linked_decisions")
    rows = [
        _Rows("record", Retrospective, "id = %s"),
        _Rows("projects", Project, _in("id", "record.project_id")),
        _Rows("teams", Team, _in("id", "projects.team_id")),
        _Rows("lessons", Lesson, own),
        _Rows("decisions", Decision, own),
        _Rows("observations", Observation, own),
        _Rows("items", ActionItem, own),
        _Rows("events", TimelineEvent, own),
        _Rows("kickoffs", Kickoff, _in("project_id", "record.project_id")),
        _Rows("choices", KickoffLesson, _in("kickoff_id", "kickoffs.id")),
        *_said_again("lessons"),
        _Rows("chosen_lessons", Lesson, _in("id", "choices.lesson_id")),
        _Rows("chosen_observations", Observation, _in("id", "choices.observation_id")),
        _Rows(
            "linked_decisions",
            Decision,
            _in("id", "decisions.superseded_by_id", "choices.decision_id"),
        ),
        _Rows("records", Retrospective, _in("id", *(f"{it}.retrospective_id" for it in linked))),
        _Rows(
            "people",
            User,
            _in(
                *("id", "record.facilitator_id", "choices.owner_id", "items.owner_id"),
                *("lessons.signed_by_id", "observations.signed_by_id"),
            ),
        ),
        _tagged("record", Retrospective),
        _tagged("lessons", Lesson),
        _Rows("tags", Tag, _in("id", "tagged_record.tag_id", "tagged_lessons.tag_id")),
    ]
    return _Statement(rows, [0])


def _lesson(number):
    """Also behind the cards of similar lessons, whose ids come after its own."""
    similar = ", ".join(["%s"] * (number - 1)) or "NULL"
    own = "(SELECT id FROM own)"
    linked = ("own", "alike", "opposites", "firsts", "copies")
    rows = [
        _Rows("own", Lesson, "id = %s"),
        _Rows("alike", Lesson, f"id IN ({similar})"),
        _Rows("pairs", OppositeLessons, f"first_id = {own} OR second_id = {own}"),
        _Rows("opposites", Lesson, _in("id", "pairs.first_id", "pairs.second_id")),
        *_said_again("own", "alike"),
        _Rows("uses", KickoffLesson, _in("lesson_id", "own.id", "alike.id")),
        _Rows("kickoffs", Kickoff, _in("id", "uses.kickoff_id")),
        _Rows("records", Retrospective, _in("id", *(f"{it}.retrospective_id" for it in linked))),
        _Rows("projects", Project, _in("id", "records.project_id", "kickoffs.project_id")),
        _Rows("teams", Team, _in("id", "projects.team_id")),
        _Rows("people", User, _in("id", "own.signed_by_id")),
        _tagged("own", Lesson),
        _Rows("tags", Tag, _in("id", "tagged_own.tag_id")),
    ]
    return _Statement(rows, list(range(number)))


def _said_again(*names):
    """Return the lessons that say the same as the lessons with these names."""
    firsts = [f"{it}.duplicate_of_id" for it in names]
    return [
        _Rows("firsts", Lesson, _in("id", *firsts)),
        _Rows("copies", Lesson, _in("duplicate_of_id", *firsts, *(f"{it}.id" for it in names))),
    ]


def _decision(_number):
    rows = [
        _Rows("chain", Decision, f"id IN ({_CHAIN})"),
        _Rows("records", Retrospective, _in("id", "chain.retrospective_id")),
        _Rows("projects", Project, _in("id", "records.project_id")),
        _Rows("teams", Team, _in("id", "projects.team_id")),
        _Rows("observations", Observation, _in("decision_id", "chain.id")),
    ]
    return _Statement(rows, [0])


def _over_time(number):
    """Behind the picture of decisions with these ids, and the table below it."""
    chosen = ", ".join(["%s"] * number)
    rows = [
        _Rows("decisions", Decision, f"id IN ({chosen})"),
        _Rows("successors", Decision, _in("id", "decisions.superseded_by_id")),
        _Rows(
            "records",
            Retrospective,
            _in("id", "decisions.retrospective_id", "successors.retrospective_id"),
        ),
        _Rows("projects", Project, _in("id", "records.project_id")),
        _tagged("records", Retrospective),
        _tagged("projects", Project),
        _Rows("tags", Tag, _in("id", "tagged_records.tag_id", "tagged_projects.tag_id")),
        _Rows("descriptions", TagDescription, _in("tag_id", "tags.id")),
    ]
    return _Statement(rows, list(range(number)), drafts_are_rights=True)


def _insights(_number):
    return _Statement([_Rows("stored", StoredInsights, "id = %s")], [0])


def _wall(_number, most, *names):
    """Behind the newest posts, `most` of them, filtered by values with these names."""
    of_posts = _of(WallPost)
    conditions = {it: _FILTERS[it].format(of_posts=of_posts) for it in names}
    wanted = " AND ".join([_ON_WALL, *conditions.values()])
    others = " AND ".join([_ON_WALL, *(conditions[it] for it in names if it != "category")])
    used = (
        f"SELECT tag_id FROM taggit_taggeditem WHERE {of_posts} AND object_id IN ({_POSTS_ON_WALL})"
    )
    with_teams = f"SELECT team_id FROM retros_wallpost WHERE {_ON_WALL}"
    rows = [
        _Rows("posts", WallPost, f"{wanted} ORDER BY posted_at DESC, id DESC LIMIT {most}"),
        _Rows("us_too", UsToo, _in("wall_post_id", "posts.id")),
        _tagged("posts", WallPost),
        _Rows("tags", Tag, f"id IN ({used})"),
        _Rows("teams", Team, f"id IN ({with_teams})"),
    ]
    counts = f"SELECT category, CAST(count(*) AS text) FROM retros_wallpost WHERE {others} GROUP BY category"
    places = list(range(len(names)))
    return _Statement(rows, places + [it for it in places if names[it] != "category"], counts)


_BEHIND: dict[str, Callable[..., _Statement]] = {
    "retrospective": _retrospective,
    "lesson": _lesson,
    "decision": _decision,
    "decisions over time": _over_time,
    "insights": _insights,
    "wall": _wall,
}
