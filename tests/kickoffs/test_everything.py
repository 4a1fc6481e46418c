"""/kickoffs/<id>/: observations, decisions and whole retrospectives beside the lessons."""

import pytest
from bs4 import BeautifulSoup

from retros import search
from retros.search import spreading
from tests import factories
from tests.kickoffs.conftest import BRIEF, make_lesson

NOTE = "The stock service in three warehouses stopped in the October peak."
KINDS = ("lesson", "observation", "decision", "retrospective")


def published(**fields):
    return factories.RetrospectiveFactory(published=True, **fields)


@pytest.fixture
def observation(db):
    return factories.ObservationFactory(retrospective=published(), kind="wrong", text=NOTE)


@pytest.fixture
def decision(db):
    record = published()
    what_happened = "The warehouses of the old stock service stopped."
    return factories.DecisionFactory(
        retrospective=record, choice="Move the stock service first", what_happened=what_happened
    )


@pytest.fixture
def whole(db):
    context = "We replaced the stock service of the warehouses before the October peak."
    return published(title="The move of the stock service", context=context)


def test_page_offers_observations_with_their_passage_and_place(reader, kickoff, observation):
    page = reader.get(kickoff.get_absolute_url()).text
    assert "Observation: Went wrong" in page
    assert "<mark>stock</mark> <mark>service</mark> in three" in page
    record = observation.retrospective
    assert f'href="{record.get_absolute_url()}#observation-{observation.pk}"' in page


def test_page_offers_decisions_with_the_passage_that_shows_why(reader, kickoff, decision):
    page = reader.get(kickoff.get_absolute_url()).text
    assert decision.choice in page and f'href="{decision.get_absolute_url()}"' in page
    assert "The <mark>warehouses</mark> of the old <mark>stock</mark>" in page


def test_page_offers_whole_retrospectives_to_read_and_not_to_choose(writer, kickoff, whole):
    page = writer.get(kickoff.get_absolute_url()).text
    assert f'id="retrospective-{whole.pk}"' in page and whole.title in page
    assert 'name="disposition"' not in page


def test_text_that_stands_in_two_places_is_shown_once(reader, kickoff, observation):
    record = published()
    factories.ObservationFactory(retrospective=record, text=NOTE)
    page = reader.get(kickoff.get_absolute_url()).text
    assert page.count('class="card hit') == 1
    assert "Also in" in page and record.project.name in page


def test_observation_and_the_lesson_made_of_it_are_shown_once(reader, kickoff, observation):
    text = observation.text.rstrip(".")
    factories.LessonFactory(
        retrospective=observation.retrospective, statement=text, detail=f"{text}."
    )
    page = reader.get(kickoff.get_absolute_url()).text
    assert page.count('class="card hit') == 1
    assert "Also in" not in page


def test_first_ten_hold_few_whole_retrospectives(member):
    for number in range(12):
        published(title=f"Stock service of warehouse {number}", context=NOTE)
    for number in range(10):
        factories.ObservationFactory(
            retrospective=published(), text=f"Stock was short again, {number}."
        )
    found = search.for_kickoff(BRIEF, user=member, limit=10, kinds=KINDS)
    kinds = [match.kind for match in found]
    assert kinds.count("retrospective") == spreading.WHOLE


def test_page_can_be_narrowed_to_one_kind(reader, kickoff, lesson, observation, decision):
    page = reader.get(kickoff.get_absolute_url(), {"kind": "decision"}).text
    assert decision.choice in page
    assert lesson.statement not in page and f"observation-{observation.pk}" not in page


@pytest.mark.parametrize("hidden", ["draft", "archived", "trash"])
def test_what_is_not_published_is_not_offered(reader, kickoff, observation, decision, hidden):
    for part in (observation, decision):
        if hidden == "trash":
            part.remove()
        elif hidden == "draft":
            part.retrospective.unpublish()
        else:
            part.retrospective.archive()
    assert 'class="card hit' not in reader.get(kickoff.get_absolute_url()).text


def test_hostile_observation_is_only_text(reader, kickoff):
    text = f"{NOTE} <script>alert(1)</script> **bold** [x](javascript:alert(1))"
    factories.ObservationFactory(retrospective=published(), text=text)
    page = reader.get(kickoff.get_absolute_url()).text
    assert "<script>alert" not in page and 'href="javascript:' not in page
    assert 'class="card hit' in page


@pytest.mark.parametrize("kind", ["%00", "wall-post", "x"])
def test_odd_kind_is_no_filter(reader, kickoff, lesson, kind):
    assert lesson.statement in reader.get(f"{kickoff.get_absolute_url()}?kind={kind}").text


def test_queries_do_not_grow_with_what_is_found(writer, kickoff, count):
    def make():
        record = published(context=NOTE, project__team=kickoff.project.team)
        observation = factories.ObservationFactory(retrospective=record, text=f"{NOTE} {record.pk}")
        decision = factories.DecisionFactory(retrospective=record, choice=f"Stock {record.pk}")
        make_lesson(f"Stock lesson {record.pk}.")
        for part in ({"observation": observation}, {"decision": decision}):
            owner = factories.UserFactory()
            factories.KickoffLessonFactory(kickoff=kickoff, lesson=None, owner=owner, **part)

    def visit():
        return writer.get(kickoff.get_absolute_url(), {"show": 60, "find": "stock"})

    assert count(visit, 2, make) == count(visit, 6, make)


def test_one_project_fills_no_page(reader, writer, kickoff):
    record = published()
    made = [
        factories.ObservationFactory(retrospective=record, text=f"{NOTE} Door {number}.")
        for number in range(5)
    ]
    page = BeautifulSoup(reader.get(kickoff.get_absolute_url()).text, "html.parser")
    assert len(page.select("#lessons > .hit")) == 3
    assert "2 more from" in page.select_one("#lessons > .more-of > summary").text
    folded = page.select(".more-of > .hit")
    assert len(folded) == 2
    chosen = next(it for it in made if it.anchor == folded[1]["id"])
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=None, observation=chosen)
    page = BeautifulSoup(reader.get(kickoff.get_absolute_url()).text, "html.parser")
    assert page.select_one(f"#lessons > #{chosen.anchor}")


def test_numbers_beside_the_filters_add_up(reader, kickoff, observation, decision, whole):
    make_lesson()
    undated = published(held_on=None, source_hash="a" * 64)  # an import
    factories.ObservationFactory(retrospective=undated, text=f"{NOTE} Door 1.", category="team")
    for asked in ({}, {"category": "team"}, {"since": "year"}):
        page = BeautifulSoup(reader.get(kickoff.get_absolute_url(), asked).text, "html.parser")
        total = int(page.select_one("#h-lessons").text.split()[0])
        kinds, categories, dates = (
            sum(int(it.text) for it in part.select(".n"))
            for part in page.select("#narrow fieldset")
        )
        assert kinds == total
        assert (categories == total) is ("category" not in asked)
        assert (dates == total) is ("since" not in asked)
    assert "Date unknown" in page.text and "No category" in page.text
