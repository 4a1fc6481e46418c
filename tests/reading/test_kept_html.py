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
from retros.kept_html import Page, Store, state_of
from retros.models import Decision, Erasure, OppositeLessons, Retrospective, WallPost
from tests import factories
from tests.reading.kept_pages import (
    decision_page,
    feed,
    filtered_wall,
    lesson_list,
    lesson_page,
    over_time,
    retrospective_list,
    retrospective_page,
    wall_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
# Tables that are read for each page anew: who asks, what they may do, what was asked about it, the
# texts by which similar lessons are found (retros/search/similar.py), earlier names of a tag.
READ_ANEW = {
    *("django_session", "auth_group", "accounts_user_groups", "accounts_membership"),
    *("retros_retrospective_invited", "retros_retrospectivetemplate", "django_content_type"),
    *("retros_question", "retros_gladtotalk", "retros_searchentry", "retros_tagalias"),
    *("retros_searchsize", "retros_erasure"),
}
# Joined to ask whether somebody may read what a kickoff chose, and here that is a lesson; around what is kept.
ONLY_JOINED = {
    "lesson": {"retros_observation", "retros_decision"},
    "decisions over time": {"accounts_team"},
    "lesson cards": {"taggit_tag", "taggit_taggeditem"},
    "retrospective rows": {"taggit_tag", "taggit_taggeditem"},
}
# Around the part that is kept, pages read other tables, for their filters.
PARTS = {
    "decisions over time": re.compile(r'<figure class="lanes">.*</table>', re.DOTALL),
    "lesson cards": re.compile(r'<div class="stack">.*?</article>\s*</div>', re.DOTALL),
    "retrospective rows": re.compile(r'<ul class="rows">.*?</ul>', re.DOTALL),
}
NUMBERS = count(1)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept_html, "_store", Store())


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The keys of a retrospective and a post. Built once; each test works in its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_record().pk, build_post().pk
        transaction.set_rollback(True)


@pytest.fixture
def record(built, db):
    return Retrospective.objects.get(pk=built[0])


@pytest.fixture
def post(built, db):
    return WallPost.objects.get(pk=built[1])


def build_record():
    """A retrospective with all that its page can show, and the pages of its parts."""
    person, team = factories.UserFactory(), factories.TeamFactory()
    found = factories.RetrospectiveFactory(
        published=True, project__team=team, facilitator=person, result="met", goal="To move"
    )
    found.tags.add("launch")
    elsewhere = factories.RetrospectiveFactory(published=True, project__team=team)
    lesson = factories.LessonFactory(retrospective=found, signed_by=person)
    lesson.tags.add("data")
    first = factories.LessonFactory(retrospective=elsewhere)
    factories.LessonFactory(retrospective=elsewhere, duplicate_of=first)
    factories.LessonFactory(retrospective=found, duplicate_of=first)
    factories.LessonFactory(retrospective=elsewhere, duplicate_of=lesson)
    OppositeLessons.link(lesson, first, depends_on="the size")
    later = factories.DecisionFactory(retrospective=elsewhere)
    last = factories.DecisionFactory(retrospective=elsewhere)
    Decision.objects.filter(pk=later.pk).update(superseded_by=last)
    decision = factories.DecisionFactory(retrospective=found, superseded_by=later)
    factories.ObservationFactory(retrospective=found, signed_by=person, decision=decision)
    factories.TimelineEventFactory(retrospective=found)
    factories.ActionItemFactory(retrospective=found, owner=person)
    kickoff = factories.KickoffFactory(project=found.project)
    note = factories.ObservationFactory(retrospective=elsewhere)
    for chosen in ({"lesson": first}, {"observation": note}, {"decision": later}):
        factories.KickoffLessonFactory(kickoff=kickoff, owner=person, **{"lesson": None} | chosen)
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lesson)
    return found


def build_post():
    """A post on the wall with all that its card can show."""
    found = factories.WallPostFactory(team=factories.TeamFactory(), signature="Ada")
    found.tags.add("launch")
    found.us_too.create(member=factories.UserFactory(), project=factories.ProjectFactory())
    return found


OF_RECORDS = (retrospective_page, lesson_page, decision_page)


LISTS = (lesson_list, retrospective_list)


@pytest.fixture(params=[*OF_RECORDS, over_time, *LISTS, wall_page, filtered_wall, feed])
def known(request, record, post, member):
    """The address of a page that is kept, and what it depends on."""
    return request.param(record, post, member)


@pytest.fixture
def page(client, member, known):
    """Return a function that shows the page, and one that makes it anew."""
    client.force_login(member)
    hidden = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')

    def show(*, anew=False):
        if anew:
            kept_html._store = Store()
        html = hidden.sub("", client.get(known[0]).content.decode())
        part = PARTS.get(known[1].kind)
        return part.search(html)[0] if part else html

    return show


@pytest.fixture
def tables(page):
    """The tables that the page reads, and those behind it."""
    with CaptureQueriesContext(connection) as captured:
        page()
    statements = [it["sql"] for it in captured]
    state = next(it for it in statements if it.startswith("WITH"))
    found = {name for it in statements for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', it)}
    return found, set(re.findall(r'(?:FROM|JOIN) "(\w+)"', state))


def test_a_page_is_made_of_the_rows_behind_it(tables, known):
    read, behind = tables
    joined = ONLY_JOINED.get(known[1].kind, set())
    assert read - behind <= READ_ANEW | {"accounts_user"} | joined


def test_a_page_follows_each_change_of_each_row(page, tables, known, member):
    """Where the rows behind the page read the same, a page made anew is the same."""
    shown, before = page(), state_of(known[1])
    followed, others = 0, []
    for row, column in all_columns(tables[0] - READ_ANEW, but=member):
        with transaction.atomic():
            if not changed(row, column):
                continue
            if state_of(known[1]) == before:
                others.append((row, column))
            else:
                followed += 1
            transaction.set_rollback(True)
    assert followed > 10
    for row, column in others:
        changed(row, column)
    assert state_of(known[1]) == before
    assert page(anew=True) == shown, [f"{row!r}.{column.name}" for row, column in others]


def all_columns(tables, but):
    """Yield (row, column) of these tables but of who reads: that makes other rights."""
    for model in [it for it in apps.get_models() if it._meta.db_table in tables]:
        for row in [it for it in model._base_manager.all() if it != but]:
            for column in model._meta.concrete_fields:
                if not column.primary_key:
                    yield row, column


def changed(row, column):
    """Write another value into the column, past all that might notice; False if a constraint forbids it."""
    value = other(column, getattr(row, column.attname))
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{column.attname: value})
    except DatabaseError:
        return False
    return True


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
    monkeypatch.setattr(Store, "set", None)
    assert page() == shown


@pytest.mark.parametrize("known", OF_RECORDS, indirect=True)
def test_where_a_draft_is_linked_nothing_is_kept(page, known, record):
    """Its writers see more than others."""
    Retrospective.objects.exclude(pk=record.pk).update(status="draft")
    page()
    assert state_of(known[1]) is None
    assert kept_html._store._size == 0


@pytest.mark.parametrize("known", [over_time], indirect=True)
def test_a_picture_is_kept_for_the_readers_of_the_same_drafts(page, client, record):
    """Its writers see what replaced a decision."""
    Retrospective.objects.exclude(pk=record.pk).update(status="draft")
    shown = page()
    writer = Retrospective.objects.get(decisions__supersedes__retrospective=record).created_by
    for person, same in ((factories.UserFactory(), True), (writer, False)):
        client.force_login(person)
        assert (page() == shown) == same


@pytest.mark.parametrize("known", OF_RECORDS, indirect=True)
def test_readers_with_other_rights_get_their_own_page(page, client, record, member):
    def offered():
        return page(), {word for word in ("History", "Retire", "Edit<") if word in page()}

    shown, least = offered()
    client.force_login(record.created_by)
    assert offered()[1] > least
    client.force_login(factories.CuratorFactory())
    assert offered()[1] >= least
    client.force_login(member)
    assert offered() == (shown, least)


@pytest.mark.parametrize("known", [lesson_page], indirect=True)
def test_a_form_on_a_kept_page_has_the_token_of_the_request(page, client, known, record):
    client.force_login(record.created_by)
    page()
    forms = client.get(known[0]).content.decode()
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', forms))
    assert {len(it) for it in tokens} == {64}
    assert kept_html._TOKEN not in forms


@pytest.mark.parametrize("known", [retrospective_page], indirect=True)
def test_what_is_kept_is_bounded(page, monkeypatch):
    monkeypatch.setattr("retros.kept_html.store.BYTES_MAX", 10)
    page()
    assert (kept_html._store._size, len(kept_html._store._held)) == (0, 0)


@pytest.mark.parametrize("known", [retrospective_page], indirect=True)
def test_erasing_anything_makes_each_process_forget_everything(page, record):
    page()
    other = factories.RetrospectiveFactory(published=True)
    kept_html.kept_html(Page("retrospective", (other.pk,)), (), lambda: "other")
    Erasure.objects.note("lesson", [record.pk])
    page()
    assert len(kept_html._store._held) == 1
