"""What a page asks of each person, in plain SQL: their session, and whether they are a curator."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User

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
