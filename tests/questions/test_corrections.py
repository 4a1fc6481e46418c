"""A suggested correction: shown as a difference, accepted with one press."""

import re

import pytest

from retros.models import Lesson, Question, Version
from tests import factories
from tests.questions.conftest import asked_about, typed

BETTER = "Rehearse the move three times."


def suggestion(item, field="statement", **values):
    usual = {"kind": "correction", "field": field, "seen": getattr(item, field)}
    return asked_about(item, **usual | {"proposed": BETTER, "text": "It was three."} | values)


def fields_of(page, address):
    """The fields of the form in `page` that goes to `address`, as a browser would send them."""
    form = page.split(f'action="{address}"')[1].split("</form>")[0]
    named = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.replace("&quot;", "'")))
    text = re.search(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', form)
    return {name: value.replace("'", '"') for name, value in named.items()} | {text[1]: text[2]}


@pytest.fixture
def writing(as_user, writer):
    return as_user(writer)


def test_reader_suggests_an_edited_copy(reader, lesson, writing):
    address = f"/questions/lesson/{lesson.pk}/correct/"
    page = reader.get(address).text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert lesson.statement in page
    reader.post(address, typed(proposed=BETTER, seen=seen, text=""))
    question = Question.objects.get()
    assert (question.field, question.proposed) == ("statement", BETTER)
    page = writing.get(question.get_absolute_url()).text
    assert "<ins>three times</ins>" in page and "<del>twice</del>" in page


def test_text_as_it_is_or_changed_meanwhile_is_refused_and_kept(reader, lesson):
    address = f"/questions/lesson/{lesson.pk}/correct/"
    seen = re.search(r'name="seen" value="(\w+)"', reader.get(address).text)[1]
    same = reader.post(address, typed(proposed=lesson.statement, seen=seen))
    Lesson.objects.filter(pk=lesson.pk).update(statement="Rehearse the move often.")
    late = reader.post(address, typed(proposed=BETTER, seen=seen))
    assert (same.status_code, late.status_code) == (422, 422)
    assert BETTER in late.text and "changed the text while" in late.text
    assert not Question.objects.exists()


@pytest.mark.both_databases
def test_accepted_correction_becomes_a_version(writing, lesson, writer):
    question = suggestion(lesson)
    address = f"{question.get_absolute_url()}accept/"
    page = writing.get(question.get_absolute_url()).text
    assert writing.post(address, fields_of(page, address)).status_code == 302
    lesson.refresh_from_db()
    question.refresh_from_db()
    assert lesson.statement == BETTER and lesson.changed_by == writer
    assert (question.state, question.proposed, question.seen) == ("accepted", "", "")
    earlier = Version.objects.get(retrospective=lesson.retrospective, number=1)
    assert earlier.state["lessons"][0]["statement"] == "Rehearse the move twice."


def test_section_of_the_whole_is_corrected_too(reader, writing, lesson):
    record = lesson.retrospective
    question = suggestion(record, "summary")
    address = f"{question.get_absolute_url()}accept/"
    page = writing.get(question.get_absolute_url()).text
    assert writing.post(address, fields_of(page, address)).status_code == 302
    record.refresh_from_db()
    assert record.summary == BETTER


def test_text_that_changed_before_is_said_and_compared(writing, lesson):
    question = suggestion(lesson)
    Lesson.objects.filter(pk=lesson.pk).update(statement="Rehearse the move often.")
    page = writing.get(question.get_absolute_url()).text
    assert "has changed since" in page and "<del>often</del>" in page


@pytest.mark.both_databases
def test_text_that_changes_while_the_writer_looks_is_a_conflict(writing, lesson):
    question = suggestion(lesson)
    address = f"{question.get_absolute_url()}accept/"
    sent = fields_of(writing.get(question.get_absolute_url()).text, address)
    Lesson.objects.filter(pk=lesson.pk).update(statement="Rehearse the move often.", version=2)
    answer = writing.post(address, sent)
    lesson.refresh_from_db()
    assert answer.status_code == 409 and BETTER in answer.text
    assert lesson.statement == "Rehearse the move often."
    assert Question.objects.get().is_open


def test_correction_is_declined_with_a_reason(writing, reader, member, lesson):
    question = suggestion(lesson, asked_by=member)
    writing.post(question.get_absolute_url(), {"answer": "The third was a drill."})
    assert "The third was a drill." in reader.get(question.get_absolute_url()).text
    assert Question.objects.get().proposed == ""


def test_other_readers_do_not_see_a_correction(as_user, lesson, curator):
    question = suggestion(lesson)
    stranger = as_user(factories.UserFactory())
    assert stranger.get(question.get_absolute_url()).status_code == 404
    assert question.text not in stranger.get(lesson.get_absolute_url()).text
    assert stranger.post(f"{question.get_absolute_url()}accept/").status_code == 404
    assert as_user(curator).get(question.get_absolute_url()).status_code == 200
