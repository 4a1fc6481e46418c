"""Among many texts no page reads all of a table to show a few rows of it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

PARTS, RECORDS = 20_000, 6_000
ORDERED = ["/decisions/", "/decisions/?as_of=2020-01-01"]  # as an index is
LISTS = [*ORDERED, "/", "/retrospectives/", "/lessons/", "/lessons/?sort=used", "/kickoffs/"]
LISTS += ["/projects/", "/tags/", "/tags/launch/", "/search/?q=rehearse", "/actions/"]
LISTS += ["/decisions/?standing=standing", "/decisions/?view=time"]
_WATCHED = {f"retros_{it}" for it in ("retrospective", "lesson", "decision", "actionitem")}
_ONE_OF_SEVERAL = re.compile(r" UNION ALL (?=SELECT '\w+' WHERE EXISTS)")
_TABLE = re.compile(r'"(retros_\w+)"(?: (?:AS )?(\w+))?')


@pytest.fixture
def many(db):
    """Return a lesson and a decision of one retrospective of many."""
    lesson = factories.LessonFactory(published=True)
    record = lesson.retrospective
    decision = factories.DecisionFactory(retrospective=record, decided_on=date(2019, 1, 1))
    action = factories.ActionItemFactory(retrospective=record)
    for tagged in (record, lesson):
        tagged.tags.add("launch")
    _copy(record.project, RECORDS, slug="'copy-' || i")
    _copy(record, RECORDS, project_id=f"{record.project_id} + i")
    for part in (lesson, decision, action):
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
    """Return [(table, statement)] of the statements behind a page that read all rows of a table.

    On PostgreSQL without those that count: only a table that was vacuumed is counted by its index.
    """
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    on_sqlite = connection.vendor == "sqlite"
    asked = [it["sql"] for it in captured if it["sql"].startswith("SELECT")]
    asked = [it for it in asked if on_sqlite or not it.startswith("SELECT COUNT")]
    watched = _WATCHED | ({"retros_project"} if on_sqlite else set())
    parts = [
        part for sql in asked for part in _ONE_OF_SEVERAL.split(sql)
    ]  # aliases are of one part
    return [(it, sql) for sql in parts for it in _scans(sql) if it in watched]


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
def test_a_tag_is_found_by_an_index_that_begins_with_it(db, browser):
    """Each choice of a filter looks for one use: by the kind alone SQLite would read the uses of all tags."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows how rare a tag is")
    factories.RetrospectiveFactory(published=True).tags.add("launch")
    with CaptureQueriesContext(connection) as captured:
        browser.get("/retrospectives/")
    (asked,) = (it["sql"] for it in captured if it["sql"].startswith('SELECT "taggit_tag"'))
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked)
        assert any("tagged_item_of_tag" in row[-1] for row in cursor.fetchall())


@pytest.mark.both_databases
def test_no_page_reads_a_table_whole(many, browser):
    lesson, decision = many
    record = lesson.retrospective
    pages = [it.get_absolute_url() for it in (lesson, decision, record, record.project)]
    # PostgreSQL sorts some thousand ids sooner than it walks an index.
    pages += LISTS if connection.vendor == "sqlite" else ORDERED
    assert [found for page in pages for found in read_whole(browser, page)] == []
