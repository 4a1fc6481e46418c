"""What a document says of itself: title, date, summary, who took part, its actions' owners."""

from datetime import date

import pytest

from retros.exchange import Document, read_text
from retros.exchange.reading.dates import Near
from retros.exchange.reading.entries import action_from


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<h1>The <b>move</b></h1>\n\nText.", "The move"),
        ('<p class="title">The move</p>\n\nText.', "The move"),
        ("# **The move** {#move}\n", "The move"),
        ("From: a@example.org\nSubject: Re: The move\nDate: 5 May 2024\n\nHi", "The move"),
        ("Retrospective of the move\n\nDate: 5 May 2024\n", "Retrospective of the move"),
        ("# What we liked:\n\n- Small steps\n", "Notes"),
    ],
)
def test_title(text, title):
    assert read_text("notes.md", text).title == title


@pytest.mark.parametrize(
    ("name", "text", "held_on"),
    [
        ("a.md", "# Retro of 5 May 2024", date(2024, 5, 5)),
        ("2024-05-05 retro.md", "# Retro", date(2024, 5, 5)),
        ("retro_20240505.md", "# Retro", date(2024, 5, 5)),
        ("2024/05/05/retro.md", "# Retro", date(2024, 5, 5)),
        ("a.md", "---\ndate: 2024-05-05\n---\n# Retro of 6 May 2024", date(2024, 5, 5)),
        ("a.md", "| Date | 5 May 2024 |\n|---|---|\n| Team | Vans |", date(2024, 5, 5)),
        (
            "a.md",
            "# Retro\n\n## Timeline\n- 2024-05-05: Start\n- 2024-05-06: End",
            date(2024, 5, 5),
        ),
        ("a.md", "# Outage on 2024\u201105\u201105", date(2024, 5, 5)),
        ("a.md", "---\ncreated: 2024/05/05 16:51\n---\n# Retro", date(2024, 5, 5)),
        ("a.md", "---\ncreated: 2024/05/05\n---\n# Retro of 4 May 2024", date(2024, 5, 4)),
        ("a.md", "# Retro\n\nNobody knows when.", None),
    ],
)
def test_date(name, text, held_on):
    assert read_text(name, text).held_on == held_on


@pytest.mark.parametrize(
    "first",
    ["https://example.org/a/very/long/address/of/a/board", "/label ~retrospective ~team ~2024-05",
     "Hi everybody who could not be there,", "The lessons that we are going to take away from all of this are as follows:"],
)  # fmt: skip
def test_summary_tells_something(first):
    document = read_text(
        "a.md", f"# Move\n\n{first}\n\nThe whole office moved over a weekend in May.\n"
    )
    assert document.summary == "The whole office moved over a weekend in May."


@pytest.mark.parametrize(
    ("text", "taking_part"),
    [
        ("Attendees: Ada Berg (QA), Bo Ek (operations)", "2 people: QA, operations"),
        ("Facilitator: Ada Berg\nPresent: Ada Berg, Bo Ek and Cy Lund", "3 people: facilitator"),
        ("Led by: Ada\nPresent: Ada Bo Cy Dana", "4 people: facilitator"),
        ("## Participants\n\n- Ada Berg\n- Bo Ek", "2 people"),
        ("Participants: 12 engineers", "12 people"),
        ("Team: Payments", ""),
        ("Absent: Ada Berg", ""),
    ],
)
def test_who_took_part_is_kept_in_numbers_and_roles(text, taking_part):
    assert read_text("a.md", f"# Retro\n\n{text}\n").taking_part == taking_part


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("@Ada Put it in the pipeline → May 5, 2024", "Put it in the pipeline", "Ada", True),
        ("Plan the bug bash (Ada Berg, by 2024-05-05)", "Plan the bug bash", "Ada Berg", True),
        ("Write it down - owner: Ada - due: 5 May 2024", "Write it down", "Ada", True),
        ("Ada Berg to write it down", "write it down", "Ada Berg", False),
        ("**Ada Berg:** write it down", "write it down", "Ada Berg", False),
        ("Refresh the data by May 5", "Refresh the data", "", True),
        ("Write it down (platform team)", "Write it down", "platform team", False),
        ("Move to the new region (AWS)", "Move to the new region (AWS)", "", False),
        ("Read the report of 5 May 2024", "Read the report of 5 May 2024", "", False),
        ("Docs: write them", "Docs: write them", "", False),
    ],
)
def test_owner_and_due_date_in_a_line(line, text, owner, due):
    action, _ = action_from(line, near=Near(date(2024, 4, 20)))
    assert (action.text, action.owner_role) == (text, owner)
    assert action.due_on == (date(2024, 5, 5) if due else None)


def test_y_statement_is_a_decision_with_its_fields():
    text = (
        "# Broker\n\nIn the context of **orders**, facing **bursts**, we decided for **a managed "
        "queue** and neglected **polling**, to achieve **no loss**, accepting **lock-in**, because "
        "**nobody is on call**."
    )
    made = read_text("a.md", text).decisions[0]
    assert made.choice == "A managed queue"
    assert "**bursts**" in made.informed_by
    assert "**nobody is on call**" in made.informed_by
    assert made.options == "Neglected **polling**."
    assert "**no loss**" in made.expected
    assert "**lock-in**" in made.expected


def test_several_retrospectives_in_one_file_come_apart():
    text = "# Retros of the vans\n\nAll of them.\n\n" + "\n\n".join(
        f"## Sprint {n} (2024-05-0{n})\n\n### Went well\n- Note {n}" for n in (1, 2, 3)
    )
    found = read_text("a.md", text).each()
    assert [it.title for it in found] == [
        f"Retros of the vans – Sprint {n} (2024-05-0{n})" for n in (1, 2, 3)
    ]
    assert [it.held_on.day for it in found] == [1, 2, 3]
    assert [it.observations[0].text for it in found] == ["Note 1", "Note 2", "Note 3"]
    assert len({it.source_hash for it in found}) == 3
    assert "All of them." in found[0].context


def test_numbered_parts_of_one_retrospective_stay_together():
    text = "# Course\n\n## Day 1\n\n### Went well\n- A\n\n## Day 2\n\n### Went well\n- B"
    assert read_text("a.md", text).also == []


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("Team Falcon – 4Ls retro, 5 Feb 2024", "Team Falcon"),
        ("Rétrospective du sprint 9 — Portail client", "Portail client"),
        ("Retro of the spring release - notes", "spring release"),
        ("Sprint 12 retro", "Sprint 12"),
    ],
)
def test_project_is_what_the_title_is_about(title, project):
    assert read_text("a.md", f"# {title}\n").project_name == project


def test_rule_of_the_meeting_is_no_summary():
    found = read_text("a.md", "# Retro\n\nBlameless! We talk about the system.\n\nWe moved.\n")
    assert "Blameless" not in found.summary


def test_a_summary_out_of_first_words_has_no_marks_of_lines():
    text = "# Date: May\n\n* Led by us\n* 2. Not this\n\n> Said"
    document = Document("retro.md", context_parts=[text])
    assert document.first_words() == "Date: May Led by us 2. Not this Said"
