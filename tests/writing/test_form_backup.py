"""A plain form that arrived tells the browser so, which then deletes its backup."""

import pytest

from tests import factories

START = {"title": "Checkout rewrite", "project_name": "Checkout"}


def test_stored_form_is_acknowledged(as_user, member):
    response = as_user(member).post("/retrospectives/new/", START | {"backup_id": "abc123"})
    cookie = response.cookies["received_backups"]
    assert (cookie.value, cookie["httponly"]) == ("abc123", "")


def test_several_are_acknowledged_together(as_user, member):
    browser = as_user(member)
    browser.post("/retrospectives/new/", START | {"backup_id": "one"})
    browser.post("/retrospectives/new/", START | {"backup_id": "two"})
    assert browser.cookies["received_backups"].value == "one.two"


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"backup_id": "a b"}, {"backup_id": "x" * 50}, {"backup_id": ""}]
)
def test_what_was_not_stored_or_not_asked_is_not_acknowledged(as_user, member, change):
    response = as_user(member).post("/retrospectives/new/", START | {"backup_id": "abc"} | change)
    assert "received_backups" not in response.cookies


def test_form_that_met_an_ended_session_is_not_acknowledged(client, db):
    assert (
        "received_backups"
        not in client.post("/retrospectives/new/", START | {"backup_id": "abc"}).cookies
    )


def test_difference_is_marked_in_the_offered_text(as_user, member):
    texts = {"before": "We met twice.", "after": "We met <b>three</b> times."}
    answer = as_user(member).post("/diff/", texts)
    assert "<ins>" in answer.text
    assert "<b>" not in answer.text
    assert "twice" not in answer.text


def test_comparing_is_for_members(client, db):
    assert client.post("/diff/", {"before": "a"}).url.startswith("/accounts/login/")
    assert client.get("/diff/").status_code in {302, 405}


def test_comparing_takes_texts_only_by_post(as_user, member):
    assert as_user(member).get("/diff/").status_code == 405


def test_page_says_whose_it_is(as_user, member):
    """The page carries whose it is, so that a backup is offered to that person alone."""
    page = as_user(member).get("/retrospectives/new/").text
    assert f'data-person="{member.browser_key}"' in page
    assert factories.UserFactory().browser_key not in page
