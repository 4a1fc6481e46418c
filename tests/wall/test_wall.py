"""The wall as everyone reads it: /wall/ and /wall/<id>/."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from retros.models import WallPost
from tests import factories

PUBLIC = ["/wall/", "/wall/screen/", "/wall/screen/slides/", "/wall/feed.atom", "/wall/feed.json"]
HOSTILE = """<script>alert("1")</script>'><img src=x onerror=alert(1)>"""


def test_visitor_reads_what_hangs(visitor, team):
    post = factories.WallPostFactory(team=team, signature="Two of us")
    page = visitor.get("/wall/").text
    for words in (post.learned, post.we_did, post.happened, "Payments", "Two of us", "Process"):
        assert words in page


def test_post_has_a_page_of_its_own(visitor):
    post = factories.WallPostFactory()
    assert post.learned in visitor.get(post.get_absolute_url()).text


def test_what_was_taken_down_is_gone_everywhere(visitor):
    post = factories.WallPostFactory(learned="Gone from here")
    post.take_down()
    assert visitor.get(post.get_absolute_url()).status_code == 404
    assert not [url for url in PUBLIC if post.learned in visitor.get(url).text]


@pytest.mark.parametrize("pk", [4711, 10**30])
def test_unknown_post_is_404(visitor, pk):
    assert visitor.get(f"/wall/{pk}/").status_code == 404


def test_empty_wall_explains_itself(visitor):
    page = visitor.get("/wall/").text
    assert "No posts yet" in page
    assert "/wall/new/" in page


def test_lesson_and_its_retrospective_stay_inside(visitor):
    lesson = factories.LessonFactory(published=True, statement="Inside words")
    post = factories.WallPostFactory(lesson=lesson)
    inside = ("Inside words", lesson.retrospective.title, lesson.retrospective.project.name)
    for url in [*PUBLIC, post.get_absolute_url()]:
        page = visitor.get(url).text
        assert not [words for words in inside if words in page]
        assert "/lessons/" not in page


def test_narrowed_by_category_and_team(visitor, team):
    factories.WallPostFactory(learned="First", category="team", team=team)
    factories.WallPostFactory(learned="Second", category="team")
    factories.WallPostFactory(learned="Third", category="self", team=team)
    page = visitor.get(f"/wall/?category=team&team={team.slug}").text
    assert [words for words in ("First", "Second", "Third") if words in page] == ["First"]


@pytest.mark.parametrize(
    "query", ["category=nothing", "team=nobody", "team=a%00b", "category=%FF", "team=%F0%9F%98%80"]
)
def test_unknown_narrowing_shows_nothing_and_the_way_back(visitor, query):
    factories.WallPostFactory(learned="Not shown")
    response = visitor.get(f"/wall/?{query}")
    assert response.status_code == 200
    assert "Not shown" not in response.text
    assert "Show all posts" in response.text


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "%00", "9" * 400])
def test_odd_page_numbers_give_a_page(visitor, page):
    factories.WallPostFactory.create_batch(26)
    assert visitor.get(f"/wall/?page={page}").status_code == 200


def test_pages_keep_the_narrowing(visitor):
    factories.WallPostFactory.create_batch(26)
    assert "?category=process&amp;page=2" in visitor.get("/wall/?category=process").text


def test_unknown_parameters_change_no_byte(visitor):
    factories.WallPostFactory.create_batch(26)
    for url in PUBLIC:
        odd = visitor.get(f"{url}?ordering=lesson__statement&lesson__detail__contains=a")
        assert odd.content == visitor.get(url).content


def test_only_teams_with_posts_are_named(visitor, team):
    factories.TeamFactory(name="Secret team")
    factories.WallPostFactory(team=team)
    assert "Payments" in visitor.get("/wall/").text
    assert "Secret team" not in visitor.get("/wall/").text


@pytest.mark.parametrize("field", ["we_did", "happened", "learned", "signature"])
def test_hostile_text_is_escaped(visitor, field):
    post = factories.WallPostFactory(**{field: HOSTILE})
    for url in ["/wall/", "/wall/screen/", "/wall/screen/slides/", post.get_absolute_url()]:
        page = visitor.get(url).text
        assert "&lt;script&gt;" in page
        assert "<img" not in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("signed_in", [False, True])
def test_caches_may_share_the_answers(as_user, member, signed_in):
    """Except what members get with the navigation around it."""
    post = factories.WallPostFactory()
    browser = as_user(member if signed_in else None)
    pages = {"/wall/", post.get_absolute_url()}
    for url in {*PUBLIC} - pages if signed_in else {*PUBLIC} | pages:
        response = browser.get(url)
        assert response.status_code == 200
        assert ("Cookie" in response.get("Vary", "")) == (url in pages)
        assert "public" in response["Cache-Control"]
        assert not response.cookies


def test_members_keep_navigation_and_search_in_pages_that_no_cache_stores(as_user, member):
    post = factories.WallPostFactory()
    browser = as_user(member)
    for url in ("/wall/", post.get_absolute_url()):
        response = browser.get(url)
        assert (response["Cache-Control"], "Cookie" in response["Vary"]) == ("no-store", True)
        assert 'role="search"' in response.text and member.display_name in response.text
        assert "ETag" not in response
        visitors = as_user().get(url).text
        assert member.display_name not in visitors and 'role="search"' not in visitors


def test_page_for_a_session_that_ended_is_the_visitors(as_user, member):
    browser = as_user(member)
    browser.session.flush()
    response = browser.get("/wall/")
    assert "public" in response["Cache-Control"] and "Cookie" in response["Vary"]
    assert member.display_name not in response.text


@pytest.mark.parametrize("url", [*PUBLIC, "post"])
def test_known_answer_is_304_until_something_changes(visitor, url):
    post = factories.WallPostFactory()
    url = url if url != "post" else post.get_absolute_url()
    etag = visitor.get(url)["ETag"]
    same = visitor.get(url, headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    WallPost.objects.get(pk=post.pk).take_down()
    assert visitor.get(url, headers={"If-None-Match": etag}).status_code != 304


@pytest.mark.parametrize("url", PUBLIC)
def test_etag_tells_nothing_of_what_was_taken_down(visitor, url):
    factories.WallPostFactory()
    etag = visitor.get(url)["ETag"]
    factories.WallPostFactory().take_down()
    assert visitor.get(url)["ETag"] == etag


@pytest.mark.parametrize("url", [*PUBLIC, "/wall/1/"])
def test_only_reading_is_possible(visitor, url):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(visitor, method)(url).status_code == 405


@pytest.mark.parametrize("url", PUBLIC)
def test_queries_do_not_grow(visitor, url):
    counts = []
    for _ in range(2):
        factories.WallPostFactory.create_batch(6, team=factories.TeamFactory())
        with CaptureQueriesContext(connection) as queries:
            visitor.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


@pytest.mark.parametrize("url", PUBLIC)
def test_no_inline_style_or_script(visitor, url):
    factories.WallPostFactory()
    page = visitor.get(url).text
    assert "style=" not in page
    assert "onclick" not in page
