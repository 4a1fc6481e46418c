"""The ten lessons that a kickoff starts with: from different projects, of all categories, with reasons."""

import pytest

from retros import search
from retros.models import Lesson
from retros.search import in_turn
from tests import factories
from tests.kickoffs.conftest import BRIEF, make_lesson

TEN = 10


def first_ten(user, **more):
    found = search.for_kickoff(BRIEF, user=user, limit=TEN, **more)
    rows = Lesson.objects.select_related("retrospective").in_bulk(it.lesson_id for it in found)
    return [rows[match.lesson_id] for match in found]


def test_one_project_that_taught_much_hides_no_other(member):
    much = make_lesson().retrospective
    for number in range(12):
        factories.LessonFactory(
            retrospective=much, statement=f"Rehearse the move of the warehouses, {number}."
        )
    for number in range(6):
        make_lesson(f"Warehouse {number} has a door.", detail="The old stock service and its peak.")
    projects = {lesson.retrospective.project_id for lesson in first_ten(member)}
    assert len(projects) == 7


def test_no_category_stands_above_what_is_closer(member):
    for number in range(10):
        make_lesson(f"Rehearse the move of the warehouses, {number}.", category="process")
    make_lesson("Warehouses are full.", detail="They have doors of iron.", category="team")
    assert {lesson.category for lesson in first_ten(member)} == {"process"}


def test_another_subject_gets_no_place_for_its_category(member):
    for number in range(10):
        make_lesson(f"Rehearse the move of the warehouses, {number}.", category="process")
    far = make_lesson("I bake before the peak of the day.", detail="", category="self")
    assert far not in first_ten(member)


@pytest.mark.parametrize("helped", [True, False])
def test_page_says_whom_a_lesson_helped(reader, kickoff, lesson, helped):
    result = "helped" if helped else "no-difference"
    for _ in range(2):
        factories.KickoffLessonFactory(lesson=lesson, result=result)
    page = reader.get(kickoff.get_absolute_url()).text
    assert ("Helped in 2 projects" in page) is helped


def test_page_says_which_words_are_in_common(reader, kickoff, lesson):
    page = reader.get(kickoff.get_absolute_url()).text
    reason = page[page.index("Shared terms:") :][:300]
    assert "<b>warehouses</b>" in reason and "<b>stock</b>" in reason


def test_result_told_in_the_trash_counts_for_nobody(reader, kickoff, lesson):
    factories.KickoffLessonFactory(lesson=lesson, result="helped").kickoff.remove()
    assert "Helped in" not in reader.get(kickoff.get_absolute_url()).text


def test_what_is_shown_first_is_spread_by_itself():
    wholes = [(project, True, "") for project in range(8)]
    parts = [(project, False, "") for project in range(20, 28)]
    first = in_turn(wholes + parts, lambda source: source)[:10]
    assert sum(is_whole for _, is_whole, _ in first) == 3
    assert in_turn(wholes, lambda source: source) == wholes


def test_two_years_of_a_conference_are_not_both_among_the_first_three():
    titles = [
        "Users’ Summit Rome 2018",
        "Users’ Summit Oslo 2019",
        "Rome office",
        "Summit of users",
    ]
    found = [(project, False, title) for project, title in enumerate(titles)]
    assert in_turn(found, lambda source: source) == [found[0], found[2], found[1], found[3]]
    assert in_turn(found[:2], lambda source: source) == found[:2]
    same = [(1, False, titles[0]), (1, False, titles[0]), found[2]]
    assert in_turn(same, lambda source: source) == same
