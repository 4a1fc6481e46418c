"""What databases answer differently is noticed where only unmarked tests run it."""

from types import SimpleNamespace

import pytest
from django.db.models import F

from retros.models import Decision, Lesson
from tests.statements import KEY, MARK, Watch, different_parts

STATEMENT = '"retros_lesson"."statement"'


@pytest.mark.parametrize(
    ("queryset", "parts"),
    [
        (Lesson.objects.filter(statement__icontains="a"), [f"{STATEMENT} LIKE"]),
        (Lesson.objects.filter(statement__startswith="a"), [f"{STATEMENT} LIKE"]),
        (Lesson.objects.filter(statement="a"), []),
        (
            Decision.objects.order_by(F("decided_on").desc(nulls_last=True)),
            ['"retros_decision"."decided_on" DESC NULLS LAST'],
        ),
    ],
)
def test_a_part_that_differs_is_seen(queryset, parts):
    assert [*dict.fromkeys(different_parts(str(queryset.query)))] == parts


def test_raw_sql_is_known_by_its_beginning():
    assert different_parts("SELECT count(*),\n  1 FROM a") == ["SELECT count(*), 1 FROM a"]
    assert different_parts("SAVEPOINT s1") == []


def report(test, parts, *, marked=False):
    keywords = {MARK: 1} if marked else {}
    notes = [(KEY, parts)]
    return SimpleNamespace(nodeid=test, when="teardown", keywords=keywords, user_properties=notes)


def test_only_what_no_marked_test_runs_is_told():
    watch = Watch()
    watch.pytest_runtest_logreport(report("test_1", ["a", "b"]))
    watch.pytest_runtest_logreport(report("test_2", ["a"], marked=True))
    assert watch.unseen() == {"b": "test_1"}
