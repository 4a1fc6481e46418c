"""Changing a post, taking it down and putting it back: /wall/<id>/edit/ and beside it."""

import pytest

from retros.models import WallPost
from tests import factories
from tests.answers import without_tokens
from tests.wall.conftest import WORDS

VERBS = ("edit", "take-down", "put-back")


@pytest.fixture
def post(team):
    lesson = factories.LessonFactory(published=True)
    return factories.WallPostFactory(team=team, lesson=lesson)


def change(browser, post, **changed):
    url = f"/wall/{post.pk}/edit/"
    seen = browser.get(url).context["form"]["changed_at"].value()
    return browser.post(url, WORDS | {"changed_at": seen} | changed)


@pytest.mark.parametrize("who", ["curator", "team", "retrospective"])
def test_those_who_answer_for_it_may_change_it(as_user, post, who):
    people = {
        "curator": factories.CuratorFactory,
        "team": lambda: factories.UserFactory(teams=[post.team]),
        "retrospective": lambda: post.lesson.retrospective.created_by,
    }
    change(as_user(people[who]()), post, learned="Better words", team=post.team_id)
    post.refresh_from_db()
    assert post.learned == "Better words"


def test_the_browser_that_posted_may_change_it(as_user, member, post_it):
    browser = as_user(member)
    post_it(browser)
    post = WallPost.objects.get()
    change(browser, post, learned="Better words")
    post.refresh_from_db()
    assert post.learned == "Better words"


def test_the_same_person_elsewhere_may_not(as_user, member, post_it):
    post_it(as_user(member))
    url = f"/wall/{WallPost.objects.get().pk}/edit/"
    assert as_user(member).get(url).status_code == 404


@pytest.mark.parametrize("cookie", ["1", "1:x", "1.2.3:abc:def", "", "x" * 4000])
def test_a_made_up_cookie_gives_nothing(as_user, member, post, cookie):
    browser = as_user(member)
    browser.cookies["wall_posts"] = cookie.replace("1", str(post.pk))
    assert browser.get(f"/wall/{post.pk}/edit/").status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_others_get_the_answer_of_a_post_that_does_not_exist(as_user, member, post, verb):
    browser = as_user(member)
    answers = [browser.post(f"/wall/{pk}/{verb}/") for pk in (post.pk, 4711, 10**30)]
    assert {answer.status_code for answer in answers} == {404}
    here, elsewhere, _ = map(without_tokens, answers)
    assert here == elsewhere


@pytest.mark.parametrize("verb", VERBS)
def test_visitor_is_asked_to_sign_in(visitor, post, verb):
    assert "/accounts/login/" in visitor.post(f"/wall/{post.pk}/{verb}/").url
    post.refresh_from_db()
    assert post.is_on_wall


@pytest.mark.parametrize("verb", ["take-down", "put-back"])
def test_reading_takes_nothing_down(as_user, curator, post, verb):
    assert as_user(curator).get(f"/wall/{post.pk}/{verb}/").status_code == 405


def test_taken_down_and_put_back(as_user, curator, visitor, post):
    browser = as_user(curator)
    page = browser.post(f"/wall/{post.pk}/take-down/", follow=True).text
    assert "Put back on the wall" in page
    assert visitor.get(f"/wall/{post.pk}/").status_code == 404
    page = browser.post(f"/wall/{post.pk}/put-back/", follow=True).text
    assert "Take down" in page
    assert visitor.get(f"/wall/{post.pk}/").status_code == 200


@pytest.mark.parametrize("verb", ["take-down", "put-back"])
def test_twice_is_like_once(as_user, curator, post, verb):
    browser = as_user(curator)
    browser.post(f"/wall/{post.pk}/{verb}/")
    first = WallPost.objects.get(pk=post.pk).taken_down_at
    browser.post(f"/wall/{post.pk}/{verb}/")
    assert WallPost.objects.get(pk=post.pk).taken_down_at == first


def test_change_is_seen_as_a_card_first(as_user, curator, post):
    page = change(as_user(curator), post, learned="Not yet", previewed="").text
    assert "Nothing is saved yet" in page
    assert not WallPost.objects.filter(learned="Not yet").exists()


def test_second_of_two_changes_shows_both(as_user, curator, post):
    browser = as_user(curator)
    url = f"/wall/{post.pk}/edit/"
    seen = browser.get(url).context["form"]["changed_at"].value()
    browser.post(url, WORDS | {"changed_at": seen, "learned": "Theirs"})
    second = browser.post(url, WORDS | {"changed_at": seen, "learned": "Mine"})
    assert second.status_code == 409
    assert "Theirs" in second.text
    assert "Mine" in second.text
    assert [one.field.name for one in second.context["conflict"]] == ["learned"]
    browser.post(url, second.context["form"].data)
    assert WallPost.objects.get(pk=post.pk).learned == "Mine"


def test_theirs_is_kept_without_scripts(as_user, curator, post):
    browser = as_user(curator)
    url = f"/wall/{post.pk}/edit/"
    seen = browser.get(url).context["form"]["changed_at"].value()
    browser.post(url, WORDS | {"changed_at": seen, "learned": "Theirs", "happened": "That"})
    second = browser.post(url, WORDS | {"changed_at": seen, "learned": "Mine", "happened": "This"})
    press = {"keep_theirs": "learned", "conflicts": ["learned", "happened"]}
    third = browser.post(url, second.context["form"].data.dict() | press)
    assert third.status_code == 409
    assert [one.field.name for one in third.context["conflict"]] == ["happened"]
    decided = third.context["form"].data.dict()
    del decided["keep_theirs"]
    assert browser.post(url, decided).status_code == 302
    saved = WallPost.objects.get(pk=post.pk)
    assert (saved.learned, saved.happened) == ("Theirs", "This")


def test_repeated_change_is_answered_like_the_first(as_user, curator, post):
    browser = as_user(curator)
    url = f"/wall/{post.pk}/edit/"
    typed = WORDS | {"changed_at": browser.get(url).context["form"]["changed_at"].value()}
    assert browser.post(url, typed).url == browser.post(url, typed).url


def test_save_without_saying_what_was_seen_changes_nothing(as_user, curator, post):
    response = as_user(curator).post(f"/wall/{post.pk}/edit/", WORDS)
    assert response.status_code == 409
    assert WallPost.objects.get(pk=post.pk).learned == post.learned


@pytest.mark.parametrize("typed", [{"learned": ""}, {"learned": "x" * 141}, {"changed_at": "x"}])
def test_bad_input_is_said(as_user, curator, post, typed):
    assert change(as_user(curator), post, **typed).status_code == 422
    assert WallPost.objects.get(pk=post.pk).learned == post.learned


def test_curator_keeps_the_team_of_others(as_user, curator, post):
    change(as_user(curator), post, team=post.team_id)
    assert WallPost.objects.get(pk=post.pk).team == post.team
