"""Whoever is invited to edit a draft hears of it: on the home page, and by mail where it is set up."""

import pytest
from django.core import mail

from retros.models import EditorInvitation
from retros.notifications import send_editor_invitations
from tests import factories


@pytest.fixture
def draft(db):
    return factories.RetrospectiveFactory(title="The move to the second warehouse")


@pytest.fixture
def friend(db):
    return factories.UserFactory(display_name="Quentin Osterhaus")


@pytest.fixture
def invite(as_user, draft):
    writer, versions = as_user(draft.created_by), iter(range(1, 9))

    def save(names):
        address = f"/retrospectives/{draft.pk}/edit/details/"
        assert writer.post(address, {"invited": names, "version": next(versions)}).status_code < 400

    return save


def test_home_page_says_it_until_the_draft_is_opened_from_there(invite, as_user, friend, draft):
    invite(friend.display_name)
    browser = as_user(friend)
    assert "You were invited to edit" in browser.get("/").text
    address = f"/retrospectives/invited/{EditorInvitation.objects.get().pk}/"
    assert as_user(factories.UserFactory()).post(address).status_code == 404
    assert browser.post(address)["Location"] == f"/retrospectives/{draft.pk}/edit/"
    invite(friend.display_name)
    assert "You were invited to edit" not in browser.get("/").text


def test_mail_goes_once_to_those_who_are_new(invite, friend, settings):
    settings.SENDS_EMAIL = True
    invite(friend.display_name)
    assert send_editor_invitations() == 1
    assert mail.outbox[0].to == [friend.email]
    assert "The move to the second warehouse" in mail.outbox[0].body
    invite(friend.display_name)
    assert send_editor_invitations() == 0


def test_who_is_no_longer_invited_hears_nothing(invite, as_user, friend, settings):
    settings.SENDS_EMAIL = True
    invite(friend.display_name)
    invite("")
    assert send_editor_invitations() == 0
    assert "You were invited to edit" not in as_user(friend).get("/").text


def test_where_mail_is_not_set_up_nothing_is_sent(invite, friend, settings):
    settings.SENDS_EMAIL = False
    invite(friend.display_name)
    assert send_editor_invitations() == 0 and not mail.outbox
