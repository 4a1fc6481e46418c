"""Dates without a year, who does what in a line, and plain text whose lines are entries."""

from datetime import date

import pytest

from retros.exchange import read_text
from retros.exchange.reading.action_facts_below import facts_below
from retros.exchange.reading.action_lines import owner_and_due
from retros.exchange.reading.dates import Near

IN_MAY = Near(date(2026, 5, 1), back=61)


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("Priya: ask legal", "ask legal", "Priya", None),
        ("[Priya] Ask legal", "Ask legal", "Priya", None),
        ("Sort the keys (Tom)", "Sort the keys", "Tom", None),
        ("Tom & Priya: sort the keys", "sort the keys", "Tom & Priya", None),
        ("Platform team: sort the keys", "sort the keys", "Platform team", None),
        ("Everyone: keep changes small", "keep changes small", "Everyone", None),
        ("Sort the keys – Eva – 20-05-2026", "Sort the keys", "Eva", date(2026, 5, 20)),
        ("Sort the keys - Priya by 5/28", "Sort the keys", "Priya", date(2026, 5, 28)),
        ("Sort the keys — Data team — end of Q1", "Sort the keys – end of Q1", "Data team", None),
        ("Owner: Ada – sort the keys by May 5", "sort the keys", "Ada", date(2026, 5, 5)),
        ("@joe to sort the keys", "sort the keys", "joe", None),
        ("田中：鍵を整理する（5月12日まで）", "鍵を整理する", "田中", date(2026, 5, 12)),
        ("Docs: write them", "Docs: write them", "", None),
        ("Build: cache the images", "Build: cache the images", "", None),
        ("Move to the new region (AWS)", "Move to the new region (AWS)", "", None),
    ],
)
def test_who_does_it_and_by_when_leave_the_line(line, text, owner, due):
    assert owner_and_due(line, IN_MAY)[:3] == (text, owner, due)


def test_owner_and_due_date_may_stand_below_an_action():
    below = "- **Owner:** Ada\n- Due: May 5\n- It takes a day"
    assert facts_below(below, IN_MAY) == ("- It takes a day", "Ada", date(2026, 5, 5))


@pytest.mark.parametrize(
    ("held", "due", "on"),
    [
        ("2024-12-15", "1/10", date(2025, 1, 10)),
        ("2024-05-17", "12/31", date(2024, 12, 31)),
        ("2024-05-17", "May 10", date(2024, 5, 10)),
        ("2024-05-17", "3. März", date(2025, 3, 3)),
    ],
)
def test_a_due_date_without_a_year_lies_after_the_retrospective(held, due, on):
    table = f"| Action | Owner | Due |\n|---|---|---|\n| Sort the keys | Ada | {due} |"
    document = read_text("a.md", f"# Retro\n\nDate: {held}\n\n## Actions\n\n{table}\n")
    assert document.actions[0].due_on == on


def test_events_without_a_year_take_that_of_the_document():
    document = read_text(
        "a.md",
        "# Outage\n\nDate: 2025-01-02\n\n## Timeline\n\n12/31 (all times UTC)\n\n"
        "- 23:05 First alert\n\n1/1\n- 00:20 Back again\n",
    )
    assert [event.on for event in document.events] == [date(2024, 12, 31), date(2025, 1, 1)]


def test_a_time_behind_a_german_date_is_no_year():
    document = read_text(
        "a.md", "# Ausfall\n\nDatum: 4.11.2025\n\n## Ablauf\n\n- 03.11. 09:00 Beginn\n"
    )
    assert [(event.on, event.text) for event in document.events] == [
        (date(2025, 11, 3), "09:00 Beginn")
    ]


def test_a_date_without_a_year_is_left_alone_where_nothing_tells_it():
    document = read_text("a.md", "# Retro\n\n## Actions\n\n- Sort the keys by 3/10\n")
    assert document.actions[0].due_on is None
    assert document.actions[0].text == "Sort the keys by 3/10"


def test_lines_of_plain_text_are_entries():
    document = read_text(
        "notes.txt",
        "Sprint 14 retrospective\nMarch 14, 2025\n\nWhat went well:\nTwo releases without rollback\n"
        "The new colleague shipped in week one\n\nAction items:\nKeep standups short (Sam)\n"
        "Write acceptance criteria before a ticket starts - Priya by 3/28\n",
    )
    assert (document.title, document.held_on) == ("Sprint 14 retrospective", date(2025, 3, 14))
    assert len(document.observations) == 2
    assert [(it.owner_role, it.due_on) for it in document.actions] == [
        ("Sam", None),
        ("Priya", date(2025, 3, 28)),
    ]


def test_a_wrapped_sentence_stays_one_entry():
    text = "The release went out on time although two people were away and\nNobody had tried it before that week began."
    document = read_text("a.md", f"# Retro\n\n## What went well\n\n{text}\n")
    assert len(document.observations) == 1


def test_paragraphs_that_begin_with_times_are_a_timeline_wherever_they_stand():
    lines = ["15:35 – Plan pushed", "16:08 – Found by hand", "16:59 – Declared", "20:45 – Over"]
    document = read_text("a.md", "# Leak on 2025-07-23\n\n**Context**:\n\n" + "\n\n".join(lines))
    assert len(document.events) == 4


def test_sentences_with_a_time_are_events_in_prose():
    document = read_text(
        "a.md",
        "# Stuck queue, 6 January 2025\n\n## What happened\n\nOn Monday morning at 08:40 the job "
        "hung. The engineer restarted it at 09:10. By 11:15 the queue was empty.\n",
    )
    assert len(document.events) == 3


def test_what_solved_a_problem_stays_with_it():
    document = read_text(
        "a.md",
        "# Abschluss\n\n## Herausforderungen & Lösungen\n\n1. **Späte Dashboards**\n"
        "   - **Problem:** 30 Sekunden\n   - **Lösung:** kürzeres Intervall\n",
    )
    assert [seen.kind for seen in document.observations] == ["wrong"]


def test_struck_text_and_open_fences_swallow_nothing():
    document = read_text(
        "a.md", "# Retro\n\n~~~old~~~ new\n\n```\nopen\n\n## What went well\n\n- The demo\n"
    )
    assert [seen.text for seen in document.observations] == ["The demo"]


def test_a_wikis_navigation_is_no_part_of_the_last_entry():
    document = read_text(
        "a.md",
        "# Outage\n\n## Actionables\n\n- Add a host Category: Incident documentation Page "
        "Discussion Read View source View history Search Main page\n",
    )
    assert document.actions[0].text == "Add a host"
    assert "View history" in document.context


def test_status_leaves_the_line_of_an_action():
    document = read_text(
        "a.md",
        "# Outage\n\n## Actionables\n\nRequest a new contact from the vendor\n\n"
        "- Status: Done - Add a host\n- Declined: buy a second line\n- Rotate the keys (done)\n"
        "- Status: Unresolved Watch the queue Status: Done Page the team\n",
    )
    assert [(it.text, it.status) for it in document.actions] == [
        ("Request a new contact from the vendor", "open"),
        ("Add a host", "done"),
        ("buy a second line", "dropped"),
        ("Rotate the keys", "done"),
        ("Watch the queue", "open"),
        ("Page the team", "done"),
    ]


def test_prose_that_says_what_to_do_is_an_action_in_any_language():
    document = read_text(
        "a.md", "# Ausfall\n\n## Nächste Schritte\n\nWir richten einen Alarm für Zertifikate ein.\n"
    )
    assert len(document.actions) == 1


def test_the_aim_of_an_action_ends_the_notes_before_it():
    document = read_text(
        "a.md",
        "# Retro\n\n## Action item\n\nStart:\n- Plan together\n\nContinue:\n- Meet on Mondays\n\n"
        "- a goal: Fewer surprises\n- a change: Write the plan down\n- a measurement: Count them\n",
    )
    assert [seen.kind for seen in document.observations] == ["better", "well"]
    assert "Fewer surprises" in document.goal


def test_sections_go_on_where_a_printed_page_lost_the_levels_of_its_headings():
    document = read_text(
        "a.md",
        "# Outage\n\n## Timeline\n\n## 2016-01-25 09:30 UTC\n\nThe first broker restarts.\n\n"
        "## Actionables\n\nTracked elsewhere.\n\n## Parser\n\n- Investigate slow pages\n\n"
        "## Glossary of names\n\n- A broker keeps messages\n",
    )
    assert [event.on for event in document.events] == [date(2016, 1, 25)]
    assert [it.text for it in document.actions] == ["Investigate slow pages"]


def test_an_empty_entry_makes_no_heading():
    document = read_text(
        "a.md", "# Outage\n\n## Actionables\n\nStatus: Done Fill it\n-\n- Watch it\n"
    )
    assert [(it.text, it.status) for it in document.actions] == [
        ("Fill it", "done"),
        ("Watch it", "open"),
    ]


def test_what_was_missing_below_conclusions_went_wrong():
    document = read_text(
        "a.md",
        "# Outage\n\n## Conclusions\n\n- There was no alert on the queue\n"
        "- We should announce changes before the weekend\n",
    )
    assert [seen.text for seen in document.observations] == ["There was no alert on the queue"]
    assert len(document.lessons) == 1
