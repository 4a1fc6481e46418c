"""Which rows stand behind each page that is kept: all that its HTML is made of.

Written as SQL, each kind of row in a name of its own that later ones refer to: of querysets within
querysets, PostgreSQL makes a plan of 6 ms for each page.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from taggit.models import Tag

from accounts.models import Team, User
from retros.kept_html.rows import Rows, Statement, in_, of, sql_of, tagged
from retros.models import (
    ActionItem,
    Decision,
    GladToTalk,
    Kickoff,
    KickoffLesson,
    Lesson,
    Observation,
    OppositeLessons,
    Project,
    Question,
    Retrospective,
    StoredInsights,
    TagDescription,
    TimelineEvent,
    UsToo,
    WallPost,
)

_CHAIN = """
    WITH RECURSIVE chain(id) AS (
        SELECT id FROM own UNION
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


@lru_cache(500)  # not all: visitors of the wall choose what they filter by
def statement_of(
    kind: str, number: int, shape: tuple[int | str, ...], vendor: str
) -> tuple[str, list[int]]:
    """Return the SQL that reads the rows behind a page, and which of its `number` values that takes."""
    found = _BEHIND[kind](number, *shape)
    return sql_of(found, vendor), found.values


def _asked_about(kind, name):
    """Return rows if anything was asked about the row with that name, or its writers are glad to talk."""
    record = "id" if kind == "retrospective" else "retrospective_id"
    own = in_(f"{kind}_id", f"{name}.id")
    return [
        Rows("asked", Question, f"id = (SELECT min(id) FROM retros_question WHERE {own})"),
        Rows("glad", GladToTalk, in_("retrospective_id", f"{name}.{record}")),
    ]


def _retrospective(_number):
    own = in_("retrospective_id", "record.id")
    linked = ("firsts", "copies", "chosen_lessons", "chosen_observations", "linked_decisions")
    rows = [
        Rows("record", Retrospective, "id = %s"),
        Rows("projects", Project, in_("id", "record.project_id")),
        Rows("teams", Team, in_("id", "projects.team_id")),
        Rows("lessons", Lesson, own),
        Rows("decisions", Decision, own),
        Rows("observations", Observation, own),
        Rows("items", ActionItem, own),
        Rows("events", TimelineEvent, own),
        Rows("kickoffs", Kickoff, in_("project_id", "record.project_id")),
        Rows("choices", KickoffLesson, in_("kickoff_id", "kickoffs.id")),
        *_said_again("lessons"),
        Rows("chosen_lessons", Lesson, in_("id", "choices.lesson_id")),
        Rows("chosen_observations", Observation, in_("id", "choices.observation_id")),
        Rows(
            "linked_decisions",
            Decision,
            in_("id", "decisions.superseded_by_id", "choices.decision_id"),
        ),
        Rows("records", Retrospective, in_("id", *(f"{it}.retrospective_id" for it in linked))),
        Rows(
            "people",
            User,
            in_(
                *("id", "record.facilitator_id", "choices.owner_id", "items.owner_id"),
                *("lessons.signed_by_id", "observations.signed_by_id"),
            ),
        ),
        tagged("record", Retrospective),
        tagged("lessons", Lesson),
        Rows("tags", Tag, in_("id", "tagged_record.tag_id", "tagged_lessons.tag_id")),
        *_asked_about("retrospective", "record"),
    ]
    return Statement(rows, [0])


def _lesson(number):
    """Also behind the cards of similar lessons, whose ids come after its own."""
    similar = ", ".join(["%s"] * (number - 1)) or "NULL"
    own = "(SELECT id FROM own)"
    linked = ("own", "alike", "opposites", "firsts", "copies")
    rows = [
        Rows("own", Lesson, "id = %s"),
        Rows("alike", Lesson, f"id IN ({similar})"),
        Rows("pairs", OppositeLessons, f"first_id = {own} OR second_id = {own}"),
        Rows("opposites", Lesson, in_("id", "pairs.first_id", "pairs.second_id")),
        *_said_again("own", "alike"),
        Rows("uses", KickoffLesson, in_("lesson_id", "own.id", "alike.id")),
        Rows("kickoffs", Kickoff, in_("id", "uses.kickoff_id")),
        Rows("records", Retrospective, in_("id", *(f"{it}.retrospective_id" for it in linked))),
        Rows("projects", Project, in_("id", "records.project_id", "kickoffs.project_id")),
        Rows("teams", Team, in_("id", "projects.team_id")),
        Rows("people", User, in_("id", "own.signed_by_id")),
        tagged("own", Lesson),
        Rows("tags", Tag, in_("id", "tagged_own.tag_id")),
        *_asked_about("lesson", "own"),
    ]
    return Statement(rows, list(range(number)))


def _lesson_cards(number):
    """Behind a list of cards of these lessons."""
    rows = [
        Rows("shown", Lesson, f"id IN ({', '.join(['%s'] * number)})"),
        *_said_again("shown"),
        Rows("uses", KickoffLesson, in_("lesson_id", "shown.id")),
        Rows("kickoffs", Kickoff, in_("id", "uses.kickoff_id")),
        Rows(
            "records", Retrospective, in_("id", "shown.retrospective_id", "copies.retrospective_id")
        ),
        Rows("projects", Project, in_("id", "records.project_id")),
        Rows("teams", Team, in_("id", "projects.team_id")),
    ]
    return Statement(rows, list(range(number)))


def _retrospective_rows(number):
    """Behind a list of these retrospectives."""
    rows = [
        Rows("shown", Retrospective, f"id IN ({', '.join(['%s'] * number)})"),
        Rows("projects", Project, in_("id", "shown.project_id")),
        Rows("teams", Team, in_("id", "projects.team_id")),
    ]
    counts = (
        'SELECT CAST(retrospective_id AS text), CAST(count(*) AS text) FROM "retros_lesson"'
        f" WHERE removed_at IS NULL AND {in_('retrospective_id', 'shown.id')} GROUP BY retrospective_id"
    )
    return Statement(rows, list(range(number)), counts)


def _said_again(*names):
    """Return the lessons that say the same as the lessons with these names."""
    firsts = [f"{it}.duplicate_of_id" for it in names]
    return [
        Rows("firsts", Lesson, in_("id", *firsts)),
        Rows("copies", Lesson, in_("duplicate_of_id", *firsts, *(f"{it}.id" for it in names))),
    ]


def _decision(_number):
    rows = [
        Rows("own", Decision, "id = %s"),
        Rows("chain", Decision, f"id IN ({_CHAIN})"),
        Rows("records", Retrospective, in_("id", "chain.retrospective_id")),
        Rows("projects", Project, in_("id", "records.project_id")),
        Rows("teams", Team, in_("id", "projects.team_id")),
        Rows("observations", Observation, in_("decision_id", "chain.id")),
        *_asked_about("decision", "own"),
    ]
    return Statement(rows, [0])


def _over_time(number):
    """Behind the picture of decisions with these ids, and the table below it."""
    chosen = ", ".join(["%s"] * number)
    rows = [
        Rows("decisions", Decision, f"id IN ({chosen})"),
        Rows("successors", Decision, in_("id", "decisions.superseded_by_id")),
        Rows(
            "records",
            Retrospective,
            in_("id", "decisions.retrospective_id", "successors.retrospective_id"),
        ),
        Rows("projects", Project, in_("id", "records.project_id")),
        tagged("records", Retrospective),
        tagged("projects", Project),
        Rows("tags", Tag, in_("id", "tagged_records.tag_id", "tagged_projects.tag_id")),
        Rows("descriptions", TagDescription, in_("tag_id", "tags.id")),
    ]
    return Statement(rows, list(range(number)), drafts_are_rights=True)


def _insights(_number):
    return Statement([Rows("stored", StoredInsights, "id = %s")], [0])


def _wall(_number, most, *names):
    """Behind the newest posts, `most` of them, filtered by values with these names."""
    of_posts = of(WallPost)
    conditions = {it: _FILTERS[it].format(of_posts=of_posts) for it in names}
    wanted = " AND ".join([_ON_WALL, *conditions.values()])
    others = " AND ".join([_ON_WALL, *(conditions[it] for it in names if it != "category")])
    used = (
        f"SELECT tag_id FROM taggit_taggeditem WHERE {of_posts} AND object_id IN ({_POSTS_ON_WALL})"
    )
    with_teams = f"SELECT team_id FROM retros_wallpost WHERE {_ON_WALL}"
    rows = [
        Rows("posts", WallPost, f"{wanted} ORDER BY posted_at DESC, id DESC LIMIT {most}"),
        Rows("us_too", UsToo, in_("wall_post_id", "posts.id")),
        tagged("posts", WallPost),
        Rows("tags", Tag, f"id IN ({used})"),
        Rows("teams", Team, f"id IN ({with_teams})"),
    ]
    counts = f"SELECT category, CAST(count(*) AS text) FROM retros_wallpost WHERE {others} GROUP BY category"
    places = list(range(len(names)))
    return Statement(rows, places + [it for it in places if names[it] != "category"], counts)


_BEHIND: dict[str, Callable[..., Statement]] = {
    "retrospective": _retrospective,
    "lesson": _lesson,
    "lesson cards": _lesson_cards,
    "retrospective rows": _retrospective_rows,
    "decision": _decision,
    "decisions over time": _over_time,
    "insights": _insights,
    "wall": _wall,
}
