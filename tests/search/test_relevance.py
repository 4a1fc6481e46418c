"""Which lessons a kickoff is given, in which order, and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from retros import search
from tests import factories

pytestmark = pytest.mark.both_databases

BRIEF = "We replace the stock service of three warehouses; the vendor gives us a new API."


def offered(text=BRIEF, **given):
    matches = search.for_kickoff(text, user=factories.UserFactory(), **given)
    return [match.lesson_id for match in matches]


def lesson(statement, **fields):
    return factories.LessonFactory(published=True, statement=statement, **fields)


def test_closest_lesson_comes_first_with_its_reasons(db):
    lesson("Talk to customers of warehouses early")
    close = lesson("Record one response of every vendor API", detail="The vendor's API was new.")
    first, _ = search.for_kickoff(BRIEF, user=factories.UserFactory())
    assert first.lesson_id == close.pk
    assert set(first.words) == {"vendor", "API"}
    assert "<mark>vendor&#x27;s</mark>" in first.snippet


def test_a_lesson_that_is_a_statement_alone_is_not_shown_twice(db):
    lesson("Record one response of every vendor API", detail="")
    (found,) = search.for_kickoff(BRIEF, user=factories.UserFactory())
    assert found.snippet == ""


def test_retired_lessons_are_not_offered(db):
    lesson("Vendor API one").retire(because="No vendors now.")
    assert offered() == []


def test_one_project_does_not_fill_the_list(db):
    retrospective = factories.RetrospectiveFactory(published=True)
    for number in range(12):
        factories.LessonFactory(
            retrospective=retrospective, statement=f"Vendor API of stock, part {number}"
        )
    other = lesson("Vendor API of warehouses, among some other words")
    assert offered(limit=10).index(other.pk) == 5


def test_day_of_publishing_makes_nothing_fresh(db):
    imported, dated = lesson("Recordings: vendor API"), lesson("Vendor API recordings")
    imported.retrospective.held_on = None
    imported.retrospective.save()
    dated.retrospective.held_on = timezone.localdate() - timedelta(days=30)
    dated.retrospective.save()
    assert offered() == [dated.pk, imported.pk]


def test_copies_of_a_text_are_offered_once_and_told(db):
    first, copy = lesson("Vendor API recordings"), lesson("Vendor API recordings")
    (match,) = search.for_kickoff(BRIEF, user=factories.UserFactory())
    assert {match.object_id, match.copies[0][1]} == {first.pk, copy.pk}


def test_lesson_learned_again_is_offered_once(db):
    first, again = lesson("Vendor API recordings"), lesson("Vendor API recordings")
    again.mark_duplicate_of(first)
    assert len(offered()) == 1


@pytest.mark.parametrize("reason", ["learned again", "helped", "same kind", "fresh"])
def test_of_equal_texts_the_better_tried_comes_first(db, reason):
    better, other = lesson("Recordings: vendor API"), lesson("Vendor API recordings")
    match reason:
        case "learned again":
            lesson("Something else").mark_duplicate_of(better)
        case "helped":
            factories.KickoffLessonFactory(lesson=better, result="helped")
        case "same kind":
            better.retrospective.project.kind = "migration"
            better.retrospective.project.save()
        case "fresh":
            better.retrospective.held_on = timezone.localdate()
            better.retrospective.save()
    assert offered(project_kind="migration") == [better.pk, other.pk]


def test_terms_can_be_added_and_dropped(db):
    vendor, printer = lesson("Vendor API recordings"), lesson("Printers of labels")
    assert offered() == [vendor.pk]
    assert offered(extra_terms=["label printers"])[0] == printer.pk
    assert offered(dropped_terms=["Vendors", "API"]) == []


def test_key_terms_are_the_telling_words_that_texts_hold(db):
    lesson("Vendor API recordings")
    lesson("A new API")
    search.reindex()
    assert search.key_terms(BRIEF, limit=2) == ("vendor", "API")


def test_quotes_and_dashes_of_a_brief_are_no_operators(db):
    vendor = lesson("Vendor API recordings")
    assert offered('a "big bang" -vendor tag:x') == [vendor.pk]


def test_number_of_queries_does_not_grow(db, member, django_assert_max_num_queries):
    for number in range(20):
        lesson(f"Vendor API {number}")
    with django_assert_max_num_queries(17):
        search.for_kickoff(BRIEF, user=member)


def test_few_lessons_of_one_subject_are_close_on_a_site_that_begins(member):
    for number in range(6):
        factories.LessonFactory(
            published=True, statement=f"Stock lesson {number}", detail="The service stopped."
        )
    search.reindex()
    matches = search.for_kickoff("We replace the stock service in May.", user=member)
    assert len(matches) == 6 and all(match.is_close for match in matches)
