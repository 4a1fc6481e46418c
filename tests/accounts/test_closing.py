"""Who leaves is out at once, and nothing from before opens again when the account is reopened."""

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import mail

from accounts.models import User
from tests import factories
from tests.accounts.test_sign_in import LOGIN, PASSWORD, RESET, reset_link

PRIVATE = "/projects/"


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


@pytest.fixture
def admin_page(as_user, ada):
    """Open or close Ada's account on the page for repair."""
    browser = as_user(factories.UserFactory(is_superuser=True, is_staff=True))

    def change(*, is_active):
        fields = {"display_name": "Ada", "email": ada.email}
        fields |= {f"memberships-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL")}
        answer = browser.post(
            f"/admin/accounts/user/{ada.pk}/change/",
            fields | ({"is_active": "on"} if is_active else {}),
        )
        assert answer.status_code == 302

    return change


def sign_in(browser, password=PASSWORD):
    return browser.post(LOGIN, {"login": "ada@example.org", "password": password})


def is_in(browser):
    return browser.get(PRIVATE).status_code == 200


def test_closed_account_is_out_at_once_and_its_sessions_stay_void(as_user, admin_page):
    browsers = [as_user(), as_user()]
    for browser in browsers:
        sign_in(browser)
    assert all(map(is_in, browsers))
    admin_page(is_active=False)
    assert not is_in(browsers[0])  # the other one is not used meanwhile
    admin_page(is_active=True)
    assert not any(map(is_in, browsers))


def test_reopened_account_signs_in_anew_and_stays_in(as_user, admin_page):
    admin_page(is_active=False)
    admin_page(is_active=True)
    browser = as_user()
    assert sign_in(browser)["Location"] == "/"
    admin_page(is_active=True)
    assert is_in(browser)


def test_sessions_of_open_accounts_outlive_the_upgrade(ada):
    """They were made before there was a count."""
    plain = AbstractBaseUser.get_session_auth_hash(ada)
    assert ada.get_session_auth_hash() == plain


def test_link_for_a_new_password_stays_void_too(as_user, admin_page):
    as_user().post(RESET, {"email": "ada@example.org"})
    admin_page(is_active=False)
    admin_page(is_active=True)
    assert "This link no longer works" in as_user().get(reset_link(mail.outbox[0].body)).text


@pytest.mark.parametrize("fields", [None, ["is_active"]])
def test_closing_counts_however_it_is_saved(ada, fields):
    before = ada.get_session_auth_hash()
    ada.is_active = False
    ada.save(update_fields=fields)
    ada.is_active = True
    ada.save(update_fields=fields)
    assert User.objects.get(pk=ada.pk).get_session_auth_hash() != before
