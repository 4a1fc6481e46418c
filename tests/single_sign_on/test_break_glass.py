"""When the provider fails: a link from the server; and what `retros check` says beforehand."""

from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command

from retros.setup_checks import find_problems
from tests import factories
from tests.single_sign_on.worlds import DOWN, sign_in

DESCRIPTION = "/.well-known/openid-configuration"


@pytest.fixture
def administrator(db):
    return factories.UserFactory(is_superuser=True, email="ada@example.org")


@pytest.fixture
def link(administrator, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    said = StringIO()
    call_command("sign_in_link", "Ada@example.org", stdout=said)
    yield said.getvalue().strip().removeprefix(settings.SITE_URL)
    cache.clear()


def test_link_signs_in_once_and_all_administrators_hear_of_it(link, as_user, administrator):
    browser = as_user()
    assert browser.get(link).status_code == browser.get(link).status_code == 200
    assert browser.post(link).status_code == 302
    assert browser.session["_auth_user_id"] == str(administrator.pk)
    assert as_user().post(link).status_code == as_user().get(link).status_code == 404
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"] and "without a password" in message.body
    assert link not in message.body


def test_link_of_somebody_who_is_no_administrator_any_more_opens_nothing(
    link, as_user, administrator
):
    administrator.is_superuser = False
    administrator.save()
    assert as_user().post(link).status_code == 404


@pytest.mark.django_db
def test_only_administrators_get_a_link():
    factories.UserFactory(email="grace@example.org")
    with pytest.raises(CommandError, match="No administrator has the email address"):
        call_command("sign_in_link", "grace@example.org")


def test_check_on_the_server_says_what_to_enter_and_what_is_wrong(provider, settings):
    provider.described["scopes_supported"] = ["openid", "email"]
    said = StringIO()
    call_command("sso_check", stdout=said)
    assert "/accounts/sign-in/back/" in said.getvalue() and "scopes: profile" in said.getvalue()
    provider.answers[DESCRIPTION] = DOWN
    with pytest.raises(CommandError, match=r"^Example could not be reached"):
        call_command("sso_check")
    settings.OIDC_ISSUER = ""
    with pytest.raises(CommandError, match="isn’t set up"):
        call_command("sso_check")


def test_setup_says_that_a_setting_does_not_count_yet(provider, settings, as_user):
    settings.PASSWORDS = "none"
    words = " ".join(problem.text for problem in find_problems())
    assert "PASSWORDS=none doesn’t count yet" in words and "gets an account here" in words
    factories.UserFactory(is_superuser=True, email="grace@example.org")
    settings.OIDC_ALLOWED_DOMAINS = ["example.org"]
    sign_in(as_user(), provider)
    words = " ".join(problem.text for problem in find_problems())
    assert "PASSWORDS" not in words and "gets an account here" not in words
