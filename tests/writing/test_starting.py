"""Starting a retrospective: the two-minute form, and a title for the whole story."""

import uuid

import pytest

from retros.models import Lesson, Project, Retrospective
from tests import factories

ADDRESS = "/retrospectives/new/"
SHORT = {
    "way": "short",
    "title": "Checkout rewrite",
    "project_name": "Checkout",
    "summary": "We moved the checkout. The date held and the scope did not.",
    "statement": "Rehearse the cut-over until it is boring.",
    "category": "process",
}


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def start(writer, **typed):
    return writer.post(ADDRESS, {"title": "Checkout rewrite", "project_name": "Checkout"} | typed)


def publish(writer, **typed):
    return writer.post(ADDRESS, SHORT | {"publish": "1"} | typed)


def test_page_offers_both_ways_and_begins_with_the_short_one(writer):
    page = writer.get(ADDRESS).text
    assert "In 2 minutes" in page
    assert "The whole story" in page
    assert 'value="short" id="id_way_0" checked' in " ".join(page.split()).replace(' class=""', "")


def test_way_and_project_can_be_asked_for_in_the_address(writer):
    page = " ".join(writer.get(f"{ADDRESS}?way=whole&project=Tills").text.split())
    assert 'value="whole" id="id_way_1" checked' in page
    assert 'value="Tills"' in page


def test_whole_story_starts_with_a_title_and_a_new_project(writer, member):
    response = start(writer, way="whole")
    retrospective = Retrospective.objects.get()
    assert response.url == f"/retrospectives/{retrospective.pk}/edit/"
    assert (retrospective.created_by, retrospective.project.name) == (member, "Checkout")


def test_known_project_is_taken_whatever_its_case(writer):
    project = factories.ProjectFactory(name="Checkout", team=None)
    start(writer, project_name="  checkout ")
    assert Retrospective.objects.get().project == project
    assert Project.objects.count() == 1


def test_short_form_publishes_at_once(writer, member):
    response = publish(writer, applies_when="moving data before a fixed date")
    retrospective = Retrospective.objects.get()
    assert response.url == f"/retrospectives/{retrospective.pk}/next-steps/"
    assert retrospective.is_published
    lesson = retrospective.lessons.get()
    assert (lesson.statement, lesson.category) == (SHORT["statement"], "process")
    assert lesson.applies_when == "moving data before a fixed date"
    assert "Published." in writer.get(response.url).text


def test_short_form_is_saved_as_a_draft_that_goes_on(writer):
    response = writer.post(ADDRESS, SHORT)
    retrospective = Retrospective.objects.get()
    assert response.url == f"/retrospectives/{retrospective.pk}/edit/"
    assert retrospective.is_draft
    assert SHORT["statement"] in writer.get(response.url).text


def test_draft_needs_no_more_than_a_title_and_a_project(writer):
    start(writer, way="short")
    assert Retrospective.objects.get().lessons.count() == 0


def test_what_was_typed_for_the_short_form_is_kept_when_another_way_is_chosen(writer):
    writer.post(ADDRESS, SHORT | {"way": "whole"})
    retrospective = Retrospective.objects.get()
    assert retrospective.summary == SHORT["summary"]
    assert retrospective.lessons.get().statement == SHORT["statement"]


@pytest.mark.parametrize("missing", ["title", "project_name", "summary", "statement", "category"])
def test_publishing_says_what_is_missing_beside_the_field_and_keeps_the_rest(writer, missing):
    response = publish(writer, **{missing: ""})
    assert response.status_code == 422
    assert f'id="id_{missing}_error"' in response.text
    for name in SHORT.keys() - {missing, "way", "category"}:
        assert SHORT[name] in response.text
    assert not Retrospective.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"title": "\u200b"},
        {"project_name": " "},
        {"summary": "x" * 281},
        {"statement": "x" * 141},
        {"statement": "No category yet"},
        {"applies_when": "about to begin"},
        {"category": "blame"},
        {"way": "long"},
        {"client_id": "1"},
    ],
)
def test_bad_input_comes_back_whole(writer, typed):
    response = start(writer, **typed)
    assert response.status_code == 422
    if not typed.keys() & {"category", "way"}:
        assert next(iter(typed.values())).strip() in response.text
    assert not Retrospective.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"publish": "1"}])
def test_repeated_request_makes_one(writer, sent):
    key = {"client_id": str(uuid.uuid4())}
    first, second = (writer.post(ADDRESS, SHORT | sent | key) for _ in range(2))
    assert first.url == second.url
    assert (Retrospective.objects.count(), Lesson.objects.count()) == (1, 1)


def test_going_back_and_publishing_the_same_words_publishes_the_first_one(writer):
    key = str(uuid.uuid4())
    writer.post(ADDRESS, SHORT | {"client_id": key})
    publish(writer, client_id=key)
    assert Retrospective.objects.get().is_published


def test_going_back_and_changing_the_words_loses_neither(writer):
    key = str(uuid.uuid4())
    writer.post(ADDRESS, SHORT | {"client_id": key})
    response = publish(writer, client_id=key, summary="Other words.")
    assert response.status_code == 409
    assert "Other words." in response.text
    assert f"/retrospectives/{Retrospective.objects.get().pk}/edit/" in response.text
    again = response.context["form"].data["client_id"]
    publish(writer, client_id=again, summary="Other words.")
    assert Retrospective.objects.count() == 2


def test_id_that_someone_else_used_makes_one_all_the_same(writer):
    other = factories.RetrospectiveFactory()
    publish(writer, client_id=str(other.client_id))
    assert Retrospective.objects.count() == 2


def test_hostile_text_is_only_text(writer):
    hostile = '<img src=x onerror="alert(1)">"\'><b>'
    response = publish(
        writer, title=hostile, summary=hostile, statement=hostile, applies_when=hostile
    )
    assert "<img src=x" not in writer.get(response.url).text
    refused = publish(writer, title=hostile, statement=hostile, summary="")
    assert "<img src=x" not in refused.text


def test_visitor_is_asked_to_sign_in(as_user, db):
    assert "/accounts/login/" in as_user().post(ADDRESS, SHORT).url
    assert not Retrospective.objects.exists()


def test_other_methods_are_refused(writer):
    assert writer.put(ADDRESS).status_code == 405


def test_number_of_queries_does_not_grow_with_projects(writer, django_assert_max_num_queries):
    factories.ProjectFactory.create_batch(2)
    with django_assert_max_num_queries(20) as few:
        writer.get(ADDRESS)
    factories.ProjectFactory.create_batch(10)
    with django_assert_max_num_queries(len(few)):
        writer.get(ADDRESS)


def test_project_of_another_team_is_asked_about_first(writer, member):
    project = factories.ProjectFactory(team=factories.TeamFactory(name="Warehouse"))
    factories.RetrospectiveFactory(project=project, published=True)
    sent = {"way": "whole", "title": "Initech", "project_name": project.name}
    answer = writer.post("/retrospectives/new/", sent)
    assert answer.status_code == 422
    assert "belongs to the team Warehouse" in answer.text
    assert f'value="{project.team_id}"' in answer.text
    assert not Retrospective.objects.filter(title="Initech").exists()
    wrong = factories.TeamFactory().pk
    assert writer.post("/retrospectives/new/", sent | {"accepts_team": wrong}).status_code == 422
    answer = writer.post("/retrospectives/new/", sent | {"accepts_team": project.team_id})
    assert answer.status_code == 302
    assert Retrospective.objects.get(title="Initech").project == project


def test_name_of_a_hidden_project_makes_one_of_its_own(writer, member):
    hidden = factories.RetrospectiveFactory().project
    assert hidden.name not in writer.get("/retrospectives/new/").text
    sent = {"way": "whole", "title": "Mine", "project_name": hidden.name}
    assert writer.post("/retrospectives/new/", sent).status_code == 302
    assert Retrospective.objects.get(title="Mine").project != hidden
