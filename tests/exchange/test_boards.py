"""CSV files of retro boards: each card to the part that its column stands for."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retros.exchange import UnreadableDocument, read, read_text, store
from retros.exchange.inline import words
from tests.exchange import board_samples as samples
from tests.exchange.test_nothing_lost import stored_words


def texts(document, kind):
    return [observation.text for observation in document.observations_of(kind)]


def test_parabol_groups_become_notes_with_their_cards_votes_and_discussion():
    document = read_text("ParabolRetrospective_Routes_2026-3-24.csv", samples.PARABOL)
    assert texts(document, "well") == [
        "**Rehearsals** (5 votes)\n\n"
        "- Two rehearsals on a copy of production\n- The third one, with support in the room"
    ]
    assert texts(document, "wrong") == [
        "The quota of the map tiles (7 votes)\n\n"
        "Said about it:\n\n- Raise it a week before\n\n  Said about it:\n\n  - Better two"
    ]
    action = document.actions[0]
    assert (action.text, action.note) == ("Order more tiles", "Quota")
    assert "## Where did you get stuck?" in document.context
    assert (document.title, document.held_on) == ("Routes 2026-03-24", date(2026, 3, 24))
    assert document.project_name == "Routes"


def test_scrumlr_stacks_become_one_note_and_votings_are_added():
    document = read_text("board.csv", samples.SCRUMLR)
    assert texts(document, "well") == [
        "Demos every Friday (1 vote)\n\n- With drivers, in the room (3 votes)"
    ]
    assert texts(document, "better") == ["**Stop:** Merging on Friday evenings (4 votes)"]
    assert "## Parking lot\n\n- Who owns the queue?" in document.context


def test_azure_board_is_read_although_its_quotes_are_not_escaped():
    document = read_text("retro.csv", samples.AZURE)
    assert texts(document, "well") == ['We said "no" to scope, twice (3 votes)']
    assert texts(document, "wrong") == ["The tests ran\nfor an hour\n\n(1 vote)"]
    action = document.actions[0]
    assert action.text == "Split the tests"
    assert "Task 123 https://boards.example.org/123" in action.note
    assert (document.title, document.held_on) == ("Route planner", date(2026, 3, 25))


def test_retrium_action_items_keep_their_state():
    document = read_text("actions.csv", samples.RETRIUM)
    found = [(action.text, action.status) for action in document.actions]
    assert found == [("Order more tiles", "done"), ("Write down the winter closures", "open")]
    assert document.actions[0].note == "(created 2026-03-24)"


def test_mentimeter_questions_are_columns_whichever_way_they_are_exported():
    for name in ("Routes.csv", "Routes-voters.csv"):
        document = read_text(name, samples.ALL[name])
        assert texts(document, "well")[0] == "The demos (2 votes)"
    assert (
        "## How strict should we be?\n\n- Not very (1 vote)"
        in read_text("Routes.csv", samples.MENTIMETER).context
    )


def test_cards_with_more_votes_come_first():
    table = "note_id,text,column,stack,voting_0\n1,few,Glad,null,1\n2,many,Glad,null,9\n3,none,Glad,null,0"
    found = texts(read_text("a.csv", table), "well")
    assert found == ["many (9 votes)", "few (1 vote)", "none"]


@pytest.mark.parametrize("name", samples.ALL)
def test_authors_are_left_out_unless_asked_for(name):
    without = read_text(name, samples.ALL[name])
    everything = f"{without.context}{without.observations}{without.actions}"
    assert "Wilma" not in everything
    if "Wilma" in samples.ALL[name]:
        assert any("Left out" in warning for warning in without.warnings)
        named = read_text(name, samples.ALL[name], with_authors=True)
        assert "Wilma Ek" in f"{named.context}{named.observations}{named.actions}"


IDS = words(
    "n1 n2 n3 n4 a1 a2 c1 c2 c3 gone null undefined anonymous reflectiongroup author votes prompt "
    "type createdat discussionthread content reflection comment reply note_id author_id text "
    "column_id column rank stack voting_0 voting_1 note id"
)
LABELS = words(
    "retrospectives summary for feedback items createddate createdby work item title url action "
    "date created completed question utc session open respondents responses upvotes voter 1 2 "
    "note there are more sheets in this document each session is found on its own sheet below "
    "there is a session for each time you have renewed these questions description yes no"
)


@pytest.mark.parametrize("name", samples.ALL)
def test_no_word_of_a_card_is_lost(member, name):
    record = store(
        read_text(name, samples.ALL[name], with_authors=True), owner=member
    ).retrospective
    lost = words(samples.ALL[name]).keys() - stored_words(record).keys()
    bare = set(words("what went well didn t go glad helped us learn task"))
    times = {word for word in lost if any(letter.isdigit() for letter in word)}
    clock = {"tue", "mar", "gmt", "central", "european", "standard", "time"}
    assert lost - IDS.keys() - LABELS.keys() - bare - times - clock == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_encoding_and_delimiter_is_read(encoding, delimiter):
    table = "note_id,text,column,stack\n1,Café au lait,Glad,null\n2,Crème brûlée,Sad,null\n"
    data = table.replace(",", delimiter).replace("\n", "\r\n").encode(encoding)
    name = "a.tsv" if delimiter == "\t" else "a.csv"
    assert texts(read(name, data), "well") == ["Café au lait"]


def test_very_long_cells_and_blank_lines_are_kept():
    long = "word " * 12_000
    table = f'note_id,text,column,stack\n\n1,"{long}",Glad,null\n\n\n2,b,Glad,null'
    found = texts(read_text("a.csv", table), "well")
    assert [len(text.split()) for text in found] == [12_000, 1]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "[a](javascript:alert(1))"])
def test_hostile_cards_stay_words(text):
    table = f'note_id,text,column,stack\n1,"{text}",Glad,null'
    assert texts(read_text("a.csv", table), "well") == [text]


CELLS = st.text(max_size=30) | st.sampled_from(
    ["Glad", "Action items", '"', '""', "null", "Upvotes", "Responses", "n1", "Reflection", "Reply"]
)
HEADERS = st.sampled_from([text.split("\n")[0] for text in samples.ALL.values()])


@given(header=HEADERS, rows=st.lists(st.lists(CELLS, max_size=9), max_size=8), mark=CELLS)
def test_no_table_is_an_error_of_ours(header, rows, mark):
    text = "\n".join([header, *(",".join(row) for row in rows), mark])
    with suppress(UnreadableDocument):
        read("a.csv", text.encode("utf-8", "surrogatepass"))


def test_table_with_a_column_for_each_kind_is_known():
    document = read_text(
        "a.csv", "Name,What went well,What could be better\nWilma,Demos,Tests\n,,Rooms"
    )
    assert (texts(document, "well"), texts(document, "better")) == (["Demos"], ["Tests", "Rooms"])
    assert "Wilma" not in str(document)


def test_days_of_a_board_are_kept_and_hours_left_out():
    parabol = samples.PARABOL.replace("2026-03-24T10:00", "2026-03-23T10:00")
    document = read_text("board.csv", parabol)
    assert "Written on 2026-03-23, 2026-03-24." in document.context
    assert "10:00" not in str(document)
    assert any("Hours and ids" in warning for warning in document.warnings)


def test_column_of_days_dates_the_notes_beside_it():
    table = (
        "Datum;Was lief gut;Was lief nicht gut\n05.01.2024;Testtage;Freigaben\n19.01.2024;Doku;\n"
    )
    found = read("board.csv", table.encode())
    assert str(found.held_on) == "2024-01-19"
    assert [seen.text for seen in found.observations] == ["Testtage", "Freigaben", "Doku"]
    assert found.context == "Written on 2024-01-05, 2024-01-19."
