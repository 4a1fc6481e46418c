"""The agenda of a sitting: /retrospectives/<id>/gathering/agenda/."""

import pytest

from retros.examples import load_templates
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


def planned_by(gathering, template):
    """Minutes by step, without the steps that are left out."""
    gathering.retrospective.template = template
    minutes = {step.value: gathering.minutes_of(step.value) for step in Gathering.Step}
    return {step: number for step, number in minutes.items() if number}


def test_session_of_the_sprint_template_takes_the_minutes_it_promises(gathering):
    sprint = next(one for one in load_templates() if "10 minutes" in one.description)
    minutes = planned_by(gathering, sprint)
    assert sum(minutes.values()) == 10
    assert list(minutes) == ["earlier", "purpose", "writing", "talking", "actions", "thanks"]
    assert max(minutes, key=minutes.get) == "talking"


@pytest.mark.parametrize("total", [5, 6, 7, 45, 90, 91, 480])
def test_session_takes_what_its_template_says_and_each_step_a_minute(gathering, total):
    minutes = planned_by(
        gathering,
        factories.RetrospectiveTemplateFactory(sections=["lessons"], session_minutes=total),
    )
    assert sum(minutes.values()) == max(total, 5)
    assert len(minutes) == 5


def test_step_about_a_section_that_the_template_hides_is_left_out(gathering):
    template = factories.RetrospectiveTemplateFactory(sections=["timeline", "lessons"])
    minutes = planned_by(gathering, template)
    assert {"decisions", "actions"} & minutes.keys() == set()
    assert minutes["timeline"] == Gathering.USUAL_MINUTES["timeline"]


def test_what_the_facilitator_chose_wins_over_the_template(gathering):
    gathering.minutes = {"talking": 33}
    template = factories.RetrospectiveTemplateFactory(session_minutes=10)
    assert planned_by(gathering, template)["talking"] == 33


def test_agenda_is_folded_until_somebody_wants_to_change_it(leading, draft):
    page = leading.get(f"/retrospectives/{draft.pk}/gathering/").text
    assert "Agenda: 90 minutes in total" in page


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
