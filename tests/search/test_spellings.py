"""Joined words, versions and dates: each way of writing finds the others."""

from datetime import date

import pytest
from django.core.management import call_command

from retros import search
from retros.models import Retrospective, SearchTerm
from retros.search import parsing, spellings
from tests import factories

pytestmark = pytest.mark.both_databases

TEXT = "The post-mortem of v2.14.3 and the hand‑over of node 10.2 were held on 26 April 2017."


@pytest.fixture
def written(db):
    """A lesson with words that are written in several ways."""
    return factories.LessonFactory(published=True, statement="Write it down", detail=TEXT)


@pytest.mark.parametrize(
    "typed",
    [
        *("postmortem", "post-mortem", "post mortem", "POSTMORTEM", "handover", "hand-over"),
        *("2.14.3", "v2.14.3", "V2.14.3", "2.14", "v2.14", "10.2"),
        *("April 2017", "26 April 2017", "April 26, 2017", "26th of April 2017", "apr 2017"),
        *("2017-04-26", "2017-04", "26.4.2017"),
    ],
)
def test_text_is_found_by_another_way_of_writing(typed, found, written):
    assert found(typed, kinds=("lesson",)) == [("lesson", written.pk)]


@pytest.mark.parametrize(
    "typed", ["2.14.4", "2.1", "May 2017", "27 April 2017", "April 2016", "mortempost"]
)
def test_text_is_not_found_by_what_it_does_not_hold(typed, found, written):
    assert found(typed, kinds=("lesson",)) == []


@pytest.mark.parametrize("typed", ["March 2019", "9 March 2019", "2019-03-09"])
def test_text_is_found_by_its_date(typed, found, member):
    record = factories.RetrospectiveFactory(published=True, held_on=date(2019, 3, 9))
    factories.RetrospectiveFactory(published=True, held_on=date(2019, 4, 9))
    assert found(typed) == [("retrospective", record.pk)]


def test_text_moves_with_its_date(found, member):
    record = factories.RetrospectiveFactory(published=True, held_on=date(2019, 3, 9))
    record.held_on = date(2020, 1, 2)
    record.save()
    assert found("March 2019") == []
    assert found("January 2020") == [("retrospective", record.pk)]


def test_date_and_other_words_rank_together(found, member):
    other = factories.RetrospectiveFactory(published=True, title="Okapi", held_on=date(2019, 4, 9))
    both = factories.RetrospectiveFactory(published=True, title="Okapi", held_on=date(2019, 3, 9))
    assert found("okapi March 2019") == [("retrospective", both.pk), ("retrospective", other.pk)]


def test_date_that_nothing_holds_is_named(member):
    factories.RetrospectiveFactory(published=True, title="Okapi", held_on=date(2019, 4, 9))
    assert search.search("okapi March 2018", user=member).unknown == ("March 2018",)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 31 February 2017", []),
        ("in May 2017 and on 2 June 2018", ["2017-05", "2018-06-02"]),
        ("maybe 2017, 12017-04-26, tag:2017-04-26, 2017-13-01, 1.2.2017.3", []),
        ("we may 2017", ["2017-05"]),
        ("March 3rd 2019", ["2019-03-03"]),
        ("Sept. 2019", ["2019-09"]),
    ],
)
def test_dates(text, iso):
    assert [found for *_, found in spellings.dates(text)] == iso


def test_date_in_quotes_is_a_phrase():
    assert parsing.parse('"26 April 2017" outage').stems == ["26", "april", "2017", "outag"]
    assert parsing.parse("26 April 2017 outage").stems == ["2017d04d26", "outag"]


def test_phrase_runs_through_a_hyphen_and_a_version(found, written):
    assert found('"post mortem of 2.14.3"') and found('"post-mortem of v2.14.3"')


def test_number_in_a_word_is_no_version():
    assert parsing.parse("1.5GB a.1.2 1.2.3.4.5.6.7.8").stems[:2] == ["1", "5gb"]


def test_completion_offers_no_dates(member, words_counted):
    with words_counted():
        factories.LessonFactory(published=True, statement="Write it down", detail=TEXT)
    assert SearchTerm.objects.filter(word="2017-04-26").exists()
    assert not [word for word in search.suggest("2017", member) if "-" in word]
    assert "2.14.3" in search.suggest("2.1", member)


def test_long_runs_take_no_time():
    spellings.others("a-" * 50_000 + "1." * 50_000 + "26 April " * 20_000)


@pytest.mark.django_db
def test_index_agrees_with_such_texts(written):
    search.reindex()
    assert search.check() == []


def test_imported_document_is_found_by_other_ways_of_writing(member, found, tmp_path):
    """As somebody writes it: letters, hyphens, versions and languages in one document."""
    path = tmp_path / "gateway.md"
    path.write_text(
        "# Moving the gateway\n\n## Summary\n\nŁódź, Straße, Tromsø, œuvre, đường. Version v3.7.12"
        " came after a post-mortem. Co\u00adoperate on zero\u200bwidth names.\n\n## What went well\n\n"
        "- Rust calls C++ here and C# there\n\n## Lessons\n\n- Name each version\n"
    )
    call_command("import_retrospectives", str(path), "--owner", member.email, verbosity=0)
    record = Retrospective.objects.get()
    record.publish(by=member)
    for typed in (
        "lodz strasse tromso oeuvre duong",
        "3.7.12",
        "postmortem",
        "cooperate zerowidth",
    ):
        assert ("retrospective", record.pk) in found(typed), typed
    assert {kind for kind, _ in found('"c++"')} == {"observation"}
    assert found('"c"') == []
