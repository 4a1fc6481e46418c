"""The screen: what the server gives the player."""

import re

import pytest
import segno

from retros.drawing.wall_card import code_of, contour_lines
from retros.models import WallPost
from retros.views.wall.slides import slide_of
from tests import factories


def test_slides_come_newest_first(visitor):
    for learned in ("First", "Second"):
        factories.WallPostFactory(learned=learned)
    page = visitor.get("/wall/screen/slides/").text
    assert page.index("Second") < page.index("First")


def test_screen_without_posts_invites(visitor, settings):
    page = visitor.get("/wall/screen/").text
    assert "No posts yet" in page
    assert code_of(f"{settings.SITE_URL}/wall/new/").path in page


def shown(page):
    return set(re.findall(r'data-post="(\d+)"', page))


def test_two_thousand_posts_come_in_rounds(visitor):
    WallPost.objects.bulk_create(factories.WallPostFactory.build_batch(2000))
    one, other = (shown(visitor.get(f"/wall/screen/slides/?turn={n}").text) for n in (1, 2))
    newest = {str(pk) for pk in WallPost.objects.on_wall().values_list("pk", flat=True)[:12]}
    assert one & other == newest
    assert 16 <= len(one) <= 60


@pytest.mark.parametrize("turn", ["", "x", "-1", "%00", "9" * 40, "١"])
def test_odd_rounds_are_those_of_the_clock(visitor, turn):
    factories.WallPostFactory.create_batch(3)
    assert visitor.get(f"/wall/screen/slides/?turn={turn}").status_code == 200


def test_where_all_posts_fit_every_round_is_the_same(visitor):
    factories.WallPostFactory.create_batch(24)
    etags = {visitor.get(f"/wall/screen/slides/?turn={n}")["ETag"] for n in (1, 2)}
    assert len(etags) == 1
    factories.WallPostFactory()
    assert len({visitor.get(f"/wall/screen/slides/?turn={n}")["ETag"] for n in (1, 2)}) == 2


def test_code_leads_to_the_post(visitor, settings):
    post = factories.WallPostFactory()
    page = visitor.get("/wall/screen/").text
    assert code_of(f"{settings.SITE_URL}/wall/{post.pk}/").path in page


@pytest.mark.parametrize(
    ("query", "theme"), [("", "dark"), ("?theme=light", "light"), ("?theme=%00", "dark")]
)
def test_theme_is_chosen_in_the_address(visitor, query, theme):
    assert f'class="is-{theme}"' in visitor.get(f"/wall/screen/{query}").text


def test_same_slides_are_answered_from_one_query(visitor, django_assert_num_queries):
    factories.WallPostFactory.create_batch(3)
    etag = visitor.get("/wall/screen/slides/")["ETag"]
    with django_assert_num_queries(1):
        response = visitor.get("/wall/screen/slides/", headers={"If-None-Match": etag})
    assert response.status_code == 304


def test_cache_in_between_may_ask_in_other_words(visitor):
    factories.WallPostFactory()
    etag = visitor.get("/wall/screen/slides/")["ETag"]
    for asked in (f"W/{etag}", f'"older", {etag}', "*"):
        response = visitor.get("/wall/screen/slides/", headers={"If-None-Match": asked})
        assert (response.status_code, response["ETag"]) == (304, etag)


def test_screen_knows_the_state_of_its_slides(visitor):
    factories.WallPostFactory()
    page, slides = visitor.get("/wall/screen/"), visitor.get("/wall/screen/slides/")
    assert page.context["etag"] == slides["ETag"]
    assert slides["X-Wall-Build"] == page.context["build"]


def test_renamed_team_is_news(visitor, team):
    factories.WallPostFactory(team=team)
    etag = visitor.get("/wall/screen/slides/")["ETag"]
    team.name = "Paying"
    team.save()
    assert visitor.get("/wall/screen/slides/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("words", "seconds"), [("Short.", 14), ("word " * 22, 17), ("word " * 28, 20), ("漢" * 140, 29)]
)
def test_slide_stays_as_long_as_reading_takes(words, seconds):
    post = factories.WallPostFactory.build(learned=words.strip(), we_did="", happened="")
    assert post.reading_seconds == seconds


@pytest.mark.parametrize(
    ("learned", "size"),
    [("x" * 62, "s"), ("x" * 63, "m"), ("x" * 85, "l"), ("x" * 140, "xl"), ("漢" * 140, "xxl")],
)
def test_type_follows_the_length(learned, size):
    assert slide_of(factories.WallPostFactory.build(pk=1, learned=learned)).size == size


def test_contour_lines_are_a_posts_own_and_stay():
    assert contour_lines(1) == contour_lines.__wrapped__(1)
    assert contour_lines(1) != contour_lines(2)
    assert all(line.path.startswith("M") and line.path.endswith("Z") for line in contour_lines(1))


def test_code_draws_each_dark_square_once():
    address = "https://retros.example.org/wall/4711/"
    runs = re.findall(r"M(\d+) (\d+)\.5h(\d+)", code_of(address).path)
    drawn = [(int(x) + i, int(y)) for x, y, length in runs for i in range(int(length))]
    rows = segno.make(address, error="m", micro=False).matrix_iter(border=3)
    assert drawn == [(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
