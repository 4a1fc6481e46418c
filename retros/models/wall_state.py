"""What the wall is like, in a few words: when they change, screens fetch their slides anew.

A thousand screens ask three times a minute, so this is one query, written in SQL: composing it with
the ORM takes longer than answering it. It runs over what hangs alone, and from an index.
"""

from typing import NamedTuple

from django.db import connection

from retros.models.screen import Screen

_HANG = "FROM retros_wallpost post WHERE taken_down_at IS NULL"
_NAMES = {"sqlite": "group_concat(name, ',')", "postgresql": "string_agg(name, ',')"}


class WallState(NamedTuple):
    """How many posts hang, the last change, the sum of their ids, and their teams' names.

    A post that is taken down changes the number, one that is hung up or changed the last change;
    the sum helps where a clock went backwards.
    """

    hanging: int
    last_change: object
    id_sum: int
    team_names: str


def _sql():
    names = _NAMES[connection.vendor]
    has_post = f"EXISTS (SELECT 1 {_HANG} AND post.team_id = team.id)"
    teams = f"SELECT {names} FROM accounts_team team WHERE {has_post}"
    return f"SELECT count(*), max(updated_at), sum(id), ({teams}) {_HANG}"


def wall_state():
    """The state of the wall now. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_sql())
        return WallState(*cursor.fetchone())


def screen_and_state(token_hash):
    """The screen of that token, revoked or not, and the state of the wall; or (None, None).

    One query for both.
    """
    columns = ", ".join(WallState._fields)
    sql = f"WITH state ({columns}) AS ({_sql()}) SELECT screen.*, {columns}"
    sql += " FROM retros_screen screen, state WHERE screen.token_hash = %s"
    for screen in Screen.objects.raw(sql, [token_hash]):
        return screen, WallState(*(getattr(screen, name) for name in WallState._fields))
    return None, None
