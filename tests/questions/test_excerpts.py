"""Where an observation is named, it is named by its words, without the marks of Markdown."""

import pytest
from django.urls import reverse

from retros.rendering import excerpt
from tests import factories


def test_excerpt_of_an_observation_has_no_marks(db):
    note = factories.ObservationFactory(text="**Slow** at `start`, see [this](https://example.org)")
    assert excerpt(note) == "Slow at start, see this"


def test_excerpt_of_a_lesson_is_what_it_says(db):
    assert excerpt(factories.LessonFactory(statement="2*3*4 <b>")) == "2*3*4 <b>"


@pytest.mark.both_databases
def test_trash_names_an_observation_without_marks(as_user, member):
    note = factories.ObservationFactory(retrospective__created_by=member, text="**Slow** start")
    browser = as_user(member)
    browser.post(
        reverse("part_remove", args=[note.retrospective_id, "observations", note.pk]),
    )
    page = browser.get(reverse("trash")).content.decode()
    assert "Slow start" in page and "**Slow**" not in page
