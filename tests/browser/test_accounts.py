"""Arriving, signing in, teams and invitations in a real browser."""

import pytest
from playwright.sync_api import expect

from accounts.models import Installation, User
from tests import factories

PASSWORD = "four words made up"


@pytest.fixture
def ada(db):
    person = User.objects.create_superuser("ada@example.org", PASSWORD, display_name="Ada")
    person.memberships.create(team=factories.TeamFactory(name="Checkout"))
    factories.UserFactory(teams=person.teams.all())
    return person


@pytest.fixture
def invitation(ada):
    invitation = factories.InvitationFactory.build(created_by=ada, team=ada.teams.get())
    return f"/accounts/join/{invitation.issue()}/"


def test_first_person_arrives(open_page, no_axe_violations):
    page = open_page()
    page.goto(f"/accounts/first/{Installation.new_code()}/")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("alert")).to_be_focused()
    no_axe_violations(page)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Welcome, Ada. You are signed in.")).to_be_visible()


def test_password_can_be_shown(open_page, invitation):
    page = open_page()
    page.goto(invitation)
    field = page.get_by_label("Password", exact=True)
    page.get_by_label("Show password").check()
    expect(field).to_have_attribute("type", "text")
    page.get_by_label("Show password").uncheck()
    expect(field).to_have_attribute("type", "password")


def test_people_sign_in_and_out(open_page, ada):
    page = open_page()
    page.goto("/accounts/profile/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Profile")).to_be_visible()
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_link_is_created_copied_and_used_without_scripts(open_page, ada):
    page = open_page(ada, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/accounts/invitations/")
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    newcomer = open_page(java_script_enabled=False)
    newcomer.goto(copied.partition("8000")[2])
    newcomer.get_by_label("Your name").fill("Grace")
    newcomer.get_by_label("Email address").fill("grace@example.org")
    newcomer.get_by_label("Password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Join").click()
    expect(newcomer.get_by_text("Welcome, Grace. You are signed in.")).to_be_visible()


def test_open_pages_have_no_barriers(open_page, suits_everyone, invitation):
    page = open_page()
    for address in (
        invitation,
        "/accounts/login/",
        "/accounts/inactive/",
        "/accounts/join/wrong/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-wrong/",
        "/accounts/password/reset/key/done/",
        "/not-there/",
    ):
        page.goto(address)
        suits_everyone(page)


def test_pages_of_members_have_no_barriers(open_page, suits_everyone, ada, invitation):
    page = open_page(ada)
    for address in (
        "/accounts/profile/",
        "/accounts/password/change/",
        "/accounts/teams/",
        "/accounts/teams/checkout/",
        "/accounts/invitations/",
        "/accounts/logout/",
    ):
        page.goto(address)
        suits_everyone(page)


def test_repair_works_under_the_same_rules_for_scripts_and_styles(open_page, ada):
    lesson = factories.LessonFactory(published=True)
    page = open_page(ada)
    page.goto(f"/admin/retros/lesson/{lesson.pk}/change/")
    page.locator("[name=statement]").fill("Put right")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
