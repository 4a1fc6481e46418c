"""Asking again who somebody is, an hour after the last proof."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.sessions import SIGNED_IN_AT
from tests import factories
from tests.accounts.test_sign_in import PASSWORD

CONFIRM = "/accounts/confirm/"


@pytest.fixture
def grace(db):
    return User.objects.create_superuser("grace@example.org", PASSWORD, display_name="Grace")


@pytest.fixture
def stale(as_user, grace):
    """Her browser, in which she signed in hours ago."""
    browser = as_user(grace)
    store = browser.session
    store[SIGNED_IN_AT] -= 4 * 3600
    store.save()
    return browser


@pytest.mark.parametrize(
    "address", ["/export/", "/screens/new/", "/audit.csv", "/accounts/two-step/"]
)
def test_page_asks_first_and_opens_then(stale, address):
    assert stale.get(address)["Location"].startswith(f"{CONFIRM}?next=")
    assert stale.post(CONFIRM, {"password": "wrong", "next": address}).status_code == 422
    assert stale.post(CONFIRM, {"password": PASSWORD, "next": address})["Location"] == address
    assert stale.get(address).status_code == 200


def test_form_that_was_sent_too_late_comes_back_after_the_proof(stale, member):
    asked = stale.post(reverse("person_role", args=[member.pk]), {"role": "curator"})
    assert asked.status_code == 401 and "Confirm it’s you" in asked.text
    assert User.objects.get(pk=member.pk).role == "member"
    sent = asked.context["sent"].as_text()
    shown = stale.post(CONFIRM, {"password": PASSWORD, "sent": sent})
    assert "Your changes aren’t saved yet" in shown.text and "curator" in shown.text


def test_button_leads_back_to_its_page(stale, member):
    page = reverse("person", args=[member.pk])
    for referer, back in ((f"http://testserver{page}", page), ("https://evil.example/x", "/")):
        address = reverse("person_reset_link", args=[member.pk])
        answer = stale.post(address, headers={"Referer": referer})
        assert answer["Location"].endswith(f"?next={back}".replace("/", "%2F"))


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:1", "\x00"]
)
def test_nobody_is_led_away(stale, wanted):
    assert stale.post(CONFIRM, {"password": PASSWORD, "next": wanted})["Location"] == "/"


def test_guesses_are_limited(stale, shared_cache):
    answers = [stale.post(CONFIRM, {"password": "wrong"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_somebody_without_a_password_reads_how_to_go_on(as_user, db):
    person = factories.UserFactory()
    person.set_unusable_password()
    person.save()
    browser = as_user(person)
    assert "Sign out, and sign in again" in browser.get(CONFIRM).text
    assert browser.post(CONFIRM, {}).status_code == 422
