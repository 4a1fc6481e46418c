"""Frameworks of retrospectives as headings, bold lines, columns, list items and toggles."""

import pytest

from retros.exchange import read_text


def found(text):
    document = read_text("notes.md", text)
    kinds = [(entry.kind, entry.text) for entry in document.observations]
    return kinds + [("lesson", entry.statement) for entry in document.lessons]


SAILBOAT = {"Wind": "well", "Anchors": "wrong", "Rocks": "better"}
WRITTEN = {
    "headings": "## {}\n\n- A note",
    "bold lines": "**{}**\n\n- A note",
    "numbered lines": "{}. A note",
    "plain lines": "{}:\n- A note",
    "list items": "- **{}**\n  - A note",
}


@pytest.mark.parametrize("form", ["headings", "bold lines", "plain lines", "list items"])
def test_names_of_a_framework_count_side_by_side(form):
    text = "\n\n".join(WRITTEN[form].format(name) for name in SAILBOAT)
    assert [kind for kind, _ in found(f"# Sprint 9\n\n{text}")] == list(SAILBOAT.values())


def test_name_of_a_framework_in_brackets_says_the_part():
    names = ["Lief rund (Keep)", "Noch zu verbessern (Problem)", "Für den Herbst (Try)"]
    text = "\n\n".join(f"## {name}\n\n- A note" for name in names)
    assert [kind for kind, _ in found(f"# Sprint 9\n\n{text}")] == ["well", "wrong", "better"]


@pytest.mark.parametrize("name", ["Problem", "Wind", "Add", "Plus"])
def test_name_of_a_framework_says_nothing_alone(name):
    assert found(f"# Notes\n\n## {name}\n\n- A note\n\n## Details\n\n- More") == []


@pytest.mark.parametrize(
    ("columns", "kinds"),
    [
        (("Keep", "Problem", "Try"), ["well", "wrong", "better"]),
        (("Rose", "Bud", "Thorn"), ["well", "better", "wrong"]),
        (("Plus", "Delta"), ["well", "better"]),
        (("Drop", "Add", "Keep", "Improve"), ["better", "better", "well", "better"]),
        (("Happy", "Meh", "Sad"), ["well", "better", "wrong"]),
        (("Liked", "Learned", "Lacked", "Longed for"), ["well", "wrong", "better", "lesson"]),
    ],
)
def test_columns_of_frameworks_hold_notes(columns, kinds):
    rows = ["| " + " | ".join(cells) + " |" for cells in (columns, ["---"] * len(columns))]
    rows.append("| " + " | ".join(f"note {n}" for n in range(len(columns))) + " |")
    assert [kind for kind, _ in found("# Retro\n\n" + "\n".join(rows))] == kinds


def test_column_that_says_how_to_improve_what_stands_beside_it_holds_actions():
    table = "| Good | Could have been better | How to improve |\n|---|---|---|\n| Demos | Noise | Book a room |"
    document = read_text("notes.md", f"# Sprint 9\n\n{table}")
    assert [it.kind for it in document.observations] == ["well", "better"]
    assert [it.text for it in document.actions] == ["Book a room"]


def test_headings_as_wikis_write_them():
    assert found("Sprint 9\n\n== What went well ==\n\n* Demos\n\n== Credits ==\n\nA font.") == [
        ("well", "Demos")
    ]


def test_lists_in_cells_are_notes_each():
    text = "| Went well | Went wrong |\n|---|---|\n| - Demos<br>- Pairing | 1. Noise |"
    assert found(text) == [("well", "Demos"), ("well", "Pairing"), ("wrong", "Noise")]


def test_votes_stay_with_the_notes_of_their_column():
    text = (
        "| Went well | Votes | Went wrong | Votes |\n|---|---|---|---|\n| Demos | 3 | Noise | 1 |"
    )
    assert found(text) == [("well", "Demos (3 votes)"), ("wrong", "Noise (1 vote)")]


def test_rows_below_a_usual_heading_are_notes_with_votes():
    text = "## Stop doing\n\nItem | Votes\n--- | ---\nLong calls | 6\n"
    assert found(text) == [("better", "**Stop doing:** Long calls (6 votes)")]


def test_table_of_lessons_gives_a_lesson_a_row():
    document = read_text("a.md", "| Area | Lesson |\n|---|---|\n| Vans | Order tires in autumn |")
    assert document.lessons[0].statement == "Order tires in autumn"
    assert document.lessons[0].detail == "Area: Vans"


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>What we learned</summary>\n\n- Measure first\n\n</details>",
        "<details><summary><b>Lessons</b></summary>\n\n- Measure first\n</details>",
        "> [!note] Lessons learned\n> - Measure first",
        "::: tip Lessons learned\n- Measure first\n:::",
        "<aside>\n💡 Lessons learned\n\n- Measure first\n</aside>",
        "<h2>Lessons learned</h2>\n\n- Measure first",
        "Lessons learned: Measure first",
        "The lessons that we take away are as follows:\n\n- Measure first",
    ],
)
def test_title_of_a_toggle_or_callout_is_a_heading(text):
    assert found(f"# Notes\n\n{text}\n") == [("lesson", "Measure first")]


def test_marks_in_code_are_no_toggle():
    document = read_text("a.md", "```\n<details>\n</details>\n```")
    assert "<details>" in document.context


@pytest.mark.parametrize(
    "line",
    [
        "Person A: it was fun, thank you!",
        "Thanks to all",
        "n/a",
        "https://example.org/board",
        '<video src="/a.mp4" autoplay></video>',
        "Vielen Dank an alle",
    ],
)
@pytest.mark.parametrize("heading", ["Lessons learned", "What went wrong", "Action items"])
def test_courtesies_and_films_are_no_entries(heading, line):
    document = read_text("a.md", f"## {heading}\n\n- Measure first\n- {line}\n")
    assert document.number_of_entries == 1
    assert document.context


def test_heading_inside_lessons_ends_them():
    document = read_text("a.md", "## Insights\n- Ask early\n### Actions / decisions\n- Call them")
    assert [lesson.statement for lesson in document.lessons] == ["Ask early"]
    assert [action.text for action in document.actions] == ["Call them"]
