"""A version kept before a field existed reads as if the field had been empty."""

import pytest

from retros.history import restore
from retros.models import ActionItem, Decision, Lesson, Retrospective, Version
from retros.models.snapshot import state_of

NEWER = {
    "decisions": ("superseded_by_id", "sources"),
    "lessons": ("review_on",),
    "actions": ("note",),
}


@pytest.fixture
def older(retrospective, member):
    """The first version of two, as a release without the fields of NEWER would have kept it."""
    Version.objects.before_change(retrospective, by=member)
    version = Version.objects.get(retrospective=retrospective, number=1)
    for kind, names in NEWER.items():
        version.state[kind] = [
            {name: value for name, value in part.items() if name not in names}
            for part in version.state[kind]
        ]
    del version.state["surprise"]
    version.save(update_fields=["state"])
    return version


def test_empty_fields_do_not_count_as_changed(writer, at, older):
    Decision.objects.update(sources=[])
    page = writer.get(at("history/compare/?from=1&to=2"))
    assert "These versions are identical." in page.content.decode()


def test_its_page_shows_it(writer, at, older):
    page = writer.get(at("history/1/"))
    assert "Rehearse it." in page.content.decode()


def test_restoring_it_empties_the_fields(older, retrospective, member):
    ActionItem.objects.update(note="Moved to the platform team.")
    Lesson.objects.update(review_on="2027-01-01")
    Retrospective.objects.update(surprise="The cache.")
    restore(older, by=member)
    state = state_of(retrospective.pk)
    assert state["surprise"] == ""
    assert {action["note"] for action in state["actions"]} == {""}
    assert {lesson["review_on"] for lesson in state["lessons"]} == {None}
