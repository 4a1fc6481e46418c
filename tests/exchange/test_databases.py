"""Boards of Trello and databases of Notion."""

import json

import pytest

from retros.exchange import UnreadableDocument, read

pytestmark = pytest.mark.usefixtures("converted_here")
BOARD = {
    "name": "Harbor retro",
    "lists": [{"id": "l1", "name": "Went well"}, {"id": "l2", "name": "Action items"}],
    "cards": [
        {"id": "65e5a5800000000000000001", "name": "The tide table", "idList": "l1", "desc": "All week", "badges": {"votes": 3}, "idMembers": ["m1"]},
        {"id": "65e5a5800000000000000002", "name": "Order steel", "idList": "l2", "due": "2024-05-01T12:00:00.000Z", "dueComplete": True},
    ],
    "members": [{"id": "m1", "fullName": "Wilma Ek"}],
    "actions": [{"type": "commentCard", "data": {"text": "Even at night", "card": {"id": "65e5a5800000000000000001"}}}],
}  # fmt: skip
CARDS = """\
Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,Board Name,Archived
1,The tide table,https://example.org/c/1,All week,,Wilma Ek,,l1,Went well,Harbor retro,false
2,Order steel,https://example.org/c/2,,,,2024-05-01,l2,Action items,Harbor retro,false
"""
NOTION = """\
Name,Date,Status,Owner,What went well,What went wrong,Lessons,Tags
Bridge retro,"March 3, 2024",Done,Wilma Ek,"Tide table
Night shift",Late steel,Book the crane,"crane, harbor"
Pier retro,"June 10, 2024",Done,,New tests,Slow permits,Ask the master,
"""
SURVEY = "Name,What went well,What went wrong\nWilma Ek,Tides,Steel\nSixten Ål,Crane,Fog\n"


@pytest.mark.parametrize(
    ("name", "data"), [("board.json", json.dumps(BOARD)), ("board.csv", CARDS)]
)
def test_cards_of_trello_go_by_the_names_of_their_lists(name, data):
    document = read(name, data.encode())
    assert document.title == "Harbor retro"
    (seen,) = document.observations
    assert seen.kind == "well"
    assert "All week" in seen.text
    (action,) = document.actions
    assert (action.text, str(action.due_on)) == ("Order steel", "2024-05-01")
    assert "example.org" not in str(document)
    assert "Wilma" not in str(document)


def test_json_of_trello_has_votes_days_and_comments():
    document = read("board.json", json.dumps(BOARD).encode())
    assert "3 votes" in document.observations[0].text
    assert "Even at night" in document.observations[0].text
    assert document.actions[0].status == "done"
    assert str(document.held_on) == "2024-03-04"


@pytest.mark.parametrize(
    "board",
    ['{"idList": 1}', '{"idList": "', '{"lists": [1], "cards": [{"idList": {}}]}', "[" * 90_000],
)
def test_other_json_is_refused_with_a_sentence(board):
    with pytest.raises(UnreadableDocument, match="JSON"):
        read("a.json", board.encode())


def test_row_of_a_notion_database_is_a_retrospective():
    name = "Retros 0123456789abcdef0123456789abcdef.csv"
    bridge, pier = read(name, NOTION.encode()).each()
    assert (bridge.title, pier.title) == ("Bridge retro", "Pier retro")
    assert (str(bridge.held_on), bridge.tags) == ("2024-03-03", ["crane", "harbor"])
    assert [(seen.kind, seen.text) for seen in bridge.observations] == [
        ("well", "Tide table"),
        ("well", "Night shift"),
        ("wrong", "Late steel"),
    ]
    assert pier.lessons[0].statement == "Ask the master"
    assert "Wilma" not in str(bridge)


def test_names_of_people_in_a_survey_are_no_titles():
    document = read("survey.csv", SURVEY.encode())
    assert document.also == []
    assert "Wilma" not in str(document)


def test_page_id_of_notion_is_not_in_the_title():
    csv = b"What went well,What went wrong\nTides,Steel\n"
    assert read("Retro 0123456789abcdef0123456789abcdef_all.csv", csv).title == "Retro"


SORTED = """\
Id,Section,Text,Votes,Author,Link
a1,Went well,Pairing,3,Wilma Ek,https://example.org/1
a2,To improve,Late merges,2,Sixten Ål,https://example.org/2
a3,Action items,Merge before noon,0,Wilma Ek,https://example.org/3
"""


def test_notes_sorted_by_a_column_need_no_question():
    document = read("board.csv", SORTED.encode())
    assert [(seen.kind, seen.text) for seen in document.observations] == [
        ("well", "Pairing (3 votes)"),
        ("better", "Late merges (2 votes)"),
    ]
    assert document.actions[0].text == "Merge before noon"
    for left_out in ("Wilma", "example.org", "a1"):
        assert left_out not in str(document.texts)


def test_table_without_two_known_parts_still_asks():
    with pytest.raises(UnreadableDocument, match="columns"):
        read("issues.csv", b"Key,Summary,Status\nHB-1,Steel,Open\nHB-2,Fog,Done\n")
