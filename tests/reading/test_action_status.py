"""Several action items get another status at once."""

import pytest

from retros.models import ActionItem, Version
from tests import factories

ADDRESS = "/actions/status/"


def made(member, text, **how):
    return factories.ActionItemFactory(published=True, owner=member, text=text, **how)


def change(browser, *items, query="", **values):
    keys = [f"{item.pk}-{item.version}" for item in items]
    return browser.post(f"{ADDRESS}{query}", {"items": keys, "status": "unknown"} | values)


def test_selected_ones_are_closed_and_the_text_of_before_is_kept(browser, member):
    one, two, _ = (made(member, text) for text in ("First", "Second", "Third"))
    one.retrospective.publish()
    answer = change(browser, one, two, query="?age=new&select=all")
    assert answer.url == "/actions/?age=new"
    states = dict(ActionItem.objects.values_list("text", "status"))
    assert states == {"First": "unknown", "Second": "unknown", "Third": "open"}
    kept = Version.objects.get(retrospective=one.retrospective, number=1)
    assert [item["status"] for item in kept.state["actions"]] == ["open"]
    assert "Changed 2 action items." in browser.get("/actions/").content.decode()


def test_link_on_the_list_keeps_its_filters_and_selects_all_on_request(browser, member):
    made(member, "Mine", status="done")
    page = browser.get("/actions/", {"state": "done"}).content.decode()
    assert f'href="{ADDRESS}?state=done"' in page
    page = browser.get(ADDRESS, {"state": "done"}).content.decode()
    assert "Mine" in page
    assert " checked" not in page
    assert " checked" in browser.get(ADDRESS, {"state": "done", "select": "all"}).content.decode()


def test_what_changed_meanwhile_stays(browser, member):
    item = made(member, "Mine")
    ActionItem.objects.update(version=2, status="done")
    change(browser, item)
    assert ActionItem.objects.get().status == "done"
    assert "Not changed: 1" in browser.get("/actions/").content.decode()


def test_only_what_the_person_may_close_is_offered(as_user, browser, member, curator):
    theirs = factories.ActionItemFactory(published=True, text="Of others")
    theirs.retrospective.tags.add("theirs-only")
    made(member, "Mine")
    assert "Mine" not in browser.get(ADDRESS, {"tag": "theirs-only"}).content.decode()
    hidden = factories.ActionItemFactory(owner=member, text="In a draft of others")
    page = browser.get(ADDRESS).content.decode()
    assert "Of others" not in page
    assert "In a draft" not in page
    change(browser, theirs, hidden)
    assert not ActionItem.objects.exclude(status="open").exists()
    change(as_user(curator), theirs, hidden)
    assert ActionItem.objects.filter(status="unknown").get() == theirs


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"items": []}, "Action items: Please choose one."),
        ({"status": ""}, "Please choose one."),
        ({"status": "\0"}, "Please choose one."),
        ({"status": "dropped"}, "Say why"),
        ({"status": "dropped", "dropped_because": "x" * 201}, "within 200 characters"),
    ],
)
def test_bad_input_is_named_and_what_was_selected_stays(browser, member, values, problem):
    item = made(member, "Mine")
    answer = change(browser, item, **values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert problem in page
    assert (" checked><span" in page) == ("items" not in values)
    assert ActionItem.objects.get().status == "open"


@pytest.mark.both_databases
@pytest.mark.parametrize("value", ["\0", "²", "1-", "9" * 40, "1-9999999999999999999999"])
def test_odd_selections_change_nothing(browser, member, value):
    made(member, "Mine")
    change(browser, items=[value])
    assert ActionItem.objects.get().status == "open"


def test_visitors_are_asked_to_sign_in(as_user):
    assert "/accounts/login/" in as_user().get(ADDRESS).url


def test_number_of_queries_does_not_grow(same_queries, member):
    same_queries(
        ADDRESS,
        lambda n: factories.ActionItemFactory.create_batch(n, published=True, owner=member),
    )
