from datetime import date

import pytest

from accounts.models import Membership
from retros.models import Project
from tests import factories


@pytest.fixture
def project(db):
    return factories.ProjectFactory(description="A **quiet** move.", status="ended")


def join(person, team):
    return Membership.objects.create(user=person, team=team)


def form_of(browser, project):
    form = browser.get(f"{project.get_absolute_url()}edit/").context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "tags"}


def test_list_shows_projects_with_what_can_be_read(browser, project):
    factories.RetrospectiveFactory(project=project, published=True)
    factories.RetrospectiveFactory(project=project)
    page = browser.get("/projects/").content.decode()
    assert project.name in page
    assert "1 retrospective<" in page


@pytest.mark.parametrize("query", ["kind=event", "status=running", "team={team}"])
def test_each_filter_leaves_out_the_others(browser, project, query):
    wanted = factories.ProjectFactory(name="Fair", kind="event", status="running")
    page = browser.get(f"/projects/?{query.format(team=wanted.team.slug)}").content.decode()
    assert "Fair" in page
    assert project.name not in page


def test_number_of_queries_of_the_list_does_not_grow(same_queries):
    def make(number):
        for project in factories.ProjectFactory.create_batch(number):
            factories.RetrospectiveFactory(project=project, published=True)

    same_queries("/projects/", make)


def test_page_shows_what_the_reader_may_see(browser, project):
    shown = factories.RetrospectiveFactory(project=project, published=True)
    hidden = factories.RetrospectiveFactory(project=project)
    kickoff = factories.KickoffFactory(project=project)
    page = browser.get(project.get_absolute_url()).content.decode()
    assert "<strong>quiet</strong>" in page
    assert shown.title in page
    assert hidden.title not in page
    assert kickoff.get_absolute_url() in page


def test_number_of_queries_of_a_page_does_not_grow(same_queries, project):
    def make(number):
        factories.RetrospectiveFactory.create_batch(number, project=project, published=True)
        factories.KickoffFactory.create_batch(number, project=project)

    same_queries(project.get_absolute_url(), make)


def test_members_of_its_team_edit_it(as_user, member, project):
    join(member, project.team)
    browser = as_user(member)
    values = form_of(browser, project) | {"kind": "event", "tags": "move, quiet work"}
    answer = browser.post(f"{project.get_absolute_url()}edit/", values)
    assert answer.status_code == 302
    project.refresh_from_db()
    assert project.kind == "event"
    assert set(project.tags.names()) == {"move", "quiet work"}


def test_others_find_no_form(browser, project):
    address = f"{project.get_absolute_url()}edit/"
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"kind": "event"}).status_code == 404
    assert "/edit/" not in browser.get(project.get_absolute_url()).content.decode()


def test_project_of_no_team_is_everyones(browser, project):
    Project.objects.update(team=None)
    values = form_of(browser, project) | {"status": "running"}
    browser.post(f"{project.get_absolute_url()}edit/", values)
    assert Project.objects.get().status == "running"


def test_nobody_opens_drafts_of_others_by_giving_the_project_a_team(browser, member):
    team = factories.TeamFactory()
    join(member, team)
    project = factories.RetrospectiveFactory(project__team=None).project
    factories.RetrospectiveFactory(project=project, published=True)  # so that its name is known
    values = form_of(browser, project)
    assert "team" not in values
    browser.post(f"{project.get_absolute_url()}edit/", values | {"team": team.pk})
    assert Project.objects.get().team is None


def test_writer_of_all_its_drafts_gives_it_a_team(browser, member):
    team = factories.TeamFactory()
    project = factories.RetrospectiveFactory(project__team=None, created_by=member).project
    values = form_of(browser, project) | {"team": team.pk}
    browser.post(f"{project.get_absolute_url()}edit/", values)
    assert Project.objects.get().team == team


def test_second_writer_gets_both_versions(browser, project):
    Project.objects.update(team=None)
    values = form_of(browser, project)
    Project.objects.update(description="Theirs.")
    address = f"{project.get_absolute_url()}edit/"
    answer = browser.post(address, values | {"description": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    decided = {"description": "Both.", "base": answer.context["form"]["base"].value()}
    assert browser.post(address, values | decided).status_code == 302
    assert Project.objects.get().description == "Both."


def test_fields_that_only_one_changed_come_together(browser, project):
    Project.objects.update(team=None)
    project.tags.add("move")
    values = form_of(browser, project) | {"tags": "move"}
    address = f"{project.get_absolute_url()}edit/"
    browser.post(address, values | {"kind": "event", "tags": "move, quiet work"})
    assert browser.post(address, values | {"description": "Mine."}).status_code == 302
    project.refresh_from_db()
    assert (project.kind, project.description) == ("event", "Mine.")
    assert set(project.tags.names()) == {"move", "quiet work"}


def test_keeping_theirs_works_without_scripts(browser, project):
    Project.objects.update(team=None)
    values = form_of(browser, project)
    Project.objects.update(description="Theirs.", kind="event")
    mine = values | {"description": "Mine.", "kind": "feature"}
    press = {"keep_theirs": "description", "conflicts": ["description", "kind"]}
    answer = browser.post(f"{project.get_absolute_url()}edit/", mine | press)
    assert answer.status_code == 409
    assert "Theirs.</textarea>" in answer.text
    assert [one.field.name for one in answer.context["conflict"]] == ["kind"]
    assert Project.objects.get().description == "Theirs."


def test_repeated_save_is_no_conflict(browser, project):
    Project.objects.update(team=None)
    values = form_of(browser, project) | {"description": "Mine."}
    address = f"{project.get_absolute_url()}edit/"
    assert [browser.post(address, values).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_on", "soon"), ("ended_on", "2001-01-01"), ("kind", "war"), ("tags", "x" * 101),
        ("tags", "+++"), ("description", "x" * 100_001),
    ],
)  # fmt: skip
def test_bad_value_is_answered_beside_its_field(browser, project, field, value):
    Project.objects.update(team=None, started_on=date(2026, 1, 1))
    values = form_of(browser, project) | {field: value}
    answer = browser.post(f"{project.get_absolute_url()}edit/", values)
    assert answer.status_code == 422
    assert f"id_{field}_error" in answer.content.decode()


def test_empty_form_is_no_accident(browser, project):
    Project.objects.update(team=None)
    assert browser.post(f"{project.get_absolute_url()}edit/").status_code == 409


def test_visitor_is_asked_to_sign_in(as_user, project):
    for address in ("/projects/", project.get_absolute_url(), f"{project.get_absolute_url()}edit/"):
        assert as_user().get(address).status_code == 302


def test_other_methods_are_refused(browser, project):
    assert browser.post("/projects/").status_code == 405
    assert browser.post(project.get_absolute_url()).status_code == 405
    assert browser.delete(f"{project.get_absolute_url()}edit/").status_code == 405


@pytest.mark.parametrize("way", ["published", "invited", "kickoff", "no text"])
def test_project_is_known_once_its_reader_may_read_something_of_it(browser, member, way):
    project = factories.ProjectFactory(name="Takeover of Initech")
    address = project.get_absolute_url()
    if way != "no text":
        draft = factories.RetrospectiveFactory(project=project)
        assert browser.get(address).status_code == 404
        assert project.name not in browser.get("/projects/").text
    if way == "published":
        factories.RetrospectiveFactory(project=project, published=True)
    elif way == "invited":
        draft.invited.add(member)
    elif way == "kickoff":
        factories.KickoffFactory(project=project)
    assert browser.get(address).status_code == 200
    assert project.name in browser.get("/projects/").text


def test_project_of_a_draft_in_the_trash_stays_hidden(browser):
    draft = factories.RetrospectiveFactory()
    draft.remove()
    assert browser.get(draft.project.get_absolute_url()).status_code == 404
