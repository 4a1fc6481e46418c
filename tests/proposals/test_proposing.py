"""Which sentences of a text are proposed as lessons, and what is said beside them."""

import pytest

from retros.proposals import key_of
from retros.proposals.finding import propose
from retros.proposals.passages import Passage, sentences_of


def statements(*texts, part="better", **more):
    return [it.statement for it in propose([Passage(part, "", text) for text in texts], **more)]


LESSONS = [
    ("context", "Next time, agree on a freeze before the launch week starts."),
    ("context", "The outage could have been avoided by a rehearsal on a copy of the data."),
    ("action", "Write a checklist for the steps that people do by hand."),
    ("better", "Start: sharing designs with support before we build them."),
    ("well", "Working in pairs was helpful because nobody stayed stuck for long."),
    ("context", "We learned that customers read the email only after the change."),
    ("wrong", "It is hard to roll back a migration without a rehearsed plan."),
]


@pytest.mark.parametrize(("part", "text"), LESSONS)
def test_a_lesson_is_proposed(part, text):
    (found,) = propose([Passage(part, "", text)])
    assert found.key == key_of(text)
    assert found.why or part in {"action", "better"}


NO_LESSONS = [
    ("context", "At 14:05 UTC the hub was restarted and all launches returned to normal."),
    ("action", "Fix the export (PAY-123)."),
    ("well", "Thank you all, great job by everyone on this one!"),
    ("context", "Present: 2 designers, 5 engineers and support."),
    ("action", "Investigate https://tracker.example/4711 until Monday."),
    ("better", "What should we do about the long meetings?"),
    ("context", "Other headings of the document: “1 Design”, “2 Recommendations”"),
    ("well", "Coffee"),
]


@pytest.mark.parametrize(("part", "text"), NO_LESSONS)
def test_what_is_no_lesson_is_not_proposed(part, text):
    assert propose([Passage(part, "", text)]) == []


def test_the_part_the_heading_and_the_words_are_told():
    text = "# What we take along\n\nNext time, we should test the migration on a copy."
    (found,) = propose([Passage("context", "", text)])
    assert found.where == "Context, under “What we take along”"
    assert found.why == "says “next time”"
    assert found.category == "process"


def test_sentences_stay_whole():
    long = f"Next time, we should {'plan and ' * 40}rehearse."
    cut = "Make sure that the new system and the old one run side by side for…"
    assert len(statements("Make sure that " + "one of the two " * 10 + "runs.")[0]) > 140
    assert statements(long, cut) == []


def test_a_sentence_at_the_end_of_what_is_read_is_not_cut():
    text = (
        "Something happened. " * 198 + "Next time, we should rehearse it " + "and so on " * 9 + "."
    )
    assert len(text) > 4_000
    assert statements(text) == []


def test_no_more_than_five_are_proposed_the_most_probable_first():
    lines = [f"- Make sure that part {name} is tested before others use it." for name in "abcdefg"]
    best = (
        "- Next time, we should always make sure that somebody else tests it before others use it."
    )
    found = statements("\n".join([*lines, best]))
    assert len(found) == 5
    assert found[0] == best.removeprefix("- ")


def test_what_a_lesson_says_already_is_left_out():
    text = "Next time, rehearse the migration on a copy of the data."
    assert (
        statements(text, lessons=["Rehearse the migration on a copy of the data next time"]) == []
    )
    assert statements(text, lessons=["Talk to support before the launch"]) == [text]


def test_what_was_decided_is_left_out_however_it_is_written():
    text = "Next time, rehearse the migration on a copy."
    assert statements(text, decided={key_of("Next time: REHEARSE the migration on a copy")}) == []


def test_no_sixth_takes_the_place_of_what_was_decided():
    lines = [f"- Make sure that part {name} is tested before others use it." for name in "abcdefg"]
    text = "\n".join(lines)
    first, second, *rest = statements(text)
    assert statements(text, decided={key_of(first), key_of(second)}) == rest


def test_labels_before_a_sentence_are_not_part_of_the_statement():
    text = "Start: writing down what was decided so that others can read it."
    assert statements(text) == ["Writing down what was decided so that others can read it."]


def test_code_is_not_read_and_cells_of_tables_are():
    code = "```\nNext time, we should never run this.\n```"
    table = (
        "| went well | next |\n|---|---|\n| coffee | Make sure that the plan is shared before. |"
    )
    assert statements(code) == []
    assert statements(table) == ["Make sure that the plan is shared before."]


@pytest.mark.parametrize(
    "text", ["", "\x00", "#", "[" * 5_000, "a " * 50_000, "🎉\u202e!", "| |\n|-|"]
)
def test_any_text_can_be_read(text):
    assert statements(text) == []
    list(sentences_of([Passage("context", "", text)]))
