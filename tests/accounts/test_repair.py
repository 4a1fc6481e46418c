"""The Django admin: for administrators alone, and even there without the drafts of others."""

import pytest
from allauth.account.models import EmailAddress

from accounts.admin_site import repair
from retros.models import Lesson
from tests import factories


@pytest.fixture
def admin(db):
    return factories.UserFactory(is_superuser=True, is_staff=True)


def lists():
    return [
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in repair._registry
    ]


@pytest.mark.parametrize("address", ["/admin/", *lists()])
def test_repair_is_for_administrators_alone(as_user, curator, admin, address):
    curator.is_staff = True
    curator.save()
    assert as_user(admin).get(address).status_code == 200
    assert as_user(curator).get(address, follow=True).status_code == 404
    assert "Sign in" in as_user().get(address, follow=True).text


@pytest.mark.parametrize(
    "factory", ["Retrospective", "Lesson", "Decision", "Observation", "TimelineEvent", "ActionItem"]
)
def test_drafts_of_others_are_not_in_the_lists(as_user, admin, factory):
    draft = getattr(factories, f"{factory}Factory")()
    published = getattr(factories, f"{factory}Factory")(published=True)
    here = f"/admin/retros/{draft._meta.model_name}/"
    page = as_user(admin).get(here).text
    assert f"{here}{published.pk}/change/" in page and f"{here}{draft.pk}/change/" not in page
    assert as_user(admin).get(f"{here}{draft.pk}/change/").status_code == 302  # "does not exist"


def test_repaired_text_is_a_new_version_and_writes_nothing_else(as_user, admin):
    lesson = factories.LessonFactory(published=True, applies_when="starting")
    form = {"statement": "Put right", "category": "process", "status": lesson.status}
    was = lesson.statement
    address = f"/admin/retros/lesson/{lesson.pk}/change/"
    response = as_user(admin).post(address, form | {"applies_when": "starting"})
    assert response.status_code == 302
    lesson.refresh_from_db()
    assert (lesson.statement, lesson.version) == ("Put right", 2)
    kept = lesson.retrospective.versions.get(number=1).state["lessons"][0]
    assert kept["statement"] == was


def test_lesson_can_not_be_tied_to_a_draft_of_others(as_user, admin):
    address = f"/admin/retros/lesson/{factories.LessonFactory(published=True).pk}/change/"
    assert "duplicate_of" not in as_user(admin).get(address).text


def test_nothing_is_made_or_deleted_there(as_user, admin):
    lesson = factories.LessonFactory(published=True)
    for path in ("add/", f"{lesson.pk}/delete/"):
        assert as_user(admin).get(f"/admin/retros/lesson/{path}").status_code == 403
    assert Lesson.objects.exists()


def test_new_address_ends_the_old_one(as_user, admin, member):
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    form = {"display_name": "Grace", "email": "Grace@Example.org", "is_active": "on"}
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    as_user(admin).post(f"/admin/accounts/user/{member.pk}/change/", form | inline)
    member.refresh_from_db()
    assert member.email == "grace@example.org"
    assert not EmailAddress.objects.exists()


@pytest.mark.both_databases
def test_lists_that_the_site_keeps_are_shown_and_not_changed(as_user, admin):
    decision = factories.DecisionFactory(published=True, sources=["https://example.org/a"])
    address = f"/admin/retros/decision/{decision.pk}/change/"
    form = {"choice": "Put right", "sources": ""}
    assert "https://example.org/a" in as_user(admin).get(address).text
    assert as_user(admin).post(address, form).status_code == 302
    decision.refresh_from_db()
    assert (decision.choice, decision.sources) == ("Put right", ["https://example.org/a"])
