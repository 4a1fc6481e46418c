"""Several people, or one request several times, at the same moment."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from retros.models import Kickoff, KickoffLesson, Project, Risk
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
PEOPLE = 8


def at_once(work):
    """What `work(number)` gave to each of eight threads."""

    def alone(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(alone, range(PEOPLE)))


def test_of_many_first_decisions_one_is_kept_and_the_others_see_it():
    kickoff, lesson = factories.KickoffFactory(), factories.LessonFactory(published=True)

    def decide(number):
        values = {"disposition": "apply", "note": f"Note {number}", "owner_id": None}
        return KickoffLesson.objects.decide(kickoff, lesson, values, seen=0)

    outcomes = at_once(decide)
    assert [is_done for _, is_done in outcomes].count(True) == 1
    assert {choice.note for choice, _ in outcomes} == {kickoff.choices.get().note}


def test_people_who_decide_on_different_lessons_lose_nothing():
    kickoff = factories.KickoffFactory()
    lessons = factories.LessonFactory.create_batch(PEOPLE, published=True)

    def decide(number):
        values = {"disposition": "apply", "note": f"Note {number}", "owner_id": None}
        return KickoffLesson.objects.decide(kickoff, lessons[number], values, seen=0)

    assert all(is_done for _, is_done in at_once(decide))
    assert sorted(kickoff.choices.values_list("note", flat=True)) == [
        f"Note {number}" for number in range(PEOPLE)
    ]


def test_risks_written_together_at_once_are_all_kept():
    kickoff = factories.KickoffFactory()
    at_once(lambda number: Risk.objects.add(kickoff.pk, [f"Risk {number}"]))
    assert sorted(map(str, kickoff.risks.all())) == [f"Risk {number}" for number in range(PEOPLE)]


def test_risks_removed_and_grouped_while_others_come_stay_so():
    kickoff = factories.KickoffFactory()
    risks = factories.RiskFactory.create_batch(6, kickoff=kickoff)

    def work(number):
        if number < 2:
            risks[number].remove()
        elif number == 2:
            risks[2].say_again(risks[3:])
        else:
            Risk.objects.add(kickoff.pk, [f"Risk {number}"])

    at_once(work)
    there = {risk.pk: risk for risk in kickoff.risks.all()}
    assert len(there) == 6 + PEOPLE - 3
    assert all(there[risk.pk].removed_at for risk in risks[:2])
    assert {there[risk.pk].duplicate_of_id for risk in risks[3:]} == {risks[2].pk}


def test_it_happened_and_what_came_of_it_do_not_overwrite_each_other():
    choice = factories.KickoffLessonFactory()

    def work(number):
        mine = KickoffLesson.objects.get(pk=choice.pk)
        if number == 0:
            return mine.record_result({"result": "helped"}, seen=mine.version)
        return mine.note_happened(happened=True)

    told = at_once(work)[0]
    choice.refresh_from_db()
    assert choice.happened_again is True
    assert choice.result == ("helped" if told else "")


def test_a_lesson_follows_all_its_uses():
    lesson = factories.LessonFactory(published=True)
    choices = factories.KickoffLessonFactory.create_batch(PEOPLE, lesson=lesson)

    def tell(number):
        result = "helped" if number == 3 else "not-used"
        return choices[number].record_result({"result": result}, seen=1)

    assert all(at_once(tell))
    lesson.refresh_from_db()
    assert lesson.status == "confirmed"


def test_words_added_at_once_are_all_kept():
    kickoff = factories.KickoffFactory()
    at_once(lambda number: Kickoff.objects.get(pk=kickoff.pk).add_term(f"word {number}"))
    kickoff.refresh_from_db()
    assert sorted(kickoff.added_terms) == [f"word {number}" for number in range(PEOPLE)]


def test_a_request_repeated_at_once_starts_one_kickoff_of_one_project():
    member, client_id = factories.UserFactory(), uuid.uuid4()

    def start(number):
        return Kickoff.objects.start(
            by=member,
            client_id=client_id,
            brief="Stock sync",
            project=lambda: Project.objects.create(name=f"Stock sync {number}"),
        )

    assert len({kickoff.pk for kickoff in at_once(start)}) == 1
    assert Project.objects.count() == 1
