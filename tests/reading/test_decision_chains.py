"""What replaced a decision, why and when; no decision is replaced by itself in turn."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict

from retros import search
from retros.exchange import read, store
from retros.forms.parts import DecisionForm
from retros.history import restore
from retros.models import Decision, Version
from tests import factories

REASON = "The vendor ended the free plan"


def published(choice, **fields):
    return factories.DecisionFactory(published=True, choice=choice, **fields)


@pytest.fixture
def links(db):
    """Two decisions that a third replaced."""
    new = published("Own build", decided_on=date(2025, 5, 1))
    why = {"superseded_by": new, "replaced_because": REASON}
    old = published("Free plan", decided_on=date(2020, 1, 1), **why)
    other = published("Trial", replaced_on=date(2025, 6, 1), **why)
    return old, other, new


def test_page_says_what_no_longer_stands_when_and_why(browser, links):
    page = browser.get(links[0].get_absolute_url()).text
    assert "No longer stands." in page
    assert "on 1 May 2025" in page
    assert REASON in page


def test_page_shows_the_whole_chain_oldest_first(browser, links):
    old, other, new = links
    page = browser.get(new.get_absolute_url()).text
    chain = page[page.index("What replaced what") :]
    places = [chain.index(link.choice) for link in (other, old, new)]
    assert places == sorted(places)
    assert "on 1 Jun 2025" in chain
    assert "Still stands" in chain


def test_list_search_and_retrospective_say_it_too(browser, links):
    old, _, new = links
    record = old.retrospective
    for address in ("/decisions/", "/search/?q=plan", record.get_absolute_url()):
        assert "No longer stands" in browser.get(address).text
    assert "No longer stands" not in browser.get(new.retrospective.get_absolute_url()).text


def test_what_only_a_draft_replaced_still_stands(browser, member):
    hidden = factories.DecisionFactory(choice="Hidden", decided_on=date(2025, 5, 1))
    old = published("Free plan", superseded_by=hidden)
    for address in (old.get_absolute_url(), "/decisions/", "/search/?q=plan"):
        page = browser.get(address).text
        assert "Hidden" not in page
        assert "No longer stands" not in page
    (hit,) = search.search("plan", user=member).hits
    assert not hit.is_replaced


def test_what_went_to_the_trash_replaces_nothing(browser, links):
    links[2].remove()
    assert "No longer stands" not in browser.get("/decisions/").text


def test_number_of_queries_does_not_grow_with_decisions_replaced_at_once(same_queries, db):
    new = published("Own build")

    def make(number):
        factories.DecisionFactory.create_batch(number, published=True, superseded_by=new)

    same_queries(new.get_absolute_url(), make)


def written(first, second):
    record = factories.RetrospectiveFactory()
    made = [factories.DecisionFactory(retrospective=record, choice=c) for c in (first, second)]
    return record, *made


def save(client, decision, **values):
    record = decision.retrospective
    data = {"version": decision.version, "choice": decision.choice, **values}
    return client.post(f"/retrospectives/{record.pk}/edit/decisions/{decision.pk}/", data)


@pytest.mark.both_databases
def test_circle_is_refused_beside_the_field_with_all_that_was_typed(as_user, db):
    record, old, new = written("Old", "New")
    Decision.objects.filter(pk=old.pk).update(superseded_by=new)
    response = save(as_user(record.created_by), new, superseded_by=old.pk, replaced_because=REASON)
    assert response.status_code == 422
    assert "That decision was replaced by this one." in response.text
    assert REASON in response.text
    new.refresh_from_db()
    assert new.superseded_by is None


@pytest.mark.both_databases
def test_circle_that_closes_while_saving_is_a_conflict(db):
    record, old, new = written("Old", "New")
    typed = f"version={new.version}&choice=New&superseded_by={old.pk}"
    form = DecisionForm(QueryDict(typed), instance=new)
    assert form.is_valid()
    Decision.objects.filter(pk=old.pk).update(superseded_by=new)
    (conflict,) = form.save_as_seen(by=record.created_by)
    assert conflict.mine == "Old"
    assert Decision.objects.get(pk=new.pk).superseded_by is None


def test_replacement_before_the_decision_is_refused(as_user, db):
    record, old, new = written("Old", "New")
    response = save(
        as_user(record.created_by), old,
        decided_on="2025-01-02", superseded_by=new.pk, replaced_on="2025-01-01",
    )  # fmt: skip
    assert response.status_code == 422
    assert "This is before the decision." in response.text


def test_long_circles_are_noticed_and_others_do_not_hang(member):
    first, second, third = (published(word) for word in ("One", "Two", "Three"))
    second.superseded_by = first
    second.save()
    third.superseded_by = second
    third.save()
    first.superseded_by = third
    with pytest.raises(ValidationError):
        first.clean()
    Decision.objects.filter(pk=first.pk).update(superseded_by=third)
    assert not published("Beside").would_circle(first.pk)
    assert len(Decision.objects.with_standing(member).chain_of(first)) == 3


@pytest.mark.both_databases
def test_database_refuses_a_decision_that_replaces_itself(db):
    decision = published("Own build")
    decision.superseded_by = decision
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save()


@pytest.mark.both_databases
def test_restoring_closes_no_circle(curator):
    old, new = published("Old"), published("New")
    Version.objects.before_change(old, by=curator)
    old.superseded_by = new
    old.save()
    with transaction.atomic():
        Version.objects.before_change(old, by=None)
    old.superseded_by = None
    old.save()
    new.superseded_by = old
    new.save()
    linked = Version.objects.get(retrospective=old.retrospective, number=2)
    restore(linked, by=curator)
    old.refresh_from_db()
    assert old.superseded_by is None


def test_document_that_tells_of_a_circle_closes_none(db):
    text = '---\nretros: "1"\ntitle: "T"\n---\n\n## Decisions\n\n'
    text += "### A\n\nReplaced by: B\n\n### B\n\nReplaced by: A\n"
    record = store(read("circle.md", text.encode())).retrospective
    assert record.decisions.exclude(superseded_by=None).count() == 1
