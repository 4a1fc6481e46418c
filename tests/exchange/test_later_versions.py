"""A later version of a document replaces what an earlier one wrote, and nothing that people wrote."""

import pytest

from retros.exchange import (
    LaterVersions,
    UnreadableDocument,
    already_stored,
    compare,
    read_text,
    replace,
    store,
)
from retros.models import Retrospective
from tests import factories

pytestmark = pytest.mark.both_databases

FIRST = """# Depot move

We moved the north depot in May, with two vans and the porters of the west depot.

## What went well

- Keys were copied early
- The porters knew the way

## What went wrong

- The van was late on the first day

## Lessons

- Copy the keys a week before
- Label each box on two sides

## Actions

- Order tape
"""
SECOND = (
    FIRST.replace("late on the first day", "late on the first two days")
    .replace("- Order tape\n", "- Order tape\n- Buy a third key\n")
    .replace("- The porters knew the way\n", "")
)


def read(text, name="depot.md"):
    return read_text(name, text)


@pytest.fixture
def made(member):
    return store(read(FIRST), owner=member).retrospective


def texts(rows):
    return [str(getattr(row, "text", None) or row.statement) for row in rows.all()]


def part(rows, text):
    return next(row for row in rows.all() if text in getattr(row, "text", "") or text in str(row))


def change(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def test_later_version_is_known_by_lines_and_name_or_title(made, member):
    later = LaterVersions(owner=member)
    renamed = SECOND.replace("# Depot move", "# Move of the depot")
    assert later.find(read(SECOND)) == made
    assert later.find(read(renamed, "all.zip/depot.md")) == made
    assert later.find(read(SECOND, "depot v2.md")) == made
    assert later.find(read(renamed, "depot v2.md")) is None
    assert later.find(read("# Vans\n\nNothing of it.", "depot.md")) is None
    assert LaterVersions(owner=factories.UserFactory()).find(read(SECOND)) is None
    assert LaterVersions().find(read(SECOND)) is None
    made.remove()
    assert later.find(read(SECOND)) is None


def test_rewritten_document_of_the_same_name_title_and_day_is_a_later_version(member):
    head = "# Depot move, 5 May 2025\n\n## Lessons\n\n- Copy the keys a week before\n"
    made = store(read(f"{head}- Label each box twice\n- Order tape early"), owner=member)
    other = f"{head}- Label boxes in red\n- Book the lift\n- Ask the porters"
    find = LaterVersions(owner=member).find
    assert find(read(other)) == made.retrospective
    assert find(read(other.replace("5 May", "6 May"))) is None


def test_of_copies_the_one_with_the_name_of_the_file_is_replaced(made, member):
    store(read(f"{FIRST}\n- Ask early", "a copy.md"), owner=member)
    assert LaterVersions(owner=member).find(read(f"{FIRST}\n- Order late")) == made


def test_colleagues_in_the_team_find_it(db):
    one, other = factories.UserFactory.create_batch(2, teams=[team := factories.TeamFactory()])
    made = store(read(FIRST), owner=one, team=team).retrospective
    assert LaterVersions(owner=other).find(read(SECOND)) == made


TEMPLATE = """# Retrospective of {day}

Date: {day}. Please write in whole sentences and without names of people.

## What went well

*What should the next team copy, and what made it possible? Two or three points are enough.*

- {well}

## What went wrong

*How did this make sense at the time? Describe conditions, not people, and what you saw then.*

- {wrong}
"""


def test_documents_of_one_template_are_no_versions_of_each_other(member):
    days = (
        ("2024-03-01", "Keys were copied early", "The van was late"),
        ("2024-03-15", "Both porters knew the way", "Tape ran out"),
        ("2024-03-29", "The lift was booked", "Boxes had no labels"),
    )
    texts = [TEMPLATE.format(day=day, well=well, wrong=wrong) for day, well, wrong in days]
    made = [store(read(text, "retro.md"), owner=member).retrospective for text in texts[:2]]
    assert LaterVersions(owner=member).find(read(texts[2], "retro.md")) is None
    again = texts[1].replace("Tape ran out", "Tape ran out twice on this day")
    assert LaterVersions(owner=member).find(read(again, "retro.md")) == made[1]


def test_import_without_an_owner_finds_those_of_its_team(db):
    team = factories.TeamFactory()
    made = store(read(FIRST), team=team).retrospective
    assert LaterVersions(team=team).find(read(SECOND)) == made
    assert LaterVersions().find(read(SECOND)) is None


def test_parts_change_under_their_own_ids(made, member):
    late = part(made.observations, "van was late")
    result = replace(read(SECOND), made, by=member)
    late.refresh_from_db()
    assert late.text == "The van was late on the first two days"
    assert texts(made.action_items) == ["Order tape", "Buy a third key"]
    assert texts(made.observations) == ["Keys were copied early", late.text]
    assert result.summary() == "1 changed, 1 added, 1 deleted"
    assert already_stored(read(SECOND), member) == made


def test_a_text_that_was_replaced_is_no_later_version(made, member):
    beside = store(read(f"{FIRST}\n- Ask early"), owner=member).retrospective
    replace(read(SECOND), made, by=member)
    assert already_stored(read(FIRST), member) == made
    assert already_stored(read(FIRST), factories.UserFactory()) is None
    made.remove()
    assert already_stored(read(FIRST), member) is None
    assert LaterVersions(owner=member).find(read(FIRST)) == beside


def test_what_people_changed_stays(made, member):
    lesson = part(made.lessons, "Copy the keys")
    change(lesson, statement="Copy all keys a week before", kickoff_question="Who has the keys?")
    Retrospective.objects.filter(pk=made.pk).update(title="Our depot", summary="In short.")
    mine = factories.LessonFactory(retrospective=made, statement="Ask the porters.")
    result = replace(read(SECOND), made, by=member)
    made.refresh_from_db()
    lesson.refresh_from_db()
    assert (made.title, made.summary) == ("Our depot", "In short.")
    assert lesson.statement == "Copy all keys a week before"
    assert mine in made.lessons.all()
    assert result.conflicts == []


def test_what_both_changed_is_a_conflict_and_stays(made, member):
    late = part(made.observations, "van was late")
    change(late, text="The van was late on the first day, by an hour")
    result = replace(read(SECOND), made, by=member)
    late.refresh_from_db()
    assert late.text.endswith("by an hour")
    [conflict] = result.conflicts
    assert (conflict.now, conflict.new[-8:]) == (late.text, "two days")


def test_conflict_can_be_decided_for_the_document(made, member):
    late = part(made.observations, "van was late")
    change(late, text="The van was late on the first day, by an hour")
    [conflict] = compare(read(SECOND), made).conflicts
    replace(read(SECOND), made, by=member, taken=frozenset({conflict.key}))
    late.refresh_from_db()
    assert late.text == "The van was late on the first two days"


def test_what_people_deleted_stays_deleted(made, member):
    part(made.action_items, "tape").remove()
    part(made.observations, "van was late").remove()
    result = replace(read(SECOND), made, by=member)
    assert texts(made.action_items) == ["Buy a third key"]
    assert texts(made.observations) == ["Keys were copied early"]
    [conflict] = result.conflicts
    assert (conflict.now, conflict.new) == ("", "The van was late on the first two days")


def test_deleted_part_comes_back_if_the_document_is_to_win(made, member):
    late = part(made.observations, "van was late")
    late.remove()
    [conflict] = compare(read(SECOND), made).conflicts
    replace(read(SECOND), made, by=member, taken=frozenset({conflict.key}))
    assert "The van was late on the first two days" in texts(made.observations)


@pytest.mark.parametrize("use", ["kickoff", "wall"])
def test_what_is_used_is_not_deleted(made, member, use):
    lesson = part(made.lessons, "Label each box")
    if use == "wall":
        factories.WallPostFactory(lesson=lesson)
    else:
        factories.KickoffLessonFactory(lesson=lesson)
    result = replace(read(SECOND.replace("- Label each box on two sides\n", "")), made, by=member)
    assert lesson in made.lessons.all()
    assert [conflict.now for conflict in result.conflicts] == [lesson.statement]


def test_published_text_stays_in_the_history(made, member):
    made.publish(by=member, quietly=True)
    replace(read(SECOND), made, by=member)
    newest, before = made.versions.order_by("-number")[:2]
    assert (newest.cause, newest.changed_by) == ("replaced", member)
    assert "The porters knew the way" in str(before.state)
    made.refresh_from_db()
    assert made.is_published


def test_third_version_is_compared_with_the_second(made, member):
    replace(read(SECOND), made, by=member)
    assert compare(read(SECOND), made).summary() == "nothing changed"
    result = replace(read(FIRST), made, by=member)
    assert result.conflicts == []
    assert "The porters knew the way" in texts(made.observations)
    assert texts(made.action_items) == ["Order tape"]


def test_what_was_added_in_the_preview_counts_as_written_by_people(member):
    as_read, document = read(FIRST), read(FIRST)
    document.lessons += read("## Lessons\n\n- Ask the porters first").lessons
    document.title = "Our depot"
    made = store(document, owner=member, as_read=as_read).retrospective
    replace(read(SECOND), made, by=member)
    made.refresh_from_db()
    assert made.title == "Our depot"
    assert "Ask the porters first" in texts(made.lessons)


def test_without_a_record_every_difference_is_a_conflict(made, member):
    made.import_record.delete()
    result = replace(read(SECOND), made, by=member)
    assert len(result.conflicts) == 2
    assert result.deleted == []


def test_whoever_may_not_edit_it_replaces_nothing(made):
    with pytest.raises(UnreadableDocument, match="can’t edit"):
        replace(read(SECOND), made, by=factories.UserFactory())
    assert "The porters knew the way" in texts(made.observations)
