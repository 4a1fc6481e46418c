"""The wall's feeds, as a feed reader sees them."""

import json
from xml.etree import ElementTree

import feedparser
import pytest

from retros.models import WallPost
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(visitor):
    return lambda query="": feedparser.parse(visitor.get(f"/wall/feed.atom{query}").content)


@pytest.fixture
def items(visitor):
    return lambda query="": json.loads(visitor.get(f"/wall/feed.json{query}").content)["items"]


def test_atom_holds_the_full_text(feed, settings):
    post = factories.WallPostFactory(signature="Two of us")
    parsed = feed()
    assert not parsed.bozo
    (entry,) = parsed.entries
    assert entry.id == entry.link == f"{settings.SITE_URL}{post.get_absolute_url()}"
    assert entry.title == post.learned
    for words in (post.we_did, post.happened, post.learned):
        assert words in entry.content[0].value


@pytest.mark.parametrize("posts", [0, 2])
def test_atom_has_what_the_standard_requires(visitor, posts):
    factories.WallPostFactory.create_batch(posts)
    response = visitor.get("/wall/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    for holder in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{ATOM}{name}")) == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Fail Wall"
    assert root.find(f"{ATOM}link[@rel='self']") is not None


def test_only_a_signature_names_an_author(feed, items):
    factories.WallPostFactory(signature="Two of us")
    factories.WallPostFactory()
    assert feed().feed.author == "Fail Wall"
    assert [entry.get("author") for entry in feed().entries] == [None, "Two of us"]
    assert [item.get("authors") for item in items()] == [None, [{"name": "Two of us"}]]


def test_json_feed_has_what_its_standard_requires(visitor, settings):
    post = factories.WallPostFactory()
    response = visitor.get("/wall/feed.json")
    feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Fail Wall"
    assert feed["feed_url"] == f"{settings.SITE_URL}/wall/feed.json"
    (item,) = feed["items"]
    assert item["id"] == item["url"] == f"{settings.SITE_URL}{post.get_absolute_url()}"
    assert post.happened in item["content_html"]


def test_feeds_are_narrowed_like_the_wall(feed, items, team):
    factories.WallPostFactory(category="team", team=team, learned="Wanted")
    factories.WallPostFactory(category="self")
    query = f"?category=team&team={team.slug}"
    assert [entry.title for entry in feed(query).entries] == ["Wanted"]
    assert [item["title"] for item in items(query)] == ["Wanted"]


def test_feed_of_an_unknown_team_is_empty(feed, items):
    factories.WallPostFactory()
    assert not feed("?team=nobody").entries
    assert not items("?team=nobody")


HOSTILE = """]]></title><script>alert(1)</script> & "quoted" 'too' \x0b\ufffe🙂"""


@pytest.mark.parametrize("field", ["we_did", "happened", "learned", "signature"])
def test_hostile_text_leaves_the_feeds_whole(feed, items, field):
    factories.WallPostFactory(**{field: HOSTILE})
    parsed = feed()
    assert not parsed.bozo
    assert len(parsed.entries) == 1
    assert "<script>" not in parsed.entries[0].content[0].value
    assert "<script>" not in items()[0]["content_html"]


def test_ids_stay_when_words_change(feed):
    post = factories.WallPostFactory()
    before = feed().entries[0].id
    WallPost.objects.filter(pk=post.pk).update(learned="Other words")
    assert feed().entries[0].id == before


def test_addresses_do_not_follow_the_host_header(visitor, settings):
    factories.WallPostFactory()
    assert "localhost" not in visitor.get("/wall/feed.atom", headers={"Host": "localhost"}).text
