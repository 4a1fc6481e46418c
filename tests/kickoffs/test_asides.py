"""What is new and what is fixed, kind and tags: asked beside the brief, all of it optional."""

import pytest

from retros.models import Kickoff, Project
from tests import factories
from tests.kickoffs.conftest import BRIEF, make_lesson

GIVEN = {
    "brief": BRIEF,
    "project_name": "Stock sync",
    "new_to_us": "Zebra scanners.",
    "constraints": "No downtime\nin October.",
    "kind": "migration",
    "tags": "scanners, warehouse",
}


def test_all_of_it_is_kept_and_shown(reader):
    reader.post("/kickoffs/new/", GIVEN)
    kickoff = Kickoff.objects.get()
    assert kickoff.project.kind == "migration"
    assert sorted(kickoff.project.tags.names()) == ["scanners", "warehouse"]
    brief = f"/kickoffs/{kickoff.pk}/brief/"
    for address in (kickoff.get_absolute_url(), brief, f"/kickoffs/{kickoff.pk}.md"):
        page = reader.get(address).text
        assert "Zebra scanners." in page and "No downtime" in page


def test_none_of_it_is_needed(reader):
    reader.post("/kickoffs/new/", {"brief": BRIEF, "project_name": "Stock sync"})
    page = reader.get(Kickoff.objects.get().get_absolute_url()).text
    assert "New to us" not in page and "Fixed" not in page


@pytest.mark.parametrize("said", ["new_to_us", "constraints", "tags"])
def test_lessons_are_found_by_all_of_it(reader, said):
    lesson = make_lesson("Xylophones need tuning.", detail="")
    sent = {"brief": "We begin.", "project_name": "Stock sync", said: "xylophones"}
    reader.post("/kickoffs/new/", sent)
    page = reader.get(Kickoff.objects.get().get_absolute_url()).text
    assert lesson.statement in page


def test_kind_of_a_known_project_stays_and_tags_are_added(reader):
    project = factories.ProjectFactory(name="Stock sync", kind="feature", team=None)
    project.tags.add("known")
    reader.post("/kickoffs/new/", GIVEN)
    project.refresh_from_db()
    assert project.kind == "feature"
    assert sorted(project.tags.names()) == ["known", "scanners", "warehouse"]


def test_project_of_another_team_stays_as_its_team_said(reader):
    project = factories.ProjectFactory(name="Stock sync", kind="")
    page = reader.post("/kickoffs/new/", GIVEN, follow=True).text
    project.refresh_from_db()
    assert (project.kind, project.tags.count()) == ("", 0)
    assert "Only the project’s team can change its kind and tags." in page


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("new_to_us", "n" * 501, "within 500 characters. You used 501."),
        ("constraints", "n" * 1_000_000, "within 500 characters"),
        ("kind", "blame", "blame"),
        ("tags", ", ".join(map(str, range(31))), "up to 30 tags"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(reader, name, words, said):
    answer = reader.post("/kickoffs/new/", GIVEN | {name: words})
    assert answer.status_code == 422
    assert said in answer.text
    assert not Project.objects.exists()
    if name != "kind":
        assert words in answer.text


def test_changes_meet_the_changes_of_others_side_by_side(writer, kickoff):
    address = f"/kickoffs/{kickoff.pk}/edit/"
    sent = {"brief": BRIEF, "project_name": kickoff.project.name, "version": 1}
    assert writer.post(address, sent | {"constraints": "In May."}).status_code == 302
    answer = writer.post(address, sent | {"constraints": "In June."})
    assert answer.status_code == 409
    assert "In May." in answer.text and "In June." in answer.text


def test_edit_leads_to_the_project_for_kind_and_tags(writer, kickoff):
    page = writer.get(f"/kickoffs/{kickoff.pk}/edit/").text
    assert 'name="kind"' not in page
    assert kickoff.project.get_absolute_url() in page
