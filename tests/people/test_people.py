"""/people/: who is here, and what administrators do about accounts."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Identity, Invitation, LastAdministratorError, User
from retros.models import ActionItem, CalendarFeed, SavedSearch, Version, close_account
from tests import factories
from tests.writing.test_together import together

PEOPLE = "/people/"


@pytest.fixture
def administrator(db):
    return factories.UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def manage(as_user, administrator):
    return as_user(administrator)


@pytest.fixture
def team(db):
    return factories.TeamFactory()


@pytest.fixture
def grace(team):
    return factories.UserFactory(display_name="Grace", email="grace@example.org", teams=[team])


def page_of(person, action=""):
    return f"{PEOPLE}{person.pk}/{action}"


def test_list_shows_role_teams_and_month(manage, grace, team, curator):
    User.objects.filter(pk=grace.pk).update(last_seen_month=date(2026, 3, 1))
    page = manage.get(PEOPLE).text
    for words in ("Grace", team.name, "Last seen March 2026", "Curator", "grace@example.org"):
        assert words in page
    assert "</bdi> · Password" in page
    Identity.objects.create(user=grace, issuer="https://id.example.org", subject="grace")
    assert "</bdi> · Single sign-on" in manage.get(PEOPLE).text


def test_curators_see_no_addresses_and_no_accounts(as_user, curator, grace):
    browser = as_user(curator)
    assert "Grace" in browser.get(PEOPLE).text
    assert "grace@example.org" not in browser.get(PEOPLE).text
    assert browser.get(page_of(grace)).status_code == 404


def test_members_see_none_of_it(as_user, member, grace):
    browser = as_user(member)
    addresses = [PEOPLE, *(page_of(grace, it) for it in ("", "close/"))]
    assert {browser.get(address).status_code for address in addresses} == {404}
    actions = ("role/", "reset-link/", "close/", "reopen/", "unlink/")
    assert {browser.post(page_of(grace, it)).status_code for it in actions} == {404}


def test_number_of_queries_does_not_grow(manage):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            manage.get(PEOPLE)
        return len(captured)

    factories.UserFactory(teams=[factories.TeamFactory()])
    manage.get(PEOPLE)
    few = queries()
    for team in factories.TeamFactory.create_batch(10):
        factories.UserFactory(teams=[team])
    assert queries() == few


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=grA", {"Grace"}),
        ("role=administrator", {"Ada"}),
        ("role=curator", {"Cleo"}),
        ("state=closed", {"Gone"}),
        ("state=nonsense&role=x", {"Ada", "Cleo", "Grace"}),
    ],
)
def test_filters(manage, administrator, curator, grace, query, found):
    User.objects.filter(pk=administrator.pk).update(display_name="Ada")
    User.objects.filter(pk=curator.pk).update(display_name="Cleo")
    factories.UserFactory(display_name="Gone", is_active=False)
    page = manage.get(f"{PEOPLE}?{query}").context["page"]
    assert {person.display_name for person in page} == found


def test_first_visit_of_a_month_is_kept_without_its_day(as_user, grace, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 5, 17))
    for address in ("/projects/", "/"):  # the home page is open to visitors
        User.objects.update(last_seen_month=None)
        as_user(grace).get(address)
        grace.refresh_from_db()
        assert grace.last_seen_month == date(2026, 5, 1)


@pytest.mark.parametrize("role", User.Role.values)
def test_role_is_changed(manage, grace, role):
    assert manage.post(page_of(grace, "role/"), {"role": role}).status_code == 302
    grace = User.objects.get(pk=grace.pk)
    assert grace.role == role
    assert grace.is_staff == grace.is_superuser == (role == "administrator")
    assert manage.post(page_of(grace, "role/"), {"role": "member"}).status_code == 302
    assert not User.objects.get(pk=grace.pk).is_curator


def test_unknown_role_gets_an_error(manage, grace):
    answer = manage.post(page_of(grace, "role/"), {"role": "owner"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_nobody_changes_the_own_account_here(manage, administrator):
    for action in ("role/", "close/", "reopen/", "unlink/"):
        assert manage.post(page_of(administrator, action), {"role": "member"}).status_code == 404
    assert "Another administrator" in manage.get(page_of(administrator)).text


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_administrators_can_not_remove_each_other_at_once():
    people = factories.UserFactory.create_batch(2, is_superuser=True, is_staff=True)
    refused = []

    def demote(number):
        try:
            User.objects.get(pk=people[number].pk).set_role("member")
        except LastAdministratorError:
            refused.append(number)

    together(demote, writers=2)
    assert len(refused) == 1
    assert User.objects.administrators().count() == 1


def test_link_for_a_new_password_opens_and_is_shown_once(manage, as_user, grace):
    page = manage.post(page_of(grace, "reset-link/")).text
    link = re.search(r"http://127.0.0.1:8000(/accounts/password/reset/key/\S+/)", page)[1]
    assert "Choose a new password" in as_user().get(link, follow=True).text
    assert link not in manage.get(page_of(grace)).text


def test_closed_account_gets_no_link(manage, grace):
    grace.close()
    assert manage.post(page_of(grace, "reset-link/")).status_code == 404


def test_closing_says_what_happens_first(manage, grace, team):
    record = factories.RetrospectiveFactory(published=True)
    shown = factories.ActionItemFactory(retrospective=record, owner=grace)
    hidden = factories.ActionItemFactory(owner=grace, text="Not for everyone")
    project = factories.ProjectFactory(team=team)
    draft = factories.RetrospectiveFactory(project=project, created_by=grace)
    page = manage.get(page_of(grace, "close/")).text
    assert shown.text in page
    assert "1 of them is in a draft" in page
    assert f"<bdi>{project.team}</bdi>: 1 draft<" in page
    assert hidden.text not in page
    assert draft.title not in page
    assert User.objects.get(pk=grace.pk).is_active


def test_closing_page_tells_which_drafts_nobody_else_can_edit(manage, grace, member):
    alone = factories.RetrospectiveFactory(project__team=None, created_by=grace, facilitator=grace)
    shared = factories.RetrospectiveFactory(project__team=None, created_by=grace)
    shared.invited.add(member)
    page = manage.get(page_of(grace, "close/")).text
    assert "1 draft that only they can edit is out of reach then" in page
    assert "1 draft without a team stays with the people they invited" in page
    assert alone.title not in page and shared.title not in page


def test_closing_ends_what_opened_something(manage, as_user, grace):
    browser = as_user(grace)
    search = SavedSearch.objects.create(owner=grace, name="Mine", query="q=a")
    feed = f"/search/feed/{search.renew_token()}/"
    calendar = CalendarFeed.renew(grace)
    factories.InvitationFactory.build(created_by=grace).issue()
    assert manage.post(page_of(grace, "close/"), {"keeps_name": "on"}).status_code == 302
    manage.post(page_of(grace, "reopen/"))
    assert browser.get("/projects/").status_code == 302
    assert not Invitation.objects.exists()
    assert not SavedSearch.objects.opened_by(feed.split("/")[-2]).exists()
    assert not CalendarFeed.objects.opened_by(calendar).exists()
    assert User.objects.get(pk=grace.pk).is_active


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_closings_of_an_account_at_once_one_counts():
    grace = factories.UserFactory()
    record = factories.RetrospectiveFactory(published=True)
    factories.ActionItemFactory(retrospective=record, owner=grace)
    pages, closed = [User.objects.get(pk=grace.pk) for _ in range(2)], []
    together(lambda number: closed.append(close_account(pages[number], by=None)), writers=2)
    assert sorted(closed) == [False, True]
    assert User.objects.get(pk=grace.pk).times_closed == 1
    assert Version.objects.filter(retrospective=record).count() == 2


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_close_each_other_at_once_one_stays():
    people = factories.UserFactory.create_batch(2, is_superuser=True, is_staff=True)
    refused = []

    def close(number):
        try:
            close_account(User.objects.get(pk=people[number].pk), by=people[1 - number])
        except LastAdministratorError:
            refused.append(number)

    together(close, writers=2)
    assert len(refused) == User.objects.administrators().count() == 1


def test_closing_hands_open_action_items_to_the_team(manage, grace):
    record = factories.RetrospectiveFactory(published=True)
    item = factories.ActionItemFactory(retrospective=record, owner=grace)
    done = factories.ActionItemFactory(retrospective=record, owner=grace, status="done")
    manage.post(page_of(grace, "close/"), {"keeps_name": "on"})
    assert ActionItem.objects.get(pk=item.pk).owner is None
    assert ActionItem.objects.get(pk=done.pk).owner == grace
    assert Version.objects.filter(retrospective=record).count() == 2


@pytest.mark.parametrize(("sent", "name"), [({"keeps_name": "on"}, "Grace"), ({}, "Former member")])
def test_name_stays_or_goes(manage, grace, sent, name):
    manage.post(page_of(grace, "close/"), sent)
    assert User.objects.get(pk=grace.pk).display_name == name


def test_their_own_choice_is_proposed(manage, as_user, grace):
    as_user(grace).post("/accounts/profile/", {"display_name": "Grace"})
    form = manage.get(page_of(grace, "close/")).context["form"]
    assert form["keeps_name"].value() is False


def test_person_who_is_not_there_is_not_found(manage):
    assert manage.get(f"{PEOPLE}99999/").status_code == 404
