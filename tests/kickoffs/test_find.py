"""/kickoffs/<id>/?find=: adding any lesson by a search."""

import pytest
from django.urls import reverse

from tests.kickoffs.conftest import make_lesson


@pytest.fixture
def far(db):
    """A lesson that the brief has nothing in common with."""
    return make_lesson("Ask the bakers first.", detail="")


@pytest.fixture
def url(kickoff, far):
    return kickoff.get_absolute_url()


def test_a_lesson_far_from_the_brief_is_found_and_added(writer, kickoff, far, url):
    assert far.statement not in writer.get(url).text
    page = writer.get(f"{url}?find=bakers").text
    assert "1 result for “bakers”" in page and far.statement in page
    address = reverse("kickoff_choice", args=[kickoff.pk, "lesson", far.pk])
    sent = {"disposition": "apply", "version": 0}
    answer = writer.post(f"{address}?find=bakers", sent)
    assert answer.url == f"{url}?find=bakers#lesson-{far.pk}"
    assert kickoff.choices.get().lesson == far
    assert far.statement in writer.get(url).text  # stays in sight without the search


def test_what_is_found_twice_shows_once(reader, kickoff, lesson):
    page = reader.get(f"{kickoff.get_absolute_url()}?find=warehouses").text
    assert page.count(f'id="lesson-{lesson.pk}"') == 1


def test_narrowing_keeps_the_search_and_the_search_keeps_the_narrowing(reader, url):
    page = reader.get(f"{url}?find=bakers&category=team&since=year").text
    assert '<input type="hidden" name="find" value="bakers">' in page
    assert '<input type="hidden" name="category" value="team">' in page
    assert '<input type="hidden" name="since" value="year">' in page


def test_what_is_found_nowhere_is_said(reader, url):
    page = reader.get(f"{url}?find=xylophones").text
    assert "No results for “xylophones”" in page


@pytest.mark.parametrize("change", ["draft", "retired", "removed"])
def test_what_no_kickoff_may_offer_is_not_found(reader, far, url, change):
    if change == "draft":
        far.retrospective.unpublish()
    elif change == "retired":
        far.retire(because="They moved.")
    else:
        far.remove()
    assert far.statement not in reader.get(f"{url}?find=bakers").text


@pytest.mark.parametrize(
    "find", ['"', "-", "tag:", "\x00", "x" * 5_000, "<script>alert(1)", "日本"]
)
def test_hostile_searches_are_answered(reader, url, find):
    answer = reader.get(url, {"find": find})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_queries_do_not_grow_with_what_is_found(reader, kickoff, url, count):
    def visit():
        return reader.get(f"{url}?find=bakers")

    def make():
        make_lesson("Ask the bakers again.", detail="")

    assert count(visit, 2, make) == count(visit, 6, make)
