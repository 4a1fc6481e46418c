"""Pieces of a document that somebody puts elsewhere: no word gets lost on the way."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retros.exchange import (
    OUT,
    PLACES,
    Document,
    dump_signed,
    load_signed,
    pieces_of,
    read_text,
    rearrange,
)
from retros.exchange.document import ActionEntry, DecisionEntry, LessonEntry
from retros.exchange.inline import words
from retros.exchange.preview import is_heading
from tests.exchange import samples

DOCUMENTS = {name: read_text(name, text) for name, text in samples.ALL.items()}
WRITTEN_BY_US = words("owner due done by Known then Options")
# What stands before and in a due date, which is a field of its own.
WRITTEN_BY_US += words("by on 5th Jan January Feb February Mar March Apr April May Jun June")


def all_words(document):
    return words("\n".join(piece.text for piece in pieces_of(document)))


def piece_with(document, text):
    return next(piece for piece in pieces_of(document) if text in piece.text)


@pytest.fixture
def document():
    return DOCUMENTS["sprint.md"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_word_is_lost_wherever_pieces_go(data):
    document = DOCUMENTS[data.draw(st.sampled_from(sorted(DOCUMENTS)))]
    places = st.sampled_from([place for place in PLACES if place != OUT])
    chosen = {piece.number: data.draw(places) for piece in pieces_of(document)}
    moved = rearrange(document, chosen)
    lost = all_words(document) - all_words(moved) - WRITTEN_BY_US
    assert not [word for word in lost if not word.isdigit()]


def test_untouched_document_stays_the_same(document):
    assert rearrange(document, {}) == document
    assert rearrange(document, {p.number: p.place for p in pieces_of(document)}) == document


def test_rearranging_leaves_the_original_alone(document):
    before = all_words(document)
    rearrange(document, {piece.number: OUT for piece in pieces_of(document)})
    assert all_words(document) == before


def test_all_left_out_leaves_nothing(document):
    empty = rearrange(document, {piece.number: OUT for piece in pieces_of(document)})
    assert not pieces_of(empty)
    assert not empty.context


def test_list_in_the_context_becomes_an_entry_each():
    document = read_text("a.md", "# Vans\n\n## Odds\n\n- Ask the drivers\n- Ask them twice")
    moved = rearrange(document, {piece_with(document, "Ask").number: "lesson:customer"})
    assert [(lesson.statement, lesson.category) for lesson in moved.lessons] == [
        ("Ask the drivers", "customer"),
        ("Ask them twice", "customer"),
    ]


def test_heading_goes_only_when_all_below_it_is_left_out():
    document = read_text("a.md", "# Vans\n\n## Attendees\n\nAnn\n\nBo\n\n## Odds\n\nMore")
    first, second = piece_with(document, "Ann").number, piece_with(document, "Bo").number
    assert "Attendees" in rearrange(document, {first: OUT}).context
    both = rearrange(document, {first: OUT, second: OUT})
    assert "Attendees" not in both.context
    assert "Odds" in both.context


def test_text_with_a_date_can_become_an_event():
    document = read_text("a.md", "# Vans\n\n## Odds\n\nOn 5 May 2026 the map was late.\n\nNo day.")
    dated, other = piece_with(document, "5 May"), piece_with(document, "No day")
    assert dated.can_be_dated
    assert not other.can_be_dated
    moved = rearrange(document, {dated.number: "event", other.number: "event"})
    assert [str(event.on) for event in moved.events] == ["2026-05-05"]
    assert "No day." in moved.context


def test_only_a_line_of_its_own_is_a_heading():
    assert is_heading("## Odds")
    assert not is_heading("# no\n\nheading")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_that_travelled_in_the_page_is_the_same(member, name):
    assert load_signed(dump_signed(DOCUMENTS[name], member), member) == DOCUMENTS[name]


def test_every_date_of_a_document_travels(member):
    day = date(2026, 5, 1)
    document = Document(
        "a.md",
        held_on=day,
        project_started_on=day,
        project_ended_on=day,
        lessons=[LessonEntry("Ask", retired_on=day, review_on=day)],
        decisions=[DecisionEntry("Keep", decided_on=day, revisit_on=day)],
        actions=[ActionEntry("List", due_on=day)],
    )
    assert load_signed(dump_signed(document, member), member) == document
