"""Among many texts no page reads all of a table to show a few rows of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

PARTS, RECORDS = 20_000, 6_000
LISTS = ["/", "/retrospectives/", "/lessons/", "/kickoffs/"]
_WATCHED = {f"retros_{it}" for it in ("retrospective", "lesson", "decision")}
_TABLE = re.compile(r'"(retros_\w+)"(?: (?:AS )?(\w+))?')


@pytest.fixture
def many(db):
    """Return a lesson and a decision of one retrospective of many."""
    lesson = factories.LessonFactory(published=True)
    record = lesson.retrospective
    decision = factories.DecisionFactory(retrospective=record)
    _copy(record.project, RECORDS, slug="'copy-' || i")
    _copy(record, RECORDS, project_id=f"{record.project_id} + i")
    for part in (lesson, decision):
        _copy(part, PARTS, retrospective_id=f"{record.pk} + i % {RECORDS}")
    if connection.vendor == "postgresql":  # which does so by itself; SQLite is never asked to
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return lesson, decision


def _copy(row, number, **columns):
    """Write so many copies of a row in one statement; `i` is the number of each."""
    on_sqlite = connection.vendor == "sqlite"
    columns["client_id"] = "lower(hex(randomblob(16)))" if on_sqlite else "gen_random_uuid()"
    names = [it.column for it in row._meta.concrete_fields if not it.primary_key]
    values = [columns.get(name, f'"{name}"') for name in names]
    written = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers"
            f" WHERE i < {number}) INSERT INTO {row._meta.db_table} ({written})"
            f" SELECT {', '.join(values)} FROM {row._meta.db_table}, numbers WHERE id = {row.pk}"
        )


def read_whole(browser, address):
    """Return [(table, statement)] of the statements behind a page that read all rows of a table."""
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    asked = [it["sql"] for it in captured if it["sql"].startswith("SELECT")]
    return [(it, sql) for sql in asked for it in _scans(sql) if it in _WATCHED]


def _scans(sql):
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN QUERY PLAN " if on_sqlite else "EXPLAIN ANALYZE ") + sql)
        lines = [row[-1] for row in cursor.fetchall()]
    if not on_sqlite:
        read = [line for line in lines if "never executed" not in line]
        return re.findall(r"Seq Scan on (\w+)", "\n".join(read))
    tables = {alias or name: name for name, alias in _TABLE.findall(sql)}
    names = [found[1] for line in lines if (found := re.fullmatch(r"SCAN (\w+)", line))]
    return [tables.get(name, name) for name in names]


@pytest.mark.both_databases
def test_no_page_reads_a_table_whole(many, browser):
    lesson, decision = many
    record = lesson.retrospective
    pages = [it.get_absolute_url() for it in (lesson, decision, record, record.project)]
    if (
        connection.vendor == "sqlite"
    ):  # PostgreSQL sorts some thousand ids sooner than it walks an index
        pages += LISTS
    assert [found for page in pages for found in read_whole(browser, page)] == []
