"""A text from an import without a date: it comes last, and the day of the import is not its date."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from retros import search
from retros.models import UNDATED, Retrospective
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
TODAY = timezone.localdate


@pytest.fixture
def undated():
    return factories.RetrospectiveFactory(
        published=True, title="Undated warehouse", source_hash="a" * 64
    )


@pytest.fixture
def dated():
    held_on = date(2011, 5, 2)
    return factories.RetrospectiveFactory(
        published=True, title="Dated warehouse", source_hash="b" * 64, held_on=held_on
    )


def test_import_without_a_date_has_none(undated, dated):
    assert undated.dated_on is None
    assert dated.dated_on == date(2011, 5, 2)


def test_what_is_written_here_has_the_day_of_its_publication():
    assert factories.RetrospectiveFactory(published=True).dated_on == TODAY()


def test_lists_show_undated_ones_last(undated, dated):
    written = factories.RetrospectiveFactory(published=True)
    assert list(Retrospective.objects.newest_first()) == [written, dated, undated]


def test_the_date_to_sort_by_follows_each_way_of_writing(undated, dated):
    Retrospective.objects.filter(held_on=dated.held_on).update(held_on=date(2024, 5, 1))
    undated.held_on = date(2012, 1, 1)
    undated.save(update_fields=["held_on"])
    made = Retrospective(project=dated.project, title="Made", held_on=date(2013, 1, 1))
    Retrospective.objects.bulk_create(iter([made]))
    days = Retrospective.objects.newest_first().values_list("listed_on", flat=True)
    assert [day.year for day in days] == [2024, 2013, 2012]


def test_reindex_writes_dates_that_the_version_before_left_out(undated, dated):
    Retrospective._base_manager.update(listed_on=UNDATED)
    call_command("reindex", verbosity=0)
    assert list(Retrospective.objects.newest_first()) == [dated, undated]


def test_numbers_and_years_are_those_of_what_is_published(undated, dated, browser):
    factories.LessonFactory(retrospective=dated)
    factories.LessonFactory(retrospective=dated).remove()
    draft, removed, archived = [
        factories.LessonFactory(retrospective__published=number > 0).retrospective
        for number in range(3)
    ]
    removed.remove()
    archived.archive()
    for address, number in (("/retrospectives/", 2), ("/lessons/", 1)):
        page = browser.get(address).context
        assert page["page"].paginator.count == number
        years = page["filters"].form.fields["year"].choices
        assert [value for value, _ in years if value] == ["2011"]
    assert draft.is_draft


def test_search_with_the_newest_first_shows_undated_ones_last(member, undated, dated):
    found = search.search("warehouse", user=member, sort="newest")
    assert [(hit.title, hit.dated_on) for hit in found.hits] == [
        (dated.title, dated.held_on),
        (undated.title, None),
    ]


@pytest.mark.parametrize("years", [(None, 9999), (None, 2011), (2011, None), (1, 9999)])
def test_undated_ones_are_of_no_year(member, undated, dated, years):
    found = search.search("warehouse", user=member, years=years)
    assert [hit.title for hit in found.hits] == [dated.title]


def test_filters_offer_no_year_for_them(as_user, member, undated, dated):
    browser = as_user(member)
    for address in (reverse("search") + "?q=warehouse", reverse("retrospectives")):
        page = browser.get(address).text
        assert 'value="2011"' in page
        assert 'value="1"' not in page and f'value="{TODAY().year}"' not in page


def test_pages_show_no_date_for_them(as_user, member, undated):
    lesson = factories.LessonFactory(retrospective=undated, statement="Warehouses first")
    browser = as_user(member)
    for address in (
        reverse("search") + "?q=warehouse",
        reverse("retrospectives"),
        reverse("lessons"),
        lesson.get_absolute_url(),
    ):
        page = browser.get(address).text
        assert "arehouse" in page
        assert f"{TODAY():%B %Y}" not in page and "January 1" not in page


def test_decision_with_a_date_of_its_own_keeps_it(member, undated):
    decided_on = date(2012, 3, 4)
    factories.DecisionFactory(retrospective=undated, choice="A warehouse", decided_on=decided_on)
    found = search.search("warehouse", user=member, kinds=("decision",))
    assert [hit.dated_on for hit in found.hits] == [decided_on]


def test_kickoff_of_the_last_year_leaves_them_out(as_user, member, undated):
    factories.LessonFactory(retrospective=undated, statement="Move warehouses before the peak")
    kickoff = factories.KickoffFactory(brief="We move warehouses before the October peak.")
    browser = as_user(member)
    assert "Move warehouses before" in browser.get(kickoff.get_absolute_url()).text
    recent = browser.get(kickoff.get_absolute_url(), {"since": "year"}).text
    assert "Move warehouses before" not in recent
