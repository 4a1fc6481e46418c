"""The state of the wall and of a screen, from which a poll is answered.

When they change, screens fetch their slides again. A thousand screens ask three times a minute, so
this is one query, written in SQL, whose row is read as it comes: composing it with the ORM, or
making a model of it, takes longer than answering it. It reads only posts on the wall, from an
index.
"""

from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from retros.models.screen import NOTED_EVERY

_ON_WALL = "FROM retros_wallpost post WHERE taken_down_at IS NULL"
_NAMES = {"sqlite": "group_concat(name, ',')", "postgresql": "string_agg(name, ',')"}


class WallState(NamedTuple):
    """The number of posts on the wall, their last change, and their teams’ names.

    A post that is taken down changes the number, one that is posted or edited changes the last change.
    Where a clock went backwards and hides both, screens fetch their slides by the next day.
    """

    post_count: int
    last_change: object
    team_names: str


class ScreenState(NamedTuple):
    """What a poll needs to know about its screen; times are as the database returns them."""

    pk: int
    theme: str
    changed_at: object
    is_revoked: bool
    is_noted: bool  # within the last minute that it was there


@lru_cache(maxsize=1)
def _wall_sql() -> str:
    last = f"SELECT updated_at {_ON_WALL} ORDER BY updated_at DESC LIMIT 1"  # one step in the index
    has_post = f"EXISTS (SELECT 1 {_ON_WALL} AND post.team_id = team.id)"
    teams = f"SELECT {_NAMES[connection.vendor]} FROM accounts_team team WHERE {has_post}"
    return f"SELECT count(*), ({last}), ({teams}) {_ON_WALL}"


@lru_cache(maxsize=1)
def _both_sql() -> str:
    known = "id, theme, changed_at, revoked_at IS NOT NULL, COALESCE(last_seen_at > %s, %s)"
    both = f"retros_screen screen, ({_wall_sql()}) wall"
    return f"SELECT screen.{known}, wall.* FROM {both} WHERE token_hash = %s"


def wall_state() -> WallState:
    """Return the current state of the wall. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_wall_sql())
        return WallState(*cursor.fetchone())


def screen_and_state(token_hash) -> tuple[ScreenState | None, WallState | None]:
    """Return the screen with this token, revoked or not, and the state of the wall; or (None,
    None).

    One query for both.
    """
    noted_after = connection.ops.adapt_datetimefield_value(timezone.now() - NOTED_EVERY)
    with connection.cursor() as cursor:
        cursor.execute(_both_sql(), [noted_after, False, token_hash])
        row = cursor.fetchone()
    if row is None:
        return None, None
    size = len(ScreenState._fields)
    return ScreenState(*row[:size]), WallState(*row[size:])
