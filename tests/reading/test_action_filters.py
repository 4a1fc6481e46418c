"""The list of action items, filtered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from tests import factories

ADDRESS = "/actions/"


def made(text, **how):
    return factories.ActionItemFactory(published=True, text=text, **how)


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def shown(browser, texts, **query):
    page = browser.get(ADDRESS, query).content.decode()
    return {text for text in texts if text in page}


@pytest.mark.parametrize(
    ("state", "expected"),
    [("", {"Opened"}), ("done", {"Finished"}), ("dropped", {"Let go"})],
)
def test_state(browser, state, expected):
    for text, status in (("Opened", "open"), ("Finished", "done"), ("Let go", "dropped")):
        made(text, status=status)
    assert shown(browser, ["Opened", "Finished", "Let go"], state=state) == expected


def test_whose(browser, member):
    made("My own", owner=member)
    of_team = made("Of my team")
    Membership.objects.create(user=member, team=of_team.retrospective.project.team)
    made("Elsewhere")
    texts = ["My own", "Of my team", "Elsewhere"]
    for whose, text in zip(("mine", "team", "others"), texts, strict=True):
        assert shown(browser, texts, whose=whose) == {text}


def test_due_and_overdue_in_words(browser):
    for text, due_on in (("Late one", day(-3)), ("Soon one", day(9)), ("No day", None)):
        made(text, due_on=due_on)
    texts = ["Late one", "Soon one", "No day"]
    for due, text in zip(("overdue", "soon", "none"), texts, strict=True):
        assert shown(browser, texts, due=due) == {text}
    assert "3\xa0days ago" in browser.get(ADDRESS).content.decode()


def test_age_is_that_of_the_retrospective(browser):
    for text, changed in (
        ("New one", {"held_on": day(-30)}),
        ("Old one", {"held_on": day(-400)}),
        ("Undated", {"held_on": None, "source_hash": "a" * 64}),
    ):
        record = made(text).retrospective
        type(record).objects.filter(pk=record.pk).update(**changed)
    texts = ["New one", "Old one", "Undated"]
    for age, text in zip(("new", "old", "unknown"), texts, strict=True):
        assert shown(browser, texts, age=age) == {text}


def test_team_and_tag(browser):
    one = made("With the tag")
    one.retrospective.tags.add("roll-out")
    made("Untagged one")
    texts = ["With the tag", "Untagged one"]
    assert shown(browser, texts, tag="roll-out") == {"With the tag"}
    assert shown(browser, texts, team=one.retrospective.project.team.slug) == {"With the tag"}


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["state", "whose", "due", "age", "team", "tag", "page"])
def test_bad_values_are_ignored(browser, name):
    made("Still here")
    for value in ("\0", "²", "nothing", "9" * 40):
        assert shown(browser, ["Still here"], **{name: value})
