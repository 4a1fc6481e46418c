"""As of a day, decisions show what was known then; nothing of what became known later."""

from datetime import date

import pytest

from tests import factories

LATER = ("Zebra outcome", "Zebra note", "Zebra title", "Zebra successor", "Zebra reason")
DAY = "as_of=2024-03-01"


@pytest.fixture
def old(db):
    """A decision of 2024 of which much became known in 2025."""
    new = factories.DecisionFactory(
        published=True, choice="Zebra successor", decided_on=date(2025, 5, 1)
    )
    decision = factories.DecisionFactory(
        published=True, choice="Free plan", decided_on=date(2024, 1, 1), outcome="worse",
        what_happened="Zebra outcome", same_again="no", superseded_by=new,
        informed_by="A price list", replaced_because="Zebra reason",
    )  # fmt: skip
    record = decision.retrospective
    type(record).objects.filter(pk=record.pk).update(title="Zebra title")
    factories.ObservationFactory(retrospective=record, decision=decision, text="Zebra note")
    return decision


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "query", ["", "&view=time", "&view=matrix", "&q=price", "&standing=standing"]
)
def test_lists_cover_what_became_known_later(browser, old, query):
    page = browser.get(f"/decisions/?{DAY}{query}").text
    assert "Worse than expected" not in page
    assert "Same choice again" not in page
    assert not [word for word in LATER if word in page]
    assert ("Free plan" in page) == ("matrix" not in query)


def test_page_covers_it_and_shows_what_had_happened(browser, old):
    record = old.retrospective
    factories.TimelineEventFactory(retrospective=record, on=date(2023, 12, 1), text="A test ran")
    factories.TimelineEventFactory(retrospective=record, on=date(2024, 9, 1), text="Zebra note")
    factories.TimelineEventFactory(
        retrospective=record, on=date(2024, 1, 1), precision="quarter", text="Zebra note"
    )
    page = browser.get(f"{old.get_absolute_url()}?{DAY}").text
    assert "A test ran" in page
    assert "Still stands" not in page
    assert "Worse than expected" not in page
    assert not [word for word in LATER if word in page]


@pytest.mark.parametrize("query", ["q=Zebra", "standing=replaced", "year=2025"])
def test_filters_do_not_answer_from_the_future(browser, old, query):
    page = browser.get(f"/decisions/?{DAY}&{query}").text
    narrowed = "year" not in query  # a year of the future is no choice, so it is left out
    assert ("No decisions match" in page) == narrowed


@pytest.mark.parametrize("query", ["outcome=better", "same_again=yes"])
def test_filters_by_what_became_known_later_are_left_out(browser, old, query):
    page = browser.get(f"/decisions/?{DAY}&{query}").text
    assert "Free plan" in page
    assert 'name="outcome"' not in page


@pytest.mark.both_databases
def test_replacement_counts_from_its_own_day(browser, old):
    old.superseded_by.decided_on = date(2024, 2, 1)
    old.superseded_by.save()
    assert "No longer stands since 1 Feb 2024" in browser.get(f"/decisions/?{DAY}").text
    old.replaced_on = date(2024, 6, 1)
    old.save()
    page = browser.get(f"/decisions/?{DAY}").text
    assert "No longer stands" not in page
    page = browser.get(f"{old.get_absolute_url()}?{DAY}").text
    assert "Zebra successor" not in page


def test_undated_and_later_decisions_are_left_out(browser, old):
    factories.DecisionFactory(published=True, choice="Undated")
    page = browser.get(f"/decisions/?{DAY}").text
    assert "1 decision<" in page


@pytest.mark.parametrize("day", ["x", "2024-13-01", "99999-01-01", "%00", "0000-00-00"])
def test_days_that_make_no_sense_are_left_out(browser, old, day):
    for address in ("/decisions/", old.get_absolute_url()):
        response = browser.get(f"{address}?as_of={day}")
        assert response.status_code == 200
        assert "Worse than expected" in response.text


def test_page_of_a_later_decision_is_shown_as_it_is(browser, old):
    page = browser.get(f"{old.superseded_by.get_absolute_url()}?{DAY}").text
    assert "is covered" not in page


def test_table_covers_it_too(as_user, curator, old):
    def table(query):
        answer = as_user(curator).get(f"/export/decisions.csv{query}")
        return b"".join(answer.streaming_content).decode()

    later = ("Worse than expected", *LATER)
    assert [word for word in later if word not in table("")] == ["Zebra note"]
    then = table(f"?{DAY}")
    assert "Free plan" in then and "A price list" in then
    assert not [word for word in later if word in then]
