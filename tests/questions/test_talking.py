"""Somebody who wrote a retrospective is glad to talk about it."""

import pytest

from retros.models import Question
from tests import factories
from tests.questions.conftest import typed


@pytest.fixture
def record(lesson):
    return lesson.retrospective


@pytest.fixture
def glad(as_user, writer, record):
    as_user(writer).post(f"/retrospectives/{record.pk}/glad-to-talk/", {"glad": "yes"})


def test_readers_see_the_team_and_no_name_or_address(reader, record, writer, lesson, glad):
    for page in (record.get_absolute_url(), lesson.get_absolute_url()):
        text = reader.get(page).text
        assert "is glad to talk about it" in text and record.project.team.name in text
        assert writer.email not in text


def test_note_is_read_by_writers_and_whoever_wrote_it(
    as_user, reader, record, writer, curator, glad
):
    address = f"/questions/retrospective/{record.pk}/talk/"
    reader.post(address, typed(text="Could one of you join us?", signed="no"))
    assert not Question.objects.exists()  # it is always signed
    reader.post(address, typed(text="Could one of you join us?"))
    question = Question.objects.get()
    for client, status in (
        (reader, 200),
        (as_user(writer), 200),
        (as_user(curator), 404),
        (as_user(factories.UserFactory()), 404),
    ):
        assert client.get(question.get_absolute_url()).status_code == status
    as_user(writer).post(question.get_absolute_url(), {"answer": "On Tuesday."})
    assert "On Tuesday." in reader.get("/questions/?show=asked").text


def test_nobody_can_write_where_nobody_offered(as_user, reader, record, writer, glad):
    address = f"/questions/retrospective/{record.pk}/talk/"
    assert reader.post(f"/retrospectives/{record.pk}/glad-to-talk/").status_code == 404
    assert reader.get(address).status_code == 200
    as_user(writer).post(f"/retrospectives/{record.pk}/glad-to-talk/")
    assert reader.get(address).status_code == 404
    assert "is glad to talk" not in reader.get(record.get_absolute_url()).text
