"""Signing in and out, and the password, by allauth in this site's words."""

import re

import pytest
from django.core import mail

from accounts.models import User
from tests import factories

LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
PASSWORD = "four words made up"


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


@pytest.fixture
def visitor(as_user):
    return as_user()


def sign_in(browser, password=PASSWORD, **more):
    return browser.post(LOGIN, {"login": "Ada@example.org", "password": password} | more)


def reset_link(text):
    return re.search(r"http://127.0.0.1:8000(/accounts/password/reset/key/\S+)", text)[1]


def test_people_sign_in_with_address_and_password(visitor, ada):
    assert sign_in(visitor)["Location"] == "/"
    assert visitor.session["_auth_user_id"] == str(ada.pk)


def test_page_that_was_asked_for_comes_after_signing_in(visitor, ada):
    assert sign_in(visitor, next="/projects/?page=2")["Location"] == "/projects/?page=2"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example/",
        "http://localhost/",
        "/\\evil.example",
        "javascript:1",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in_or_out(visitor, ada, elsewhere):
    assert sign_in(visitor, next=elsewhere)["Location"] == "/"
    response = visitor.post("/accounts/logout/", {"next": elsewhere})
    assert response["Location"] == "/"


@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org"])
def test_wrong_password_and_unknown_address_answer_alike(visitor, ada, address):
    response = visitor.post(LOGIN, {"login": address, "password": "something else"})
    assert "The email address or password is wrong." in response.text
    assert f'value="{address}"' in response.text


def test_after_five_wrong_passwords_the_right_one_has_to_wait(as_user, ada, shared_cache):
    tries = [sign_in(as_user(), "wrong").status_code for _ in range(5)]
    assert set(tries) == {200}
    refused = sign_in(as_user())
    assert refused.status_code == 429
    assert "Too many attempts" in refused.text


def test_closed_account_can_not_sign_in(visitor, ada):
    User.objects.update(is_active=False)
    response = sign_in(visitor)
    assert "This account is closed" in visitor.get(response["Location"]).text


def test_signing_out_asks_first_and_ends_the_session(as_user, member):
    browser = as_user(member)
    assert "Sign out?" in browser.get("/accounts/logout/").text
    assert browser.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in browser.session


def test_forgotten_password_is_replaced_by_mail(visitor, ada):
    assert visitor.post(RESET, {"email": "ada@example.org"})["Location"] == f"{RESET}done/"
    [message] = mail.outbox
    assert "Hello Ada" in message.body
    form = visitor.get(reset_link(message.body), follow=True)
    done = visitor.post(form.redirect_chain[-1][0], {"password1": "another long one"}, follow=True)
    assert "Password changed" in done.text
    assert sign_in(visitor, "another long one")["Location"] == "/"


def test_link_for_a_new_password_opens_once(visitor, as_user, ada):
    visitor.post(RESET, {"email": "ada@example.org"})
    link = reset_link(mail.outbox[0].body)
    form = visitor.get(link, follow=True)
    visitor.post(form.redirect_chain[-1][0], {"password1": "another long one"})
    assert "This link no longer works" in as_user().get(link).text


def test_link_in_the_mail_does_not_follow_the_host_header(visitor, ada):
    visitor.post(RESET, {"email": "ada@example.org"}, HTTP_HOST="localhost")
    assert reset_link(mail.outbox[0].body)


def test_unknown_address_gets_the_same_answer_and_no_mail(visitor, db):
    response = visitor.post(RESET, {"email": "nobody@example.org"})
    assert response["Location"] == f"{RESET}done/"
    assert not mail.outbox


def test_mail_server_that_is_away_is_no_error_for_the_visitor(visitor, ada, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert visitor.post(RESET, {"email": "ada@example.org"}).status_code == 302
    assert "Could not send an email" in caplog.text


def test_mails_for_a_new_password_are_limited(as_user, ada, shared_cache):
    answers = [as_user().post(RESET, {"email": "ada@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_mails_for_a_new_password_are_limited_by_the_hour_and_by_the_day(
    as_user, ada, shared_cache, monkeypatch
):
    def ask(hour, number):
        monkeypatch.setattr("time.time", lambda: 1_800_000_000 + hour * 3600)
        here = f"192.0.2.{hour * 10 + number}"
        as_user().post(RESET, {"email": "Ada@example.org"}, REMOTE_ADDR=here)

    for hour in range(4):
        for number in range(6):
            ask(hour, number)
    assert len(mail.outbox) == 10
    ask(24, 0)
    assert len(mail.outbox) == 11


def test_password_change_asks_for_the_current_one(as_user, ada):
    browser = as_user(ada)
    address = "/accounts/password/change/"
    wrong = browser.post(address, {"oldpassword": "no", "password1": "another long one"})
    assert "That is not your current password." in wrong.text
    right = browser.post(address, {"oldpassword": PASSWORD, "password1": "another long one"})
    assert right["Location"] == "/accounts/profile/"
    assert browser.get("/accounts/profile/").status_code == 200


def test_password_change_signs_out_everywhere_else(as_user, ada):
    here, elsewhere = as_user(ada), as_user(ada)
    new = {"oldpassword": PASSWORD, "password1": "another long one"}
    here.post("/accounts/password/change/", new)
    assert elsewhere.get("/accounts/profile/").status_code == 302


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/", "/accounts/"])
def test_nobody_signs_up(visitor, db, address):
    assert visitor.get(address).status_code == 404


def test_hostile_words_are_no_error(visitor, db):
    for words in ("a\x00b", "<script>", "x" * 100_000, "\u202e@example.org"):
        assert visitor.post(LOGIN, {"login": words, "password": words}).status_code == 200
        assert visitor.post(RESET, {"email": words}).status_code == 200


def test_admin_signs_in_by_the_same_door(as_user, member):
    assert as_user().get("/admin/login/")["Location"].startswith(LOGIN)
    assert as_user(member).get("/admin/login/").status_code == 404
    admin = factories.UserFactory(is_superuser=True, is_staff=True)
    assert as_user(admin).get("/admin/").status_code == 200
