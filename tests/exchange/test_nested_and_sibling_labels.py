"""Names of notes deep in lists, as terms of definitions, and labels that end the notes before them."""

from retros.exchange import read_text


def noted_in(markdown):
    found = read_text("a.md", markdown)
    return [(seen.kind, seen.text) for seen in found.observations]


def test_notes_below_topics_of_a_list_are_found():
    markdown = (
        "# Minutes\n\n- Room: 12\n- Lunch\n  - Positive\n    - Soup was hot\n"
        "  - Negative\n    - Queue was long\n"
    )
    assert noted_in(markdown) == [("well", "Soup was hot"), ("wrong", "Queue was long")]


def test_list_with_one_kind_of_notes_only_stays_as_it_is():
    assert noted_in("# Minutes\n\n- Lunch\n  - Positive\n    - Soup was hot\n") == []


def test_terms_of_definitions_are_headings():
    markdown = "# Course\n\nWhat people liked\n: The maps\n\nWhat they did not like\n: The chairs\n"
    assert noted_in(markdown) == [("well", "The maps"), ("wrong", "The chairs")]


def test_next_label_of_the_same_form_ends_the_notes():
    markdown = "Mistakes:\n- No map\n\nRight way:\n- Take the stairs\n"
    assert noted_in(markdown) == [("wrong", "No map")]
    assert "Take the stairs" in read_text("a.md", markdown).context


def test_what_was_agreed_for_the_next_time_is_to_be_done():
    markdown = (
        "What went wrong:\n- No map\n\nFor the next move (May):\n- draw a map\n\n"
        "**Agreed for 2027**\n\n- Order maps\n"
    )
    found = read_text("a.md", markdown)
    assert [seen.text for seen in found.observations] == ["No map"]
    assert [action.text for action in found.actions] == ["draw a map", "Order maps"]


def test_numbered_sections_with_text_lead_to_one_with_a_list():
    markdown = "MINUTES\n\n1. Cost\nIt cost ten.\n\n2. What was good\n- The walks\n"
    assert noted_in(markdown) == [("well", "The walks")]


def test_second_row_of_a_table_names_columns_that_the_first_groups():
    table = (
        "<table><tr><th rowspan=2>Area</th><th colspan=2>Looking back</th></tr>"
        "<tr><th>Worked</th><th>Did not work</th></tr>"
        "<tr><td>Gates</td><td>Lists</td><td>Lamps</td></tr></table>"
    )
    found = read_text("a.html", f"<h1>Fair</h1>{table}")
    assert [(seen.kind, seen.text) for seen in found.observations] == [
        ("well", "Lists"),
        ("wrong", "Lamps"),
    ]
    assert "Looking back" in found.context
