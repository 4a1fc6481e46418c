"""The brief follows its lessons, and says what changed since they were chosen."""

import pytest
from django.urls import reverse

from tests import factories
from tests.kickoffs.conftest import make_lesson

WORDING = "The lesson’s wording changed since it was chosen."
QUESTION = "The lesson’s question changed since it was chosen."


@pytest.fixture
def chosen(writer, kickoff):
    """A lesson that the kickoff applies."""
    lesson = make_lesson(kickoff_question="Which warehouse first?")
    url = reverse("kickoff_choice", args=[kickoff.pk, "lesson", lesson.pk])
    writer.post(url, {"disposition": "apply", "version": 0})
    return lesson


def pages(browser, kickoff):
    names = ("kickoff", "kickoff_brief", "kickoff_markdown")
    return {name: browser.get(reverse(name, args=[kickoff.pk])).text for name in names}


def change(lesson, **fields):
    for name, words in fields.items():
        setattr(lesson, name, words)
    lesson.save()


def test_what_is_as_it_was_says_nothing(writer, kickoff, chosen):
    change(chosen, detail="A longer story.")
    for page in pages(writer, kickoff).values():
        assert "changed since" not in page


def test_new_words_are_shown_and_said_and_the_old_ones_are_not(writer, kickoff, chosen):
    old = chosen.statement
    change(chosen, statement="Rehearse it twice.", kickoff_question="Who rehearses?")
    for page in pages(writer, kickoff).values():
        assert "Rehearse it twice" in page and "Who rehearses?" in page
        assert WORDING in page and QUESTION in page
        assert old not in page


def test_a_retired_lesson_stays_with_its_reason(writer, kickoff, chosen):
    chosen.retire(because="The warehouses are sold.")
    shown = pages(writer, kickoff)
    for name in ("kickoff_brief", "kickoff_markdown"):
        assert chosen.statement.rstrip(".") in shown[name]
        assert "The warehouses are sold" in shown[name]


def test_a_change_is_taken_as_it_is(writer, kickoff, chosen):
    change(chosen, statement="Rehearse it twice.")
    address = reverse("kickoff_choice_accept_wording", args=[kickoff.pk, "lesson", chosen.pk])
    back = reverse("kickoff_brief", args=[kickoff.pk])
    assert writer.post(address, {"next": back}).url == f"{back}#lesson-{chosen.pk}"
    assert WORDING not in writer.get(back).text


def test_a_note_keeps_what_is_said_of_a_change_and_a_new_decision_ends_it(writer, kickoff, chosen):
    change(chosen, statement="Rehearse it twice.")
    url = reverse("kickoff_choice", args=[kickoff.pk, "lesson", chosen.pk])
    writer.post(url, {"note": "In May", "version": 1})
    assert WORDING in writer.get(kickoff.get_absolute_url()).text
    writer.post(url, {"disposition": "watch", "note": "In May", "version": 2})
    assert WORDING not in writer.get(kickoff.get_absolute_url()).text


def test_only_writers_take_it_as_it_is(writer, reader, as_user, kickoff, chosen):
    address = reverse("kickoff_choice_accept_wording", args=[kickoff.pk, "lesson", chosen.pk])
    change(chosen, statement="Rehearse it twice.")
    assert reader.post(address).status_code == 404
    assert as_user().post(address).url.startswith("/accounts/login/")
    assert writer.get(address).status_code == 405
    other = make_lesson("Not chosen.")
    assert writer.post(address.replace(str(chosen.pk), str(other.pk))).status_code == 404
    brief = reader.get(reverse("kickoff_brief", args=[kickoff.pk])).text
    assert WORDING in brief and "Accept new wording" not in brief


def test_choices_from_before_say_nothing(writer, kickoff):
    factories.KickoffLessonFactory(kickoff=kickoff)
    assert "changed since" not in writer.get(reverse("kickoff_brief", args=[kickoff.pk])).text
