"""Tags of posts filter the wall, its frame, its feeds and the search; curators rename them."""

import json

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from retros import search
from retros.models import WallPost
from retros.models.tags import merge_tags, rename_tag
from tests import factories

PAGES = ["/wall/", "/wall/embed/", "/wall/feed.atom", "/wall/feed.json"]


@pytest.fixture
def poster(as_user, member):
    return as_user(member)


@pytest.fixture
def post(db):
    post = factories.WallPostFactory(learned="Under the tag")
    post.tags.add("cut over")
    factories.WallPostFactory(learned="Under no tag")
    return post


@pytest.fixture
def curating(as_user, curator):
    return as_user(curator)


def shown(browser, address):
    """What a page or a feed brings, of the two posts."""
    text = browser.get(address).text
    return [words for words in ("Under the tag", "Under no tag") if words in text]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("asked", ["cut over", "Cut Over", "cut-over"])
def test_wall_embed_and_feeds_are_narrowed_by_tag(visitor, post, page, asked):
    assert len(shown(visitor, page)) == 2
    assert shown(visitor, f"{page}?tag={asked}") == ["Under the tag"]


@pytest.mark.parametrize("asked", ["nothing", "a%00b", "%FF", "%F0%9F%98%80", "'", "x" * 3000, "-"])
def test_unknown_tag_shows_nothing_and_the_way_back(visitor, post, asked):
    for page in PAGES:
        assert shown(visitor, f"{page}?tag={asked}") == []
    assert "Show all posts" in visitor.get(f"/wall/?tag={asked}").text


def test_tag_goes_with_the_other_filters(visitor, post):
    team = factories.TeamFactory(name="Payments")
    both = factories.WallPostFactory(learned="Of the team", team=team, category="self")
    both.tags.add("cut over")
    page = visitor.get(f"/wall/?tag=cut+over&team={team.slug}").text
    assert "Of the team" in page and "Under the tag" not in page
    assert "?team=payments&amp;tag=cut%20over&amp;category=self" in page.replace("+", "%20")


def test_two_tags_that_sound_alike_are_told_apart(visitor, db):
    for name in ("C++", "C#"):
        factories.WallPostFactory(learned=f"About {name}").tags.add(name)
    page = visitor.get("/wall/?tag=C%23").text
    assert "About C#" in page and "About C++" not in page


def test_only_tags_of_what_hangs_are_offered(visitor, post):
    factories.LessonFactory(published=True).tags.add("inside")
    down = factories.WallPostFactory()
    down.tags.add("taken-down")
    down.take_down()
    page = visitor.get("/wall/").text
    assert ">cut over</option>" in page
    assert "inside" not in page and "taken-down" not in page


def test_feeds_name_the_tags(visitor, post):
    atom = feedparser.parse(visitor.get("/wall/feed.atom").content)
    terms = {entry.title: [tag.term for tag in entry.tags] for entry in atom.entries}
    assert terms["Under the tag"] == ["process", "cut over"]
    items = json.loads(visitor.get("/wall/feed.json").content)["items"]
    assert [item["tags"] for item in items] == [["Process"], ["Process", "cut over"]]


def test_hostile_tag_is_escaped(visitor, db):
    factories.WallPostFactory().tags.add("<img src=x onerror=alert(1)>&")
    for page in [*PAGES[:3], WallPost.objects.get().get_absolute_url()]:
        assert "<img" not in visitor.get(page).text
    assert not feedparser.parse(visitor.get("/wall/feed.atom").content).bozo
    (item,) = json.loads(visitor.get("/wall/feed.json").content)["items"]
    assert "<img" not in item["content_html"]


@pytest.mark.parametrize(("page", "most"), list(zip(PAGES, [9, 4, 5, 5], strict=True)))
def test_queries_do_not_grow_with_tags(visitor, page, most):
    counts = []
    for turn in range(2):
        for number, post in enumerate(factories.WallPostFactory.create_batch(4)):
            post.tags.add("each", f"tag {turn} {number}")
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"{page}?tag=each")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


def found(person, **narrowed):
    hits = search.search("", user=person, **narrowed).hits
    return {hit.object_id for hit in hits if hit.kind == "wall-post"}


def test_post_is_found_by_its_tag(member, post):
    assert found(member, tags=("cut-over",)) == {post.pk}
    assert search.search("over", user=member).total == 1
    post.take_down()
    assert found(member, tags=("cut-over",)) == set()
    assert set(search.check()) <= {"The counts of words are not those of the texts."}


@pytest.mark.parametrize("how", ["renamed", "merged", "deleted"])
def test_search_follows_a_tag(member, post, how):
    tag = Tag.objects.get()
    if how == "renamed":
        rename_tag(tag, "moving")
    elif how == "merged":
        merge_tags(tag, Tag.objects.create(name="moving"))
    else:
        tag.delete()
    assert found(member, tags=("moving",)) == (set() if how == "deleted" else {post.pk})
    assert set(search.check()) <= {"The counts of words are not those of the texts."}


def test_page_of_a_tag_shows_its_posts(poster, curating, post):
    assert "Under the tag" in poster.get("/tags/cut-over/").text
    assert "1 wall post" in curating.get("/tags/cut-over/edit/").text
    post.take_down()
    assert poster.get("/tags/cut-over/").status_code == 404
    assert "Not on the wall" in curating.get("/tags/cut-over/").text


def test_curator_reads_that_a_name_is_public(curating, post):
    assert "everyone can read it" in curating.get("/tags/cut-over/edit/").text
    factories.LessonFactory(published=True).tags.add("inside")
    assert "everyone" not in curating.get("/tags/inside/edit/").text
    sure = curating.post("/tags/cut-over/edit/", {"into": "inside"}).text
    assert "will show “inside”" in sure


@pytest.mark.parametrize("how", ["renamed", "merged"])
def test_links_that_name_a_tag_go_on_working(visitor, post, how):
    if how == "renamed":
        rename_tag(Tag.objects.get(), "moving")
    else:
        merge_tags(Tag.objects.get(), Tag.objects.create(name="moving"))
    for page in PAGES:
        assert shown(visitor, f"{page}?tag=cut+over") == ["Under the tag"]
    assert "<option selected>moving</option>" in visitor.get("/wall/?tag=cut-over").text


def test_name_that_was_never_public_leads_nowhere(visitor, post):
    secret = factories.LessonFactory(published=True)
    secret.tags.add("secret plan")
    merge_tags(Tag.objects.get(name="secret plan"), Tag.objects.get(name="cut over"))
    assert shown(visitor, "/wall/?tag=secret+plan") == []


def test_tags_go_with_their_post(post):
    post.delete()
    assert not Tag.objects.filter(wallpost__isnull=False).exists()
