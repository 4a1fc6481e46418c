"""Prose in sections of reports: what went wrong, conclusions, steps among lessons, times without dates."""

from datetime import date

import pytest

from retros.exchange import read_text
from retros.exchange.reading.action_lines import owner_and_due


def of_kind(document, kind):
    return [seen.text for seen in document.observations_of(kind)]


@pytest.mark.parametrize("heading", ["Contributing factors", "Why it slipped", "寄与要因"])
def test_prose_about_contributing_factors_went_wrong(heading):
    found = read_text("a.md", f"# Crane\n\n## {heading}\n\nThe wind limit stood in no checklist.")
    assert of_kind(found, "wrong") == ["The wind limit stood in no checklist."]


def test_conclusion_in_prose_is_a_lesson_or_went_wrong_but_no_summing_up():
    found = read_text(
        "a.md",
        "# Crane\n\n## Conclusions\n\nWe moved 40 containers and everybody enjoyed it.\n\n"
        "There was no spare sensor.\n\nThe weather desk should be asked before each lift.",
    )
    assert of_kind(found, "wrong") == ["There was no spare sensor."]
    assert [it.statement for it in found.lessons] == [
        "The weather desk should be asked before each lift."
    ]
    assert "40 containers" in found.context


def test_steps_that_a_sentence_announces_among_lessons_are_actions():
    found = read_text(
        "a.md",
        "# Crane\n\n## Recovery and lessons learned\n\nGoing forward, we will do the following:\n\n"
        "- We will add a second sensor\n- We will rehearse the stop",
    )
    assert [it.text for it in found.actions] == [
        "We will add a second sensor",
        "We will rehearse the stop",
    ]
    assert found.lessons == []


def test_experiment_beside_its_name_is_an_action():
    found = read_text(
        "a.md",
        "# Crane\n\n## Action item\n\n**Goal:** Fewer stops\n\n"
        "**Experiment:** At least one reviewer per plan",
    )
    assert [it.text for it in found.actions] == ["At least one reviewer per plan"]


@pytest.mark.parametrize("left", ["Thing here [your name]", "B", "NOTE: Please add the tag here"])
def test_what_a_template_left_is_no_entry(left):
    found = read_text("a.md", f"# Crane\n\n## Went well\n\n- Radio worked\n- {left}")
    assert of_kind(found, "well") == ["Radio worked"]


def test_name_behind_an_introduction_is_known():
    found = read_text("a.md", "# Crane\n\n## On a more positive note: what worked\n\nRadio.")
    assert of_kind(found, "well") == ["Radio."]


def test_bare_times_of_a_table_are_on_the_only_day_named_before():
    found = read_text(
        "a.md",
        "# Crane\n\n## Introduction\n\nOn 17 September 2020 the talk was late.\n\n## Timeline\n\n"
        "| Time (hrs) | Activities |\n|---|---|\n| 1300 | Laptops set up |\n| 1350 | Stream began |",
    )
    assert [(event.on, event.text) for event in found.events] == [
        (date(2020, 9, 17), "13:00 Laptops set up"),
        (date(2020, 9, 17), "13:50 Stream began"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Dependency Mapping Review: List the tools",
        "Allow to test a change",
        "Fix the log - Task T141785",
    ],
)
def test_subject_verb_or_ticket_is_no_owner(line):
    assert owner_and_due(line, None)[1] == ""


def test_table_of_actions_among_lessons_holds_actions():
    found = read_text(
        "a.md",
        "# Crane\n\n## Lessons learned\n\n- Measure first\n\n"
        "| Action | Owner | Due |\n|---|---|---|\n| Book the crane | Bo | 2025-04-01 |\n",
    )
    assert [(it.text, it.owner_role) for it in found.actions] == [("Book the crane", "Bo")]
    assert [it.statement for it in found.lessons] == ["Measure first"]


def test_times_take_the_day_of_a_nested_summary_not_of_the_posting():
    found = read_text(
        "a.md",
        "## Postmortem\n\n*Posted Apr 04, 2025 - 16:35 UTC*\n\n**Summary** On March 21, 2025 the crane "
        "stood still.\n\n**Incident timeline**\n\n- **21:36 UTC:** Crane stops\n- **22:45 UTC:** It runs",
    )
    assert {event.on for event in found.events} == {date(2025, 3, 21)}
    assert len(found.events) == 2


def test_indented_lines_say_what_an_experiment_is_and_what_it_aims_at():
    found = read_text(
        "a.md",
        "# Retro\n\n## Action item\n    Goal: Fewer stops\n    Experiment: Ask the crew first\n"
        "    Measurement: Stops a week\n",
    )
    assert [it.text for it in found.actions] == ["Experiment: Ask the crew first"]
    assert ("Fewer stops" in found.goal, "Stops a week" in found.measured) == (True, True)


def test_label_in_bold_is_no_action_without_what_follows():
    found = read_text("a.md", "# Retro\n\n## Actions\n\n- **Runbook:** Say how to stop the crane")
    assert [it.text for it in found.actions] == ["Runbook: Say how to stop the crane"]


def test_instruction_of_a_template_leaves_the_action_behind_it():
    found = read_text(
        "a.md",
        "# Retro\n\n## Actionables\n\nExplicit next steps to prevent this from happening again, with tasks "
        "linked for every step. Status: Done Order a spare sensor\n\n- Status: Unresolved Test it",
    )
    assert [(it.text, it.status) for it in found.actions] == [
        ("Order a spare sensor", "done"),
        ("Test it", "open"),
    ]


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("Automate the export, QA, by 9 Jan 2026", "Automate the export", "QA", date(2026, 1, 9)),
        ("Pilot the new layout: Samir, Keiko", "Pilot the new layout", "Samir, Keiko", None),
        ("Due 2026-02-01 – Omar: review the PDF", "review the PDF", "Omar", date(2026, 2, 1)),
        ("Customer service to test the menu", "test the menu", "Customer service", None),
        ("Compare two layouts: red, blue", "Compare two layouts: red, blue", "", None),
        ("Review quotas — Eli, by March 3, 2025", "Review quotas", "Eli", date(2025, 3, 3)),
        ("Ask (owner: Pat; due: 3 June 2025; status: open)", "Ask", "Pat", date(2025, 6, 3)),
        ("(Jo) rename the alert", "rename the alert", "Jo", None),
        ("Kim Lee – tidy the queue", "tidy the queue", "Kim Lee", None),
        ("Bjorn → make a list", "make a list", "Bjorn", None),
        ("Sam: to write the FAQ", "write the FAQ", "Sam", None),
        ("Quinn and Rae pair on the parser", "pair on the parser", "Quinn and Rae", None),
        ("Growth leads meet legal monthly", "meet legal monthly", "Growth leads", None),
        ("Fleur vertaalt de handleiding", "vertaalt de handleiding", "Fleur", None),
        ("Fail the job — @tove (#881)", "Fail the job (#881)", "tove", None),
        ("Ada after lunch", "Ada after lunch", "", None),
    ],
)
def test_who_and_when_stand_behind_commas_colons_and_in_front(line, text, owner, due):
    assert owner_and_due(line, None)[:3] == (text, owner, due)


@pytest.mark.parametrize(
    "cause",
    [
        "The certificate of the gateway had expired. Its renewal had been disabled in February.",
        "The root cause of the outage was a setting of the web server that sent every request to the "
        "wrong port of the ferry service, so that it ran out of memory in the end. To mend it, the "
        "crew of the harbor office set the port back to what it had been in the summer before.",
    ],
)
def test_cause_that_is_said_in_a_sentence_or_two_went_wrong(cause):
    found = read_text("a.md", f"# Crane\n\n## Root cause\n\n{cause}")
    assert of_kind(found, "wrong") == [cause]


def test_takeaways_before_a_list_are_lessons_without_a_colon():
    found = read_text(
        "a.md",
        "# Crane\n\n## The review\n\nIt was much. We have some takeaways for the team.\n\n"
        "1. One chart for all\n\n   Each crew had its own.\n\n2. Test the radio",
    )
    assert [it.statement for it in found.lessons] == ["One chart for all", "Test the radio"]
    assert "Each crew had its own." in found.lessons[0].detail


def test_label_of_a_lesson_is_no_part_of_it():
    found = read_text("a.md", "# Crane\n\n## Lessons\n\n- **Lesson**: Test the radio early")
    assert [it.statement for it in found.lessons] == ["Test the radio early"]


def test_cause_that_says_of_nothing_that_it_went_wrong_is_context():
    cause = "The new cable pulled the brake open at each turn."
    found = read_text("a.md", f"# Crane\n\n## Root cause\n\n{cause}")
    assert not found.observations
    assert cause in found.context


def test_numbered_headings_below_a_title_of_lessons_are_lessons():
    text = "# Lessons from a sunken ferry\n\nIt went down.\n\n## 1. {}\n\nIt was long.\n\n## 2. {}\n\nTwice."
    found = read_text("a.md", text.format("Count the boats before noon", "Ask who can swim"))
    assert [it.statement for it in found.lessons] == [
        "Count the boats before noon", "Ask who can swim"
    ]  # fmt: skip
    assert [it.detail for it in found.lessons] == ["It was long.", "Twice."]
    chapters = ("Scope", "Schedule"), ("Introduction", "How the ferry was built")
    assert not any(read_text("a.md", text.format(*names)).lessons for names in chapters)


def test_announced_lessons_may_be_a_list_or_paragraphs_that_begin_in_bold():
    found = read_text(
        "a.md",
        "# Ferry\n\nThere is nothing like sailing yourself, but here are some of my take aways from the first trip, in no order:\n\n**Count the boats.** Twice.\n\n"
        "**Ask who can swim**, always.\n\nThat was it.\n\n"
        "I have sailed before, but learned some things to share:\n\n- Look at the tide first\n\n"
        "## Conclusion\n\nSo here are a few lessons I learned:\n\n- Don't sail at night",
    )
    assert [it.statement for it in found.lessons] == [
        "Count the boats.", "Ask who can swim", "Look at the tide first",
        "Don't sail at night",
    ]  # fmt: skip
    assert "That was it." in found.context


@pytest.mark.parametrize(
    "heading",
    ["Things to improve next sprint", "Recommended next phase (Phase 3)", "Proposed remediation", "Improvement proposals"],
)  # fmt: skip
def test_headings_of_what_to_do_next(heading):
    found = read_text("a.md", f"# Ferry\n\n## {heading}\n\n- Count the boats before noon")
    assert [it.text for it in found.actions] == ["Count the boats before noon"]


def test_issues_found_went_wrong():
    found = read_text(
        "a.md", "# Ferry\n\n## Issues found during the review\n\n1. The bilge pump was off."
    )
    assert of_kind(found, "wrong") == ["The bilge pump was off."]


def test_advice_in_headings_below_a_title_of_lessons_is_lessons():
    headings = [
        "The trip",
        "Never sail at night",
        "Always count the boats",
        "Ask the harbor for help",
    ]
    text = "\n\n".join(f"## {heading}\n\nIt was so." for heading in headings)
    found = read_text("a.md", f"# What we learned from the ferry\n\n{text}")
    assert [it.statement for it in found.lessons] == headings[1:]
    assert not read_text("a.md", f"# The ferry\n\n{text}").lessons


def test_list_of_what_would_be_done_differently_could_be_better():
    intro = "In hindsight there are parts that I'd reconsider if I had to do it again:"
    found = read_text("a.md", f"# Ferry\n\nIt sank.\n\n{intro}\n\n- There was only one pump")
    assert of_kind(found, "better") == ["There was only one pump"]
