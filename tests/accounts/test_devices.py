"""Nobody locks somebody else out by guessing, and guessing stays limited."""

from itertools import count

import pytest
from django.core import mail

from accounts.devices import COOKIE, PEOPLE_MAX
from accounts.models import User
from tests.accounts.test_sign_in import LOGIN, PASSWORD, RESET, reset_link

pytestmark = pytest.mark.usefixtures("shared_cache")


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


def sign_in(browser, password=PASSWORD, *, email="ada@example.org", address="203.0.113.1"):
    fields = {"login": email, "password": password}
    return browser.post(LOGIN, fields, REMOTE_ADDR=address).status_code


@pytest.fixture
def known(as_user, ada):
    """The browser that Ada signed in with, and out again."""
    browser = as_user()
    assert sign_in(browser) == 302
    browser.post("/accounts/logout/")
    return browser


@pytest.fixture
def attack(as_user):
    """`attack(n)`: guess n times, each time from another address or from the one given."""
    numbers = count(1)

    def guess(times, address=None):
        places = [address or f"198.51.100.{next(numbers)}" for _ in range(times)]
        return [sign_in(as_user(), "wrong", address=place) for place in places]

    return guess


def test_guesses_from_elsewhere_do_not_stop_a_known_device(known, attack):
    assert attack(30) == [200] * 5 + [429] * 25
    assert sign_in(known) == 302


def test_guesses_from_the_same_network_do_not_stop_a_known_device(known, attack):
    attack(50, address="203.0.113.1")
    assert sign_in(known, address="203.0.113.1") == 302


def test_attack_stops_browsers_that_nobody_signed_in_with(as_user, ada, attack):
    attack(5)
    assert sign_in(as_user(), address="192.0.2.9") == 429


def test_guesses_by_other_host_names_count_together(as_user, ada):
    hosts = ["localhost", "127.0.0.1", "testserver"] * 2
    fields = {"login": "ada@example.org", "password": "wrong"}
    answers = [as_user().post(LOGIN, fields, headers={"Host": host}) for host in hosts]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_known_device_is_limited_too(known):
    assert [sign_in(known, "wrong") for _ in range(6)] == [200] * 5 + [429]
    assert sign_in(known) == 429


def test_device_is_known_for_its_own_people_alone(known, as_user, attack):
    User.objects.create_user("eve@example.org", PASSWORD, display_name="Eve")
    other = as_user()
    assert sign_in(other, email="eve@example.org") == 302
    other.post("/accounts/logout/")
    attack(5)
    assert sign_in(other, address="192.0.2.9") == 429


@pytest.mark.parametrize("value", ["", "x", "e30:1abc:def", "%00", "é" * 5_000])
def test_cookie_of_ones_own_making_makes_no_known_device(as_user, ada, attack, value):
    attack(5)
    browser = as_user()
    browser.cookies[COOKIE] = value
    assert sign_in(browser, address="192.0.2.9") == 429


def test_mail_for_a_new_password_lets_the_owner_in_while_the_account_is_attacked(
    as_user, ada, attack
):
    attack(5)
    browser = as_user()
    browser.post(RESET, {"email": "ada@example.org"})
    form = browser.get(reset_link(mail.outbox[0].body), follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": "another long one"})
    attack(5)
    assert sign_in(browser, "another long one") == 302


def test_browser_of_somebody_who_just_joined_is_known(as_user, attack):
    from tests import factories

    token = factories.InvitationFactory.build(created_by=factories.CuratorFactory()).issue()
    browser = as_user()
    person = {"display_name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    browser.post(f"/accounts/join/{token}/", person)
    browser.post("/accounts/logout/")
    attack(5)
    assert sign_in(browser) == 302


def test_shared_browser_is_known_for_its_last_people(as_user, ada):
    browser = as_user()
    for number in range(PEOPLE_MAX + 1):
        email = f"person-{number}@example.org"
        User.objects.create_user(email, PASSWORD, display_name="Person")
        sign_in(browser, email=email, address=f"192.0.2.{number}")
        browser.post("/accounts/logout/")
    assert len(browser.cookies[COOKIE].value) < 1_000


def test_cookie_says_nothing_about_the_person(known, ada):
    value = known.cookies[COOKIE]
    assert value["httponly"] and value["samesite"] == "Lax"
    assert "ada" not in value.value and f'"{ada.pk}"' not in value.value
