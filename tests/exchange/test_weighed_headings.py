"""Headings of no usual name, of which a word, the lines below and other sections decide together."""

import pytest

from retros.exchange import read_text

KNOWN = ["## What went well", "- The sails held"]


def read(*lines):
    return read_text("notes.md", "\n".join(["# Regatta of May 2026", "", *lines]))


def found(document):
    return (
        [(it.kind, it.text) for it in document.observations if it.text != "The sails held"],
        [it.statement for it in document.lessons],
        [it.text for it in document.actions],
    )


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Where were we most productive?", ([("well", "Oil the winch first")], [], [])),
        ("The mooring fiasco", ([("wrong", "Oil the winch first")], [], [])),
        ("What is still rough", ([("better", "Oil the winch first")], [], [])),
        ("Notes for the next crew of students", ([], ["Oil the winch first"], [])),
        ("What to take into season two", ([], [], ["Oil the winch first"])),
    ],
)
def test_a_word_of_an_unknown_heading_decides_beside_sections_that_are_known(heading, expected):
    document = read(*KNOWN, f"## {heading}", "- Oil the winch first")
    assert found(document) == expected
    alone = read(f"## {heading}", "- Oil the winch first")
    assert found(alone) == ([], [], [])
    assert "Oil the winch first" in alone.context


def test_a_hint_does_not_count_against_the_lines():
    facts = read(*KNOWN, "## Regatta 2 planning", "- Boats: 12", "- Hours planned: 30")
    told = read(*KNOWN, "## Known work", "- We painted the hull", "- The mast was replaced")
    definition = read(*KNOWN, "## Definition of what is still open", "- A boat without a crew")
    assert [found(it) for it in (facts, told, definition)] == [([], [], [])] * 3


def test_a_line_hints_at_the_list_behind_it():
    document = read("Leaving the harbor was easy:", "", "- The wind came from behind")
    assert found(document)[0] == [("well", "The wind came from behind")]


def test_a_lesson_is_read_out_of_what_happened_and_what_was_done():
    document = read(
        "## What we learned", "### Knots",
        "- **Before:** Everybody tied their own", "- **Lesson:** One knot for one purpose",
        "- **Fix:** Hung up a picture",
    )  # fmt: skip
    assert found(document)[1] == ["One knot for one purpose"]
    assert "Hung up a picture" in document.context
    lines = read(
        "## Challenges", "### Fog", "**Problem:** Nobody saw the buoy  ",
        "**Lesson:** Listen for the bell",
    )  # fmt: skip
    assert found(lines)[0] == [("wrong", "Nobody saw the buoy")]
    assert found(lines)[1] == ["Listen for the bell"]


def test_a_heading_above_a_labeled_action_is_the_note_itself():
    document = read("## What to improve", "### Pack earlier", "Action: Write a list on Monday")
    assert found(document) == ([("better", "Pack earlier")], [], ["Write a list on Monday"])


def test_a_root_cause_that_begins_in_bold_says_what_went_wrong():
    cause = "**The rope wore through on the cleat.** It had been there since 2019."
    assert found(read("## Root cause", cause))[0] == [("wrong", cause)]


def test_what_only_rates_or_names_nothing_is_no_entry():
    document = read(
        "## What went wrong", "- The bell was missing", "- Time lost: 2 hours",
        "## Next steps", "- None, all boats are home", "- Estimated effort: 2 days", "- Buy a bell",
        "## Manual testing", "- [x] The pump runs", "- [x] Check the bilge alarm once more",
    )  # fmt: skip
    assert found(document) == ([("wrong", "The bell was missing")], [], ["Buy a bell"])


def test_a_long_question_is_a_heading_too():
    question = "What in our way of sailing this regatta went well that we would do again next time?"
    assert found(read(f"## {question}", "- Early starts"))[0] == [("well", "Early starts")]


def test_a_question_hints_at_paragraphs_too():
    document = read(*KNOWN, "## What took time", "The locks were slow.", "", "So was lunch.")
    assert found(document)[0] == [("wrong", "The locks were slow."), ("wrong", "So was lunch.")]


def test_an_error_beside_its_lesson_went_wrong():
    fog = ["### Fog", "**Error:** We missed the buoy", "", "**Lesson:** Listen for the bell"]
    assert found(read("## Trouble", *fog))[:2] == (
        [("wrong", "We missed the buoy")],
        ["Listen for the bell"],
    )
    assert found(read("## Trouble", *fog[:2]))[0] == []


def test_labels_stick_to_what_follows():
    document = read(
        "**Ada**", "- What went well:The sails held", "- What went badly:The pump did not"
    )
    assert [(it.kind, it.text) for it in document.observations] == [
        ("well", "The sails held"),
        ("wrong", "The pump did not"),
    ]


TOLD = [
    "One of the main problems was the fog. Nobody saw the buoy.", "",
    "To avoid the fog we will sail later in the day.", "", "The harbor is large.",
]  # fmt: skip


def test_paragraphs_tell_notes_where_a_retrospective_has_no_sections():
    told = read_text("notes.md", "\n".join(["# Retrospective", "", *TOLD]))
    assert found(told) == ([("wrong", TOLD[0])], [], [TOLD[2]])
    assert "The harbor is large." in told.context
    beside = read_text("notes.md", "\n".join(["# Retrospective", "", *TOLD, "", *KNOWN]))
    assert found(beside) == ([], [], [])
    assert found(read(*TOLD)) == ([], [], [])


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Root-cause assessment", ([("wrong", "The bell froze")], [], [])),
        ("Why was this not noticed?", ([("wrong", "The bell froze")], [], [])),
        ("Observed failures", ([("wrong", "The bell froze")], [], [])),
        ("What I'd tell my younger self", ([], ["The bell froze"], [])),
    ],
)
def test_headings_of_reviews(heading, expected):
    assert found(read(f"## {heading}", "- The bell froze")) == expected
