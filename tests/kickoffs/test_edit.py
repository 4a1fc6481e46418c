"""/kickoffs/<id>/edit/"""

import pytest
from django.urls import reverse

from retros.models import Project
from tests import factories


@pytest.fixture
def url(kickoff):
    return reverse("kickoff_edit", args=[kickoff.pk])


@pytest.fixture
def given(kickoff):
    return {"brief": "Only one warehouse.", "project_name": kickoff.project.name, "version": 1}


def test_it_shows_what_is_written(writer, kickoff, url):
    page = writer.get(url).content.decode()
    assert kickoff.brief in page
    assert f'value="{kickoff.project.name}"' in page


def test_it_changes_brief_project_and_date(writer, kickoff, url, given):
    changes = {"project_name": "Stock sync", "held_on": "2026-05-04"}
    assert writer.post(url, given | changes).url == kickoff.get_absolute_url()
    kickoff.refresh_from_db()
    assert (kickoff.brief, kickoff.project.name) == ("Only one warehouse.", "Stock sync")
    assert f"{kickoff.held_on} v{kickoff.version}" == "2026-05-04 v2"


def test_the_second_of_two_people_gets_both_texts(writer, as_user, kickoff, url, given):
    colleague = as_user(factories.UserFactory(teams=[kickoff.project.team]))
    colleague.post(url, given | {"brief": "Two warehouses."})
    response = writer.post(url, given)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Two warehouses." in page and "Only one warehouse." in page
    kickoff.refresh_from_db()
    assert kickoff.brief == "Two warehouses."
    assert writer.post(url, given | {"version": 2}).status_code == 302


def test_theirs_is_kept_without_scripts(writer, kickoff, url, given):
    writer.post(url, given | {"brief": "Two warehouses.", "held_on": "2026-05-04"})
    press = {"version": 2, "keep_theirs": "brief", "conflicts": ["brief", "held_on"]}
    answer = writer.post(url, given | press)
    assert answer.status_code == 409
    assert "Two warehouses.</textarea>" in answer.text
    assert [one.field.name for one in answer.context["conflict"]] == ["held_on"]


def test_a_conflict_makes_no_new_project(writer, kickoff, url, given):
    writer.post(url, given)
    writer.post(url, given | {"brief": "Another.", "project_name": "Stock sync"})
    assert not Project.objects.filter(name="Stock sync").exists()


def test_a_repeated_request_is_no_conflict(writer, url, given):
    assert writer.post(url, given).status_code == writer.post(url, given).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"brief": ""}, {"brief": "b" * 100_001}, {"project_name": " "}, {"version": "x"}]
)
def test_what_makes_no_sense_is_said(writer, kickoff, url, given, wrong):
    assert writer.post(url, given | wrong).status_code == 422
    kickoff.refresh_from_db()
    assert kickoff.version == 1


def test_a_save_without_a_version_is_refused(writer, url, given):
    del given["version"]
    assert writer.post(url, given).status_code == 400


def test_readers_may_not(reader, url, given):
    assert reader.get(url).status_code == reader.post(url, given).status_code == 404


def test_visitors_are_asked_to_sign_in(client, url, given):
    assert client.post(url, given).url.startswith("/accounts/login/")


def test_it_rejects_put(writer, url):
    assert writer.put(url).status_code == 405
