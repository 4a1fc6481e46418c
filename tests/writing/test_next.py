"""One part after another: the next form, where the focus goes, and what is said of it."""

import json

import pytest

from retros.models import Lesson
from tests import factories

NOTE = {"text": "One thought.", "kind": "better", "version": 0}


@pytest.fixture
def draft(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def address(draft, *rest):
    return f"/retrospectives/{draft.pk}/edit/" + "".join(f"{part}/" for part in rest)


def placed(response):
    return json.loads(response["HX-Trigger-After-Settle"])["part-saved"]


def send(writer, url, **typed):
    return writer.post(url, typed, headers={"HX-Request": "true"})


def test_next_leads_to_a_form_of_the_same_kind(writer, draft):
    lesson = {"statement": "Rehearse it.", "category": "team", "version": 0, "next": "1"}
    response = writer.post(address(draft, "lessons", "new"), lesson)
    assert response.url == address(draft, "lessons", "new")


def test_next_note_stands_in_the_same_column(writer, draft):
    url = address(draft, "observations", "new")
    response = writer.post(url, NOTE | {"next": "1"})
    assert response.url == f"{url}?kind=better"


def test_next_form_comes_in_place_with_the_focus_in_its_first_field(writer, draft):
    response = send(writer, address(draft, "observations", "new"), next="1", **NOTE)
    assert "One thought." in response.text
    assert f'action="{address(draft, "observations", "new")}?kind=better"' in response.text
    assert f'id="{placed(response)["focus"]}"' in response.text
    assert placed(response)["announcement"] == "Saved. You can write the next observation."


def test_what_could_not_be_saved_opens_nothing_new(writer, draft):
    wrong = NOTE | {"kind": "blame"}
    response = send(writer, address(draft, "observations", "new"), next="1", **wrong)
    assert response.status_code == 422
    assert response.text.count("<form") == 1


def test_moved_part_says_its_place(writer, draft):
    first, _ = factories.LessonFactory.create_batch(2, retrospective=draft)
    response = send(writer, address(draft, "lessons", first.pk, "move"), direction="down")
    assert placed(response) == {"focus": f"down-{first.anchor}", "announcement": "Now 2 of 2."}


def test_part_is_moved_while_its_form_stays_open(writer, draft):
    first, second = factories.LessonFactory.create_batch(2, retrospective=draft)
    url = address(draft, "lessons", first.pk, "move")
    response = send(writer, url, direction="down", autosave="1")
    assert response.json() == {"announcement": "Now 2 of 2."}
    assert list(Lesson.objects.order_by("position")) == [second, first]


def test_removed_part_hands_the_focus_to_undo(writer, draft):
    lesson = factories.LessonFactory(retrospective=draft)
    response = send(writer, address(draft, "lessons", lesson.pk, "remove"))
    assert placed(response)["focus"] == f"undo-{lesson.anchor}"
    assert f'id="undo-{lesson.anchor}"' in response.text


def test_hostile_text_of_one_does_not_run_in_the_next(writer, draft):
    hostile = NOTE | {"text": "<script>alert(1)</script>"}
    response = send(writer, address(draft, "observations", "new"), next="1", **hostile)
    assert "<script>alert" not in response.text
