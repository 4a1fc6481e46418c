"""/import/columns/: what the columns of any table stand for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retros.models import Retrospective
from tests import factories
from tests.test_import_page import bring_in, carried, page_of

ADDRESS = reverse("import_columns")
TABLE = """\
Who,Card,Lane,Likes,Room
Wilma Ek,Two rehearsals,Joy,2,Blue
Sixten Ål,"Nobody, but us, knew",Pain,5,Green
Wilma Ek,Book the room early,Next,0,
"""


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def sent(**changes):
    return {"name": "notes.csv", "table": TABLE, "team": ""} | changes


CHOSEN = {
    "text": "1", "kind": "2", "votes": "3", "author": "0", "on": "", "shown": "2",
    "kind-0": "well", "kind-1": "wrong", "kind-2": "action",
}  # fmt: skip


def stored(browser, response):
    """The draft that the preview's button makes."""
    bring_in(browser, response)
    return Retrospective.objects.get()


def test_visitors_have_to_sign_in(as_user, db):
    assert as_user().post(ADDRESS, sent()).status_code == 307


def test_it_has_to_be_sent(browser):
    assert browser.get(ADDRESS).status_code == 405


def test_unknown_table_leads_there(browser):
    file = SimpleUploadedFile("notes.csv", TABLE.encode())
    answer = browser.post(reverse("import"), {"files": [file], "text": "", "team": ""})
    page = page_of(answer)
    assert "match none of the supported retro boards" in page
    assert f'action="{ADDRESS}"' in page
    asked = page_of(browser.post(ADDRESS, carried(answer) | {"which": "0-aside-0"}))
    assert "Card – Two rehearsals" in asked
    assert "Nobody, but us, knew" in asked


def test_columns_and_values_are_guessed(browser):
    page = page_of(browser.post(ADDRESS, sent(table=TABLE.replace("Joy", "Glad"))))
    assert '<option value="1" selected>Card – Two rehearsals</option>' in page
    assert "“Glad” means" in page
    assert '<option value="well" selected>' in page


def test_each_project_becomes_a_retrospective(browser):
    table = TABLE.replace("Room", "Project")
    chosen = CHOSEN | {"kind": "", "shown": "", "all": "lesson", "project": "4"}
    bring_in(browser, browser.post(ADDRESS, sent(table=table, **chosen)))
    made = {it.title: it for it in Retrospective.objects.all()}
    assert sorted(made) == ["Blue", "Green", "Notes"]
    assert made["Blue"].project.name == "Blue"
    assert made["Green"].lessons.get().statement == "Nobody, but us, knew"


def test_another_kind_column_asks_for_its_values(browser):
    table = TABLE.replace("Joy", "Glad")
    before = {"shown": "0", "kind-0": "action"}  # of another column
    page = page_of(browser.post(ADDRESS, sent(table=table, **CHOSEN | before)))
    assert "what each kind of note means" in page
    glad = page.partition("“Glad” means")[2].partition("</select>")[0]
    assert '<option value="well" selected>' in glad
    assert 'name="shown" value="2"' in page
    assert 'name="0-carried"' not in page


def test_chosen_columns_make_a_draft(browser):
    record = stored(browser, browser.post(ADDRESS, sent(**CHOSEN)))
    notes = {note.kind: note.text for note in record.observations.all()}
    assert notes == {
        "well": "Two rehearsals (2 votes, Room: Blue)",
        "wrong": "Nobody, but us, knew (5 votes, Room: Green)",
    }
    assert record.action_items.get().text == "Book the room early"
    assert "Wilma" not in f"{record.context}{notes}"


def test_authors_stay_where_they_are_asked_for(browser):
    record = stored(browser, browser.post(ADDRESS, sent(with_authors="on", **CHOSEN)))
    assert record.observations.get(kind="well").text.endswith("(2 votes, Room: Blue, Wilma Ek)")


def test_without_a_kind_all_notes_are_the_same(browser):
    chosen = CHOSEN | {"kind": "", "shown": "", "all": "well"}
    record = stored(browser, browser.post(ADDRESS, sent(**chosen)))
    assert {note.kind for note in record.observations.all()} == {"well"}
    assert "Lane: Joy" in record.observations.all()[1].text


def test_second_import_changes_nothing(browser):
    stored(browser, browser.post(ADDRESS, sent(**CHOSEN)))
    assert "Already imported as" in page_of(browser.post(ADDRESS, sent(**CHOSEN)))


@pytest.mark.parametrize(
    "changes", [{"text": ""}, {"text": "99"}, {"kind": "x"}, {"kind-0": "best"}]
)
def test_bad_choice_gets_an_error_next_to_the_field(browser, changes):
    answer = browser.post(ADDRESS, sent(**CHOSEN | changes))
    assert answer.status_code == 422
    assert "Nobody, but us, knew" in page_of(answer)


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"table": ""}, {"table": "one\ntwo"}, {"team": "7"}]
)
def test_what_got_lost_is_said(browser, changes):
    assert browser.post(ADDRESS, sent(**changes)).status_code == 302


def test_team_of_others_is_refused(browser):
    assert browser.post(ADDRESS, sent(team=factories.TeamFactory().pk)).status_code == 302


def test_hostile_table_is_only_text(browser):
    table = 'Card,Type\n"<script>alert(1)</script>","<img src=x onerror=a>"\nb,c'
    page = page_of(browser.post(ADDRESS, sent(table=table)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


CELL = st.text(max_size=12) | st.sampled_from(["Glad", "0", "", "2026-01-01", "=1", '"'])


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=30)
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=4).map(",".join), max_size=5).map("\n".join),
    choice=st.dictionaries(
        st.sampled_from([*CHOSEN]), st.sampled_from(["", "0", "1", "3", "well"])
    ),
)
def test_no_table_and_no_choice_is_an_error_of_ours(browser, rows, choice):
    table = rows.encode("utf-8", "replace").decode()
    assert browser.post(ADDRESS, sent(table=table, **choice)).status_code < 500
