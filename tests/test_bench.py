"""What is measured with reaches into the search package: it must follow when that changes."""

import pytest

from tests import factories
from tests.bench import exact, feedback


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(published=True, statement="Rehearse the cut-over on a copy")


def test_the_two_steps_find_what_an_exact_ranking_finds(lesson, member):
    assert exact.overlap(member, ["cut-over", "nothing holds this"]) == 1


@pytest.mark.parametrize("ask", [feedback.text_only, feedback.with_feedback])
def test_the_text_alone_finds_a_lesson_for_a_kickoff(lesson, ask):
    assert ask("We prepare the cut-over", 10) == [lesson.pk]
