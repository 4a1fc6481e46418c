"""/import/: a later version of a document replaces the earlier one, comes beside it, or is skipped."""

import pytest

from retros.exchange import store
from retros.models import Retrospective
from tests import factories
from tests.exchange.test_later_versions import FIRST, SECOND, change, part, read, texts
from tests.test_import_page import bring_in, carried, page_of, upload

pytestmark = pytest.mark.both_databases


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


@pytest.fixture
def made(member):
    return store(read(FIRST), owner=member).retrospective


def look(browser, name="depot.md"):
    return upload(browser, (name, SECOND.encode()))


def test_later_version_replaces_the_earlier_one(browser, made):
    preview = look(browser)
    page = page_of(preview)
    assert "This looks like a later version of" in page
    assert "1 changed, 1 added, 1 deleted." in page
    assert "Import 1 document" in page
    page = page_of(bring_in(browser, preview))
    assert "1 replaced" in page
    assert "2 changed, 1 added, 1 deleted." in page  # its old action item was closed, too
    assert Retrospective.objects.count() == 1
    assert texts(made.action_items) == ["Order tape", "Buy a third key"]
    assert "Already imported as" in page_of(look(browser))


@pytest.mark.parametrize(("version", "number"), [("beside", 2), ("skip", 1)])
def test_later_version_can_come_beside_or_be_skipped(browser, made, version, number):
    bring_in(browser, look(browser), **{"0-version": version})
    assert Retrospective.objects.count() == number
    assert texts(made.action_items) == ["Order tape"]


def test_file_of_another_name_comes_beside_unless_somebody_says_otherwise(browser, made):
    preview = look(browser, "depot v2.md")
    assert carried(preview)["0-version"] == "beside"
    bring_in(browser, preview, **{"0-version": "replace"})
    assert Retrospective.objects.count() == 1


def test_conflicts_are_shown_and_each_can_be_decided(browser, made):
    late = part(made.observations, "van was late")
    change(late, text="The van was late on the first day, by an hour")
    preview = look(browser)
    assert "In conflict: 1" in page_of(preview)
    again = bring_in(browser, preview, look="1", **{"0-take": f"observations-{late.pk}-text"})
    assert carried(again)["0-take"] == f"observations-{late.pk}-text"
    bring_in(browser, again)
    late.refresh_from_db()
    assert late.text == "The van was late on the first two days"


def test_what_stays_in_conflict_is_told(browser, made):
    change(
        part(made.observations, "van was late"),
        text="The van was late on the first day, by an hour",
    )
    assert "Not changed, in conflict: Observation" in page_of(bring_in(browser, look(browser)))
    assert "The van was late on the first day, by an hour" in texts(made.observations)


def test_title_that_was_typed_wins(browser, made):
    change(made, title="Our depot")
    bring_in(browser, look(browser), **{"0-title": "The depot"})
    made.refresh_from_db()
    assert made.title == "The depot"


@pytest.mark.parametrize("number", ["theirs", "x", "99999999999999999999", "²"])
def test_what_somebody_may_not_edit_is_not_replaced(browser, made, number):
    theirs = factories.RetrospectiveFactory(published=True)
    sent = {"0-earlier": theirs.pk if number == "theirs" else number, "0-version": "replace"}
    answer = bring_in(browser, look(browser), **sent)
    assert answer.status_code in (200, 422)
    assert texts(made.action_items) == ["Order tape"]
    theirs.refresh_from_db()
    assert theirs.title != "Depot move"
