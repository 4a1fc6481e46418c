"""Decisions over time, and how well they were made beside how they turned out."""

from datetime import date

import pytest
from taggit.models import Tag

from retros.drawing.lanes import MOST, REST, lanes_of
from retros.models import TagDescription
from tests import factories

TIME, MATRIX = "/decisions/?view=time", "/decisions/?view=matrix"


def published(number=1, **fields):
    return factories.DecisionFactory.create_batch(number, published=True, **fields)


def test_table_says_what_the_picture_shows(browser, db):
    (new,) = published(choice="Own build", decided_on=date(2025, 5, 1))
    published(
        choice="Free plan", decided_on=date(2024, 1, 1), superseded_by=new,
        replaced_because="The plan ended",
    )  # fmt: skip
    new.retrospective.tags.add("Maps")
    TagDescription.objects.create(tag=Tag.objects.get(), kind="product")
    page = browser.get(TIME).text
    assert "1 of 2 decisions were replaced" in page
    table = page[page.index("<table") :]
    assert "Replaced on 1 May 2025 by <bdi>Own build</bdi>, because: <bdi>The plan ended" in table
    assert "<bdi>Maps</bdi>" in table
    assert page.count('class="link"') == 1


def test_only_dated_decisions_are_drawn(browser, db):
    published(choice="Undated")
    assert "No decisions with a date yet" in browser.get(TIME).text


@pytest.mark.parametrize("view", [TIME, MATRIX])
def test_number_of_queries_does_not_grow(same_queries, db, view):
    def make(number):
        for decision in published(
            number, decided_on=date(2024, 1, 1), outcome="worse", same_again="yes", sources=["data"]
        ):
            decision.retrospective.tags.add("Maps")

    same_queries(view, make)


@pytest.mark.both_databases
def test_matrix_counts_and_leads_to_the_rows(browser, db):
    published(5, outcome="worse", same_again="yes", sources=["data", "budget"])
    published(2, outcome="worse", same_again="no", sources=["data"])
    page = browser.get(MATRIX).text
    assert "5 of 7 decisions with a worse outcome would be made again" in page
    assert 'aria-label="5: Worse than expected, same choice again: yes"' in page
    assert 'aria-label="7: Data, worse than expected"' in page
    assert "5 decisions<" in browser.get("/decisions/?outcome=worse&same_again=yes").text


def test_few_decisions_give_no_picture(browser, db):
    published(4, outcome="worse", same_again="yes", sources=["data"])
    page = browser.get(MATRIX).text
    assert "Too few to say" in page
    assert "step-" not in page


def test_matrix_is_never_by_team(browser, db):
    one, other = (
        published(3, outcome="worse", same_again="yes"),
        published(3, outcome="mixed", same_again="no"),
    )
    team = one[0].retrospective.project.team.slug
    page = browser.get(f"{MATRIX}&team={team}").text
    assert 'name="team"' not in page
    assert f"of {len(one + other)} decisions" in page


def test_drafts_of_others_are_in_no_view(browser, db):
    factories.DecisionFactory.create_batch(
        6, choice="Hidden", decided_on=date(2024, 1, 1), outcome="worse", same_again="yes"
    )
    assert "Hidden" not in browser.get(TIME).text
    assert "Too few to say" in browser.get(MATRIX).text


def test_close_marks_stand_in_different_rows():
    days = [date(2024, 1, 1), date(2024, 1, 2), date(2024, 12, 31)]
    chart = lanes_of([("Maps", day, day) for day in days], [(days[0], days[2])])
    assert [mark.row for mark in chart.lanes[0].marks] == [0, 1, 0]
    assert [(old.item, new.item) for old, new in chart.links] == [(days[0], days[2])]


def test_many_small_lanes_share_the_last():
    items = [(f"Lane {number}", date(2024, 1, 1), number) for number in range(MOST + 3)]
    chart = lanes_of(items, [])
    assert len(chart.lanes) == MOST
    assert chart.lanes[-1].label == REST
    assert len(chart.lanes[-1].marks) == 4
