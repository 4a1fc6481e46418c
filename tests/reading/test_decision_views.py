"""Decisions over time, and how well they were made beside how they turned out."""

from datetime import date

import pytest
from taggit.models import Tag

from retros.drawing.lanes import MOST, REST, lanes_of
from retros.models import StoredInsights, TagDescription
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
    page = browser.get(TIME).text
    assert "No decisions with a date yet" in page and "The decision here has no date" in page
    published(choice="Own build", decided_on=date(2025, 5, 1))
    assert "1 decision without a date is not in the picture" in browser.get(TIME).text


def test_number_of_queries_does_not_grow(same_queries, db):
    def make(number):
        for decision in published(
            number, decided_on=date(2024, 1, 1), outcome="worse", same_again="yes",
            sources=["data"], phase="build",
        ):  # fmt: skip
            decision.retrospective.tags.add("Maps")

    same_queries(TIME, make)


def decided(number, *, teams=3, **fields):
    """As many decisions, each of a project of its own; the projects belong to so many teams in turn."""
    crews = factories.TeamFactory.create_batch(teams)
    return [
        factories.DecisionFactory(
            retrospective__project__team=crews[place % teams], published=True, **fields
        )
        for place in range(number)
    ]


def enough(**fields):
    """Two numbers that may both be shown: neither tells the other."""
    decided(6, outcome="worse", same_again="yes", sources=["data", "budget"], **fields)
    decided(7, outcome="worse", same_again="no", sources=["data"], **fields)


@pytest.mark.both_databases
def test_matrix_counts_and_leads_to_the_rows(browser, db):
    enough()
    page = browser.get(MATRIX).text
    assert "6 of 13 decisions that turned out worse than expected would be made again" in page
    assert 'aria-label="6: Worse than expected, yes"' in page
    assert 'aria-label="13: Data, worse than expected"' in page
    assert "6 decisions<" in browser.get("/decisions/?outcome=worse&same_again=yes").text


@pytest.mark.parametrize("query", ["phase=build", "year=2024", "standing=standing", "source=data"])
def test_matrix_takes_no_filter_that_could_be_subtracted(browser, db, query):
    enough(phase="build", decided_on=date(2024, 1, 1))
    decided(1, outcome="worse", same_again="yes", phase="ship", decided_on=date(2023, 1, 1))
    whole = browser.get(MATRIX).text.split("<tbody>")[1]
    page = browser.get(f"{MATRIX}&{query}").text
    assert page.split("<tbody>")[1] == whole
    assert 'name="phase"' not in page


@pytest.mark.parametrize(("number", "teams"), [(4, 3), (9, 2)])
def test_few_projects_or_teams_give_no_picture(browser, db, number, teams):
    decided(number, teams=teams, outcome="worse", same_again="yes", sources=["data"])
    page = browser.get(MATRIX).text
    assert "Too few to say" in page
    assert "step-" not in page


def test_a_number_below_the_floor_takes_one_along_that_would_tell_it(browser, db):
    enough()
    decided(2, outcome="worse", same_again="unsure")
    table = browser.get(MATRIX).text.split("<tbody>")[1].split("</tbody>")[0]
    assert table.count("<abbr") == 2


def test_outcomes_that_share_a_line_are_shown_without_a_finding(browser, db):
    for outcome in ("worse", "mixed"):
        decided(3, outcome=outcome, same_again="yes")
    page = browser.get(MATRIX).text
    assert "Mixed, worse than expected" in page
    assert "would be made again" not in page


def test_matrix_is_never_by_team_nor_by_words(browser, db):
    enough()
    team = factories.TeamFactory().slug
    page = browser.get(f"{MATRIX}&team={team}&q=nothing").text
    assert 'name="team"' not in page and "Text contains" not in page
    assert "of 13 decisions" in page


def test_a_draft_changes_no_number_of_the_matrix(as_user, member, db):
    enough()
    browser = as_user(member)
    before = browser.get(MATRIX).text.split("<main")[1]
    draft = factories.RetrospectiveFactory(created_by=member)
    factories.DecisionFactory(retrospective=draft, outcome="worse", same_again="yes")
    StoredInsights.objects.all().delete()
    assert browser.get(MATRIX).text.split("<main")[1] == before


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
