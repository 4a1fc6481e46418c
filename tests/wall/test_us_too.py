"""Us too: /wall/<id>/us-too/."""

from datetime import timedelta

import pytest
from django.utils import timezone

from retros.models import UsToo, WallPost
from tests import factories


@pytest.fixture
def post(db):
    return factories.WallPostFactory()


@pytest.fixture
def address(post):
    return f"/wall/{post.pk}/us-too/"


@pytest.fixture
def reader(as_user, member):
    return as_user(member)


def projects(post):
    return WallPost.objects.with_projects().get(pk=post.pk).projects


def test_visitor_is_asked_to_sign_in(visitor, address):
    assert "/accounts/login/" in visitor.get(address).url
    assert "/accounts/login/" in visitor.post(address, {}).url
    assert not UsToo.objects.exists()


def test_one_press_counts_as_one_more_project(reader, address, post):
    assert projects(post) == 1
    assert reader.post(address, {"project": ""}).url == address
    assert projects(post) == 2


def test_it_counts_once_however_often_it_is_said(reader, address, post):
    project = factories.ProjectFactory()
    reader.post(address, {"project": ""})
    reader.post(address, {"project": project.name})
    assert projects(post) == 2
    assert UsToo.objects.get().project == project


def test_the_same_project_counts_once_whoever_says_it(as_user, address, post):
    project = factories.ProjectFactory()
    for _ in range(3):
        as_user(factories.UserFactory()).post(address, {"project": project.name})
    assert projects(post) == 2


def test_it_can_be_taken_back(reader, address, post):
    reader.post(address, {"project": ""})
    assert "Undo" in reader.get(address).text
    reader.post(f"{address}undo/")
    assert projects(post) == 1


def test_taking_back_wants_a_post(reader, address):
    assert reader.get(f"{address}undo/").status_code == 405


def test_project_that_is_none_is_refused_beside_the_field(reader, address):
    answer = reader.post(address, {"project": "garbage"})
    assert answer.status_code == 422
    assert "No project is named “garbage”." in answer.text
    assert 'value="garbage"' in answer.text
    assert not UsToo.objects.exists()


def test_project_is_chosen_by_typing_its_name(reader, address):
    project = factories.ProjectFactory(name="Second warehouse")
    assert '<option value="Second warehouse">' in reader.get(address).text
    reader.post(address, {"project": " second  WAREHOUSE "})
    assert UsToo.objects.get().project == project
    assert 'value="Second warehouse"' in reader.get(address).text


def test_project_of_which_only_drafts_of_others_tell_is_unknown(reader, address):
    hidden = factories.RetrospectiveFactory().project
    page = reader.get(address)
    answer = reader.post(address, {"project": hidden.name})
    assert hidden.name not in page.text
    assert (answer.status_code, UsToo.objects.count()) == (422, 0)


def test_everyone_reads_the_number_and_only_members_where(visitor, reader, address, post):
    project = factories.ProjectFactory(name="Second warehouse")
    reader.post(address, {"project": project.name})
    for public in ("/wall/", f"/wall/{post.pk}/", "/wall/embed/", "/wall/feed.atom"):
        text = visitor.get(public).text
        assert "Learned in 2 projects" in text
        assert "Second warehouse" not in text
    assert "Second warehouse" in reader.get(address).text


@pytest.mark.parametrize("slides", ["/wall/screen/slides/", "/wall/screen/"])
def test_screens_say_the_number_too(visitor, reader, address, slides):
    assert "learned in" not in visitor.get(slides).text
    reader.post(address, {"project": factories.ProjectFactory(name="Second warehouse").name})
    page = visitor.get(slides).text
    assert ", learned in&nbsp;2&nbsp;projects</span>" in page
    assert "Second warehouse" not in page


def test_screens_learn_the_number_by_the_next_day(visitor, reader, address, monkeypatch):
    etag = visitor.get("/wall/screen/slides/")["ETag"]
    reader.post(address, {"project": ""})
    known = {"If-None-Match": etag}
    assert visitor.get("/wall/screen/slides/", headers=known).status_code == 304
    tomorrow = timezone.localtime() + timedelta(days=1)
    monkeypatch.setattr("retros.views.wall.slides.timezone.localtime", lambda *at: tomorrow)
    assert "learned in&nbsp;2" in visitor.get("/wall/screen/slides/", headers=known).text


def test_nobody_reads_who_said_it(reader, as_user, member, address, post):
    reader.post(address, {"project": ""})
    assert member.display_name not in as_user(factories.UserFactory()).get(address).text


@pytest.mark.parametrize("path", ["us-too/", "us-too/undo/"])
def test_post_that_is_down_is_not_found(reader, post, path):
    post.take_down()
    assert reader.post(f"/wall/{post.pk}/{path}").status_code == 404


def test_queries_do_not_grow_with_projects(reader, address, post, django_assert_max_num_queries):
    for project in factories.ProjectFactory.create_batch(6):
        user = factories.UserFactory()
        UsToo.objects.create(wall_post=post, member=user, project=project)
    with django_assert_max_num_queries(9):
        reader.get(address)
