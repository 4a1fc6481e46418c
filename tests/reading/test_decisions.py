from datetime import date

import pytest
from taggit.models import Tag

from retros.models import TagDescription
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


@pytest.mark.both_databases
def test_one_address_narrows_by_everything_at_once(browser):
    new = published(choice="Own build")
    wanted = published(
        choice="Free plan", informed_by="A **price** list", sources=["data"], phase="ship",
        decided_on=date(2024, 5, 5), superseded_by=new,
    )  # fmt: skip
    wanted.retrospective.tags.add("Route Planner")
    wanted.retrospective.project.tags.add("maps")
    described("Route Planner")
    team = wanted.retrospective.project.team.slug
    page = browser.get(
        f"{ADDRESS}?product=route-planner&tag=maps&team={team}&phase=ship&source=data"
        "&standing=replaced&year=2024&q=price"
    ).text
    assert "1 decision<" in page
    assert wanted.choice in page


def test_standing_decisions_whose_revisit_date_has_come_can_be_listed(browser):
    long_ago = {"decided_on": date(2020, 1, 1), "revisit_on": date(2021, 1, 1)}
    new = published(choice="Own build", revisit_on=date(2999, 1, 1))
    published(choice="Rented", **long_ago)
    published(choice="Free plan", superseded_by=new, **long_ago)
    page = browser.get(f"{ADDRESS}?standing=due").text
    assert "1 decision<" in page and "Rented" in page
    assert "Rented" not in browser.get(f"{ADDRESS}?standing=due&as_of=2020-06-01").text


def described(name, kind="product"):
    return TagDescription.objects.create(tag=Tag.objects.get(name=name), kind=kind)


def test_only_described_products_of_visible_decisions_are_offered(browser):
    shown, hidden = published(), factories.DecisionFactory()
    shown.retrospective.tags.add("Route Planner", "speed")
    hidden.retrospective.tags.add("Secret Product")
    for name in ("Route Planner", "Secret Product"):
        described(name)
    page = browser.get(ADDRESS).text
    product = page[page.index('name="product"') : page.index('name="standing"')]
    assert "Route Planner" in product
    assert "speed" not in product
    assert "Secret Product" not in page


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "query",
    [
        *("product=x", "tag=x", "team=x", "phase=x", "source=x", "standing=x", "year=x", "view=x"),
        *("year=99999999999999999999", "q=%00", "outcome=%00", "product=%F0%9F%98%80"),
    ],
)
def test_values_that_make_no_sense_are_left_out(browser, query):
    decision = published(choice="Free plan")
    response = browser.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert decision.choice in response.text


def test_excerpts_have_no_marks_of_markdown(browser):
    published(informed_by="## Why\n\nA **price** list of [ours](https://example.org)")
    page = browser.get(ADDRESS).text
    assert "Why A price list of ours" in page


def test_long_lists_have_pages(browser):
    factories.DecisionFactory.create_batch(21, published=True, phase="ship")
    page = browser.get(f"{ADDRESS}?phase=ship&page=2").text
    assert "Page 2 of 2" in page
    assert "phase=ship&amp;page=1" in page or "page=1&amp;phase=ship" in page


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
        made = factories.DecisionFactory.create_batch(
            number, published=True, sources=["data"], informed_by="A **test**."
        )
        for decision in made:
            decision.retrospective.tags.add("Route Planner")

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
