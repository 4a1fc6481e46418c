"""/kickoffs/<id>/lessons/<id>/: what a kickoff does with a lesson."""

import pytest
from django.urls import reverse

from retros.models import KickoffLesson
from tests import factories
from tests.kickoffs.conftest import make_lesson

APPLY = {"disposition": "apply", "version": 0}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(kickoff, lesson):
    return reverse("kickoff_choice", args=[kickoff.pk, "lesson", lesson.pk])


def test_it_keeps_the_decision_and_goes_back_to_the_card(writer, kickoff, lesson, url):
    response = writer.post(f"{url}?category=process", APPLY)
    assert response.url == f"{kickoff.get_absolute_url()}?category=process#lesson-{lesson.pk}"
    assert kickoff.choices.get().disposition == "apply"


def test_note_and_owner_are_kept(writer, kickoff, url):
    me = kickoff.created_by
    writer.post(url, APPLY | {"note": " On the\n copy of May ", "owner": me.display_name})
    choice = kickoff.choices.get()
    assert (choice.note, choice.owner) == ("On the copy of May", me)


def test_the_lesson_counts_as_applied(writer, lesson, url):
    writer.post(url, APPLY)
    lesson.refresh_from_db()
    assert lesson.status == "applied"


def test_a_decision_can_change(writer, kickoff, lesson, url):
    writer.post(url, APPLY)
    writer.post(url, {"disposition": "not-relevant", "version": 1})
    assert kickoff.choices.get().disposition == "not-relevant"
    lesson.refresh_from_db()
    assert lesson.status == "identified"


def test_a_note_without_a_button_keeps_the_decision(writer, kickoff, url):
    writer.post(url, {"disposition": "watch", "version": 0})
    writer.post(url, {"note": "From May on", "version": 1})
    choice = kickoff.choices.get()
    assert (choice.disposition, choice.note) == ("watch", "From May on")


def test_htmx_gets_the_form_and_the_tray(writer, url):
    page = writer.post(url, APPLY, headers=HTMX).content.decode()
    assert 'data-decided="apply"' in page
    assert 'id="tray"' in page
    assert "1 lesson" in page
    assert "<html" not in page


def test_htmx_gets_only_what_follows_from_a_note(writer, url):
    writer.post(url, APPLY)
    response = writer.post(url, {"note": "From May on", "version": 1}, headers=HTMX)
    assert response["HX-Reswap"] == "none"
    assert 'name="version" value="2"' in response.content.decode()
    assert "<form" not in response.content.decode()


def test_the_second_of_two_people_sees_both_decisions(writer, as_user, kickoff, url):
    colleague = as_user(factories.UserFactory(teams=[kickoff.project.team]))
    colleague.post(url, {"disposition": "watch", "version": 0, "note": "Only the first site"})
    response = writer.post(url, APPLY | {"note": "All sites"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Only the first site" in page and "All sites" in page
    assert kickoff.choices.get().disposition == "watch"
    writer.post(url, {"disposition": "apply", "version": 1})
    assert kickoff.choices.get().disposition == "apply"


def test_a_conflict_by_htmx_stays_in_the_card(writer, kickoff, lesson, url):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lesson, disposition="watch")
    response = writer.post(url, APPLY, headers=HTMX)
    assert response.status_code == 409
    assert "Someone else decided while you were choosing" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_conflict_is_shown_also_where_the_filters_leave_the_card_out(
    writer, kickoff, lesson, url
):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lesson, disposition="watch")
    page = writer.post(f"{url}?category=self", APPLY).content.decode()
    assert "Someone else decided while you were choosing" in page


def test_a_repeated_request_is_no_conflict(writer, kickoff, url):
    given = APPLY | {"note": "From May on"}
    assert writer.post(url, given).status_code == writer.post(url, given).status_code == 302
    assert kickoff.choices.get().version == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "n" * 301},
        {"note": "n" * 1_000_000},
        {"disposition": "maybe"},
        {"disposition": ""},
        {"owner": "999999"},
        {"owner": "\x00x"},
        {"version": "first"},
        {"version": "9" * 30},
    ],
)
def test_what_makes_no_sense_is_said(writer, url, wrong):
    assert writer.post(url, APPLY | wrong).status_code == 422
    assert not KickoffLesson.objects.exists()


def test_what_was_typed_too_long_is_kept(writer, url):
    page = writer.post(url, APPLY | {"note": "n" * 301}).content.decode()
    assert "n" * 301 in page
    assert "within 300 characters. You used 301." in page


def test_anybody_can_own_it_and_keeps_their_name(writer, kickoff, url, member):
    twin = factories.UserFactory(display_name=member.display_name)
    answer = writer.post(url, APPLY | {"owner": twin.display_name})
    assert answer.status_code == 422 and "Several people" in answer.text
    writer.post(url, APPLY | {"owner": twin.email})
    writer.post(url, {"note": "Later", "owner": twin.display_name, "version": 1})
    choice = kickoff.choices.get()
    assert (choice.owner, choice.note) == (twin, "Later")


def test_a_save_without_a_version_is_refused(writer, url):
    assert writer.post(url, {"disposition": "apply"}).status_code == 400


def test_hostile_notes_are_only_text(writer, kickoff, url):
    writer.post(url, APPLY | {"note": '"><script>alert(1)</script>'})
    for page in (kickoff.get_absolute_url(), reverse("kickoff_brief", args=[kickoff.pk])):
        assert "<script>alert" not in writer.get(page).content.decode()


@pytest.mark.parametrize("hidden", ["draft", "archived", "retired", "removed"])
def test_only_lessons_that_are_offered_can_be_chosen(writer, kickoff, hidden):
    lesson = make_lesson()
    lesson.retrospective.invited.add(kickoff.created_by)
    match hidden:
        case "draft":
            lesson.retrospective.unpublish()
        case "archived":
            lesson.retrospective.archive()
        case "retired":
            lesson.retire(because="It holds no longer.")
        case "removed":
            lesson.remove()
    url = reverse("kickoff_choice", args=[kickoff.pk, "lesson", lesson.pk])
    assert writer.post(url, APPLY).status_code == 404


def test_a_chosen_lesson_that_was_retired_can_still_be_let_go(writer, kickoff, lesson, url):
    writer.post(url, APPLY)
    lesson.retire(because="It holds no longer.")
    writer.post(url, {"disposition": "not-relevant", "version": 1})
    assert kickoff.choices.get().disposition == "not-relevant"


def test_unknown_ids_are_not_found(writer, kickoff, lesson):
    for pk, lesson_pk in ((kickoff.pk, 999999), (999999, lesson.pk), (kickoff.pk, "9" * 30)):
        assert writer.post(f"/kickoffs/{pk}/lessons/{lesson_pk}/", APPLY).status_code == 404


def test_readers_may_not(reader, url):
    assert reader.post(url, APPLY).status_code == 404


def test_visitors_are_asked_to_sign_in(client, url):
    assert client.post(url, APPLY).url.startswith("/accounts/login/")


def test_it_rejects_get(writer, url):
    assert writer.get(url).status_code == 405
