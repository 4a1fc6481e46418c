"""The wall on other people's pages: /wall/embed/ in frames, and the picture beside a link."""

from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from accounts.tokens import hash_token
from retros.drawing.link_preview import COLORS, INK, INK_3, LINE, PAPER, link_preview
from retros.models import Category, WallPost
from tests import factories


@pytest.fixture
def post(db):
    return factories.WallPostFactory(learned="Measure the baseline before you start.")


def test_embedded_wall_shows_what_hangs_and_nothing_of_the_site(visitor, post):
    down = factories.WallPostFactory(learned="Not any more.")
    down.take_down()
    page = visitor.get("/wall/embed/")
    assert post.learned in page.text
    assert "Not any more." not in page.text
    assert "Sign in" not in page.text


def test_embedded_wall_is_narrowed_like_the_wall(visitor, post):
    other = "team" if post.category != "team" else "self"
    assert post.learned in visitor.get(f"/wall/embed/?category={post.category}").text
    assert "No posts yet." in visitor.get(f"/wall/embed/?category={other}").text


@pytest.mark.parametrize(
    ("hosts", "ancestors"), [([], "'none'"), (["intranet.example.org"], "intranet.example.org")]
)
def test_only_known_hosts_may_frame_it(visitor, post, settings, hosts, ancestors):
    settings.FAIL_WALL_EMBED_HOSTS = hosts
    page = visitor.get("/wall/embed/")
    again = visitor.get("/wall/embed/", headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    for answer in (page, again):
        assert f"frame-ancestors {ancestors};" in answer["Content-Security-Policy"] + ";"
        assert "X-Frame-Options" not in answer


@pytest.mark.parametrize("is_by_link", [False, True])
@pytest.mark.parametrize(
    ("hosts", "ancestors"), [([], "'none'"), (["signage.example.org"], "signage.example.org")]
)
def test_only_known_hosts_may_frame_a_screen(visitor, post, settings, is_by_link, hosts, ancestors):
    settings.FAIL_WALL_EMBED_HOSTS = hosts
    factories.ScreenFactory(token_hash=hash_token("its-link"))
    page = visitor.get("/screens/its-link/" if is_by_link else "/wall/screen/")
    assert page.status_code == 200
    assert f"frame-ancestors {ancestors};" in page["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in page


def test_no_other_page_can_be_framed(visitor, post, settings):
    settings.FAIL_WALL_EMBED_HOSTS = ["intranet.example.org"]
    page = visitor.get("/wall/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_embedding_takes_two_queries(visitor, django_assert_num_queries):
    factories.WallPostFactory.create_batch(5)
    visitor.get("/wall/embed/")
    with django_assert_num_queries(2):
        visitor.get("/wall/embed/")


def test_link_preview_is_a_picture_that_caches_may_keep(visitor, post):
    answer = visitor.get(f"/wall/{post.pk}/preview.png")
    assert (answer["Content-Type"], "public" in answer["Cache-Control"]) == ("image/png", True)
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    again = visitor.get(f"/wall/{post.pk}/preview.png", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_post_names_its_picture_by_whole_address(visitor, post, settings):
    page = unescape(visitor.get(f"/wall/{post.pk}/").text)
    address = f"{settings.SITE_URL}/wall/{post.pk}/preview.png?v="
    assert f'<meta property="og:image" content="{address}' in page


def test_picture_of_a_taken_down_post_is_not_found(visitor, post):
    post.take_down()
    assert visitor.get(f"/wall/{post.pk}/preview.png").status_code == 404


def test_picture_changes_with_the_words(post):
    before = link_preview(post)
    post.learned = "Measure it twice."
    assert link_preview(post) != before


@pytest.mark.parametrize(
    "words",
    [
        "W" * 140,
        "Donaudampfschifffahrtsgesellschaft " * 4,
        "i " * 70,
        "リハーサルを先に",
        "مرحبا بالعالم",
        "\u202eabc\u0301 👩‍💻",
    ],
)
def test_any_words_make_a_picture(words):
    drawn = link_preview(WallPost(pk=7, learned=words, category="self", signature=words[:80]))
    assert Image.open(BytesIO(drawn)).size == (1200, 630)


def test_colors_are_those_of_the_pages(settings):
    tokens = Path(settings.ASSETS_DIR, "static", "css", "tokens.css").read_text()
    assert set(COLORS) == set(Category)
    for color in {PAPER, LINE, INK, INK_3, *(c for pair in COLORS.values() for c in pair)}:
        assert f"light-dark({color}," in tokens.replace("light-dark(#065,", "light-dark(#006655,")
