"""/accounts/about-me/: everything stored about a person, for them alone; and forgetting them."""

import json
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry, Identity, Team, User
from retros.about_me import HOLDINGS
from retros.models import Erasure, Lesson, Observation, QuestionMail, Retrospective
from retros.trash import erase_again
from tests import factories

PASSWORD = "three words and more"


@pytest.fixture
def ada(db):
    person = User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada Quillfeather")
    factories.MembershipFactory(user=person, team=factories.TeamFactory(name="Payments"))
    return person


@pytest.fixture
def browser(as_user, ada):
    return as_user(ada)


def columns_that_point_at_people():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.related_model is User:
                yield model, field.name


def test_every_column_that_points_at_people_is_told():
    told = {column for columns in HOLDINGS.values() for column in columns}
    told.add((Team, "members"))  # by way of Membership
    assert set(columns_that_point_at_people()) == told


def stored(browser):
    return json.loads(browser.get(reverse("about_me_json")).content)


def test_page_and_file_tell_the_account_and_what_is_theirs(browser, ada):
    factories.SavedSearchFactory(owner=ada, name="Rollouts")
    lesson = factories.LessonFactory(published=True, signed_by=ada)
    Identity.objects.create(user=ada, issuer="https://id.example", subject="s-81")
    AuditEntry.record(AuditEntry.Kind.ROLE_CHANGED, thing=ada)

    page, told = browser.get(reverse("about_me")).text, stored(browser)

    for words in ("ada@example.org", "Payments", "Rollouts", lesson.statement, "Role changed"):
        assert words in page
    rows = {one["kind"]: one["rows"] for one in told["stored"]}
    assert rows["Single sign-on"][0]["stored"]["subject"] == "s-81"
    assert rows["Lessons you signed"] == [
        {"text": lesson.statement, "address": lesson.get_absolute_url()}
    ]
    assert told["account"]["email"] == "ada@example.org"
    assert told["audit_log"][0]["kind"] == "role_changed"


def test_no_secret_and_no_draft_of_a_former_team_is_told(browser, ada):
    factories.SavedSearchFactory(owner=ada).renew_token()
    draft = factories.RetrospectiveFactory(title="Kept from her")
    factories.ObservationFactory(retrospective=draft, signed_by=ada, text="Her own words")

    page, file = browser.get(reverse("about_me")).text, browser.get(reverse("about_me_json")).text

    for text in (page, file):
        assert "Her own words" not in text and "Kept from her" not in text
        assert ada.password not in text and "token_hash" not in text
    assert "1 that you can’t open" in page


def test_queries_do_not_grow_with_rows(browser, ada):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("about_me"))
        return len(queries)

    def write():
        lesson = factories.LessonFactory(published=True, signed_by=ada, changed_by=ada)
        factories.RetrospectiveFactory(created_by=ada, facilitator=ada, published=True)
        factories.KickoffLessonFactory(owner=ada, lesson=lesson)
        factories.ActionItemFactory(published=True, owner=ada)

    write()
    asked()
    before = asked()
    for _ in range(5):
        write()
    assert asked() == before


def forget(browser, **fields):
    return browser.post(reverse("forget_me"), fields)


def test_forgetting_deletes_the_account_and_its_own_and_leaves_the_rest_without_a_name(
    browser, ada, as_user, member
):
    retrospective = factories.RetrospectiveFactory(published=True, created_by=ada, facilitator=ada)
    signed = factories.ObservationFactory(retrospective=retrospective, signed_by=ada)
    action = factories.ActionItemFactory(retrospective=retrospective, owner=ada)
    factories.RetrospectiveFactory(created_by=ada, project__team=None, title="Hers alone")
    shared = factories.RetrospectiveFactory(created_by=ada, project__team=None)
    shared.invited.add(member)
    QuestionMail.objects.create(user=ada)
    assert "Hers alone" in browser.get(reverse("forget_me")).text

    answer = forget(browser, password=PASSWORD)

    assert answer["Location"] == "/"
    assert "Your account is deleted." in browser.get("/").text
    assert not User.objects.filter(email="ada@example.org").exists()
    assert set(Retrospective.objects.all()) == {retrospective, shared}
    signed.refresh_from_db()
    action.refresh_from_db()
    assert (signed.signed_by, action.owner) == (None, None)
    assert "Quillfeather" not in as_user(member).get(retrospective.get_absolute_url()).text
    entry = AuditEntry.objects.get(kind=AuditEntry.Kind.ACCOUNT_FORGOTTEN)
    assert (entry.object_id, list(AuditEntry.broken())) == (ada.pk, [])


@pytest.mark.parametrize("password", ["", "wrong", "a\0b", "x" * 5000])
def test_without_the_password_nothing_is_deleted(browser, ada, password):
    answer = forget(browser, password=password)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert User.objects.filter(pk=ada.pk).exists()


def test_the_last_administrator_stays(browser, ada):
    User.objects.filter(pk=ada.pk).update(is_superuser=True, is_staff=True)
    answer = forget(browser, password=PASSWORD)
    assert answer.status_code == 422
    assert "Nobody else can administer the site" in answer.text
    assert User.objects.filter(pk=ada.pk).exists()


def test_who_has_no_password_signs_in_again_first(as_user, settings, ada):
    settings.OIDC_ISSUER, settings.OIDC_NAME = "https://id.example", "Example ID"
    ada.set_unusable_password()
    ada.save()
    browser = as_user(ada)
    assert "Sign in again" in browser.get(reverse("forget_me")).text
    assert forget(browser).status_code == 422

    session = browser.session
    session["account_authentication_methods_user"] = str(ada.pk)
    session["account_authentication_methods"] = [{"method": "single_sign_on", "at": 9e9}]
    session.save()

    assert forget(browser).status_code == 302
    assert not User.objects.filter(pk=ada.pk).exists()


def test_signature_of_a_forgotten_person_is_gone_from_earlier_versions(browser, ada, as_user):
    observation = factories.ObservationFactory(published=True, signed_by=ada)
    writer = factories.UserFactory(teams=[observation.retrospective.project.team])
    reader = as_user(writer)
    forget(browser, password=PASSWORD)
    history = reader.get(reverse("versions", args=[observation.retrospective_id])).text
    assert re.search("Version 1", history)
    assert "Quillfeather" not in history
    assert Observation.objects.get().signed_by is None


def test_a_restored_backup_forgets_them_again(ada):
    """Of the only administrator in it, it keeps the account."""
    only = factories.UserFactory(is_superuser=True)
    Erasure.objects.note("person", [ada.pk, only.pk])
    number = erase_again(Erasure.objects.values_list("erased_kind", "erased_ids"))
    assert number == 1
    assert list(User.objects.all()) == [only]
    assert not Lesson.objects.exists()
