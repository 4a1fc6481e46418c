"""/import/: where pieces of a document go, and what is said of it, chosen before it is stored."""

import pytest

from retros.models import Retrospective
from tests.exchange import samples
from tests.test_import_page import bring_in, carried, page_of, place_of, upload


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def test_pieces_go_where_the_person_says(browser):
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()))
    changes = {
        place_of(preview, "Pairing on the import"): "lesson:team",
        place_of(preview, "Demos every Friday"): "better",
        place_of(preview, "Ask the drivers early."): "context",
        place_of(preview, "Write down the winter closures"): "out",
    }
    page = page_of(bring_in(browser, preview, **changes))
    assert "left out: 1" in page
    made = Retrospective.objects.get()
    assert ("Pairing on the import", "team") in made.lessons.values_list("statement", "category")
    assert made.observations.get(kind="better").text.startswith("Demos every Friday")
    assert "They knew which streets close in winter." in made.context
    assert [action.text for action in made.action_items.all()] == ["Order more tiles"]


def test_title_project_summary_and_date_are_those_that_were_typed(browser):
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()))
    typed = {
        "0-title": "Vans",
        "0-project_name": "Maps",
        "0-summary": "",
        "0-held_on": "2026-01-02",
    }
    bring_in(browser, preview, **typed)
    made = Retrospective.objects.get()
    assert (made.title, made.project.name, made.summary) == ("Vans", "Maps", "")
    assert str(made.held_on) == "2026-01-02"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("0-title", "", "This field is required."),
        ("0-title", "x" * 201, "at most 200 characters"),
        ("0-project_name", " ", "This field is required."),
        ("0-held_on", "soon", "Enter a valid date."),
        ("0-summary", "x" * 281, "at most 280 characters"),
    ],
)
def test_what_is_not_valid_is_said_beside_its_field_and_all_is_kept(browser, name, value, reason):
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()))
    choice = place_of(preview, "Pairing on the import")
    answer = bring_in(browser, preview, **{choice: "wrong", name: value})
    assert answer.status_code == 422
    page = page_of(answer)
    summary, _, below = page.partition("data-import-placement")
    assert reason in below and f'href="#id_{name}"' in summary
    assert carried(answer)[choice] == "wrong"
    assert carried(answer)[name] == value
    assert not Retrospective.objects.exists()


def test_updating_the_preview_shows_what_was_chosen_and_stores_nothing(browser):
    preview = upload(browser, ("sprint.md", samples.SPRINT_NOTES.encode()))
    choice = place_of(preview, "Pairing on the import")
    again = bring_in(browser, preview, look="1", **{choice: "out"})
    assert "Left out: 1." in page_of(again)
    assert carried(again)[choice] == "out"
    assert not Retrospective.objects.exists()
    assert "left out: 1" in page_of(bring_in(browser, again))


@pytest.mark.parametrize(
    "changes",
    [
        {"documents": "x"},
        {"documents": "999"},
        {"documents": "-1"},
        {"documents": None},
        {"0-carried": "x"},
        {"0-carried": "eyJhIjoxfQ:1abc:x"},
        {"0-carried": "\x00"},
        {"0-carried": None},
        {"0-name": "a\x00" * 300},
        {"team": "x"},
    ],
)
def test_odd_forms_store_nothing(browser, changes):
    preview = upload(browser, text="# A\n\n- b")
    assert bring_in(browser, preview, **changes).status_code in (200, 422)
    if "0-name" not in changes:
        assert not Retrospective.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"0-place-0": "nowhere"}, {"0-place-99": "out"}, {"0-place-²": "out"}, {"0-place-": ""}],
)
def test_places_that_are_none_change_nothing(browser, changes):
    bring_in(browser, upload(browser, text="# A\n\n## Lessons\n\n- Ask"), **changes)
    assert Retrospective.objects.get().lessons.count() == 1


def test_entry_with_a_time_alone_takes_the_day_that_somebody_fills_in(browser, member):
    text = b"# Power cut\n\n## Timeline\n\n- 07:30 Lamps went out\n- 07:50 Lamps were on\n- 08:00 Tea\n"
    preview = upload(browser, ("cut.md", text))
    moved = {place_of(preview, "Lamps went out"): "event", place_of(preview, "Tea"): "event"}
    bring_in(browser, preview, **moved, **{"0-held_on": "2026-05-03"})
    stored = Retrospective.objects.get(title="Power cut")
    assert [(event.on.isoformat(), event.text) for event in stored.timeline_events.all()] == [
        ("2026-05-03", "07:30 Lamps went out"),
        ("2026-05-03", "08:00 Tea"),
    ]
    assert "Lamps were on" in stored.context
