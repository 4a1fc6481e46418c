"""Two people on one item: what only one of them changed comes together, the rest is decided."""

import json
import re
import uuid
from html import unescape

import pytest

from retros.models import Lesson, Retrospective
from retros.views.retrospectives import parts
from tests import factories

WORDS = {"statement": "Rehearse it.", "category": "process", "detail": "As it was.", "tags": "data"}


@pytest.fixture
def lesson(member):
    lesson = factories.LessonFactory(
        retrospective__created_by=member, statement="Rehearse it.", detail="As it was."
    )
    lesson.tags.add("data")
    return lesson


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


@pytest.fixture
def address(lesson):
    return f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/"


def opened(browser, address):
    """What the hidden fields of the form at `address` carry."""
    page = browser.get(address).text
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name in {"version", "base"}}


def test_fields_that_only_one_changed_come_together(writer, address, lesson):
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"statement": "Rehearse it twice."})
    writer.post(address, WORDS | carried | {"detail": "As it is now.", "tags": "data, cut-over"})
    lesson.refresh_from_db()
    assert (lesson.statement, lesson.detail) == ("Rehearse it twice.", "As it is now.")
    assert set(lesson.tags.names()) == {"data", "cut-over"}


def test_merged_fields_are_sent_to_the_browser(writer, address, lesson):
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"tags": "data, cut-over"})
    typed = WORDS | carried | {"detail": "As it is now.", "autosave": 1}
    answer = writer.post(address, typed).json()
    assert answer["merged"] == {"tags": ["cut-over, data"]}
    assert answer["version"] == 3
    # What the browser goes on from is no conflict with itself.
    typed |= {"tags": "cut-over, data", "detail": "And more.", "version": 3}
    assert writer.post(address, typed | {"base": answer["base"]}).json()["version"] == 4


def test_only_the_field_that_both_changed_is_shown(writer, address):
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"statement": "Theirs.", "detail": "Their story."})
    answer = writer.post(address, WORDS | carried | {"statement": "Mine."})
    assert answer.status_code == 409
    assert re.findall(r'data-field="(\w+)"', answer.text) == ["statement"]
    assert "Their story.</textarea>" in answer.text  # already taken over in the form
    assert "Mine." in answer.text


def test_both_texts_are_kept_until_a_decision(writer, address, lesson):
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"statement": "Theirs."})
    answer = writer.post(address, WORDS | carried | {"statement": "Mine.", "autosave": 1})
    assert answer.status_code == 409
    assert "Theirs." in answer.json()["conflict"]
    lesson.refresh_from_db()
    assert lesson.statement == "Theirs."
    decided = WORDS | {"statement": "Both.", "version": 2, "base": answer.json()["base"]}
    assert writer.post(address, decided).status_code == 302
    lesson.refresh_from_db()
    assert lesson.statement == "Both."


def test_keeping_theirs_works_without_scripts(writer, address, lesson):
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"statement": "Theirs.", "detail": "Their story."})
    mine = WORDS | {"statement": "Mine.", "detail": "My story."} | carried
    assert writer.post(address, mine).status_code == 409
    press = {"version": 2, "keep_theirs": "statement", "conflicts": ["statement", "detail"]}
    answer = writer.post(address, mine | press)
    assert answer.status_code == 409
    assert re.findall(r'data-field="(\w+)"', answer.text) == ["detail"]
    assert "Theirs.</textarea>" in answer.text
    assert "My story.</textarea>" in answer.text
    last = writer.post(address, mine | press | {"keep_theirs": "detail", "conflicts": ["detail"]})
    assert last.status_code == 200
    assert "data-field" not in last.text
    lesson.refresh_from_db()
    assert lesson.version == 2


@pytest.mark.parametrize("base", ["", "[", "[1]", '{"statement": 3}', "x" * 5000, '{"a": {}}'])
def test_unreadable_base_is_a_conflict_not_an_error(writer, address, base):
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"statement": "Theirs."})
    answer = writer.post(address, WORDS | carried | {"statement": "Mine.", "base": base})
    assert answer.status_code == 409


@pytest.mark.parametrize("changes", [{}, {"tags": "Data, DATA"}, {"detail": " As it was.\r\n"}])
def test_save_whose_answer_was_lost_is_no_conflict_when_it_is_repeated(
    writer, address, lesson, changes
):
    carried = opened(writer, address)
    typed = WORDS | carried | {"statement": "Said once.", "autosave": 1} | changes
    first, again = (writer.post(address, typed) for _ in range(2))
    assert first.json()["version"] == again.json()["version"] == 2
    lesson.refresh_from_db()
    assert lesson.version == 2


def test_section_with_tags_and_invited_people_comes_together(writer, lesson, member):
    friend, other = factories.UserFactory.create_batch(2)
    address = f"/retrospectives/{lesson.retrospective_id}/edit/details/"
    carried = opened(writer, address)
    writer.post(address, carried | {"tags": "one", "invited": friend.email})
    writer.post(address, carried | {"tags": "", "invited": "", "taking_part": "2 designers"})
    retrospective = Retrospective.objects.get()
    assert retrospective.taking_part == "2 designers"
    assert list(retrospective.tags.names()) == ["one"]
    assert list(retrospective.invited.all()) == [friend]
    answer = writer.post(address, carried | {"tags": "two", "invited": other.email})
    assert answer.status_code == 409
    assert friend.display_name in answer.text


def test_new_part_sent_twice_at_once_is_made_once(writer, lesson, monkeypatch):
    """The second request looks for the part before the first has stored it."""
    key = str(uuid.uuid4())
    address = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/new/"
    typed = WORDS | {"version": 0, "client_id": key, "autosave": 1}
    assert writer.post(address, typed).status_code == 200
    find, looked = parts._find_existing, []

    def first_look_finds_nothing(part, form):
        looked.append(part)
        return find(part, form) if len(looked) > 1 else None

    monkeypatch.setattr(parts, "_find_existing", first_look_finds_nothing)
    assert writer.post(address, typed).json()["version"] == 1
    assert Lesson.objects.filter(client_id=key).count() == 1


def test_client_id_of_another_retrospective_is_refused(writer, lesson):
    elsewhere = factories.LessonFactory()
    address = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/new/"
    typed = WORDS | {"version": 0, "client_id": elsewhere.client_id}
    assert writer.post(address, typed).status_code == 400


def test_base_holds_nothing_readable(writer, address):
    base = json.loads(opened(writer, address)["base"])
    assert set(base) >= {*WORDS, "applies_when", "kickoff_question", "review_on"}
    assert all(re.fullmatch("[0-9a-f]{12}", digest) for digest in base.values())


def test_choice_behind_the_fields_is_merged_too(writer, address, lesson):
    original = factories.LessonFactory(published=True)
    carried = opened(writer, address)
    writer.post(address, WORDS | carried | {"detail": "Their story.", "duplicate_of": ""})
    writer.post(address, WORDS | carried | {"duplicate_of": original.pk})
    lesson.refresh_from_db()
    assert (lesson.detail, lesson.duplicate_of) == ("Their story.", original)


def conflict_of(first, second, address):
    """What the second of two people reads who change the same sentence."""
    typed = WORDS | {"kind": "wrong"} | opened(first, address)
    first.post(address, typed | {"statement": "Theirs.", "text": "Theirs."})
    return second.post(address, typed | {"statement": "Mine.", "text": "Mine."}).text


def test_conflict_names_who_changed_it(as_user, writer, address, lesson):
    zoe = factories.UserFactory(display_name="Zoë <b>Lind</b>")
    lesson.retrospective.invited.add(zoe)
    page = conflict_of(as_user(zoe), writer, address)
    assert page.count("Zoë &lt;b&gt;Lind&lt;/b&gt; changed this while you were editing") == 2
    anchor = f"conflict-lesson-{lesson.pk}-statement"
    assert f'<a href="#{anchor}" data-compare>Compare versions</a>' in page
    assert f'id="{anchor}"' in page


def test_conflict_with_oneself_says_so(writer, address):
    assert "You changed this in another tab or browser" in conflict_of(writer, writer, address)


def test_conflict_in_a_section_names_who_changed_it(as_user, writer, lesson):
    zoe = factories.UserFactory(display_name="Zoë Lind")
    lesson.retrospective.invited.add(zoe)
    address = f"/retrospectives/{lesson.retrospective_id}/edit/headline/"
    carried = opened(writer, address)
    as_user(zoe).post(address, carried | {"title": "Theirs", "summary": ""})
    answer = writer.post(address, carried | {"title": "Mine", "summary": "", "autosave": 1})
    assert "Zoë Lind changed this while you were editing" in answer.json()["conflict"]


def test_deleted_account_is_no_longer_named(as_user, writer, address, lesson):
    zoe = factories.UserFactory()
    lesson.retrospective.invited.add(zoe)
    carried = opened(writer, address)
    as_user(zoe).post(address, WORDS | carried | {"statement": "Theirs."})
    zoe.delete()
    page = writer.post(address, WORDS | carried | {"statement": "Mine."}).text
    assert "Someone else changed this while you were editing" in page


def test_who_edits_an_unattributed_thought_is_not_recorded(as_user, writer, member):
    draft = factories.RetrospectiveFactory(created_by=member)
    factories.GatheringFactory(retrospective=draft)
    note = factories.ObservationFactory(retrospective=draft)
    zoe = factories.UserFactory()
    draft.invited.add(zoe)
    address = f"/retrospectives/{draft.pk}/edit/observations/{note.pk}/"
    page = conflict_of(as_user(zoe), writer, address)
    assert "Someone else changed this while you were editing" in page
    note.refresh_from_db()
    assert note.changed_by is None
