"""/kickoffs/<id>/: a retrospective that holds one decision and nothing else."""

import pytest
from bs4 import BeautifulSoup

from tests import factories

CHOICE = "Move the stock service of the warehouses before the peak"


@pytest.fixture
def decision(kickoff):
    project = factories.ProjectFactory(name="Harbor")
    record = factories.RetrospectiveFactory(
        published=True, project=project, title=CHOICE, context=f"{CHOICE}, in October."
    )
    return factories.DecisionFactory(
        retrospective=record, choice=CHOICE, what_happened="The old stock service stopped."
    )


@pytest.fixture
def page(reader, kickoff):
    return lambda: BeautifulSoup(reader.get(kickoff.get_absolute_url()).text, "html.parser")


def shown(page):
    return {it["id"] for it in page().select(".card.hit")}


def test_decision_stands_for_both(page, decision):
    assert shown(page) == {f"decision-{decision.pk}"}


def test_decision_does_not_say_that_it_is_also_where_it_is_from(page, decision):
    assert "Also in" not in page().text


def test_same_decision_elsewhere_is_named_once(page, decision):
    record = factories.RetrospectiveFactory(
        published=True, project=factories.ProjectFactory(name="Lighthouse"), title="Another"
    )
    factories.DecisionFactory(
        retrospective=record, choice=CHOICE, what_happened="The old stock service stopped."
    )
    assert len([it for it in shown(page) if it.startswith("decision")]) == 1
    assert "Also in" in page().text


def test_its_project_is_still_one_like_yours(page, decision):
    assert "Harbor" in page().select_one(".like-yours").text


@pytest.mark.parametrize("part", [factories.LessonFactory, factories.ObservationFactory])
def test_retrospective_with_more_stands_beside_its_decision(page, decision, part):
    part(retrospective=decision.retrospective)
    whole = f"retrospective-{decision.retrospective_id}"
    assert {whole, f"decision-{decision.pk}"} <= shown(page)
