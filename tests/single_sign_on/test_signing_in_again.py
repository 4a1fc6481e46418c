"""SIGN_IN_AGAIN_DAYS: the provider says again who is still there, and nobody notices who is."""

from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.sessions import SIGNED_IN_AT
from tests import factories
from tests.accounts.test_second_step import is_signed_in
from tests.single_sign_on.worlds import DOWN, sign_in

PAGE = "/projects/?status=active"


@pytest.fixture
def browser(as_user, provider, settings):
    """Somebody who came from the provider two days ago."""
    settings.SIGN_IN_AGAIN_DAYS = 1
    browser = as_user()
    sign_in(browser, provider)
    session = browser.session
    session[SIGNED_IN_AT] -= 2 * 24 * 60 * 60
    session.save()
    return browser


def begin(browser):
    """Open a page; return what the provider is asked."""
    silent = browser.get(PAGE)
    assert silent["Location"].startswith("/accounts/sign-in/?silently=")
    sent = browser.get(silent["Location"])["Location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(sent).query).items()}


def test_who_is_still_there_comes_back_to_the_page(browser, provider):
    asked = begin(browser)
    assert asked["prompt"] == "none"
    provider.nonce = asked["nonce"]
    back = browser.get("/accounts/sign-in/back/", {"code": "c", "state": asked["state"]})
    assert back["Location"] == PAGE
    assert browser.get(PAGE).status_code == 200


def test_who_is_not_is_signed_out_and_asked_openly(browser):
    asked = begin(browser)
    sent = {"error": "login_required", "state": asked["state"]}
    back = browser.get("/accounts/sign-in/back/", sent)
    assert not is_signed_in(browser)
    assert back["Location"].startswith("/accounts/sign-in/?next=%2Fprojects%2F%3Fstatus")
    assert "prompt=" not in browser.get(back["Location"])["Location"]


def test_provider_that_is_down_is_said_so(browser, provider):
    provider.answers["/.well-known/openid-configuration"] = DOWN
    answer = browser.get(PAGE, follow=True)
    assert answer.status_code == 403 and "could not be reached" in answer.text


def test_nobody_else_and_nothing_typed_is_led_away(browser, as_user, settings):
    assert browser.get(PAGE, headers={"Sec-Fetch-Mode": "cors"}).status_code == 200
    assert browser.get(PAGE, headers={"HX-Request": "true"}).status_code == 200
    assert browser.post("/accounts/profile/", {}).status_code == 200  # with its errors
    assert as_user(factories.UserFactory()).get(PAGE).status_code == 200  # by a password
    settings.SIGN_IN_AGAIN_DAYS = 0
    assert browser.get(PAGE).status_code == 200
