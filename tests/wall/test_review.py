"""A curator's look before a post hangs: FAIL_WALL_REVIEW and /wall/review/."""

import pytest

from retros.models import WallPost
from tests import factories
from tests.wall.conftest import WORDS


@pytest.fixture(autouse=True)
def reviewed(settings):
    settings.FAIL_WALL_REVIEW = True


@pytest.fixture
def poster(as_user, member):
    return as_user(member)


def test_post_waits_and_nobody_outside_reads_it(poster, post_it, visitor):
    answer = post_it(poster)
    post = WallPost.objects.get()
    assert answer.url == f"/wall/{post.pk}/edit/"
    assert "Waiting for review" in poster.get(answer.url).text
    for public in ("/wall/", "/wall/feed.atom", "/wall/feed.json", "/wall/embed/"):
        assert WORDS["learned"] not in visitor.get(public).text
    assert visitor.get(f"/wall/{post.pk}/").status_code == 404


def test_curator_hangs_it_up(poster, post_it, as_user, curator, visitor):
    post_it(poster)
    post = WallPost.objects.get()
    browser = as_user(curator)
    assert WORDS["learned"] in browser.get("/wall/review/").text
    browser.post(f"/wall/{post.pk}/put-back/")
    assert WORDS["learned"] in visitor.get("/wall/").text
    assert "Nothing to review" in browser.get("/wall/review/").text


def test_curator_leaves_it_down(poster, post_it, as_user, curator):
    post_it(poster)
    post = WallPost.objects.get()
    as_user(curator).post(f"/wall/{post.pk}/take-down/")
    post.refresh_from_db()
    assert (post.is_on_wall, post.awaits_review) == (False, False)


def test_poster_can_not_hang_it_up(poster, post_it):
    post_it(poster)
    post = WallPost.objects.get()
    poster.post(f"/wall/{post.pk}/put-back/")
    post.refresh_from_db()
    assert (post.is_on_wall, post.awaits_review) == (False, True)


def test_what_a_curator_posts_hangs_at_once(as_user, curator, post_it):
    post_it(as_user(curator))
    assert WallPost.objects.get().is_on_wall


def test_changed_post_waits_again(as_user, post_it, team):
    post = factories.WallPostFactory(team=team)
    browser = as_user(factories.UserFactory(teams=[team]))
    form = browser.get(f"/wall/{post.pk}/edit/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    browser.post(f"/wall/{post.pk}/edit/", typed | {"learned": "Other.", "previewed": "live"})
    post.refresh_from_db()
    assert (post.learned, post.is_on_wall, post.awaits_review) == ("Other.", False, True)


def test_members_and_visitors_do_not_see_the_list(poster, visitor):
    assert poster.get("/wall/review/").status_code == 404
    assert "/accounts/login/" in visitor.get("/wall/review/").url


def test_list_wants_a_get(as_user, curator):
    assert as_user(curator).post("/wall/review/").status_code == 405


def test_queries_do_not_grow_with_posts(as_user, curator, django_assert_max_num_queries):
    for number in range(6):
        post = factories.WallPostFactory(learned=f"Number {number}.", team=factories.TeamFactory())
        post.put_on_wall(by=factories.UserFactory())
    browser = as_user(curator)
    browser.get("/wall/review/")
    with django_assert_max_num_queries(6):
        browser.get("/wall/review/")


def test_without_the_setting_posts_hang_at_once(settings, poster, post_it):
    settings.FAIL_WALL_REVIEW = False
    post_it(poster)
    assert WallPost.objects.get().is_on_wall


def test_what_waits_is_not_in_the_trash(poster, post_it):
    post_it(poster)
    assert WORDS["learned"] not in poster.get("/trash/").text
