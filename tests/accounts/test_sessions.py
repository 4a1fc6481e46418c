"""What a page asks of each person, in plain SQL: their session, and whether they are a curator."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.forms import model_to_dict
from django.test import Client
from django.utils import timezone

from accounts.models import BrowserSession, User
from accounts.models.browser_session import NOTED
from accounts.sessions import SIGNED_IN_AT
from tests.signing_in import BACKEND

pytestmark = pytest.mark.both_databases
PRIVATE = "/projects/"


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (-1, 302)])
def test_session_ends_when_its_time_has_come(as_user, member, seconds, status):
    browser = as_user(member)
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=seconds))
    assert browser.get(PRIVATE).status_code == status


@pytest.mark.parametrize("key", ["x" * 32, "x" * 10_000, "' OR 1=1 --", "ö" * 32])
def test_key_of_no_session_signs_nobody_in(as_user, member, key):
    browser = as_user(member)
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    assert browser.get(PRIVATE).status_code == 302


def test_curators_are_those_in_the_group_of_that_name(member, curator):
    member.groups.add(Group.objects.create(name="curators of art"))
    found = {person.pk: person.is_curator for person in User.objects.all()}
    assert found == {member.pk: False, curator.pk: True}


def left_by(client, person):
    """What a sign-in left, without what is a person’s own."""
    key, session = client.session.session_key, dict(client.session.items())
    assert session.pop("_auth_user_id") == str(person.pk)
    assert session.pop("_auth_user_hash") == person.get_session_auth_hash()
    session[NOTED] = session[NOTED].replace(key, "#")
    ends = Session.objects.get(pk=key).expire_date - timezone.now()
    row = model_to_dict(BrowserSession.objects.get(session=key, user=person))
    own = ("id", "session", "user")
    stored = User.objects.get(pk=person.pk).last_login
    return (
        {name: value for name, value in session.items() if name != SIGNED_IN_AT},
        {name: value for name, value in row.items() if name not in own},
        (
            round(ends.total_seconds(), -2),
            time.time() - session[SIGNED_IN_AT] < 60,
            stored is not None,
        ),
    )


def test_tests_sign_people_in_as_a_real_sign_in_does(as_user, member, curator):
    browser = Client()
    browser.force_login(curator, backend=BACKEND)
    assert left_by(browser, curator) == left_by(as_user(member), member)
