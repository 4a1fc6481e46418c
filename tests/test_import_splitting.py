"""/import/: pieces moved together, a piece split into its entries, a document split at headings."""

import pytest
from bs4 import BeautifulSoup

from retros.models import Retrospective
from tests.test_import_page import bring_in, carried, page_of, place_of, upload

NOTES = """# Depot move

## Background

- Boxes were labeled twice
- The van was late
- Keys were copied early

## Lessons

- Copy keys early
  - two sets
  - one with the porter

## Actions

- Order tape
"""
HANDBOOK = """# North depot

We moved in May.

## What went well

- Keys were copied early

# South depot

## What went wrong

- The van was late

# West depot

Nothing was noted.
"""


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def number_of(response, text):
    return place_of(response, text).rpartition("-")[2]


def places(response):
    """[(place, its text)] of each piece of the first document."""
    soup = BeautifulSoup(page_of(response), "html.parser")
    pieces = soup.select("#document-0 .piece")
    chosen = [piece.select_one("option[selected]")["value"] for piece in pieces]
    return [
        (place, piece.select_one(".words").get_text())
        for place, piece in zip(chosen, pieces, strict=True)
    ]


def test_a_list_is_split_into_its_items(browser):
    preview = upload(browser, text=NOTES)
    again = bring_in(browser, preview, split=f"0-{number_of(preview, 'The van was late')}")
    assert "Split into 3 pieces." in page_of(again)
    assert ("context", "- The van was late") in places(again)
    bring_in(browser, again, **{place_of(again, "The van was late"): "wrong"})
    made = Retrospective.objects.get()
    assert [seen.text for seen in made.observations.all()] == ["The van was late"]
    assert "Boxes were labeled twice" in made.context
    assert "van" not in made.context


def test_pieces_after_a_split_one_stay_where_they_were_put(browser):
    preview = upload(browser, text=NOTES)
    changes = {
        place_of(preview, "Order tape"): "context",
        place_of(preview, "The van was late"): "better",
    }
    number = number_of(preview, "Copy keys early")
    again = bring_in(browser, preview, split=f"0-{number}", **changes)
    assert ("context", "Order tape") in places(again)
    assert [text for place, text in places(again) if place.startswith("lesson")] == [
        "Copy keys early",
        "two sets",
        "one with the porter",
    ]
    assert [place for place, text in places(again) if "van" in text] == ["better"]


def test_several_pieces_are_moved_at_once(browser):
    preview = upload(browser, text=NOTES)
    picked = [number_of(preview, text) for text in ("The van", "Order tape")]
    again = bring_in(browser, preview, move="0", **{"0-pick": picked, "0-to": "better"})
    assert "Moved to Could be better: 2 pieces." in page_of(again)
    assert "Where each piece goes: 4 could be better" in page_of(again)
    assert [place for place, _ in places(again)].count("better") == 2


def test_all_pieces_of_a_place_are_moved_at_once(browser):
    preview = upload(browser, text="## What went well\n\n- Tape\n- Keys\n\n## Actions\n\n- Order")
    again = bring_in(browser, preview, move="0", **{"0-all": "well", "0-to": "wrong"})
    assert [place for place, _ in places(again)] == ["wrong", "wrong", "action"]
    headings = BeautifulSoup(page_of(again), "html.parser").select(".group h3")
    assert [it.get_text() for it in headings] == ["Went wrong (2)", "Action items (1)"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"move": "0", "0-to": "wrong"}, "Select the pieces to move first."),
        ({"move": "0", "0-to": "event", "0-all": "action"}, "Only pieces with a date"),
        ({"move": "0", "0-to": "nowhere", "0-pick": "0"}, "Choose where the pieces go."),
        ({"split": "0-999"}, "This piece can’t be split."),
        ({"divide": "0-2"}, "This document has no such headings."),
    ],
)
def test_what_can_not_be_done_says_why_and_keeps_what_was_typed(browser, changes, reason):
    again = bring_in(browser, upload(browser, text=NOTES), **changes, **{"0-title": "Moved"})
    assert reason in page_of(again)
    assert carried(again)["0-title"] == "Moved"
    assert not Retrospective.objects.exists()


def test_a_document_is_split_at_its_headings(browser):
    preview = upload(browser, ("handbook.md", HANDBOOK.encode()), ("b.md", b"# B\n\n- b"))
    again = bring_in(browser, preview, divide="0-1", **{"1-title": "The other one"})
    assert "Split into 3 retrospectives." in page_of(again)
    titles = [value for name, value in carried(again).items() if name.endswith("-title")]
    assert titles == ["North depot", "South depot", "West depot", "The other one"]
    bring_in(browser, again)
    made = {each.title: each for each in Retrospective.objects.all()}
    assert set(titles) == made.keys()
    assert "We moved in May." in made["North depot"].context + made["North depot"].summary
    assert [seen.kind for seen in made["South depot"].observations.all()] == ["wrong"]


def test_only_a_file_with_headings_of_its_own_is_offered_in_parts(browser):
    assert 'name="divide"' not in page_of(upload(browser, text=NOTES))
    assert 'name="divide"' in page_of(upload(browser, text=HANDBOOK))


def test_splitting_keeps_what_a_header_says(browser):
    text = f"---\ntags: vans\nreviewer: the porters\n---\n{HANDBOOK}"
    bring_in(browser, bring_in(browser, upload(browser, text=text), divide="0-1"))
    assert "the porters" in Retrospective.objects.get(title="North depot").context
    assert all(each.tags.filter(name="vans").exists() for each in Retrospective.objects.all())


@pytest.mark.parametrize(
    "changes",
    [
        {"split": "9-0"},
        {"split": "x"},
        {"move": "7", "7-to": "well"},
        {"divide": "0-0", "0-carried": "x"},
        {"divide": "0-1", "documents": "200"},
        {"divide": "0-1", "documents": "x"},
        {"split": "0-0", "0-carried": "x"},
        {"split": "0-0", "0-carried": None},
    ],
)
def test_odd_presses_store_nothing(browser, changes):
    preview = upload(browser, text=HANDBOOK)
    assert bring_in(browser, preview, **changes, look="1").status_code in (200, 422)
    assert not Retrospective.objects.exists()


def test_what_was_moved_in_the_preview_counts_as_written_by_people(browser):
    preview = upload(browser, text=NOTES)
    bring_in(browser, preview, **{place_of(preview, "Order tape"): "better"})
    record = Retrospective.objects.get().import_record
    assert record.parts["observations"] == {}
    assert len(record.parts["lessons"]) == 1
