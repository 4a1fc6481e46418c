"""From a kickoff to a lesson of something that it found, and back to where it was left."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories

# Too long for the statement of a lesson: the form opens.
NOTE = f"The stock service in three warehouses stopped in the October peak{', and again' * 9}."
TYPED = {"statement": "Try the stock service before", "category": "process", "version": "0"}


@pytest.fixture
def record(kickoff):
    return factories.RetrospectiveFactory(published=True)


@pytest.fixture
def browser(as_user, record):
    return as_user(record.created_by)


@pytest.fixture
def observation(record):
    return factories.ObservationFactory(retrospective=record, text=NOTE)


@pytest.fixture
def left_at(kickoff, observation):
    return f"{kickoff.get_absolute_url()}?kind=observation#{observation.anchor}"


@pytest.fixture
def opened(browser, kickoff, observation):
    """The form that the kickoff's page leads to."""
    page = browser.get(kickoff.get_absolute_url(), {"kind": "observation"}).text
    button = BeautifulSoup(page, "html.parser").select_one("button[formaction*='/lesson/']")
    address = browser.post(button["formaction"]).url
    return BeautifulSoup(browser.get(address).text, "html.parser").select_one(".alone")


def test_saved_lesson_leads_back_to_the_kickoff(browser, record, opened, left_at):
    address = opened.form["action"]
    client_id = opened.select_one("[name=client_id]")["value"]
    answer = browser.post(address, TYPED | {"client_id": client_id})
    assert answer.status_code == 302 and answer["Location"] == left_at
    assert record.lessons.get().statement == TYPED["statement"]


def test_cancel_leads_back_to_the_kickoff(opened, left_at):
    cancel = opened.find("a", string="Cancel")
    assert cancel["href"] == left_at
    assert opened.find("a", string="Back to the kickoff")["href"] == left_at


def test_page_says_whose_lesson_it_becomes(opened, record):
    assert f"part of {record.title}" in " ".join(opened.text.split())


def test_lesson_saved_while_it_was_typed_leads_back_too(browser, opened, left_at):
    address = opened.form["action"]
    client_id = opened.select_one("[name=client_id]")["value"]
    saved = browser.post(address, TYPED | {"client_id": client_id, "autosave": "1"}).json()
    done = browser.post(saved["address"], TYPED | {"version": saved["version"]})
    assert done["Location"] == left_at


def test_error_keeps_the_way_back_and_what_was_typed(browser, opened, left_at):
    answer = browser.post(opened.form["action"], TYPED | {"category": "", "detail": "So it was."})
    page = BeautifulSoup(answer.text, "html.parser").select_one(".alone")
    assert answer.status_code == 422
    assert page.find("a", string="Cancel")["href"] == left_at
    assert page.form["action"] == opened.form["action"] and "So it was." in page.text


@pytest.mark.parametrize(
    "back",
    [
        *(
            "https://example.org/",
            "//example.org/retrospectives/1/",
            "javascript:alert(1)",
            "/",
            "x",
        ),
        *("/kickoffs/999999/", f"/kickoffs/{'9' * 40}/", "http://[", "/kickoffs/1/\x00", "/x\r\ny"),
    ],
)
def test_anything_else_leads_to_the_retrospective(browser, record, back):
    address = reverse("part_new", args=[record.pk, "lessons"])
    answer = browser.get(address, {"back": back})
    cancel = BeautifulSoup(answer.text, "html.parser").find("a", string="Cancel")
    assert answer.status_code == 200
    assert cancel["href"].startswith(reverse("retrospective_edit", args=[record.pk]))


def test_another_host_in_front_of_a_kickoff_is_left_out(browser, record, kickoff):
    back = f'https://example.org{kickoff.get_absolute_url()}?a=<b>#"x'
    address = reverse("part_new", args=[record.pk, "lessons"])
    page = BeautifulSoup(browser.get(address, {"back": back}).text, "html.parser")
    assert page.find("a", string="Cancel")["href"] == f"{kickoff.get_absolute_url()}?a=%3Cb%3E"


def test_kickoff_that_is_in_the_trash_is_no_way_back(browser, record, kickoff):
    kickoff.remove()
    address = reverse("part_new", args=[record.pk, "lessons"])
    page = browser.get(address, {"back": kickoff.get_absolute_url()}).text
    assert "Back to the kickoff" not in page
