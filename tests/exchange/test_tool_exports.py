"""Tables as retro tools export them, in words of our own."""

from datetime import date

import pytest

from retros.exchange import Table, read, read_table
from retros.exchange.reading.boards.jira_marks import without_marks
from tests.pace import at_most

EASYRETRO = """\
Went well,To improve,Action items
Two rehearsals (3 votes),The permit came late (2 votes),Ask in March
"""
TEAMRETRO = """\
Column,Idea,Votes,Comments,Group
What went well,Two rehearsals,3,,
To improve,The permit came late,2,,
Actions,Ask in March,0,,
"""
METRO_RETRO = """\
Section,Text,Votes,Author,Created At
What went well?,Two rehearsals,3,Wilma Ek,2024-03-05T09:30:00Z
What could be improved?,The permit came late,2,Sixten Ål,2024-03-05T09:31:00Z
Actions,Ask in March,0,,2024-03-05T09:32:00Z
"""
MIRO = """\
Text,Tags,Frame,Author,Link,Votes
Two rehearsals,,Went well,Wilma Ek,https://board.example.org/1,3
The permit came late,,Could be better,Sixten Ål,https://board.example.org/2,2
Ask in March,,Actions,,https://board.example.org/3,0
"""
EASYRETRO_WITH_VOTES = """\
Went well,Votes,To improve,Votes,Action items,Votes
Two rehearsals,3,The permit came late,2,Ask in March,0
"""
EASYRETRO_WITH_BLANK_NAMES = """\
Went well,,To improve,,Action items,
Two rehearsals,3,The permit came late,2,Ask in March,0
"""
METRO_RETRO_BOARD = """\
id,type,section,text,author,votes,x,y,width,height,color,created
5f2a,sticky,What went well?,Two rehearsals,Wilma Ek,3,120.5,-40,200,200,#ffd966,2024-03-05T09:30:00Z
5f2b,sticky,What could be improved?,The permit came late,Sixten Ål,2,420,80,200,200,yellow,2024-03-05T09:31:00Z
5f2c,sticky,Actions,Ask in March,,0,700,80,200,200,light_green,2024-03-05T09:32:00Z
"""
TEAMRETRO_OUTLINE = """\
Retrospective,Harbor
Date,2024-03-05

What went well
Idea,Votes,Comments,Author
Two rehearsals,3,,Wilma Ek

To improve
Idea,Votes,Comments,Author
The permit came late,2,,Sixten Ål

Actions
Action,Owner,Due
Ask in March,Wilma Ek,2024-03-20
"""
MIRO_OUTLINE = """\
Went well
Two rehearsals (3 votes)

Could be better
The permit came late (2 votes)

Action items
Ask in March
"""
JIRA_ACTIONS = """\
Summary,Issue key,Issue id,Issue Type,Status,Status Category,Assignee,Created,Due date,Labels,Labels,Description
Ask in March,HAR-1,10001,Task,To Do,To Do,Wilma Ek,14/Mar/24 9:05 AM,20/Mar/24 12:00 AM,retro,,"h3. Why
The {color:red}permit{color} took weeks"
Rehearse,HAR-2,10002,Story,Closed,Done,Sixten Ål,15/Mar/24 9:05 AM,,retro,,
The crane stopped,HAR-3,10003,Bug,Closed,Done,,15/Mar/24 9:05 AM,,retro,,
"""
JIRA = """\
Issue key,Issue id,Summary,Status,Created,Description,Reporter
HAR-12,10012,The crane stopped,Done,14/Mar/24 9:05 AM,"{color:#ff0000}The *permit* came late{color}, see [the map|https://example.org/map]",Wilma Ek
HAR-13,10013,The quay was wet,Done,15/Mar/24 9:05 AM,{{pump}} was off,Wilma Ek
"""


@pytest.mark.parametrize(
    "text",
    [
        EASYRETRO, EASYRETRO_WITH_VOTES, EASYRETRO_WITH_BLANK_NAMES, TEAMRETRO, TEAMRETRO_OUTLINE, METRO_RETRO, METRO_RETRO_BOARD, MIRO, MIRO_OUTLINE,
    ],
)  # fmt: skip
def test_notes_go_to_their_parts_without_people_and_addresses(text):
    document = read("board.csv", text.encode())
    notes = {seen.kind: seen.text for seen in document.observations}
    assert notes["well"].startswith("Two rehearsals (3 votes")
    assert notes["better"].startswith("The permit came late (2 votes")
    assert [item.text for item in document.actions] == ["Ask in March"]
    for left_out in ("Wilma", "Sixten", "example.org", "sticky", "120.5", "yellow", "Idea"):
        assert left_out not in str(document)


def test_outline_says_its_title_its_day_and_when_actions_are_due():
    document = read("board.csv", TEAMRETRO_OUTLINE.encode())
    assert (document.title, document.held_on) == ("Harbor", date(2024, 3, 5))
    assert document.actions[0].due_on == date(2024, 3, 20)


def test_issues_of_jira_are_actions_without_a_question():
    document = read("jira.csv", JIRA_ACTIONS.encode())
    assert [(it.text, it.status, it.due_on) for it in document.actions] == [
        ("Ask in March", "open", date(2024, 3, 20)),
        ("Rehearse", "done", None),
    ]
    assert "The permit took weeks" in document.actions[0].note
    assert [seen.text for seen in document.observations] == ["The crane stopped"]
    assert "Wilma" not in str(document)


def test_assignees_of_jira_are_owners_where_names_are_wanted():
    document = read("jira.csv", JIRA_ACTIONS.encode(), with_authors=True)
    assert [it.owner_role for it in document.actions] == ["Wilma Ek", "Sixten Ål"]


def test_issues_of_jira_lose_their_marks_and_keep_their_day():
    columns = {"text": "Description", "date": "Created"}
    document = read_table("jira.csv", JIRA, columns, with_authors=False)
    first, second = (seen.text for seen in document.observations)
    assert first.startswith("The **permit** came late, see [the map](https://example.org/map)")
    assert second.startswith("`pump` was off")
    assert document.held_on == date(2024, 3, 15)
    assert "HAR-12" not in str(document)


def test_ids_and_keys_of_jira_are_not_proposed_as_text():
    table = Table(JIRA)
    assert table.header[table.guessed()["text"]] in ("Summary", "Description")


@pytest.mark.parametrize("piece", ["{", "{{", "{color:", "[a|", "*a", "h1. ", "[a|https://"])
def test_marks_without_end_take_no_time(piece):
    with at_most(2):
        without_marks(piece * (100_000 // len(piece)))
