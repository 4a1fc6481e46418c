"""/kickoffs/<id>/: projects like yours, and what the page says where nothing is close."""

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tests.kickoffs.conftest import make_lesson

CONTEXT = "We replaced the stock service of the warehouses before the October peak."


def similar(name="Warehouse move", **fields):
    project = fields.pop("project", None) or factories.ProjectFactory(name=name)
    return factories.RetrospectiveFactory(
        published=True, project=project, title=name, context=CONTEXT, **fields
    )


def shown(browser, kickoff):
    page = BeautifulSoup(browser.get(kickoff.get_absolute_url()).text, "html.parser")
    return [" ".join(it.text.split()) for it in page.select(".like-yours li")]


def test_closest_projects_are_named_with_what_became_of_them(reader, kickoff):
    record = similar(result="missed", summary="The peak came first.")
    (said,) = shown(reader, kickoff)
    assert said.startswith("Warehouse move") and said.endswith("Goal missed The peak came first.")
    assert record.get_absolute_url() in reader.get(kickoff.get_absolute_url()).text


def test_there_are_five_at_most_and_each_once(reader, kickoff):
    for number in range(7):
        record = similar(f"Warehouse move {number}")
        similar(f"Second part of {number}", project=record.project)
    names = shown(reader, kickoff)
    assert len(names) == len({name.split(" What")[0] for name in names}) == 5


def test_they_say_what_was_observed_learned_and_done(reader, kickoff):
    record = similar()
    for kind in ("well", "well", "wrong", "better"):
        factories.ObservationFactory(retrospective=record, kind=kind, text="Zymurgy.")
    for status in ("done", "open", "open"):
        factories.ActionItemFactory(retrospective=record, status=status)
    (said,) = shown(reader, kickoff)
    assert said.endswith("2 went well · 1 went wrong · 1 of 3 action items done")


def test_project_with_many_close_texts_is_named_without_a_close_retrospective(reader, kickoff):
    record = factories.RetrospectiveFactory(published=True, title="Zymurgy")
    factories.ObservationFactory(retrospective=record, text=f"{CONTEXT} Doors stayed open.")
    assert shown(reader, kickoff) == []  # one text may share no more than an idiom
    factories.ObservationFactory(retrospective=record, text=f"{CONTEXT} Windows did, too.")
    (said,) = shown(reader, kickoff)
    assert said.startswith(record.project.name)


def test_two_projects_of_one_name_are_named_once(reader, kickoff):
    similar()
    similar()
    assert len(shown(reader, kickoff)) == 1


def test_page_says_that_no_project_is_close(reader, kickoff):
    assert "None is close enough to name." in reader.get(kickoff.get_absolute_url()).text


def test_filter_by_kind_leaves_them_there(reader, kickoff):
    record = similar()
    page = reader.get(kickoff.get_absolute_url(), {"kind": "lesson"}).text
    assert "Projects like yours" in page and record.get_absolute_url() in page


def test_what_speaks_of_a_risk_alone_is_no_project_like_this_one(reader, kickoff):
    similar()
    factories.RetrospectiveFactory(published=True, title="Xylophones are lost in transit")
    factories.RiskFactory(kickoff=kickoff, text="Xylophones are lost in transit.")
    assert "Xylophones are lost in transit" in reader.get(kickoff.get_absolute_url()).text
    assert len(shown(reader, kickoff)) == 1


def test_project_is_not_like_itself(reader, kickoff):
    similar(project=kickoff.project)
    assert shown(reader, kickoff) == []


@pytest.mark.parametrize("hide", ["unpublish", "archive", "remove"])
def test_what_is_not_published_is_not_named(reader, writer, kickoff, hide):
    record = similar()
    record.invited.add(kickoff.created_by)
    getattr(record, hide)()
    assert shown(reader, kickoff) == shown(writer, kickoff) == []


def test_page_without_a_match_gives_a_search_and_a_question(writer, kickoff):
    make_lesson("Bake bread early.", detail="The peak of the day is at noon.")
    page = writer.get(kickoff.get_absolute_url()).text
    assert "We found nothing close" in page or "No close matches" in page
    assert 'href="/search/?q=' in page and "Search everything written for" in page
    assert f"We’re about to start {kickoff.project.name}" in page


def test_page_with_few_matches_says_whom_to_ask(reader, kickoff, lesson):
    assert "Ask your colleagues" in reader.get(kickoff.get_absolute_url()).text
    for number in range(3):
        make_lesson(f"Stock lesson {number}.")
    assert "Ask your colleagues" not in reader.get(kickoff.get_absolute_url()).text
