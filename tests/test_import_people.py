"""/import/: names of people, dates that nothing settles, several retrospectives in one file."""

import pytest
from bs4 import BeautifulSoup

from retros.models import Retrospective
from tests.test_import_page import bring_in, carried, page_of, upload

NAMED = b"# Vans\n\nAttendees: Ada Berg, Bo Ek\n\n## What went well\n\n- Ada Berg: early <b>starts</b>\n"
UNSETTLED = b"# Vans\n\nDate: 03/04/2024\n\n## Timeline\n\n- 05/06/2024: Vans sold\n"
SEVERAL = b"# Vans\n\n## Sprint 1\n\n### Went well\n\n- A\n\n## Sprint 2\n\n### Went well\n\n- B\n"


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def marked(response):
    soup = BeautifulSoup(page_of(response), "html.parser")
    return {mark.get_text() for mark in soup.select(".piece mark")}


def test_names_are_marked_in_the_preview(browser):
    assert marked(upload(browser, ("a.md", NAMED))) == {"Ada Berg, Bo Ek", "Ada Berg: "}


def test_names_stay_unless_somebody_says_otherwise(browser):
    bring_in(browser, upload(browser, ("a.md", NAMED)))
    assert "Ada Berg" in Retrospective.objects.get().context


def test_one_press_leaves_all_names_out(browser):
    preview = upload(browser, ("a.md", NAMED))
    bring_in(browser, preview, **{"0-leave_out_names": "on"})
    made = Retrospective.objects.get()
    assert "Ada" not in made.context
    assert made.observations.get().text == "early <b>starts</b>"
    assert made.taking_part == "2 people"


def test_one_press_leaves_the_names_out_of_all_documents(browser):
    files = [(f"{n}.md", NAMED.replace(b"Vans", b"Vans %d" % n)) for n in range(2)]
    again = bring_in(browser, upload(browser, *files, ("c.md", b"# C\n\n- c")), without_names="1")
    soup = BeautifulSoup(page_of(again), "html.parser")
    assert len(soup.select(".has-names")) == 2
    sent = carried(again)
    assert [sent.get(f"{n}-leave_out_names") for n in range(3)] == ["on", "on", None]
    bring_in(browser, again, **{"1-leave_out_names": None})
    stored = Retrospective.objects.filter(project__name__startswith="Vans").order_by("title")
    assert ["Ada" in each.context for each in stored] == [False, True]


def test_names_that_were_left_out_stay_out_of_a_later_version(browser):
    bring_in(browser, upload(browser, ("a.md", NAMED)), **{"0-leave_out_names": "on"})
    later = upload(browser, ("a.md", NAMED + b"- Ada Berg: late trains\n"))
    assert carried(later)["0-leave_out_names"] == "on"
    bring_in(browser, later)
    made = Retrospective.objects.get()
    assert "Ada" not in made.context
    assert {it.text for it in made.observations.all()} == {"early <b>starts</b>", "late trains"}
    again = upload(browser, ("a.md", NAMED + b"- Ada Berg: late boats\n"))
    bring_in(browser, again, **{"0-leave_out_names": None})  # somebody says otherwise
    assert carried(upload(browser, ("a.md", NAMED))).get("0-leave_out_names") is None


def test_no_names_no_question(browser):
    assert "leave_out_names" not in page_of(upload(browser, ("a.md", b"# Vans\n\nThey came.")))


def test_order_of_dates_is_asked_where_nothing_settles_it(browser):
    assert "days_first" in page_of(upload(browser, ("a.md", UNSETTLED)))
    settled = UNSETTLED.replace(b"05/06", b"25/06")
    assert "days_first" not in page_of(upload(browser, ("a.md", settled)))


@pytest.mark.parametrize(
    ("answer", "dates"), [("", ["2024-03-04", "2024-05-06"]), ("1", ["2024-04-03", "2024-06-05"])]
)
def test_answer_holds_for_all_dates_of_the_document(browser, answer, dates):
    bring_in(browser, upload(browser, ("a.md", UNSETTLED)), **{"0-days_first": answer})
    made = Retrospective.objects.get()
    assert [str(made.held_on), str(made.timeline_events.get().on)] == dates


def test_date_that_was_typed_wins(browser):
    changes = {"0-days_first": "1", "0-held_on": "2024-07-07"}
    bring_in(browser, upload(browser, ("a.md", UNSETTLED)), **changes)
    assert str(Retrospective.objects.get().held_on) == "2024-07-07"


def test_preview_shows_the_dates_as_they_were_chosen(browser):
    preview = upload(browser, ("a.md", UNSETTLED))
    shown = bring_in(browser, preview, look="1", **{"0-days_first": "1"})
    assert "5 Jun 2024: Vans sold" in page_of(shown)
    assert 'value="2024-04-03"' in page_of(shown)
    bring_in(browser, shown, **{"0-days_first": ""})
    assert str(Retrospective.objects.get().held_on) == "2024-03-04"


def test_several_retrospectives_of_a_file_are_offered(browser):
    preview = upload(browser, ("a.md", SEVERAL))
    assert "a.md, part 2" in page_of(preview)
    bring_in(browser, preview, **{"1-is_included": None})
    assert Retrospective.objects.get().title == "Vans – Sprint 1"
