"""Tags of posts: chosen in the form, seen on the card, and edited."""

import pytest
from taggit.models import Tag

from retros.models import WallPost
from retros.models.tags import rename_tag
from tests import factories
from tests.wall.conftest import WORDS


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
    assert '<span class="tag" dir="auto">cut over</span>' in seen.text
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
    assert '<span class="tag" dir="auto">inside</span>' in response.text
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
