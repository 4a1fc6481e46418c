"""Two steps at the provider spare the second step here; the link of the server does, too."""

import pytest
from django.core.management import call_command

from accounts.models import User
from tests.accounts.test_second_step import CODE, PRIVATE, code_of, is_signed_in
from tests.accounts.test_second_step import secret as set_up_app
from tests.single_sign_on.worlds import GRACE, sign_in

secret = set_up_app


@pytest.fixture
def ada(db):
    """Grace, as the provider calls her, with an app here."""
    return User.objects.create_superuser(GRACE["email"], None, display_name="Grace")


@pytest.mark.parametrize(
    ("signed", "is_enough"),
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"], {"mfa": 1}, None]}, False),
        ({"acr": ["phr"]}, False),
        ({"acr": "0"}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "phr"}, True),
    ],
)
def test_provider_that_asked_for_two_steps_is_enough(as_user, provider, secret, signed, is_enough):
    provider.signed |= signed
    browser = as_user()
    answer = sign_in(browser, provider, PRIVATE)
    assert answer["Location"] == (PRIVATE if is_enough else CODE)
    assert is_signed_in(browser) is is_enough
    if not is_enough:
        assert browser.post(CODE, {"code": code_of(secret)})["Location"] == PRIVATE


def test_what_is_told_but_not_signed_is_not_enough(as_user, provider, secret):
    provider.told |= {"amr": ["mfa"], "acr": "phr"}
    assert sign_in(as_user(), provider, PRIVATE)["Location"] == CODE


def test_setting_trusts_the_provider_for_everybody(as_user, provider, ada, settings):
    settings.MFA, settings.MFA_BY_PROVIDER = "everyone", True
    browser = as_user()
    sign_in(browser, provider)
    assert is_signed_in(browser)


def test_link_of_the_server_skips_it(as_user, secret, settings, capsys):
    settings.MFA = "everyone"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    call_command("sign_in_link", GRACE["email"])
    browser = as_user()
    browser.post(capsys.readouterr().out.strip().removeprefix(settings.SITE_URL))
    assert is_signed_in(browser)


def test_confirming_sends_to_the_provider_which_asks_again(as_user, provider, db):
    browser = as_user()
    sign_in(browser, provider)
    page = browser.get("/accounts/confirm/?next=/projects/").text
    assert "/accounts/sign-in/?again=1&amp;next=/projects/" in page
    assert "prompt=login" in browser.get("/accounts/sign-in/?again=1")["Location"]
    assert "prompt" not in browser.get("/accounts/sign-in/")["Location"]
