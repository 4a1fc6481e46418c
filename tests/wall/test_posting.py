"""Posting: /wall/new/."""

import uuid

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from retros.models import WallPost
from tests import factories
from tests.wall.conftest import WORDS


@pytest.fixture
def poster(as_user, member):
    return as_user(member)


def test_post_is_written_alone(poster, post_it):
    response = post_it(poster)
    post = WallPost.objects.get()
    assert response.url == f"/wall/{post.pk}/"
    assert (post.learned, post.category, post.signature) == (WORDS["learned"], "process", "")


def test_visitor_is_asked_to_sign_in(visitor, post_it):
    assert "/accounts/login/" in visitor.get("/wall/new/").url
    assert "/accounts/login/" in post_it(visitor).url
    assert not WallPost.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_405(poster, method):
    assert getattr(poster, method)("/wall/new/").status_code == 405


def test_only_learned_and_category_are_required(poster):
    poster.post("/wall/new/", {"learned": "So.", "category": "self", "previewed": "live"})
    assert str(WallPost.objects.get()) == "So."


def test_without_a_script_the_card_is_shown_first(poster, post_it):
    shown = post_it(poster, previewed="")
    assert "Nothing is posted yet" in shown.text
    assert not WallPost.objects.exists()
    post_it(poster, previewed=shown.context["form"]["previewed"].value())
    assert WallPost.objects.get().learned == WORDS["learned"]


def test_words_changed_after_the_card_are_shown_again(poster, post_it):
    seen = post_it(poster, previewed="").context["form"]["previewed"].value()
    again = post_it(poster, previewed=seen, signature="Now with a name")
    assert "Now with a name" in again.text
    assert not WallPost.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("learned", "", "write something"),
        ("learned", " \u200b\u00a0\n", "write something"),
        ("learned", "x" * 141, "within 140 characters"),
        ("learned", "x" * 1_000_000, "within 140 characters"),
        ("we_did", "x" * 121, "within 120 characters"),
        ("happened", "x" * 121, "within 120 characters"),
        ("signature", "x" * 81, "within 80 characters"),
        ("category", "", "choose one"),
        ("category", "blame", "blame"),
        ("team", "999", "Team"),
        ("team", "'\"", "Team"),
        ("client_id", "x", "UUID"),
    ],
)
def test_bad_input_is_said_and_the_rest_kept(poster, post_it, field, typed, said):
    response = post_it(poster, **{field: typed})
    assert response.status_code == 422
    assert said in response.text
    kept = "we_did" if field != "we_did" else "learned"
    assert WORDS[kept] in response.text
    assert not WallPost.objects.exists()


def test_empty_request_is_answered(poster):
    assert poster.post("/wall/new/").status_code == 422


def test_control_characters_and_line_ends_are_dropped(poster, post_it):
    post_it(poster, learned="One\x00 line\r\n\x0band\ta half ", signature="A\nB")
    post = WallPost.objects.get()
    assert (post.learned, post.signature) == ("One line and a half", "A B")


def test_every_allowed_length_fits(poster, post_it):
    post_it(poster, we_did="ä" * 120, happened="🙂" * 120, learned="漢" * 140, signature="ש" * 80)
    assert WallPost.objects.get().learned == "漢" * 140


def test_hostile_text_is_escaped_in_the_preview(poster, post_it):
    page = post_it(poster, previewed="", learned="<script>alert(1)</script>").text
    assert "<script>alert" not in page


def test_team_is_one_of_the_persons_own(as_user, post_it, team):
    other = factories.TeamFactory(name="Others")
    browser = as_user(factories.UserFactory(teams=[team]))
    assert post_it(browser, team=other.pk).status_code == 422
    assert "Others" not in browser.get("/wall/new/").text
    post_it(browser, team=team.pk)
    assert WallPost.objects.get().team == team


def test_signature_is_never_filled_in(poster):
    form = poster.get("/wall/new/").context["form"]
    assert not form["signature"].value()


def test_same_request_twice_makes_one_post(poster, post_it):
    key = str(uuid.uuid4())
    assert post_it(poster, client_id=key).url == post_it(poster, client_id=key).url
    assert WallPost.objects.count() == 1


def test_lesson_gives_the_first_words(poster):
    lesson = factories.LessonFactory(published=True, statement="Say it twice", category="team")
    response = poster.get(f"/wall/new/?lesson={lesson.pk}")
    form = response.context["form"]
    assert (form["learned"].value(), form["category"].value()) == ("Say it twice", "team")
    assert "Only what you post here becomes public" in response.text


def test_post_remembers_its_lesson(poster, post_it):
    lesson = factories.LessonFactory(published=True)
    post_it(poster, lesson=lesson.pk)
    assert WallPost.objects.get().lesson == lesson


def test_lesson_that_hangs_already_is_linked(poster):
    lesson = factories.LessonFactory(published=True)
    post = factories.WallPostFactory(lesson=lesson)
    assert post.get_absolute_url() in poster.get(f"/wall/new/?lesson={lesson.pk}").text


def test_own_draft_is_kindly_refused(poster, post_it, member):
    draft = factories.LessonFactory(retrospective__created_by=member, statement="Still a draft")
    page = poster.get(f"/wall/new/?lesson={draft.pk}").text
    assert "That lesson is not published" in page
    assert "Still a draft" not in page
    refused = post_it(poster, lesson=draft.pk)
    assert refused.status_code == 422
    assert not WallPost.objects.exists()


def test_refused_lesson_is_let_go_of(poster, post_it, member):
    draft = factories.LessonFactory(retrospective__created_by=member)
    form = post_it(poster, lesson=draft.pk).context["form"]
    post_it(poster, lesson=form["lesson"].value())
    assert WallPost.objects.get().lesson is None


@pytest.mark.parametrize("lesson", ["4711", "x", "-1", "%00", "9" * 30, "1.5", "٣"])
def test_unknown_lesson_is_404(poster, lesson):
    assert poster.get(f"/wall/new/?lesson={lesson}").status_code == 404


def test_draft_of_others_answers_like_an_unknown_lesson(poster, post_it):
    draft = factories.LessonFactory()
    assert poster.get(f"/wall/new/?lesson={draft.pk}").status_code == 404
    theirs, unknown = post_it(poster, lesson=draft.pk), post_it(poster, lesson=4711)
    assert theirs.context["form"].errors == unknown.context["form"].errors


def test_no_table_says_who_posted(as_user, post_it, team):
    person = factories.UserFactory(
        pk=918_273_645, email="ada@example.org", display_name="Ada Posts", teams=[team]
    )
    browser = as_user(person)
    before = list(Session.objects.values_list("pk", "session_data"))
    post_it(browser, team=team.pk)
    assert WallPost.objects.exists()
    assert list(Session.objects.values_list("pk", "session_data")) == before
    people = {"user", "membership", "session", "browsersession", "emailaddress"}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.model_name not in people:
            stored = repr(list(model._base_manager.values()))
            assert not [mark for mark in ("918273645", "ada@", "Ada Posts") if mark in stored]


def test_browser_keeps_that_it_posted(poster, post_it):
    post_it(poster)
    cookie = poster.cookies["wall_posts"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/wall/", True, "Lax")
