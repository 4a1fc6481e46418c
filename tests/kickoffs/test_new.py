"""/kickoffs/new/"""

import uuid

import pytest

from retros.models import Kickoff, Project
from tests import factories

URL = "/kickoffs/new/"
GIVEN = {"brief": "We replace the stock service.", "project_name": "Stock sync"}


def test_it_makes_a_kickoff_and_its_project(reader, member):
    response = reader.post(URL, GIVEN | {"held_on": "2026-05-04"})
    kickoff = Kickoff.objects.get()
    assert response.url == f"{kickoff.get_absolute_url()}risks/"
    assert (kickoff.created_by, kickoff.brief) == (member, GIVEN["brief"])
    assert (kickoff.project.name, kickoff.project.status) == ("Stock sync", "planned")


def test_it_takes_a_project_that_is_known(reader):
    project = factories.ProjectFactory(name="Stock sync", status="running")
    reader.post(URL, GIVEN | {"project_name": " stock  SYNC "})
    assert Kickoff.objects.get().project == project
    assert Project.objects.get().status == "running"


def test_a_repeated_request_makes_one(reader):
    given = GIVEN | {"client_id": str(uuid.uuid4())}
    first, second = reader.post(URL, given), reader.post(URL, given)
    assert first.url == second.url
    assert (Kickoff.objects.count(), Project.objects.count()) == (1, 1)


def test_the_same_client_id_of_two_people_makes_two(reader, writer, kickoff):
    given = GIVEN | {"client_id": str(uuid.uuid4())}
    assert reader.post(URL, given).url != writer.post(URL, given).url


def test_it_suggests_the_project_it_is_asked_for(reader):
    assert "Stock sync" in reader.get(f"{URL}?project=Stock+sync").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"brief": ""},
        {"brief": " \x00\u200b\n"},
        {"brief": "word " * 200_000},
        {"project_name": ""},
        {"project_name": "p" * 121},
        {"held_on": "soon"},
        {"team": "999999"},
        {"client_id": "not an id"},
    ],
)
def test_what_makes_no_sense_is_said_and_kept(reader, wrong):
    response = reader.post(URL, GIVEN | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert not Kickoff.objects.exists()
    if "project_name" not in wrong:
        assert 'value="Stock sync"' in page


def test_control_characters_are_left_out(reader):
    reader.post(URL, GIVEN | {"brief": "Stock\x00\x07 sync\r\nnow"})
    assert Kickoff.objects.get().brief == "Stock sync\nnow"


def test_odd_query_strings_are_no_error(reader):
    for query in ("project=%00", "project=%FF", "project=" + "x" * 3000):
        assert reader.get(f"{URL}?{query}").status_code == 200


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(URL).url.startswith("/accounts/login/")
    assert client.post(URL, GIVEN).url.startswith("/accounts/login/")
    assert not Kickoff.objects.exists()


def test_it_rejects_put(reader):
    assert reader.put(URL).status_code == 405
