"""Action items and moments that no usual section holds: marked lines, promises, offsets."""

from datetime import date

import pytest

from retros.exchange import read_text

HELD = "# Dock crane retro\n\nDate: 14 March 2025\n\n"


def actions(body):
    return [(it.text, it.owner_role) for it in read_text("a.md", HELD + body).actions]


def events(body):
    return [(str(it.on), it.precision, it.text) for it in read_text("a.md", HELD + body).events]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("AI: Zora to grease the winch", "Zora"),
        ("AI (Zora): grease the winch", "Zora"),
        ("ACTION 3 (Zora): grease the winch", "Zora"),
        ("TODO(@zora): grease the winch", "zora"),
        ("- AI: @zora to grease the winch", "zora"),
        ("[AI] grease the winch", None),
        ("AI: a mixed blessing on this site", None),
    ],
)
def test_line_marked_as_an_action_item_is_one_wherever_it_stands(line, owner):
    found = actions(f"## Discussion\n\nThe winch was loud.\n\n{line}\n")
    assert [it[1] for it in found] == ([] if owner is None else [owner])
    assert all("grease the winch" in it[0] for it in found)


def test_marked_line_ends_where_a_decision_begins():
    document = read_text(
        "a.md", f"{HELD}## Notes\n\nAI: Order rope\nDecision: We keep two shifts.\n"
    )
    assert [it.text for it in document.actions] == ["Order rope"]
    assert [it.choice for it in document.decisions] == ["We keep two shifts."]


def test_each_promise_of_a_paragraph_is_an_action_item():
    body = "## What we are doing about it\n\nRope wears. We will change it yearly. The yard team will log it."
    document = read_text("a.md", HELD + body)
    assert [(it.text, it.owner_role, it.note) for it in document.actions] == [
        ("We will change it yearly.", "", "Rope wears."),
        ("log it.", "The yard team", ""),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Outstanding items and follow-on actions", "To do before next season", "Remediation",
        "E. Remedial work", "What we are doing so it does not happen again", "What I'll change",
    ],
)  # fmt: skip
def test_list_below_a_promise_holds_action_items(heading):
    assert actions(f"## {heading}\n\n- Order a second rope\n") == [("Order a second rope", "")]


def test_list_that_steps_announce_holds_action_items():
    body = "## Report\n\nThe rope broke.\n\nWe are taking several steps:\n\n- Order a second rope\n"
    assert actions(body) == [("Order a second rope", "")]


def test_what_ended_the_incident_is_no_action_item():
    assert actions("## Remediation\n\n- All ropes were taken off at noon.\n") == []


def test_what_is_told_as_done_is_done():
    document = read_text("a.md", f"{HELD}## Actions\n\n- Replaced the rope\n- Automated checks\n")
    assert [it.status for it in document.actions] == ["done", "open"]


def test_moments_counted_from_the_start_are_events_of_that_day():
    found = events(
        "## Timeline\n\n- T+0: rope snaps\n- T+5 min: yard cleared\n- +1 h: crane secured\n"
    )
    assert found == [
        ("2025-03-14", "day", "T+0: rope snaps"),
        ("2025-03-14", "day", "T+5 min: yard cleared"),
        ("2025-03-14", "day", "+1 h: crane secured"),
    ]


def test_days_count_from_the_first_one_and_else_only_their_month_is_known():
    body = "- Day 1: crane arrives\n- Day 3: first load\n"
    assert [it[:2] for it in events(f"## Timeline from 3 March 2025\n\n{body}")] == [
        ("2025-03-03", "day"),
        ("2025-03-05", "day"),
    ]
    assert [it[:2] for it in events(f"## Timeline\n\n{body}")] == 2 * [("2025-03-14", "month")]


def test_entries_that_ran_together_are_parted_at_their_times():
    found = events(
        "## Timeline\n\n- [09:10] Rope snaps at the drum [09:20] Yard is cleared by Ops\n"
    )
    assert [it[2] for it in found] == [
        "09:10 Rope snaps at the drum",
        "09:20 Yard is cleared by Ops",
    ]


def test_lines_with_times_are_a_timeline_without_a_heading():
    body = "9:10am - rope snaps\n9:20am - yard is cleared\n10:05am - crane is secured\n"
    assert len(events(body)) == 3


def test_list_of_how_long_things_took_is_no_timeline():
    assert (
        events("## Lessons\n\n- 9:00: 30 minutes\n- 10:00: 12 minutes\n- 11:00: 5 minutes\n") == []
    )


def test_events_are_of_the_day_in_the_title():
    text = "---\ndate: 2025-06-04\n---\n# The rope of June 3\n\n## Timeline\n\n- 10:05 Rope snaps\n"
    assert [it.on for it in read_text("a.md", text).events] == [date(2025, 6, 3)]


def test_unknown_question_ends_the_notes_above():
    body = (
        "**What went wrong**\n\n- Loud winch\n\n**What about the neighbors?**\n\n- They like us\n"
    )
    document = read_text("a.md", HELD + body)
    assert [it.text for it in document.observations] == ["Loud winch"]


def test_picture_alone_names_a_section():
    document = read_text("a.md", f"{HELD}## 👍\n\n- Calm crew\n\n## 👎\n\n- Loud winch\n")
    assert [it.kind for it in document.observations] == ["well", "wrong"]


def test_cause_that_names_what_was_missing_went_wrong():
    body = "## Root cause\n\nThe rope was not on the list of yearly checks.\n"
    assert [it.kind for it in read_text("a.md", HELD + body).observations] == ["wrong"]


def test_owner_and_date_below_an_action_belong_to_it():
    body = "## Improvement plan\n\n**Action:** Order rope\n**Owner:** Yard team\n**Deadline:** 2 April 2025\n"
    document = read_text("a.md", HELD + body)
    assert [(it.text, it.owner_role, it.due_on, it.note) for it in document.actions] == [
        ("Order rope", "Yard team", date(2025, 4, 2), "")
    ]


def test_times_written_without_colons_are_times_unless_all_may_be_years():
    items = "## Timeline\n\n- 0546: Rope snaps\n- 1950: Crane secured\n"
    assert [it[2] for it in events(items)] == ["05:46: Rope snaps", "19:50: Crane secured"]
    assert events("## Timeline\n\n- 1987: Crane built\n- 2001: Crane painted\n") == []
