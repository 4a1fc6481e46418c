"""Kept pages follow every change: see retros/kept_html.py."""

import re
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from retros import kept_html
from retros.models import Erasure, Retrospective
from retros.views.retrospectives import pages as retrospective_pages
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
# Tables that are read for each page anew: who asks, what they may do, and what was asked about it.
READ_ANEW = {
    *("django_session", "auth_group", "accounts_user_groups", "accounts_membership"),
    *("retros_retrospective_invited", "retros_retrospectivetemplate", "django_content_type"),
    *("retros_question", "retros_gladtotalk", "retros_wallpost"),
}
NUMBERS = count(1)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept_html, "_store", kept_html._Store())


@pytest.fixture
def record():
    """A retrospective with all that its page can show."""
    person, team = factories.UserFactory(), factories.TeamFactory()
    found = factories.RetrospectiveFactory(
        published=True, project__team=team, facilitator=person, result="met", goal="To move"
    )
    found.tags.add("launch")
    elsewhere = factories.RetrospectiveFactory(published=True)
    lesson = factories.LessonFactory(retrospective=found, signed_by=person)
    lesson.tags.add("data")
    first = factories.LessonFactory(retrospective=elsewhere)
    factories.LessonFactory(retrospective=elsewhere, duplicate_of=first)
    factories.LessonFactory(retrospective=found, duplicate_of=first)
    factories.LessonFactory(retrospective=elsewhere, duplicate_of=lesson)
    later = factories.DecisionFactory(retrospective=elsewhere)
    factories.DecisionFactory(retrospective=found, superseded_by=later)
    factories.ObservationFactory(retrospective=found, signed_by=person)
    factories.TimelineEventFactory(retrospective=found)
    factories.ActionItemFactory(retrospective=found, owner=person)
    kickoff = factories.KickoffFactory(project=found.project)
    note = factories.ObservationFactory(retrospective=elsewhere)
    for chosen in ({"lesson": first}, {"observation": note}, {"decision": later}):
        factories.KickoffLessonFactory(kickoff=kickoff, owner=person, **{"lesson": None} | chosen)
    return found


@pytest.fixture
def page(client, member, record):
    """Return a function that shows the page of the retrospective, and one that makes it anew."""
    client.force_login(member)
    hidden = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')

    def show(*, anew=False):
        if anew:
            kept_html._store = kept_html._Store()
        return hidden.sub("", client.get(record.get_absolute_url()).content.decode())

    return show


@pytest.fixture
def read(page):
    """The tables that the page reads, and those behind it."""
    with CaptureQueriesContext(connection) as captured:
        page()
    statements = [it["sql"] for it in captured]
    state = next(it for it in statements if "UNION ALL" in it)
    found = {name for it in statements for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', it)}
    return found, set(re.findall(r'FROM "(\w+)"', state))


def test_a_page_is_made_of_the_rows_behind_it(read):
    tables, behind = read
    assert tables - behind <= READ_ANEW


def test_a_page_follows_each_change_of_each_row(page, read, record, member):
    """Where the rows behind the page read the same, a page made anew is the same."""
    shown, before = page(), kept_html._state("retrospective", record.pk)
    tried = followed = 0
    for row, column in all_columns(read[1], but=member):
        with transaction.atomic():
            try:
                with transaction.atomic():
                    changed(row, column)
            except DatabaseError:  # a constraint forbids it
                continue
            tried += 1
            if kept_html._state("retrospective", record.pk) == before:
                assert page(anew=True) == shown, f"{row!r}.{column.name}"
            else:
                followed += 1
            transaction.set_rollback(True)
    assert tried > followed > 200


def all_columns(tables, but):
    """Yield (row, column) of these tables but of who reads: that makes other rights."""
    for model in [it for it in apps.get_models() if it._meta.db_table in tables]:
        for row in [it for it in model._base_manager.all() if it != but]:
            for column in model._meta.concrete_fields:
                if not column.primary_key:
                    yield row, column


def changed(row, column):
    """Write another value into the column, past all that might notice."""
    value = getattr(row, column.attname)
    type(row)._base_manager.filter(pk=row.pk).update(**{column.attname: other(column, value)})


def other(column, value):
    if column.remote_field:
        ids = column.remote_field.model._base_manager.exclude(pk=value).values_list("pk", flat=True)
        return ids.first()
    if column.choices:
        return next(it for it, _ in column.flatchoices if it and it != value)
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case datetime() | date():
            return value - timedelta(days=400)
        case list() | dict():
            return ["data"]
    if isinstance(column, models.DateTimeField | models.DateField):
        return "2020-02-03" if column.get_internal_type() == "DateField" else "2020-02-03T00:00Z"
    if isinstance(column, models.BooleanField):
        return True
    if isinstance(column, models.CharField | models.TextField):
        return f"{str(value or '')[:60]} x{next(NUMBERS)}"[-(column.max_length or 100) :]
    return value


def test_a_page_that_nothing_changed_is_not_made_again(page, monkeypatch):
    shown = page()
    monkeypatch.setattr(retrospective_pages, "_kept", None)
    assert page() == shown


def test_where_a_draft_is_linked_nothing_is_kept(page, record):
    """Its writers see more than others."""
    Retrospective.objects.exclude(pk=record.pk).update(status="draft")
    page()
    assert kept_html._state("retrospective", record.pk) is None
    assert kept_html._store._size == 0


def test_readers_with_other_rights_get_their_own_page(page, client, record):
    page()
    client.force_login(factories.CuratorFactory())
    assert "History" in page()
    client.force_login(factories.UserFactory())
    assert "History" not in page()


def test_what_is_kept_is_bounded(page, monkeypatch):
    monkeypatch.setattr(kept_html, "BYTES_MAX", 10)
    page()
    assert (kept_html._store._size, len(kept_html._store._held)) == (0, 0)


def test_erasing_anything_makes_each_process_forget_everything(page, record):
    page()
    other = factories.RetrospectiveFactory(published=True)
    kept_html.kept_html("retrospective", other.pk, (), lambda: "other")
    Erasure.objects.note("lesson", [record.pk])
    page()
    assert len(kept_html._store._held) == 1
