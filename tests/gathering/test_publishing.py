"""Publishing while a gathering may still hold thoughts that nobody else has read."""

import pytest

from retros.models import Observation
from tests import factories
from tests.answers import without_tokens
from tests.gathering.conftest import LINK, thought


@pytest.fixture
def check(draft, gathering):
    """The address of the page that publishes the draft, which lacks nothing."""
    factories.LessonFactory(retrospective=draft)
    return f"/retrospectives/{draft.pk}/publish/"


def test_open_gathering_is_said_with_a_way_to_the_reveal(leading, check, page):
    shown = leading.get(check).text
    assert "The gathering is still open" in shown
    assert f'href="{page}reveal/"' in shown


def test_page_is_the_same_whether_anything_waits_or_not(leading, check, writer):
    before = without_tokens(leading.get(check))
    writer().post(LINK, thought("Nobody had timed it."))
    assert without_tokens(leading.get(check)) == before


def test_publishing_stays_possible_and_loses_no_thought(leading, check, writer, draft, page):
    writer().post(LINK, thought("Nobody had timed it.", signed="yes"))
    assert leading.post(check).status_code == 302
    draft.refresh_from_db()
    assert draft.is_published
    assert "gathering" not in leading.get(check).text
    leading.post(f"/retrospectives/{draft.pk}/unpublish/")
    leading.post(f"{page}reveal/")
    assert Observation.objects.get().text == "Nobody had timed it."


def test_closed_gathering_is_said_until_a_reveal(leading, check, writer, page):
    writer().post(LINK, thought(signed="yes"))
    leading.post(f"{page}close/")
    assert "The gathering hasn’t been revealed" in leading.get(check).text
    leading.post(f"{page}reveal/")
    assert "gathering" not in leading.get(check).text


def test_who_may_not_reveal_is_told_who_can(as_user, draft, check, page):
    colleague = factories.UserFactory(teams=[draft.project.team])
    shown = as_user(colleague).get(check).text
    assert "Fay can reveal them" in shown
    assert f"{page}reveal/" not in shown
