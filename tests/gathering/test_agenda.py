"""The agenda of a sitting: /retrospectives/<id>/gathering/agenda/."""

import pytest

from retros.models import Gathering
from tests import factories


@pytest.fixture
def agenda(page, gathering):
    return f"{page}agenda/"


def test_steps_stand_in_their_order_with_their_minutes_and_the_total(leading, agenda):
    shown = leading.get(agenda).text
    places = [shown.index(f'data-step="{step}"') for step in Gathering.Step]
    assert places == sorted(places)
    assert "90 minutes in total" in shown


def test_step_without_minutes_is_left_out(leading, agenda, gathering):
    Gathering.objects.update(minutes={"timeline": 0, "talking": 40})
    shown = leading.get(agenda).text
    assert 'data-step="timeline"' not in shown
    assert "90 minutes in total" in shown


def test_what_the_kickoff_chose_and_what_is_open_from_before_stand_in_it(leading, agenda, draft):
    team = draft.project.team
    chosen = factories.KickoffLessonFactory(kickoff__project=draft.project)
    before = factories.RetrospectiveFactory(project__team=team, published=True)
    factories.ActionItemFactory(retrospective=before, text="Time the rebuild")
    factories.ActionItemFactory(retrospective=before, text="Was done", status="done")
    factories.ActionItemFactory(published=True, text="Of another team")
    shown = leading.get(agenda).text
    assert chosen.lesson.statement in shown
    assert "Time the rebuild" in shown
    assert "Was done" not in shown
    assert "Of another team" not in shown


def test_without_anything_earlier_it_says_so(leading, agenda):
    assert "no earlier lessons or open action items" in leading.get(agenda).text


def test_others_visitors_and_wrong_methods(leading, as_user, member, agenda):
    assert as_user(member).get(agenda).status_code == 404
    assert as_user().get(agenda).status_code == 302
    assert leading.post(agenda).status_code == 405


def test_number_of_queries_does_not_grow_with_what_is_open(
    leading, agenda, draft, django_assert_max_num_queries
):
    def fill(number):
        before = factories.RetrospectiveFactory(project__team=draft.project.team, published=True)
        owner = factories.UserFactory()
        factories.ActionItemFactory.create_batch(number, retrospective=before, owner=owner)
        for _ in range(number):
            factories.KickoffLessonFactory(kickoff__project=draft.project)

    fill(2)
    with django_assert_max_num_queries(12) as asked:
        leading.get(agenda)
    few = len(asked)
    fill(10)
    with django_assert_max_num_queries(few):
        leading.get(agenda)
