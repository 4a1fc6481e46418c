"""A published retrospective with something of every kind in it."""

import pytest

from retros.models import Retrospective
from tests import factories


@pytest.fixture
def retrospective(member):
    retrospective = factories.RetrospectiveFactory(created_by=member, title="Checkout rewrite")
    retrospective.tags.set(["payments", "cut-over"])
    decision = factories.DecisionFactory(retrospective=retrospective, sources=["data", "deadline"])
    for text in ("Two rehearsals.", "The team sat together."):
        factories.ObservationFactory(retrospective=retrospective, text=text, decision=decision)
    factories.TimelineEventFactory(retrospective=retrospective)
    for statement in ("Rehearse it.", "Freeze the schema.", "Tell support first."):
        lesson = factories.LessonFactory(retrospective=retrospective, statement=statement)
        lesson.tags.set(["rehearsal"])
    factories.ActionItemFactory(retrospective=retrospective, owner=member)
    retrospective.publish(by=member)
    return Retrospective.objects.get(pk=retrospective.pk)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


@pytest.fixture
def at(retrospective):
    """Addresses below the retrospective: `at("history/")`."""
    return lambda rest: f"/retrospectives/{retrospective.pk}/{rest}"
