"""What is due to be looked at again: on a page, on home, in a calendar and in the weekly mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from retros.models import CalendarFeed
from tests import factories


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def due(member):
    return factories.DecisionFactory(
        published=True, retrospective__created_by=member, choice="Free plan", revisit_on=in_days(-1)
    )


@pytest.fixture
def built_in(member):
    return factories.LessonFactory(
        published=True, retrospective__created_by=member, statement="Rehearse.",
        built_into="The checklist", review_on=in_days(0), status="built-in",
    )  # fmt: skip


@pytest.mark.both_databases
def test_what_is_due_reaches_its_writers_only(as_user, writer, due, built_in):
    stranger = as_user(factories.UserFactory())
    for page, words in (("/decisions/due/", "Free plan"), ("/lessons/due/", "The checklist")):
        assert words in writer.get(page).text
        assert words not in stranger.get(page).text
    home = writer.get("/").text
    assert "1 decision</a> and" in home and "1 lesson</a>" in home
    assert "Time to look again" not in stranger.get("/").text


def test_curators_review_all_lessons(as_user, curator, built_in):
    assert "Rehearse." in as_user(curator).get("/lessons/due/").text


@pytest.mark.both_databases
def test_outcome_is_asked_for_some_months_after_the_end(writer, member):
    def ended(days, **fields):
        made = factories.DecisionFactory(
            retrospective__created_by=member, retrospective__project__ended_on=in_days(-days),
            choice=f"Ended {days} days ago", **fields,
        )  # fmt: skip
        type(made).objects.filter(pk=made.pk).update(updated_at=timezone.now() - timedelta(days=99))

    ended(190)
    ended(550, outcome="unknown")
    ended(100)
    ended(300)
    ended(191, outcome="mixed")
    page = writer.get("/decisions/due/").text
    found = [days for days in (190, 550, 100, 300, 191) if f"Ended {days} days" in page]
    assert found == [190, 550]


@pytest.mark.both_databases
def test_answer_is_noted_with_a_new_date(writer, due):
    page = f"/decisions/{due.pk}/revisit/"
    assert "Still stands" in writer.get(page).text
    answer = {"because": "Few users", "revisit_on": in_days(90).isoformat(), "stands": ""}
    assert writer.post(page, answer).url == "/decisions/due/"
    due.refresh_from_db()
    assert due.revisit_on == in_days(90)
    assert due.what_happened.endswith("): Few users")
    writer.post(page, {"over": "", "revisit_on": in_days(90).isoformat()})
    due.refresh_from_db()
    assert due.revisit_on is None
    assert "No longer matters" in due.what_happened


@pytest.mark.parametrize("day", ["", "soon", "2020-01-01"])
def test_date_in_the_past_is_refused_with_the_text_kept(writer, due, day):
    answer = {"because": "Few users", "revisit_on": day, "stands": ""}
    page = writer.post(f"/decisions/{due.pk}/revisit/", answer)
    assert page.status_code == 422
    assert "Few users" in page.text


def test_others_can_not_answer(as_user, due):
    stranger = as_user(factories.UserFactory())
    assert stranger.post(f"/decisions/{due.pk}/revisit/", {"over": ""}).status_code == 404


def test_review_leads_back_to_the_list(writer, built_in):
    assert writer.post(f"/lessons/{built_in.pk}/review/", {"list": "1"}).url == "/lessons/due/"
    assert "Nothing to review" in writer.get("/lessons/due/").text


def test_number_of_queries_does_not_grow(same_queries, member):
    def make(number):
        factories.DecisionFactory.create_batch(
            number, retrospective__created_by=member, revisit_on=in_days(-1)
        )
        factories.LessonFactory.create_batch(
            number, retrospective__created_by=member, review_on=in_days(-1)
        )

    same_queries("/decisions/due/", make)
    same_queries("/lessons/due/", make)


def test_calendar_holds_the_dates_for_whoever_has_its_address(as_user, writer, due, built_in):
    due.choice = "Free; plan, with a name that is longer than a line of a calendar may be, é" * 2
    due.save()
    page = writer.post("/calendar/").text
    address = page.split('value="http', 1)[1].split('"')[0].split("/", 3)[3]
    answer = as_user().get(f"/{address}")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:Revisit: Free\\; plan\\, with" in unfolded
    assert f"DTSTART;VALUE=DATE:{in_days(-1):%Y%m%d}" in unfolded
    assert "SUMMARY:Is it still there? Rehearse." in unfolded
    writer.post("/calendar/")
    assert as_user().get(f"/{address}").status_code == 404


def test_calendar_of_a_closed_account_is_closed(as_user, member, due):
    token = CalendarFeed.renew(member)
    member.is_active = False
    member.save()
    assert as_user().get(f"/calendar/{token}/retros.ics").status_code == 404
