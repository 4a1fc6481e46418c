"""/screens/: curators add screens, give them links, change and revoke them."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tokens import hash_token
from retros.models import Screen
from tests import factories

HOSTILE = """<script>alert("1")</script>'><img src=x onerror=alert(1)>"""
TYPED = {"label": "Kitchen, 3rd floor", "theme": "day", "pace": "1.50", "categories": ["self"]}


@pytest.fixture
def browser(as_user, curator):
    return as_user(curator)


@pytest.fixture
def screen(db):
    return factories.ScreenFactory(label="Hallway")


def link_in(response):
    return response.context["link"]


def test_curator_adds_a_screen_and_sees_its_link_once(browser, settings, team):
    response = browser.post("/screens/new/", TYPED | {"teams": [team.slug]})
    screen, link = Screen.objects.get(), link_in(response)
    token = link.removeprefix(f"{settings.SITE_URL}/screens/").rstrip("/")
    assert hash_token(token) == screen.token_hash
    assert (screen.label, screen.theme, float(screen.pace)) == ("Kitchen, 3rd floor", "day", 1.5)
    assert (list(screen.teams.all()), screen.categories) == ([team], ["self"])
    assert 'class="code"' in response.text
    assert "no-store" in response["Cache-Control"]
    assert token not in browser.get("/screens/").text


def test_link_that_was_given_opens_the_screen(browser, visitor):
    link = link_in(browser.post("/screens/new/", TYPED))
    assert visitor.get(link).status_code == 200


def test_new_link_replaces_the_one_before(browser, visitor, screen):
    old = link_in(browser.post(f"/screens/{screen.pk}/renew/"))
    new = link_in(browser.post(f"/screens/{screen.pk}/renew/"))
    assert (visitor.get(old).status_code, visitor.get(new).status_code) == (404, 200)


def test_revoked_screen_is_removed_from_the_list(browser, screen):
    screen.revoke()
    assert f"/screens/{screen.pk}/remove/" in browser.get("/screens/").text
    browser.post(f"/screens/{screen.pk}/remove/")
    assert not Screen.objects.exists()


def test_screen_that_has_a_link_is_not_removed(browser, screen):
    page = browser.post(f"/screens/{screen.pk}/remove/", follow=True).text
    assert "Revoke it first" in page
    assert f"/screens/{screen.pk}/remove/" not in page
    assert Screen.objects.exists()


def test_revoked_link_opens_nothing_until_there_is_a_new_one(browser, visitor, screen):
    link = link_in(browser.post(f"/screens/{screen.pk}/renew/"))
    assert browser.post(f"/screens/{screen.pk}/revoke/")["Location"] == "/screens/"
    assert visitor.get(link).status_code == 404
    assert "Revoked" in browser.get("/screens/").text
    assert visitor.get(link_in(browser.post(f"/screens/{screen.pk}/renew/"))).status_code == 200


def changed_at(page):
    return page.context["form"]["changed_at"].value()


def test_curator_changes_a_screen(browser, screen):
    address = f"/screens/{screen.pk}/edit/"
    seen = changed_at(browser.get(address))
    quiet = {"quiet_from": "19:00", "quiet_until": "07:30", "changed_at": seen}
    assert browser.post(address, TYPED | quiet)["Location"] == "/screens/"
    screen.refresh_from_db()
    assert (screen.quiet_from, screen.quiet_until) == (time(19), time(7, 30))
    assert "Quiet 19:00 to 07:30" in browser.get("/screens/").text


def test_second_of_two_curators_sees_what_the_first_changed(browser, screen):
    address = f"/screens/{screen.pk}/edit/"
    seen = changed_at(browser.get(address))
    browser.post(address, TYPED | {"label": "By the first", "changed_at": seen})
    response = browser.post(address, TYPED | {"label": "By the second", "changed_at": seen})
    assert response.status_code == 409
    assert "By the first" in response.text and "By the second" in response.text
    browser.post(address, TYPED | {"label": "Both", "changed_at": changed_at(response)})
    screen.refresh_from_db()
    assert screen.label == "Both"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"label": " "}, "write something here"),
        ({"label": "x" * 81}, "within 80 characters"),
        ({"pace": "0.01"}, "not one of the available"),
        ({"theme": "red"}, "not one of the available"),
        ({"categories": ["blame"]}, "not one of the available"),
        ({"teams": ["4711"]}, "not one of the available"),
        ({"quiet_from": "19:00"}, "a start and an end"),
        ({"quiet_from": "19:00", "quiet_until": "19:00"}, "differs from the start"),
        ({"quiet_from": "25:99", "quiet_until": "19:00"}, "valid time"),
    ],
)
def test_what_can_not_be_is_said_beside_the_field_and_kept(browser, bad, words):
    response = browser.post("/screens/new/", TYPED | bad)
    assert response.status_code == 422
    assert words in response.text
    assert not Screen.objects.exists()


def test_nothing_typed_is_lost_by_an_error(browser):
    page = browser.post("/screens/new/", TYPED | {"quiet_from": "19:00"}).text
    assert "Kitchen, 3rd floor" in page and 'value="19:00"' in page


def test_hostile_label_is_escaped(browser, screen):
    Screen.objects.update(label=HOSTILE[:80])
    for address in ("/screens/", f"/screens/{screen.pk}/edit/"):
        page = browser.get(address).text
        assert "&lt;script&gt;" in page and "<img src" not in page


def test_members_meet_nothing_and_visitors_are_asked_to_sign_in(as_user, member, visitor, screen):
    own = [f"/screens/{screen.pk}/{verb}/" for verb in ("edit", "revoke", "renew", "remove")]
    reading, changing = ["/screens/", "/screens/new/", own[0]], ["/screens/new/", *own]
    for browser, expected in ((as_user(member), {404}), (visitor, {302, 307})):
        answers = [browser.get(address) for address in reading]
        answers += [browser.post(address, TYPED) for address in changing]
        assert {answer.status_code for answer in answers} <= expected
    assert Screen.objects.count() == 1
    screen.refresh_from_db()
    assert screen.revoked_at is None


def test_what_changes_something_is_not_reached_by_a_link(browser, screen):
    for verb in ("revoke", "renew", "remove"):
        assert browser.get(f"/screens/{screen.pk}/{verb}/").status_code == 405
    assert browser.post("/screens/").status_code == 405


def test_unknown_screen_is_404(browser):
    for verb in ("edit", "revoke", "renew", "remove"):
        assert browser.post(f"/screens/4711/{verb}/").status_code == 404


def miniature(browser):
    page = browser.get("/screens/").text
    return page[page.index('<div class="mini') : page.index('<div class="words">')]


def test_list_shows_what_a_screen_shows_now(browser, screen):
    post = factories.WallPostFactory(learned="Measure first.")
    screen.note_seen(post.pk)
    assert "Measure first." in miniature(browser)
    assert "Online" in browser.get("/screens/").text


def test_miniature_hides_what_was_taken_down(browser, screen):
    post = factories.WallPostFactory(learned="Measure first.")
    screen.note_seen(post.pk)
    post.take_down()
    assert "Measure first." not in miniature(browser)


def test_screen_that_asks_no_more_is_told_apart(browser, screen):
    assert "Link not opened yet" in miniature(browser)
    Screen.objects.update(last_seen_at=timezone.now() - timedelta(minutes=10))
    assert "Offline" in miniature(browser)


@pytest.mark.parametrize(
    ("start", "end", "is_quiet"), [(-1, 1, True), (1, 2, False), (-2, -1, False), (1, -1, False)]
)
def test_quiet_hours_are_shown_as_such(browser, screen, start, end, is_quiet):
    now = timezone.localtime().replace(minute=30)
    ends = [(now + timedelta(hours=hours)).time() for hours in (start, end)]
    Screen.objects.update(quiet_from=ends[0], quiet_until=ends[1], last_seen_at=timezone.now())
    assert ("Quiet until" in miniature(browser)) is is_quiet


def test_queries_do_not_grow_with_screens(browser, team):
    counts = []
    for _ in range(2):
        for screen in factories.ScreenFactory.create_batch(
            6, showing=factories.WallPostFactory(team=team), last_seen_at=timezone.now()
        ):
            screen.teams.add(team)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/screens/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
