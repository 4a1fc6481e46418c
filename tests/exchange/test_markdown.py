"""Markdown documents, read into our structure."""

from datetime import date

import pytest

from retros.exchange import read_text
from tests.exchange import samples


def texts(entries):
    return [entry.text for entry in entries]


@pytest.fixture
def sprint():
    return read_text("sprint.md", samples.SPRINT_NOTES)


@pytest.fixture
def incident():
    return read_text("2026/incident.md", samples.INCIDENT)


@pytest.fixture
def board():
    return read_text("board.md", samples.BOARD)


def test_title_project_and_date_come_from_the_first_heading_and_label(sprint):
    assert sprint.title == "Retrospective: Route planner"
    assert (sprint.project_name, sprint.held_on) == ("Route planner", date(2026, 2, 5))


def test_front_matter_gives_title_date_and_tags(incident):
    assert incident.title == "Checkout answered slowly"
    assert (incident.held_on, incident.tags) == (date(2026, 2, 5), ["checkout", "cache"])
    assert "shop team" not in incident.context


def test_file_name_is_the_title_where_nothing_else_is():
    document = read_text("2026-04-01_data-centre_retro.md", "- a\n- b")
    assert document.title == "Data centre retro"
    assert document.held_on == date(2026, 4, 1)
    assert "The date was taken from the file’s name." in document.warnings


def test_summary_is_the_first_prose(sprint):
    assert sprint.summary.endswith("It went live a week late.")


def test_long_summary_is_cut_at_a_sentence_and_kept_whole_in_the_context():
    whole = "One sentence of nine words that stands alone here. " * 9
    document = read_text("a.md", f"# Title\n\n## Summary\n\n{whole}")
    assert len(document.summary) <= 280
    assert document.summary.endswith("here.")
    assert whole.strip() in document.context


def test_lists_under_usual_headings_become_observations(sprint):
    assert texts(sprint.observations_of("well")) == [
        "Pairing on the import",
        "Demos every Friday\n- with drivers in the room",
    ]
    assert texts(sprint.observations_of("wrong")) == ["The map tiles ran out of quota."]
    assert "these stand out" in sprint.context


def test_bold_beginning_is_the_lesson_and_the_rest_its_story(sprint):
    lesson = sprint.lessons[0]
    assert lesson.statement == "Ask the drivers early."
    assert lesson.detail == "They knew which streets close in winter."


def test_long_lesson_is_cut_and_kept_whole_beside(sprint):
    lesson = sprint.lessons[1]
    assert len(lesson.statement) <= 140
    assert lesson.statement.endswith("…")
    assert lesson.detail.endswith("wait for that long.")


def test_checkboxes_owners_and_due_dates_of_action_items(sprint):
    done, action_from = sprint.actions
    assert (done.text, done.status) == ("Order more tiles", "done")
    assert (done.owner_role, done.due_on) == ("platform team", date(2026, 3, 1))
    assert (action_from.status, action_from.note) == ("open", "https://streets.example.org/closed")


def test_times_take_the_date_around_them_and_pass_midnight(incident):
    assert [(event.on.day, event.text[:5]) for event in incident.events] == [
        (5, "08:47"),
        (5, "23:50"),
        (6, "00:10"),
        (7, "10:15"),
    ]


def test_code_of_an_entry_is_kept_whole_in_the_context(incident):
    assert "```\nGET /basket 9.1s\n```" in incident.context


def test_description_and_address_of_a_picture_are_kept(incident):
    assert "![a curve that falls](curve.png)" in incident.context


def test_luck_is_something_that_could_be_better(incident):
    assert texts(incident.observations_of("better")) == [
        "**Where we got lucky:** It was before the sales."
    ]


def test_columns_of_an_action_table_find_their_fields(incident):
    first, second = incident.actions
    assert (first.owner_role, first.status) == ("shop team", "done")
    assert first.note == "Ticket: SHOP-12 https://tickets.example.org/12"
    assert (second.due_on, second.note) == (None, "Due: next quarter")


def test_what_is_not_known_stays_under_its_own_heading(incident):
    assert "# Root cause\n\nThe cache was cold" in incident.context


def test_table_of_moods_becomes_observations_without_the_names(board):
    assert texts(board.observations_of("wrong")) == [
        "Too many logins",
        "Few interviews",
        "No time to ask twice",
    ]
    assert "| Design | Too many logins" in board.context


def test_start_and_stop_stay_with_their_notes(board):
    assert texts(board.observations_of("better")) == [
        "**Start:** Interviews with people who left",
        "**Stop:** Merging on Friday evenings",
    ]


def test_bold_lines_are_headings(board):
    assert board.project_name == "onboarding project"
    assert board.title == "Retro of the onboarding project"
    assert [lesson.statement for lesson in board.lessons] == [
        "People leave at the second form, not at the first one."
    ]
    assert [decision.choice for decision in board.decisions] == [
        "Ask for the address last. It cost us nothing.",
        "Keep the tour",
    ]


def test_numbered_questions_of_plain_text_are_headings():
    document = read_text("notes.txt", samples.PLAIN_TEXT)
    assert len(document.observations_of("well")) == 2
    assert len(document.observations_of("wrong")) == 2
    assert "the last day" in document.context


def test_status_page_gives_dated_events():
    document = read_text("status.md", samples.STATUS_PAGE)
    assert [(event.on.isoformat(), event.precision) for event in document.events] == [
        ("2026-01-04", "day"),
        ("2026-01-05", "day"),
        ("2026-01-04", "day"),
        ("2026-01-01", "quarter"),
        ("2026-01-05", "day"),
    ]
    assert document.events[-1].text == "Resolved, posted 21:04 UTC: Everything is delivered."


def test_nobody_is_made_a_person_of_this_site(sprint):
    assert not hasattr(sprint.actions[0], "owner")


def test_authors_in_a_header_are_left_out_unless_asked_for():
    text = "---\nauthors: [Ann Example, Bo Example]\n---\n# Vans\n\n- a"
    document = read_text("a.md", text)
    assert "Example" not in document.context
    assert any("names of 2 authors" in warning for warning in document.warnings)
    assert "Ann Example" in read_text("a.md", text, with_authors=True).context


def test_entry_that_only_names_the_list_below_is_a_heading():
    text = "# A\n\n- **Impact**: none\n- **Review actions**:\n\n1. Speak to the owner\n2. Find it"
    assert texts(read_text("a.md", text).actions) == ["Speak to the owner", "Find it"]


def test_entry_that_names_something_else_stays_one():
    text = "# A\n\n## Lessons\n\n- **Review actions** in the meeting\n\n1. Speak to the owner"
    assert read_text("a.md", text).actions == []


@pytest.mark.parametrize(
    "paragraph",
    ["Enforce one standard everywhere.", "We have switched to a token (Done)", "We will rehearse."],
)
def test_paragraph_that_says_what_to_do_is_an_action(paragraph):
    document = read_text("a.md", f"# A\n\n## Corrective actions\n\n{paragraph}")
    assert texts(document.actions) == [paragraph.removesuffix(" (Done)")]


def test_paragraph_that_tells_about_actions_is_none():
    document = read_text("a.md", "# A\n\n## Actions\n\nThe address was banned at once.")
    assert document.actions == []
    assert "The address was banned" in document.context
