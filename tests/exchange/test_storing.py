"""Documents written to the models, once."""

import pytest

from retros.exchange import read_text, store
from retros.models import Lesson, Project, Retrospective
from retros.search import search
from tests import factories
from tests.exchange import samples

pytestmark = pytest.mark.both_databases


@pytest.fixture
def document():
    return read_text("sprint.md", samples.SPRINT_NOTES)


def test_document_becomes_a_draft_of_its_owner(member, document):
    retrospective = store(document, owner=member).retrospective
    assert retrospective.is_draft
    assert (retrospective.created_by, retrospective.source_name) == (member, "sprint.md")
    assert [lesson.position for lesson in retrospective.lessons.all()] == [1, 2]


def test_second_import_changes_nothing(member, document):
    first = store(document, owner=member)
    second = store(read_text("sprint.md", samples.SPRINT_NOTES), owner=member)
    assert (first.is_new, second.is_new) == (True, False)
    assert second.retrospective == first.retrospective
    assert (Retrospective.objects.count(), Lesson.objects.count()) == (1, 2)


def test_renamed_file_with_other_line_ends_is_the_same_document(member, document):
    store(document, owner=member)
    text = "\ufeff" + samples.SPRINT_NOTES.replace("\n", " \r\n") + "\r\n"
    assert not store(read_text("renamed.md", text), owner=member).is_new


def test_changed_document_becomes_another_draft(member, document):
    store(document, owner=member)
    changed = read_text("sprint.md", samples.SPRINT_NOTES + "\n- [ ] One more")
    assert store(changed, owner=member).is_new


def test_draft_of_somebody_else_is_not_given_away(member, document):
    theirs = store(document, owner=factories.UserFactory()).retrospective
    report = store(document, owner=member)
    assert report.is_new
    assert report.retrospective != theirs


def test_what_was_put_into_the_trash_can_be_brought_in_again(member, document):
    store(document, owner=member).retrospective.remove()
    assert store(document, owner=member).is_new


def test_project_of_another_team_is_not_taken(member, document):
    theirs = factories.ProjectFactory(name="Route planner")
    retrospective = store(document, owner=member).retrospective
    assert retrospective.project != theirs
    assert retrospective.project.team is None


def test_two_documents_share_the_project_of_their_name(member):
    team = factories.TeamFactory()
    for text in ("# Retro: Van\n\n- a", "# Post-mortem of Van\n\n- b"):
        store(read_text("a.md", f"---\nproject: Van\n---\n{text}"), owner=member, team=team)
    assert Project.objects.get(name="Van").retrospectives.count() == 2


def test_published_document_is_read_by_everyone(member, document):
    retrospective = store(document, publish=True).retrospective
    assert retrospective in Retrospective.objects.visible_to(member)


def test_document_that_fails_leaves_nothing_behind(member, document):
    document.lessons[0].statement = "x" * 141
    with pytest.raises(Exception, match=r"(?i)length|too long"):
        store(document, owner=member)
    assert not Retrospective.objects.exists()


def test_published_document_without_a_summary_takes_its_first_words(db):
    text = "# What went well\n\n- Pairing on the import"
    assert store(read_text("a.md", text), publish=True).retrospective.summary == (
        "Pairing on the import"
    )


def test_what_was_stored_is_found_at_once(member, document):
    store(document, owner=member)
    assert "Route planner" in search("route planner", user=member).hits[0].title
    assert not search("route planner", user=factories.UserFactory()).hits
