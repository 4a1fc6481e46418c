"""One press on a kickoff's page makes a lesson of an observation or a decision, or suggests it."""

import pytest
from django.urls import reverse

from retros.models import Lesson, Question, Version
from tests import factories

TEXT = "The stock service of three warehouses stopped in the October peak."


@pytest.fixture
def record(kickoff):
    """A retrospective in which the writer of the kickoff may write."""
    record = factories.RetrospectiveFactory(published=True)
    record.invited.add(kickoff.created_by)
    return record


@pytest.fixture
def observation(record):
    return factories.ObservationFactory(retrospective=record, text=TEXT, category="product")


@pytest.fixture
def decision(record):
    return factories.DecisionFactory(
        retrospective=record, choice="Move the stock service first", what_happened="It held."
    )


def address_of(kickoff, part, name="kickoff_turn_into_lesson"):
    return reverse(name, args=[kickoff.pk, part._meta.model_name, part.pk])


def press(browser, kickoff, part, **more):
    return browser.post(address_of(kickoff, part), {"version": 0, **more})


def undo(browser, kickoff, part):
    return browser.post(address_of(kickoff, part, "kickoff_undo_lesson"))


def shown(answer):
    """The ids of the cards of a page."""
    return [part.partition('"')[0] for part in answer.text.split('<article class="card hit')[1:]]


def test_one_press_makes_the_lesson_and_chooses_it_instead(writer, kickoff, record, observation):
    answer = press(writer, kickoff, observation)
    lesson = Lesson.objects.get()
    assert (lesson.statement, lesson.detail, lesson.category) == (TEXT, "", "product")
    assert lesson.retrospective == record
    assert answer.url.endswith(f"?turned={observation.anchor}#{lesson.anchor}")
    choice = kickoff.choices.get()
    assert (choice.lesson, choice.disposition) == (lesson, "apply")
    page = writer.get(answer.url).text
    assert f'id="{lesson.anchor}"' in page and f'id="{observation.anchor}"' not in page
    assert reverse("part", args=[record.pk, "lessons", lesson.pk]) in page
    assert address_of(kickoff, observation, "kickoff_undo_lesson") in page
    assert "is now a lesson" not in writer.get(kickoff.get_absolute_url()).text


def test_lesson_stands_for_its_decision_too(writer, kickoff, decision):
    press(writer, kickoff, decision)
    page = writer.get(kickoff.get_absolute_url()).text
    assert f'id="{Lesson.objects.get().anchor}"' in page and f'id="{decision.anchor}"' not in page


def test_what_was_published_is_kept_as_a_version(writer, kickoff, record, observation):
    Version.objects.published(record, by=record.created_by)
    press(writer, kickoff, observation)
    undo(writer, kickoff, observation)
    assert Version.objects.filter(retrospective=record).count() == 2


def test_pressed_twice_it_is_one_lesson(writer, kickoff, observation):
    for _ in range(2):
        assert press(writer, kickoff, observation).status_code == 302
    assert (Lesson.with_removed.count(), kickoff.choices.count()) == (1, 1)


def test_what_was_decided_and_typed_goes_along(writer, kickoff, observation):
    choice = factories.KickoffLessonFactory(
        kickoff=kickoff, lesson=None, observation=observation, disposition="watch", note="Old"
    )
    press(writer, kickoff, observation, version=1, note="Typed just now", owner="")
    choice.refresh_from_db()
    assert (choice.lesson, choice.observation) == (Lesson.objects.get(), None)
    assert (choice.disposition, choice.note) == ("watch", "Typed just now")


def test_note_that_somebody_else_changed_is_asked_about(writer, kickoff, observation):
    factories.KickoffLessonFactory(
        kickoff=kickoff, lesson=None, observation=observation, note="Theirs", version=2
    )
    answer = press(writer, kickoff, observation, version=1, note="Mine", owner="")
    assert answer.status_code == 409 and "Theirs" in answer.text and "Mine" in answer.text
    assert not Lesson.objects.exists()


def test_undo_leaves_everything_as_it_was(writer, kickoff, observation):
    press(writer, kickoff, observation)
    assert undo(writer, kickoff, observation).url.endswith(f"#{observation.anchor}")
    assert not Lesson.objects.exists() and not kickoff.choices.exists()
    observation.text = "Three warehouses stopped."  # meanwhile
    observation.save()
    press(writer, kickoff, observation)
    assert Lesson.with_removed.get() == kickoff.choices.get().lesson
    assert Lesson.objects.get().statement == "Three warehouses stopped."


def test_undo_gives_back_what_was_decided(writer, kickoff, observation):
    factories.KickoffLessonFactory(
        kickoff=kickoff, lesson=None, observation=observation, disposition="watch", note="Ours"
    )
    press(writer, kickoff, observation, version=1)
    undo(writer, kickoff, observation)
    choice = kickoff.choices.get()
    assert (choice.observation, choice.disposition, choice.note) == (observation, "watch", "Ours")


@pytest.mark.parametrize("change", ["edited", "used"])
def test_undo_takes_no_lesson_away_that_somebody_worked_with(writer, kickoff, observation, change):
    press(writer, kickoff, observation)
    lesson = Lesson.objects.get()
    if change == "edited":
        Lesson.objects.filter(pk=lesson.pk).update(version=2)
    else:
        factories.KickoffLessonFactory(lesson=lesson)
    undo(writer, kickoff, observation)
    assert Lesson.objects.get() == lesson and not kickoff.choices.exists()


@pytest.mark.parametrize("text", ["word " * 60, "A" * 150])
def test_words_that_need_somebody_open_the_form(writer, kickoff, record, text):
    long = factories.ObservationFactory(retrospective=record, text=text)
    url = press(writer, kickoff, long).url
    assert url.startswith(reverse("part_new", args=[record.pk, "lessons"]))
    assert f"from={long.anchor}" in url and not Lesson.objects.exists()
    assert "Back to the kickoff" in writer.get(url).text


def test_others_suggest_it_with_one_press(reader, member, kickoff, observation):
    for _ in range(2):
        press(reader, kickoff, observation)
    suggestion = Question.objects.get()
    assert (suggestion.observation, suggestion.asked_by) == (observation, member)
    assert TEXT.rstrip(".") in suggestion.text and not Lesson.objects.exists()
    page = reader.get(kickoff.get_absolute_url()).text
    assert "You suggested this as a lesson" in page and suggestion.get_absolute_url() in page
    assert undo(reader, kickoff, observation).status_code == 404


def test_suggestion_in_other_words_is_settled_by_accepting_it(reader, writer, observation):
    address = reverse("suggest_lesson", args=["observation", observation.pk])
    reader.post(address, {"text": "Worth telling others: count twice.", "signed": "yes"})
    suggestion = Question.objects.get()
    assert suggestion.text.endswith("Worth telling others: count twice.")
    writer.post(reverse("question_accept", args=[suggestion.pk]))
    suggestion.refresh_from_db()
    assert suggestion.state == "accepted"


def test_writers_accept_a_suggestion_with_one_press(reader, writer, kickoff, observation):
    press(reader, kickoff, observation)
    suggestion = Question.objects.get()
    accept = reverse("question_accept", args=[suggestion.pk])
    assert accept in writer.get(suggestion.get_absolute_url()).text
    assert accept not in reader.get(suggestion.get_absolute_url()).text
    assert reader.post(accept).status_code == 404
    for _ in range(2):
        assert writer.post(accept).url == Lesson.objects.get().get_absolute_url()
    suggestion.refresh_from_db()
    assert suggestion.state == "accepted"
    assert Lesson.objects.get().get_absolute_url() in reader.get(suggestion.get_absolute_url()).text


def test_question_about_something_stays_open(reader, writer, kickoff, observation):
    address = reverse("ask", args=["observation", observation.pk])
    reader.post(address, {"text": "How did you notice?", "signed": "yes"})
    question = Question.objects.get()
    writer.post(reverse("question_accept", args=[question.pk]))
    question.refresh_from_db()
    assert Lesson.objects.exists() and question.is_open


def test_writers_who_can_only_read_the_kickoff_choose_nothing(
    as_user, kickoff, record, observation
):
    answer = press(as_user(record.created_by), kickoff, observation)
    assert answer.url == Lesson.objects.get().get_absolute_url() and not kickoff.choices.exists()


def test_htmx_exchanges_the_card_and_the_brief(writer, kickoff, observation):
    htmx = {"HTTP_HX_REQUEST": "true"}
    answer = writer.post(address_of(kickoff, observation), {"version": 0}, **htmx)
    lesson = Lesson.objects.get()
    assert shown(answer) and f'id="{lesson.anchor}"' in answer.text
    assert 'id="tray"' in answer.text and "1 lesson in the brief" in answer.text
    answer = writer.post(address_of(kickoff, observation, "kickoff_undo_lesson"), **htmx)
    assert f'id="{observation.anchor}"' in answer.text and "0 lessons in the brief" in answer.text


def test_lessons_and_drafts_are_not_found(writer, kickoff, record, observation, lesson):
    assert press(writer, kickoff, lesson).status_code == 404
    record.unpublish()
    assert press(writer, kickoff, observation).status_code == 404
    assert writer.get(address_of(kickoff, observation)).status_code == 405


@pytest.mark.parametrize("turned", ["x", "observation-", "lesson-1", "observation-9999999999"])
def test_made_up_names_of_what_was_turned_are_ignored(writer, kickoff, observation, turned):
    page = writer.get(kickoff.get_absolute_url(), {"turned": turned})
    assert page.status_code == 200 and "is now a lesson" not in page.text


def test_suggestions_take_one_query(reader, kickoff, count):
    def make():
        factories.ObservationFactory(published=True, text=f"{TEXT} {Question.objects.count()}")

    visits = [count(lambda: reader.get(kickoff.get_absolute_url()), n, make) for n in (2, 5)]
    assert visits[0] == visits[1]
