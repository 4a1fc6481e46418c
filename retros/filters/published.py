"""How many are published, and of which years, without reading them all.

The few that are hidden are taken off all rows: SQLite counts the rows of a table by its pages, a
hundred times as fast as those of a condition.
"""

from django.db import connection

from retros.models import UNDATED

_HIDDEN = (
    "SELECT id FROM retros_retrospective WHERE status IN ('draft', 'archived')"
    " UNION ALL SELECT id FROM retros_retrospective"
    " WHERE removed_at IS NOT NULL AND status = 'published'"
)
_RETROSPECTIVES = (
    "SELECT (SELECT count(*) FROM retros_retrospective)"
    f" - (SELECT count(*) FROM ({_HIDDEN}) AS hidden)"
)
_LESSONS = (
    "SELECT (SELECT count(*) FROM retros_lesson)"
    " - (SELECT count(*) FROM retros_lesson WHERE removed_at IS NOT NULL)"
    " - (SELECT count(*) FROM retros_lesson"
    f" WHERE removed_at IS NULL AND retrospective_id IN ({_HIDDEN}))"
)

_PUBLISHED = "FROM retros_retrospective WHERE removed_at IS NULL AND status = 'published'"
_JANUARY = {"sqlite": "substr(day, 1, 4) || '-01-01'", "postgresql": "date_trunc('year', day)"}
_DAYS = f"""
    WITH RECURSIVE days(day) AS (
        SELECT max(listed_on) {_PUBLISHED} UNION ALL
        SELECT (SELECT max(listed_on) {_PUBLISHED} AND listed_on < {{january}})
        FROM days WHERE day > %s
    ) SELECT CAST(day AS text) FROM days WHERE day > %s
"""


def published_retrospectives() -> int:
    """Return how many retrospectives are published. One query."""
    return _number(_RETROSPECTIVES)


def published_lessons() -> int:
    """Return how many lessons published retrospectives have. One query."""
    return _number(_LESSONS)


def years_of_published() -> list[int]:
    """Return the years of published retrospectives, newest first.

    One query, which looks up the last day of each year in an index.
    """
    sql = _DAYS.format(january=_JANUARY[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, [UNDATED, UNDATED])
        return [int(day[:4]) for (day,) in cursor.fetchall()]


def _number(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
