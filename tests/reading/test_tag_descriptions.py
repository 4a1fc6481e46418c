"""Curators say what a tag stands for; everyone who sees the tag reads it."""

import pytest
from taggit.models import Tag

from retros.models import TagDescription, merge_tags
from tests import factories

EDIT = "/tags/route-planner/edit/"
WORDS = "The app that couriers use"


@pytest.fixture
def tag(db):
    factories.RetrospectiveFactory(published=True).tags.add("Route Planner")
    return Tag.objects.get()


def test_curator_describes_a_product_and_members_read_it(as_user, curator, member, tag):
    response = as_user(curator).post(EDIT, {"kind": "product", "text": WORDS})
    assert response.url == "/tags/route-planner/"
    page = as_user(member).get("/tags/route-planner/").text
    assert WORDS in page
    assert 'href="/decisions/?product=route-planner"' in page


def test_description_can_be_changed_and_emptied(as_user, curator, tag):
    for text in (WORDS, ""):
        as_user(curator).post(EDIT, {"kind": "", "text": text})
    assert TagDescription.objects.get().text == ""


@pytest.mark.parametrize(
    "values", [{"kind": "person", "text": "x"}, {"kind": "", "text": "x" * 201}]
)
def test_bad_input_keeps_what_was_typed(as_user, curator, tag, values):
    response = as_user(curator).post(EDIT, values)
    assert response.status_code == 422
    assert values["text"] in response.text
    assert not TagDescription.objects.exists()


def test_members_and_visitors_describe_nothing(as_user, member, tag):
    assert as_user(member).post(EDIT, {"kind": "product"}).status_code == 404
    assert as_user().get(EDIT).status_code == 302
    assert not TagDescription.objects.exists()


@pytest.mark.both_databases
def test_merged_tag_hands_its_description_on(tag):
    TagDescription.objects.create(tag=tag, kind="product", text=WORDS)
    into = Tag.objects.create(name="Router", slug="router")
    merge_tags(tag, into)
    assert into.description.text == WORDS


def test_merge_keeps_the_description_of_the_tag_that_stays(tag):
    TagDescription.objects.create(tag=tag, text="Other words")
    into = Tag.objects.create(name="Router", slug="router")
    TagDescription.objects.create(tag=into, text=WORDS)
    merge_tags(tag, into)
    assert TagDescription.objects.get().text == WORDS
