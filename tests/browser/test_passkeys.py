"""Passkeys in a real browser, whose authenticator is Chromium’s virtual one."""

import pytest
from playwright.sync_api import expect

from accounts.models import User

PASSWORD = "four words made up"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


def test_passkey_is_added_and_signs_in(open_page, site_url, ada, no_axe_violations):
    here = site_url.replace("127.0.0.1", "localhost")  # passkeys need a name
    page = open_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    _enter_password(page, here)
    page.goto(f"{here}/accounts/two-step/passkey/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Keep your recovery codes")).to_be_visible()
    no_axe_violations(page)

    page.context.clear_cookies()
    _enter_password(page, here)
    expect(page.get_by_label("Code")).to_be_visible()
    no_axe_violations(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Two-step sign-in")).to_be_visible()
    no_axe_violations(page)


def _enter_password(page, here):
    page.goto(f"{here}/accounts/login/?next=/accounts/two-step/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
