"""Decisions are recorded when they are made; what was known then stays as it was."""

from datetime import date

import pytest

from retros.models import Decision, Retrospective
from tests import factories

KEY = "6a1f6f6a-3c1e-4b57-9a53-0a0c6c8d1f11"
TYPED = {"choice": "Free plan", "informed_by": "A price list", "client_id": KEY, "version": 0}


@pytest.fixture
def project(member):
    team = factories.TeamFactory()
    factories.MembershipFactory(user=member, team=team)
    return factories.ProjectFactory(team=team)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def address(project, query=""):
    return f"/projects/{project.slug}/decisions/new/{query}"


def record(writer, project, query="", **typed):
    return writer.post(address(project, query), TYPED | typed)


@pytest.mark.both_databases
def test_decision_is_recorded_in_a_draft_of_the_project(writer, member, project):
    answer = record(writer, project, expected="Growth.")
    made = Decision.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.retrospective.project, made.retrospective.is_draft) == (project, True)
    assert "before the outcome was known" in writer.get(answer.url).text


@pytest.mark.both_databases
def test_repeated_request_records_one_and_the_next_joins_the_draft(writer, project):
    record(writer, project)
    record(writer, project)
    record(writer, project, client_id="", choice="Own build")
    assert Decision.objects.count() == 2
    assert Retrospective.objects.count() == 1


def test_form_stands_on_the_pages_of_the_project_and_its_kickoff(writer, member, project):
    kickoff = factories.KickoffFactory(project=project, created_by=member)
    for page in (project, kickoff):
        assert address(project) in writer.get(page.get_absolute_url()).text
    assert "What informed the decision" in writer.get(address(project)).text


def test_empty_form_keeps_what_was_typed_and_says_why(writer, project):
    answer = record(writer, project, choice=" ", informed_by="Kept words", decided_on="soon")
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert not Retrospective.objects.exists()


def test_people_outside_find_neither_form_nor_decision(as_user, writer, project):
    record(writer, project)
    stranger = as_user(factories.UserFactory())
    assert stranger.get(address(project)).status_code == 404
    assert stranger.post(address(project), TYPED).status_code == 404
    assert stranger.get(Decision.objects.get().get_absolute_url()).status_code == 404
    assert as_user().get(address(project)).status_code == 302


def test_later_edits_leave_what_was_recorded_to_those_who_see_the_history(as_user, writer, project):
    record(writer, project)
    decision = Decision.objects.get()
    Decision.objects.filter(pk=decision.pk).update(informed_by="Hindsight")
    factories.LessonFactory(retrospective=decision.retrospective)
    decision.retrospective.publish()
    page = decision.get_absolute_url()
    assert "A price list" in writer.get(page).text
    reader = as_user(factories.UserFactory()).get(page).text
    assert "Hindsight" in reader
    assert "A price list" not in reader


@pytest.mark.both_databases
def test_deciding_again_replaces_the_earlier_one_with_a_reason(writer, project):
    old = factories.DecisionFactory(
        published=True, retrospective__project=project, decided_on=date(2024, 1, 1)
    )
    assert "Decide again" in writer.get(old.get_absolute_url()).text
    query = f"?replaces={old.pk}"
    record(writer, project, query, because="Prices doubled", decided_on="2025-02-03")
    old.refresh_from_db()
    assert (old.superseded_by.choice, old.replaced_because) == ("Free plan", "Prices doubled")
    assert old.replaced_on == date(2025, 2, 3)
    assert "Decide again" not in writer.get(old.get_absolute_url()).text


def test_what_was_replaced_meanwhile_is_not_replaced_twice(writer, project):
    old = factories.DecisionFactory(retrospective__project=project)
    record(writer, project, f"?replaces={old.pk}")
    answer = record(writer, project, f"?replaces={old.pk}", client_id="", choice="Own build")
    assert answer.status_code == 422
    assert "has been replaced meanwhile" in answer.text
    assert not Decision.objects.filter(choice="Own build").exists()


@pytest.mark.parametrize("asked", ["x", "0", "9" * 30, "other"])
def test_only_decisions_of_the_project_can_be_replaced(writer, project, member, asked):
    other = factories.DecisionFactory(retrospective__created_by=member)
    query = f"?replaces={other.pk if asked == 'other' else asked}"
    assert record(writer, project, query).status_code == 404


def test_successor_in_a_draft_stays_chosen_and_unnamed(as_user, writer, project):
    invited = factories.UserFactory()
    old = factories.DecisionFactory(published=True, retrospective__project=project)
    old.retrospective.invited.add(invited)
    record(writer, project, f"?replaces={old.pk}", choice="Secret move")
    page = as_user(invited).get(f"/retrospectives/{old.retrospective_id}/edit/decisions/{old.pk}/")
    assert "Secret move" not in page.text
    assert "A decision in another draft" in page.text
