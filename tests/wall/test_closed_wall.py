"""FAIL_WALL=screens: members read the wall, and so do the links of screens; nobody else."""

import pytest

from accounts.tokens import hash_token
from tests import factories

WORDS = "Measure first."
PAGES = [
    "/wall/",
    "/wall/screen/",
    "/wall/feed.atom",
    "/wall/feed.json",
    "/wall/1/",
    "/wall/embed/",
]


@pytest.fixture(autouse=True)
def closed(settings, db):
    settings.FAIL_WALL = "screens"
    factories.WallPostFactory(pk=1, learned=WORDS)


@pytest.mark.parametrize("address", [*PAGES, "/wall/4711/"])
def test_visitors_are_asked_to_sign_in_whether_it_is_there_or_not(visitor, address):
    response = visitor.get(f"{address}?category=process")
    back = f"/accounts/login/?next={address}%3Fcategory%3Dprocess"
    assert (response.status_code, response["Location"]) == (302, back)


@pytest.mark.parametrize("address", [*PAGES, "/wall/screen/slides/"])
def test_members_read_it_and_no_cache_keeps_it(as_user, member, address):
    response = as_user(member).get(address)
    assert WORDS in response.text
    assert response["Cache-Control"] == "no-store"


def test_picture_beside_a_link_is_for_members_too(as_user, member, visitor):
    address = "/wall/1/preview.png"
    assert visitor.get(address)["Location"] == f"/accounts/login/?next={address}"
    assert as_user(member).get(address)["Content-Type"] == "image/png"


def test_known_answer_tells_a_visitor_nothing(as_user, member, visitor):
    for address in [*PAGES, "/wall/screen/slides/"]:
        etag = as_user(member).get(address).get("ETag", "*")
        answer = visitor.get(address, headers={"If-None-Match": etag})
        assert answer.status_code in {302, 404}
        assert "ETag" not in answer


def test_public_player_of_before_closes_itself(visitor):
    response = visitor.get("/wall/screen/slides/")
    assert (response.status_code, response["X-Wall"]) == (404, "gone")
    assert WORDS not in response.text


def test_link_of_a_screen_opens_it_all_the_same(visitor):
    factories.ScreenFactory(token_hash=hash_token("the-token"))
    for address in ("/screens/the-token/", "/screens/the-token/slides/"):
        assert WORDS in visitor.get(address).text


def test_first_page_shows_visitors_no_post(visitor):
    page = visitor.get("/").text
    assert WORDS not in page and 'href="/wall/"' not in page


def test_writer_is_told_who_will_read(as_user, member):
    assert "Everyone who signs in can read it" in as_user(member).get("/wall/new/").text


@pytest.mark.parametrize("address", [*PAGES, "/wall/screen/slides/"])
def test_only_reading_is_possible(as_user, member, address):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(as_user(member), method)(address).status_code == 405
