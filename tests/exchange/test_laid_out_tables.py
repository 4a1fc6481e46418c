"""Tables that lay out a document or a board: rows that are sections, columns that say the same."""

import pytest

from retros.exchange import read, read_text

TEAM_BOARD = """\
Team,Retrospective,Retrospective Date,Column,Idea,Author,Votes,Last modified at
Yard,Crane week,2025-03-14,What went well,Calm crew,Wilma Ek,3,2025-03-14T09:00:00Z
Yard,Crane week,2025-03-14,What didn't go well,Loud winch,Sixten Ål,1,2025-03-14T09:01:00Z
"""
TASKS = """\
Team,Title,Status,Assigned To,Due Date,Source
Yard,Order rope,Open,Wilma Ek,2025-04-02,Crane week
Yard,Grease the winch,Complete,Sixten Ål,,Crane week
"""


def test_what_all_rows_of_a_board_say_is_told_once():
    document = read("board.csv", TEAM_BOARD.encode())
    assert (document.title, str(document.held_on)) == ("Crane week", "2025-03-14")
    assert [it.text for it in document.observations] == [
        "Calm crew (3 votes)",
        "Loud winch (1 vote)",
    ]
    assert "Team: Yard" in document.context


@pytest.mark.parametrize("with_authors", [True, False])
def test_table_of_tasks_holds_action_items(with_authors):
    document = read("tasks.csv", TASKS.encode(), with_authors=with_authors)
    assert [(it.text, str(it.due_on), it.status) for it in document.actions] == [
        ("Order rope", "2025-04-02", "open"),
        ("Grease the winch", "None", "done"),
    ]
    owners = ["Wilma Ek", "Sixten Ål"] if with_authors else ["", ""]
    assert [it.owner_role for it in document.actions] == owners


def test_rows_of_an_incident_template_are_sections():
    rows = [
        "| Instructions | Report |", "| --- | --- |",
        "| **Timeline**<br>Use UTC. | 10:00 rope snaps<br>10:20 yard cleared |",
        "| **Lessons learned**<br>Say what you learned. | - Log each rope |",
        "| **Follow-up tasks** | - Order rope |",
    ]  # fmt: skip
    document = read_text("a.md", "# Rope\n\nDate: 14 March 2025\n\n" + "\n".join(rows))
    assert [it.text for it in document.events] == ["10:00 rope snaps", "10:20 yard cleared"]
    assert [it.statement for it in document.lessons] == ["Log each rope"]
    assert [it.text for it in document.actions] == ["Order rope"]
    assert "Use UTC." in document.context


def test_header_that_a_print_laid_out_as_a_heading_ends_no_timeline():
    body = "# Rope\n\nDate: 14 March 2025\n\n## Timeline\n\n### Time Event\n\n10:00 Rope snaps\n"
    assert [it.text for it in read_text("a.md", body).events] == ["10:00 Rope snaps"]


def test_mail_of_somebody_mentioned_is_not_brought_in():
    body = "# Rope\n\n## Actions\n\n- [Wilma Ek](mailto:wilma@example.org) Order rope\n"
    document = read_text("a.md", body, with_authors=True)
    assert [(it.text, it.owner_role, it.note) for it in document.actions] == [
        ("Order rope", "Wilma Ek", "")
    ]


def test_day_alone_is_no_lesson():
    assert read_text("a.md", "# Rope: lessons learned\n\n- 14 March 2025\n").lessons == []
