"""/system/first-steps/: what the first administrator does, done or dismissed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Identity, Installation, User
from retros.first_steps import STEPS, first_steps, steps_left
from retros.models import Backup
from tests import factories

PASSWORD = "four words made up"


@pytest.fixture
def browser(as_user, db):
    return as_user(factories.UserFactory(is_superuser=True, is_staff=True))


def left():
    return [step.name for step in first_steps() if step.is_left]


def test_first_administrator_sees_all_steps_on_the_home_page(client, installation):
    address = reverse("first", args=[Installation.new_code()])
    fields = {"display_name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    page = client.post(address, fields, follow=True).text
    assert left() == list(STEPS)
    assert "7 steps left" in page
    assert reverse("first_steps") in page


def test_each_step_is_found_to_be_done(browser, settings, member):
    settings.SITE_HOST, settings.SITE_IS_HTTPS = "retros.example.org", True
    settings.SENDS_EMAIL, settings.OIDC_ISSUER = True, "https://id.example"
    browser.post(reverse("organization"), {"organization": "  Quill & Co "})
    browser.post(reverse("test_email"))
    team = factories.TeamFactory()  # like those of the examples, without members
    assert "team" in left()
    factories.MembershipFactory(team=team, user=member)
    Backup.objects.create(file_path="/backups/a.tar", size=1)
    Identity.objects.create(user=member, issuer="https://id.example", subject="1")

    assert left() == []
    assert "steps left" not in browser.get("/").text
    assert "Nothing left to do." in browser.get(reverse("first_steps")).text


def test_steps_are_dismissed_and_shown_again(browser):
    dismiss = reverse("first_steps_dismiss")
    browser.post(dismiss, {"name": "sign-in"})
    assert "sign-in" not in left()
    browser.post(dismiss, {"name": "sign-in", "undo": "yes"})
    assert "sign-in" in left()
    assert browser.post(dismiss)["Location"] == "/"
    assert steps_left() == 0
    assert browser.post(dismiss, {"name": "nothing of these"}).status_code == 404


def test_only_administrators_see_the_steps(as_user, member, curator):
    for person in (member, curator):
        browser = as_user(person)
        assert browser.get(reverse("first_steps")).status_code == 404
        assert browser.post(reverse("first_steps_dismiss")).status_code == 404
        assert browser.post(reverse("organization")).status_code == 404
        assert "First steps" not in browser.get("/").text


def test_name_of_the_organization_stands_where_people_arrive(as_user, browser, curator):
    browser.post(reverse("organization"), {"organization": "Quill & Co"})
    token = factories.InvitationFactory.build(created_by=curator).issue()
    for address in (reverse("account_login"), reverse("join", args=[token]), "/"):
        assert "Quill &amp; Co" in as_user().get(address).text


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["", " ", "\u202e", "x" * 81])
def test_impossible_name_is_refused_beside_the_field(browser, name):
    answer = browser.post(reverse("organization"), {"organization": name})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert Installation.of_this_site().organization == ""


def test_members_home_asks_nothing_about_the_steps(as_user, member):
    def asked(person):
        browser = as_user(person)
        browser.get("/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/")
        return [one["sql"] for one in queries if "installation" in one["sql"]]

    assert asked(member) == []
    assert asked(User.objects.create_superuser("a@example.org", PASSWORD, display_name="A"))
