"""Saved searches and their feeds: /search/saved/, /search/feeds/<token>/."""

import re

import feedparser
import pytest
from django.core.cache import cache

from retros.models import SavedSearch
from retros.models.saved_search import SAVED_SEARCHES_MAX
from tests import factories

pytestmark = pytest.mark.both_databases

HERE = "/search/saved/"


@pytest.fixture
def reader(as_user, member):
    return as_user(member)


@pytest.fixture
def visitor(db, as_user):
    return as_user()


@pytest.fixture
def one(member):
    return factories.SavedSearchFactory(owner=member, query="q=okapi")


@pytest.fixture
def address(reader, one):
    page = reader.post(f"{HERE}{one.pk}/feed/").text
    return re.search(r'value="https?://[^/]+(/search/feeds/[\w-]+/)"', page)[1]


def entries(client, address):
    return [entry.title for entry in feedparser.parse(client.get(address).content).entries]


def test_search_is_saved_from_the_page_of_its_hits(reader, member):
    factories.LessonFactory(statement="An okapi.", retrospective__published=True)
    page = reader.get("/search/?q=okapi&category=process&page=1").text
    query = re.search(r'name="query" value="([^"]*)"', page)[1].replace("&amp;", "&")
    reader.post(HERE, {"name": "Okapis", "query": query})
    saved = SavedSearch.objects.get()
    assert (saved.owner, saved.name, saved.query) == (member, "Okapis", "q=okapi&category=process")
    assert f"/search/?{saved.query}".replace("&", "&amp;") in reader.get(HERE).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "query": "q=okapi"}, "Please write something"),
        ({"name": "x" * 81, "query": "q=okapi"}, "80"),
        ({"name": "Nothing", "query": "page=3"}, "Enter words or choose a filter first."),
        ({"name": "Nothing", "query": "\x00&&=%"}, "Enter words or choose a filter first."),
    ],
)
def test_what_can_not_be_saved_is_said_beside_the_field(reader, typed, said):
    answer = reader.post(HERE, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert not SavedSearch.objects.exists()


def test_there_is_an_end_to_saving(reader, member):
    factories.SavedSearchFactory.create_batch(SAVED_SEARCHES_MAX, owner=member)
    answer = reader.post(HERE, {"name": "One more", "query": "q=okapi"})
    assert "Remove one first" in answer.text
    assert SavedSearch.objects.count() == SAVED_SEARCHES_MAX


def test_others_meet_neither_the_search_nor_its_buttons(as_user, one, visitor):
    other = as_user(factories.UserFactory())
    assert one.name not in other.get(HERE).text
    for button in ("feed", "remove"):
        assert other.post(f"{HERE}{one.pk}/{button}/").status_code == 404
        assert other.get(f"{HERE}{one.pk}/{button}/").status_code == 405
    assert "/accounts/login/" in visitor.get(HERE).url


def test_removing_leads_to_the_search_from_where_it_can_be_saved_again(reader, one):
    assert reader.post(f"{HERE}{one.pk}/remove/").url == "/search/?q=okapi"
    assert not SavedSearch.objects.exists()


def test_feed_brings_what_is_added_the_last_first(visitor, address):
    record = factories.RetrospectiveFactory(published=True)
    factories.LessonFactory(statement="First okapi.", retrospective=record)
    factories.LessonFactory(statement="Second okapi.", retrospective=record)
    factories.LessonFactory(statement="A zebra.", retrospective=record)
    assert entries(visitor, address) == ["Second okapi.", "First okapi."]


def test_feed_never_shows_drafts_also_not_ones_that_its_owner_writes(visitor, member, address):
    draft = factories.RetrospectiveFactory(created_by=member)
    factories.LessonFactory(statement="An okapi in a draft.", retrospective=draft)
    assert entries(visitor, address) == []


def test_feed_is_whole_with_hostile_words(visitor, address):
    factories.LessonFactory(
        statement="<b>okapi</b> & ]]> \x07", detail="okapi <script>", retrospective__published=True
    )
    feed = feedparser.parse(visitor.get(address).content)
    assert not feed.bozo
    assert "<script" not in feed.entries[0].content[0].value


def test_another_address_ends_the_first(reader, visitor, one, address):
    reader.post(f"{HERE}{one.pk}/feed/")
    assert visitor.get(address).status_code == 404


def test_feed_of_somebody_who_left_is_not_found(visitor, member, address):
    member.is_active = False
    member.save()
    assert visitor.get(address).status_code == 404


def test_token_is_stored_as_a_hash_alone(one, address):
    token = address.split("/")[3]
    one.refresh_from_db()
    assert token not in str(vars(one))


def test_guessing_ends_after_some_wrong_links(visitor, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    answers = {visitor.get(f"/search/feeds/wrong{number}/").status_code for number in range(40)}
    cache.clear()
    assert answers == {404, 429}


def test_feed_wants_a_get(visitor, address):
    assert visitor.post(address).status_code == 405


def test_queries_do_not_grow_with_what_is_saved(reader, member, django_assert_max_num_queries):
    factories.SavedSearchFactory.create_batch(6, owner=member)
    reader.get(HERE)
    with django_assert_max_num_queries(5):
        reader.get(HERE)


def test_queries_of_a_feed_do_not_grow_with_hits(visitor, address, django_assert_max_num_queries):
    record = factories.RetrospectiveFactory(published=True)
    for number in range(6):
        factories.LessonFactory(statement=f"Okapi {number}.", retrospective=record)
    visitor.get(address)
    with django_assert_max_num_queries(10):
        visitor.get(address)
