"""/screens/<token>/: what the link of a screen opens, and what it stores of the display."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tokens import hash_token
from retros.models import Screen, WallPost
from tests import factories

pytestmark = pytest.mark.both_databases

TOKEN = "a-token-of-a-screen-in-an-office"
PAGE, SLIDES = f"/screens/{TOKEN}/", f"/screens/{TOKEN}/slides/"
WRONG = "/screens/another-token-of-that-length/"


@pytest.fixture
def screen(db):
    return factories.ScreenFactory(label="Kitchen", token_hash=hash_token(TOKEN))


@pytest.fixture
def limits(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def test_link_shows_what_hangs_and_nothing_about_the_screen(visitor, screen):
    factories.WallPostFactory(learned="Measure first.")
    page = visitor.get(PAGE).text
    assert "Measure first." in page
    assert "Kitchen" not in page


def test_link_is_kept_by_no_cache_and_asks_for_no_cookie(visitor, screen):
    for address in (PAGE, SLIDES, f"{PAGE}worker.js"):
        response = visitor.get(address)
        assert response["Cache-Control"] == "no-store"
        assert "Cookie" not in response.get("Vary", "") and not response.cookies


@pytest.mark.parametrize("rest", ["", "slides/", "worker.js"])
def test_wrong_link_opens_nothing_and_says_so_on_a_television(visitor, db, rest):
    response = visitor.get(WRONG + rest)
    assert response.status_code == 404
    assert response["X-Wall"] == "gone"
    assert "This screen is off" in response.text
    assert "css/wall.css" in response.text


def test_revoked_link_answers_like_a_wrong_one(visitor, screen):
    screen.revoke()
    for rest in ("", "slides/", "worker.js"):
        revoked, wrong = visitor.get(PAGE + rest), visitor.get(WRONG + rest)
        assert (revoked.status_code, revoked.content) == (wrong.status_code, wrong.content)
        assert dict(revoked.items()) == dict(wrong.items())


def test_guessing_is_limited_and_working_screens_go_on(visitor, screen, limits):
    answers = [visitor.get(f"/screens/guess-{n}/").status_code for n in range(25)]
    assert (answers[0], answers[-1]) == (404, 429)
    assert visitor.get(SLIDES).status_code == 200


@pytest.mark.parametrize("rest", ["", "slides/", "worker.js"])
def test_only_reading_is_possible(visitor, screen, rest):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(visitor, method)(PAGE + rest).status_code == 405


def test_screen_shows_its_categories_and_teams_only(visitor, screen, team):
    screen.categories = ["self", "team"]
    screen.save()
    screen.teams.add(team)
    factories.WallPostFactory(learned="Both", category="self", team=team)
    factories.WallPostFactory(learned="Other team", category="self")
    factories.WallPostFactory(learned="Other category", category="product", team=team)
    page = visitor.get(SLIDES).text
    assert [words for words in ("Both", "Other team", "Other category") if words in page] == [
        "Both"
    ]


def test_pace_and_theme_are_the_screens(visitor, screen):
    factories.WallPostFactory(learned="Short.", we_did="", happened="")
    Screen.objects.update(pace=2, theme="light")
    page = visitor.get(PAGE).text
    assert 'data-seconds="28"' in page and 'class="is-light"' in page


def test_change_of_the_settings_lets_the_player_load_itself_anew(visitor, screen):
    build = visitor.get(SLIDES)["X-Wall-Build"]
    Screen.objects.update(changed_at=timezone.now() + timedelta(seconds=1))
    assert visitor.get(SLIDES)["X-Wall-Build"] != build


def test_poll_without_news_costs_one_query(visitor, screen, django_assert_num_queries):
    factories.WallPostFactory.create_batch(3)
    etag = visitor.get(SLIDES)["ETag"]
    with django_assert_num_queries(1):
        response = visitor.get(SLIDES, headers={"If-None-Match": etag})
    assert response.status_code == 304


def test_news_cost_five_queries_however_many_posts(visitor, screen, django_assert_num_queries):
    for more in (1, 20):
        factories.WallPostFactory.create_batch(more)
        Screen.objects.update(last_seen_at=timezone.now())
        with django_assert_num_queries(5):
            assert visitor.get(SLIDES).status_code == 200


def test_once_a_minute_it_is_noted_what_a_screen_shows(visitor, screen, django_assert_num_queries):
    post = factories.WallPostFactory()
    etag = visitor.get(SLIDES)["ETag"]
    Screen.objects.update(last_seen_at=timezone.now() - timedelta(seconds=61))
    with django_assert_num_queries(2):
        visitor.get(f"{SLIDES}?showing={post.pk}", headers={"If-None-Match": etag})
    screen.refresh_from_db()
    assert screen.showing == post
    assert timezone.now() - screen.last_seen_at < timedelta(seconds=20)


@pytest.mark.parametrize("showing", ["", "waiting", "-1", "4711", "9" * 40, "%00", "٣", "1;2"])
def test_odd_reports_of_what_is_shown_harm_nothing(visitor, screen, showing):
    factories.WallPostFactory()
    assert visitor.get(f"{SLIDES}?showing={showing}").status_code == 200
    screen.refresh_from_db()
    assert screen.showing is None and screen.last_seen_at


def test_nobody_reports_a_post_that_does_not_hang(visitor, screen):
    post = factories.WallPostFactory()
    post.take_down()
    visitor.get(f"{SLIDES}?showing={post.pk}")
    screen.refresh_from_db()
    assert screen.showing is None


def test_nothing_of_the_display_is_stored(visitor, screen):
    visitor.get(SLIDES, headers={"User-Agent": "Televisor/7"}, REMOTE_ADDR="192.0.2.77")
    stored = str(Screen.objects.values().get())
    assert "Televisor" not in stored and "192.0.2" not in stored


def test_erased_post_leaves_the_screen(screen):
    post = factories.WallPostFactory()
    screen.note_seen(post.pk)
    WallPost.objects.all().delete()
    screen.refresh_from_db()
    assert screen.showing is None
