"""Exported and imported again, a retrospective is the same in every field."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from retros.examples import load_examples
from retros.exchange import Document, read_text, store
from retros.exchange.document import (
    ActionEntry,
    DecisionEntry,
    EventEntry,
    LessonEntry,
    ObservationEntry,
)
from retros.exchange.markdown_syntax import (
    escaped,
    from_one_line,
    nested,
    raised,
    to_one_line,
    unescaped,
)
from retros.exchange.signed_payload import dump_signed, load_signed
from retros.models import Retrospective
from retros.models.fields import without_controls
from tests import factories
from tests.exchange import board_samples, samples
from tests.exchange.round_trip import exported, read_back, said_by
from tests.pace import at_most

pytestmark = pytest.mark.both_databases

NASTY = [
    "## Lessons", "### x", "# Title", "####### x", "#", "  ## b", "    # code", "---", "===", "```",
    "~~~", "````md", "- [ ] a (dropped)", "- a", "  - b", "**What informed it**", "\\**What informed it**",
    "About: Process", "\\About: x", "Phase: Build it", "Known then: x", "Done when: x", "(owner: a, due 2026-01-01)",
    '"quoted"', '"a" and "b"', "<!-- The block above was left open. -->", "two  spaces  ", "a, b; c",
    "\u2028", "x\\", "<br>", "Tags: a", "x ()", "|a|b|", "> q", "“é” — 雪", "[x]", "1. a", "&amp;",
]  # fmt: skip
LINE = st.sampled_from(NASTY) | st.text(max_size=20)


def tidied(text):
    return without_controls(text.encode("utf-8", "replace").decode()).strip()


BLOCK = st.lists(LINE, max_size=5).map("\n".join).map(tidied)
WORDS = BLOCK.map(lambda text: tidied(text[:100]) or "words")
ONE_LINE = LINE.map(tidied).map(lambda text: text or "words")
MAYBE_LINE = LINE.map(tidied)
DAY = st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))
PHASE = st.sampled_from(["", "think", "ship"])
TAGS = st.lists(st.sampled_from(["route planner", "a, b", '"c"', "[d]", "é"]), unique=True)
ROLE = st.sampled_from(["", "platform on-call", "a (b), c", '"x"', "due 2026-01-01"])

EVENTS = st.lists(
    st.builds(
        EventEntry,
        DAY.filter(bool),
        WORDS,
        st.sampled_from(["day", "month", "quarter"]),
        PHASE,
        BLOCK,
    ),
    max_size=3,
).map(lambda events: sorted(events, key=lambda event: event.on))
DECISIONS = st.lists(
    st.builds(
        DecisionEntry,
        choice=ONE_LINE, informed_by=BLOCK, decided_on=DAY, phase=PHASE,
        sources=st.lists(st.sampled_from(["data", "past-lesson"]), unique=True),
        options=BLOCK, expected=BLOCK, outcome=st.sampled_from(["", "mixed"]),
        what_happened=BLOCK, same_again=st.sampled_from(["", "unsure"]), revisit_on=DAY,
        revisit_when=MAYBE_LINE,
        superseded_by=st.sampled_from(["", "x ()", '"quoted"']), replaced_on=DAY,
        replaced_because=MAYBE_LINE,
    ),
    max_size=3, unique_by=lambda made: made.choice,
)  # fmt: skip
NOTES = st.lists(
    st.builds(
        ObservationEntry, st.sampled_from(["well", "better", "wrong"]), BLOCK.filter(bool),
        st.sampled_from(["", "team"]), PHASE, st.sampled_from(["", "x ()", "### x"]),
    ),
    max_size=3,
)  # fmt: skip
LESSONS = st.lists(
    st.builds(
        LessonEntry, ONE_LINE, BLOCK, st.sampled_from(["process", "self"]), MAYBE_LINE, MAYBE_LINE,
        MAYBE_LINE, MAYBE_LINE, st.sampled_from(["", "https://example.org/list?a=1"]), DAY,
        status=st.sampled_from(["identified", "applied", "built-in"]), review_on=DAY, tags=TAGS,
    )
    | st.builds(
        LessonEntry, ONE_LINE, status=st.just("retired"), retired_on=st.just(date(2026, 3, 24)),
        retired_because=MAYBE_LINE,
    ),
    max_size=3,
)  # fmt: skip
ACTIONS = st.lists(
    st.builds(
        ActionEntry, ONE_LINE, ROLE, DAY,
        st.sampled_from(["open", "done", "dropped", "unknown"]), BLOCK, MAYBE_LINE, MAYBE_LINE,
        st.sampled_from(["", "https://example.org/7?a=1"]),
    ),
    max_size=3,
)  # fmt: skip
DOCUMENTS = st.builds(
    Document, st.just("a.md"), st.uuids().map(str), title=ONE_LINE, project_name=ONE_LINE,
    project_kind=st.sampled_from(["", "event"]), project_ended_on=DAY, summary=WORDS,
    goal=BLOCK, result=st.sampled_from(["", "partly-met"]), measured=BLOCK, surprise=BLOCK,
    held_on=DAY, taking_part=MAYBE_LINE, tags=TAGS, events=EVENTS, decisions=DECISIONS,
    observations=NOTES, lessons=LESSONS, actions=ACTIONS, context_parts=st.lists(BLOCK, max_size=2),
)  # fmt: skip


def same_after_the_way_round(record):
    again = store(read_back(record), team=factories.TeamFactory()).retrospective
    assert said_by(again) == said_by(record)
    return again


@settings(
    suppress_health_check=list(HealthCheck),
    deadline=None,
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
)
@given(document=DOCUMENTS)
def test_any_retrospective_comes_back_as_it_was(db, document):
    same_after_the_way_round(store(document, team=factories.TeamFactory()).retrospective)


@settings(deadline=None, max_examples=30)
@given(document=DOCUMENTS)
def test_any_document_survives_the_way_through_the_page(document):
    owner = User(pk=7)
    assert load_signed(dump_signed(document, owner), owner) == document


def test_examples_come_back_as_they_were(db):
    load_examples()
    for record in Retrospective.objects.all():
        same_after_the_way_round(record)


@pytest.mark.parametrize("name", [*samples.ALL, *board_samples.ALL])
def test_imported_documents_come_back_as_they_were(member, name):
    text = (samples.ALL | board_samples.ALL)[name]
    same_after_the_way_round(store(read_text(name, text), owner=member).retrospective)


def test_owner_becomes_a_role_and_is_nobody_of_this_site(member):
    item = factories.ActionItemFactory(owner=member, owner_role="on-call")
    assert read_back(item.retrospective).actions[0].owner_role == f"{member.display_name} / on-call"


def test_name_of_the_facilitator_is_left_out(member):
    record = factories.RetrospectiveFactory(facilitator=member)
    document = read_back(record)
    assert any("Left out" in warning for warning in document.warnings)
    assert member.display_name not in str(document)


def test_successor_in_another_retrospective_is_kept_in_words(db):
    newer = factories.DecisionFactory(choice="Use a broker")
    older = factories.DecisionFactory(superseded_by=newer)
    assert read_back(older.retrospective).decisions[0].what_happened == "Replaced by: Use a broker"


def test_what_people_changed_in_the_document_is_kept(db):
    lesson = factories.LessonFactory(statement="Ask early.")
    text = exported(lesson.retrospective)
    text = text.replace("### Ask early.", f"### {'Ask early, ' * 30}\n\nA line of mine")
    text = text.replace(
        "## Lessons", "## Odd\n\nbefore\n\n## Action items\n\n- no box\n\nloose\n\n## Lessons"
    )
    document = read_text("changed.md", text)
    assert len(document.lessons[0].statement) <= 140
    assert "A line of mine" in document.lessons[0].detail
    everything = f"{document.summary}\n{document.context}"
    for words in ("Odd", "before", "- no box", "loose", "Ask early, Ask early"):
        assert words in everything


@given(text=BLOCK, depth=st.integers(1, 4))
@example(text="```\n# no heading", depth=2)
@example(text="###### deep\n####### deeper", depth=3)
def test_nested_text_is_raised_again(text, depth):
    assert raised(nested(text, depth), depth) == text


@given(text=LINE)
def test_any_text_stands_on_a_line(text):
    assert "\n" not in to_one_line(text)
    assert from_one_line(to_one_line(text)) == text


@given(text=BLOCK)
def test_escapes_come_off_again(text):
    assert unescaped(escaped(text, "About: "), "About: ") == text


@pytest.mark.parametrize(
    "text", ["## Lessons\n" * 5_000, "- a\n" * 499, "### x\n" * 400, "```\n## Goal\n" * 2_000]
)
def test_hostile_own_document_is_read_quickly(text):
    with at_most(3):
        document = read_text("a.md", f'---\nretros: "1"\ntitle: "a"\n---\n{text}')
    assert document.title == "a"
