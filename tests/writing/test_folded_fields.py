"""What is rarely needed is asked once somebody unfolds it, and stays in sight once it is used."""

import re

import pytest

from tests import factories

CASES = [
    ("timeline", factories.TimelineEventFactory, {"precision": "month"}),
    ("timeline", factories.TimelineEventFactory, {"phase": "ship"}),
    ("actions", factories.ActionItemFactory, {"owner_role": "Support"}),
    ("actions", factories.ActionItemFactory, {"status": "done"}),
]


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def folded(as_user, member, retrospective):
    """Names of the fields in the closed details of a form: `folded("timeline", "new")`."""

    def names(*path, **sent):
        address = "/".join([f"/retrospectives/{retrospective.pk}/edit", *map(str, path), ""])
        writer = as_user(member)
        page = (writer.post(address, sent) if sent else writer.get(address)).text
        closed = re.findall("<details>(.*?)</details>", page, re.DOTALL)
        return set(re.findall(r'name="([a-z_]+)"', "".join(closed)))

    return names


def test_new_event_asks_for_its_day_and_words_first(folded):
    assert folded("timeline", "new") == {"precision", "phase"}


def test_new_action_item_asks_what_who_and_when_first(folded):
    assert folded("actions", "new") == {
        "done_when", "owner_role", "status", "dropped_because", "elsewhere", "note",
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "factory", "used"), CASES)
def test_field_that_is_used_is_in_sight(folded, retrospective, kind, factory, used):
    part = factory(retrospective=retrospective, **used)
    assert not used.keys() & folded(kind, part.pk)


def test_error_in_a_folded_field_is_in_sight(folded):
    assert not folded("timeline", "new", version=0, text="x", on="2026-03-24", precision="year")


def test_start_asks_nothing_about_the_project_but_its_name(as_user, member):
    page = as_user(member).get("/retrospectives/new/")
    assert list(page.context["form"].fields) == [
        *("way", "title", "project_name", "team", "accepts_team"),
        *("summary", "statement", "category", "applies_when", "client_id"),
    ]


def test_kind_of_project_is_offered_in_the_editor(as_user, member, retrospective):
    edit = f"/retrospectives/{retrospective.pk}/edit/"
    project = retrospective.project
    type(project).objects.filter(pk=project.pk).update(team=None, kind="")
    assert f'href="/projects/{project.slug}/edit/"' in as_user(member).get(edit).text
    type(project).objects.filter(pk=project.pk).update(kind="migration")
    assert "Migration" in as_user(member).get(edit).text
