from datetime import date

import pytest

from tests import factories

ADDRESS = "/decisions/"


def published(**fields):
    return factories.DecisionFactory(published=True, **fields)


def test_log_shows_decisions_of_all_projects(browser):
    decision = published(outcome="better", sources=["data"], same_again="yes", phase="ship")
    page = browser.get(ADDRESS).content.decode()
    for words in (
        decision.choice,
        "Better than expected",
        "Based on data",
        "Ship it",
        "again: yes",
    ):
        assert words in page


@pytest.mark.parametrize(
    "query",
    ["outcome=worse", "source=budget", "team={team}", "year=2024", "phase=ship", "same_again=no"],
)
def test_each_filter_leaves_out_the_others(browser, query):
    published(choice="The other one", sources=["data"], decided_on=date(2025, 1, 1))
    wanted = published(
        outcome="worse", sources=["data", "budget"], phase="ship", same_again="no",
        decided_on=date(2024, 5, 5),
    )  # fmt: skip
    team = wanted.retrospective.project.team.slug
    page = browser.get(f"{ADDRESS}?{query.format(team=team)}").content.decode()
    assert wanted.choice in page
    assert "The other one" not in page


def test_drafts_of_others_and_archived_ones_are_left_out(browser):
    hidden = factories.DecisionFactory(choice="Hidden", decided_on=date(1999, 1, 1))
    old = published(choice="Long ago")
    old.retrospective.archive()
    page = browser.get(ADDRESS).content.decode()
    for words in (hidden.choice, old.choice, "1999"):
        assert words not in page


@pytest.mark.both_databases
def test_newest_decision_comes_first_and_undated_ones_last(browser):
    undated = published(choice="Undated", decided_on=None)
    old = published(choice="Old", decided_on=date(2020, 1, 1))
    new = published(choice="New", decided_on=date(2024, 1, 1))
    page = browser.get(ADDRESS).text
    places = [page.index(decision.get_absolute_url()) for decision in (new, old, undated)]
    assert places == sorted(places)


def test_number_of_queries_of_the_log_does_not_grow(same_queries):
    def make(number):
        factories.DecisionFactory.create_batch(number, published=True, sources=["data"])

    same_queries(ADDRESS, make)


def test_page_shows_both_sides_and_the_notes(browser):
    decision = published(informed_by="A **test**.", what_happened="It hurt.", expected="Growth.")
    note = factories.ObservationFactory(retrospective=decision.retrospective, decision=decision)
    page = browser.get(decision.get_absolute_url()).content.decode()
    for words in ("<strong>test</strong>", "It hurt.", "Growth.", note.text):
        assert words in page


def test_page_links_what_it_replaced_and_what_replaced_it(browser):
    old, now, new = published(), published(), published()
    old.superseded_by, now.superseded_by = now, new
    old.save()
    now.save()
    page = browser.get(now.get_absolute_url()).content.decode()
    assert f'href="{old.get_absolute_url()}"' in page
    assert f'href="{new.get_absolute_url()}"' in page


def test_decisions_of_drafts_are_not_linked(browser):
    now, hidden = published(), factories.DecisionFactory(choice="Hidden")
    now.superseded_by = hidden
    now.save()
    factories.DecisionFactory(choice="Hidden too", superseded_by=now)
    assert "Hidden" not in browser.get(now.get_absolute_url()).content.decode()


def test_decision_of_a_draft_of_others_does_not_exist(browser):
    assert browser.get(factories.DecisionFactory().get_absolute_url()).status_code == 404


def test_visitor_is_asked_to_sign_in(as_user, db):
    for address in (ADDRESS, published().get_absolute_url()):
        assert as_user().get(address).status_code == 302


def test_other_methods_are_refused(browser):
    for address in (ADDRESS, published().get_absolute_url()):
        assert browser.post(address).status_code == 405
