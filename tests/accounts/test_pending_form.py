"""A form that meets an ended session, or an old token, is shown again and lost by nobody."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from retros.models import Lesson
from tests import factories

PASSWORD = "four words made up"
LOGIN = "/accounts/login/"


@pytest.fixture
def ada(db):
    return with_password(factories.UserFactory(display_name="Ada"))


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def address(ada):
    retrospective = factories.RetrospectiveFactory(created_by=ada)
    return f"/retrospectives/{retrospective.pk}/edit/lessons/new/"


@pytest.fixture
def typed():
    return {"statement": "Two\nlines & <b>more</b>", "category": "team", "version": "0"}


def follow(browser, response, typed):
    """What a browser does with 307: it sends the same there."""
    assert response.status_code == 307
    return browser.post(response.url, typed)


def carried(page):
    return unescape(re.search(r'name="sent" value="([^"]*)"', page.text)[1])


def credentials(person, **more):
    return {"login": person.email, "password": PASSWORD, **more}


def test_what_was_typed_comes_along_and_is_saved_by_a_press(ada, address, typed):
    browser = Client()
    page = follow(browser, browser.post(address, typed), typed)
    assert page.status_code == 401
    wrong = browser.post(LOGIN, credentials(ada, sent=carried(page)) | {"password": "wrong one"})
    shown = browser.post(LOGIN, credentials(ada, sent=carried(wrong)))
    assert "Two\nlines &amp; &lt;b&gt;more&lt;/b&gt;" in shown.text
    assert f'action="{address}"' in shown.text
    assert not Lesson.objects.exists()
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.text)
    again = {name: unescape(value) for name, value in fields if name in typed}
    assert again == typed
    assert browser.post(address, again).status_code == 302
    assert Lesson.objects.get().statement == "Two lines & <b>more</b>"


def test_someone_else_who_signs_in_sees_nothing_of_it(ada, address, typed):
    browser = Client()
    browser.post(LOGIN, credentials(ada))
    del browser.cookies["sessionid"]
    page = follow(browser, browser.post(address, typed), typed)
    grace = with_password(factories.UserFactory())
    response = browser.post(LOGIN, credentials(grace, sent=carried(page)))
    assert response.status_code == 302
    assert "Two" not in response.text


def test_form_without_words_leads_to_signing_in_as_ever(client, address):
    assert client.post(address, {"csrfmiddlewaretoken": "x"}).status_code == 302


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        '["/wall/new/", [["learned"]]]',
        '["/wall/new/", [["learned", 5]]]',
        json.dumps(["https://evil.example/wall/new/", [["learned", "words"]]]),
        json.dumps(["//evil.example/", [["learned", "words"]]]),
        json.dumps(["/accounts/profile/", [["display_name", "words"]]]),
        json.dumps(["/admin/", [["display_name", "words"]]]),
        json.dumps(["/not-there/", [["learned", "words"]]]),
        json.dumps(["javascript:alert(1)", [["learned", "words"]]]),
    ],
)
def test_nothing_is_offered_for_sending_to_anywhere_else(client, ada, sent):
    assert client.post(LOGIN, credentials(ada, sent=sent)).status_code == 302


def test_password_is_never_carried_along(client, address, typed):
    page = follow(client, client.post(address, typed), typed | {"password": "secret words"})
    assert "secret words" not in page.text


@pytest.fixture
def strict(ada):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_old_token_shows_what_was_typed(strict, address, typed):
    page = strict.post(address, typed, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    assert "Two\nlines &amp;" in page.text
    assert "csrfmiddlewaretoken" in page.text


def test_old_token_without_a_session_asks_to_sign_in(address, typed):
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(address, typed, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    assert json.loads(carried(page))[0] == address


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_form_from_elsewhere_is_not_offered_for_sending(strict, address, typed, origin):
    page = strict.post(address, typed, headers={"Origin": origin})
    assert page.status_code == 403
    assert "Two" not in page.text


def test_page_learns_who_is_here_and_gets_a_token(as_user, ada):
    answer = as_user(ada).get("/accounts/here/", headers={"Accept": "application/json"})
    assert answer.json()["person"] == ada.browser_key
    assert answer.json()["token"]


def test_visitors_are_nobody_here(client, db):
    headers = {"Accept": "application/json", "HX-Request": "true"}
    assert client.get("/accounts/here/", headers=headers).status_code == 401
    assert client.post("/accounts/here/").status_code in {302, 405}


def test_key_of_a_browser_tells_people_apart_and_nothing_about_them(ada):
    other = factories.UserFactory()
    assert ada.browser_key != other.browser_key
    assert re.fullmatch("[0-9a-f]{24}", ada.browser_key)
