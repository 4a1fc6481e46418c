"""Tags of posts: chosen in the form, seen on the card, and then what the wall is narrowed by."""

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
from tests.wall.conftest import WORDS

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


def names(post):
    return sorted(post.tags.names())


def shown(browser, address):
    """What a page or a feed brings, of the two posts."""
    text = browser.get(address).text
    return [words for words in ("Under the tag", "Under no tag") if words in text]


# Posting


def test_tags_are_posted_with_the_words(poster, post_it, visitor):
    post_it(poster, tags="Cut over, payments")
    post = WallPost.objects.get()
    assert names(post) == ["Cut over", "payments"]
    page = visitor.get(post.get_absolute_url()).text
    assert "Cut over" in page and "?tag=payments" in page


def test_without_a_script_tags_are_seen_on_the_card_first(poster, post_it):
    seen = post_it(poster, previewed="", tags="cut over")
    assert seen.context["card"].tag_names == ["cut over"]
    assert '<span class="tag">cut over</span>' in seen.text
    key = seen.context["form"]["previewed"].value()
    assert post_it(poster, previewed=key, tags="cut over, more").status_code == 200
    assert not WallPost.objects.exists()
    post_it(poster, previewed=key, tags="cut over")
    assert names(WallPost.objects.get()) == ["cut over"]


def test_lesson_proposes_its_tags_and_nothing_is_taken_that_was_not_left(poster, post_it):
    lesson = factories.LessonFactory(published=True)
    lesson.tags.add("inside", "cut over")
    response = poster.get(f"/wall/new/?lesson={lesson.pk}")
    assert response.context["form"]["tags"].value() == "cut over, inside"
    assert '<span class="tag">inside</span>' in response.text
    post_it(poster, lesson=lesson.pk, tags="cut over")
    assert names(WallPost.objects.get()) == ["cut over"]


def test_lesson_proposes_no_more_tags_than_a_card_takes(poster, post_it):
    lesson = factories.LessonFactory(published=True)
    lesson.tags.add(*"abcdefgh")
    proposed = poster.get(f"/wall/new/?lesson={lesson.pk}").context["form"]["tags"].value()
    assert proposed == "a, b, c, d, e"


def test_tag_of_another_spelling_is_shown_as_it_is_filed_before_it_is_posted(poster, post_it):
    factories.LessonFactory(published=True).tags.add("Cut Over")
    seen = post_it(poster, tags="cut over")
    assert seen.context["card"].tag_names == ["Cut Over"]
    assert not WallPost.objects.exists()
    post_it(poster, tags="cut over", previewed=seen.context["form"]["previewed"].value())
    assert names(WallPost.objects.get()) == ["Cut Over"]


def test_new_name_of_a_tag_is_seen_before_it_is_posted(poster, post_it):
    factories.LessonFactory(published=True).tags.add("payment")
    rename_tag(Tag.objects.get(), "Paying")
    assert post_it(poster, tags="payment").context["card"].tag_names == ["Paying"]
    assert not WallPost.objects.exists()


def test_name_of_a_member_as_a_tag_is_pointed_out(poster, post_it):
    factories.UserFactory(display_name="Quentin Osterhaus")
    response = post_it(poster, tags="Quentin Osterhaus")
    assert "Should everyone see this?" in response.text
    assert not WallPost.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a, b, c, d, e, f", "up to 5 tags"),
        ("!!!", "letter or digit"),
        ("x" * 101, "100 characters"),
    ],
)
def test_bad_tags_are_answered_beside_the_field(poster, post_it, typed, says):
    response = post_it(poster, tags=typed)
    assert response.status_code == 422
    assert says in response.text
    assert WORDS["learned"] in response.text
    assert not WallPost.objects.exists()


# Changing


@pytest.fixture
def curating(as_user, curator):
    return as_user(curator)


def change(browser, post, **changed):
    form = browser.get(f"/wall/{post.pk}/edit/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed["tags"] = ", ".join(names(post))
    return browser.post(f"/wall/{post.pk}/edit/", typed | {"previewed": "live"} | changed)


def test_tags_are_changed_and_what_they_were_is_kept(curating, post):
    assert change(curating, post, tags="payments").status_code == 302
    assert names(post) == ["payments"]
    assert post.revisions.get().content["tags"] == "cut over"
    assert "<del>cut over</del>" in curating.get(f"/wall/{post.pk}/revisions/").text


def test_same_words_and_tags_are_no_change(curating, post):
    change(curating, post)
    assert not post.revisions.exists()
    assert names(post) == ["cut over"]


def test_two_who_change_the_tags_see_both(curating, post):
    address = f"/wall/{post.pk}/edit/"
    seen = curating.get(address).context["form"]["changed_at"].value()
    words = WORDS | {"changed_at": seen}
    curating.post(address, words | {"tags": "theirs"})
    second = curating.post(address, words | {"tags": "mine"})
    assert second.status_code == 409
    (conflict,) = second.context["conflict"]
    assert (conflict.mine, conflict.theirs) == ("mine", "theirs")
    pressed = second.context["form"].data.dict() | {"keep_theirs": "tags", "conflicts": "tags"}
    taken = curating.post(address, pressed)
    assert taken.context["form"]["tags"].value() == "theirs"


def test_form_opened_before_a_rename_shows_the_new_name_first(curating, post):
    form = curating.get(f"/wall/{post.pk}/edit/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    rename_tag(Tag.objects.get(), "moving day")
    typed |= {"tags": "cut over", "previewed": "live"}
    shown = curating.post(f"/wall/{post.pk}/edit/", typed)
    assert shown.context["card"].tag_names == ["moving day"]


def test_tags_wait_for_a_curator_with_their_post(poster, post_it, visitor, settings):
    settings.FAIL_WALL_REVIEW = True
    post_it(poster, tags="cut over")
    assert names(WallPost.objects.get()) == ["cut over"]
    assert "cut over" not in visitor.get("/wall/").text


# Reading


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


@pytest.mark.parametrize(("page", "most"), list(zip(PAGES, [8, 4, 4, 4], strict=True)))
def test_queries_do_not_grow_with_tags(visitor, page, most):
    counts = []
    for turn in range(2):
        for number, post in enumerate(factories.WallPostFactory.create_batch(4)):
            post.tags.add("each", f"tag {turn} {number}")
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"{page}?tag=each")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


# Looking after


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
