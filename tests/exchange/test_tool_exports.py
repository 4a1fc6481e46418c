"""Tables as retro tools export them, in words of our own."""

import time
from datetime import date

import pytest

from retros.exchange import Table, read, read_table
from retros.exchange.reading.boards.jira_marks import without_marks

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
JIRA = """\
Issue key,Issue id,Summary,Status,Created,Description,Reporter
HAR-12,10012,The crane stopped,Done,14/Mar/24 9:05 AM,"{color:#ff0000}The *permit* came late{color}, see [the map|https://example.org/map]",Wilma Ek
HAR-13,10013,The quay was wet,Done,15/Mar/24 9:05 AM,{{pump}} was off,Wilma Ek
"""


@pytest.mark.parametrize("text", [EASYRETRO, TEAMRETRO, METRO_RETRO, MIRO])
def test_notes_go_to_their_parts_without_people_and_addresses(text):
    document = read("board.csv", text.encode())
    notes = {seen.kind: seen.text for seen in document.observations}
    assert notes["well"].startswith("Two rehearsals (3 votes")
    assert notes["better"].startswith("The permit came late (2 votes")
    assert [item.text for item in document.actions] == ["Ask in March"]
    for left_out in ("Wilma", "Sixten", "example.org"):
        assert left_out not in str(document)


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
    started = time.process_time()
    without_marks(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 2
