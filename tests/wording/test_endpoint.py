"""Where a field asks for hints: who may, what comes back, and that nothing stays."""

import io
import json
import logging

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

BLAME = "We should have known; ask Zoë about it."


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def ask(browser, text=BLAME, **more):
    return browser.post("/wording/", {"text": text} | more)


def rules(response):
    return [hint["rule"] for hint in response.json()["hints"]]


def test_member_gets_the_hints_with_reason_and_rewording(writer):
    response = ask(writer)
    assert response.status_code == 200
    (hint,) = response.json()["hints"]
    assert (hint["start"], hint["end"], hint["words"]) == (3, 14, "should have")
    assert hint["reason"].startswith("We know now")
    assert "…" in hint["instead"]


def test_names_of_members_are_known_by_first_and_full_name(writer):
    factories.UserFactory(display_name="Zoë Lind")
    assert rules(ask(writer)) == ["hindsight", "person"]
    hint = ask(writer, "The fix by Zoë Lind held.").json()["hints"][0]
    assert hint["words"] == "Zoë Lind"


def test_names_of_former_members_are_known_too(writer):
    factories.UserFactory(display_name="zoë", is_active=False)
    assert rules(ask(writer)) == ["hindsight", "person"]


def test_names_are_fine_where_someone_owns_something(writer):
    factories.UserFactory(display_name="Zoë Lind")
    assert rules(ask(writer, names="fine")) == ["hindsight"]


@pytest.mark.parametrize("maker", [factories.UserFactory, factories.CuratorFactory])
def test_every_role_that_signs_in_may_ask(as_user, db, maker):
    assert rules(ask(as_user(maker()))) == ["hindsight"]


def test_visitor_is_asked_to_sign_in(as_user, db):
    assert "/accounts/login/" in ask(as_user()).url
    answer = as_user().post("/wording/", {"text": BLAME}, headers={"HX-Request": "true"})
    assert answer.status_code == 401


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "head"])
def test_only_post_is_answered(writer, method):
    assert getattr(writer, method)("/wording/?text=obviously").status_code == 405


def test_without_text_the_answer_says_so(writer):
    response = writer.post("/wording/")
    assert response.status_code == 400
    assert "Include the text" in response.text


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud83d", "<script>alert(1)</script>", "'; --", "%00", "𝔘" * 5000]
)
def test_hostile_text_gets_an_answer(writer, text):
    assert ask(writer, text.encode("utf-8", "replace").decode()).json() == {"hints": []}


def test_only_as_much_is_looked_at_as_a_field_can_hold(writer):
    assert ask(writer, "a" * 99_995 + " obviously").json()["hints"] == []
    assert rules(ask(writer, "b " * 49_990 + "Obviously")) == ["obviously"]


def test_csrf_is_asked_for(member):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert ask(browser).status_code == 403


@pytest.mark.both_databases
def test_nothing_is_stored_and_nothing_logged(writer, caplog, capfd):
    factories.UserFactory(display_name="Zoë Lind")
    caplog.set_level(logging.DEBUG)
    before, cookies = everything(), dict(writer.cookies)
    caplog.clear()
    response = ask(writer)
    logged = [r for r in caplog.records if r.name != "django.db.backends"]
    assert rules(response) == ["hindsight", "person"]
    assert everything() == before
    assert dict(writer.cookies) == cookies
    assert not response.cookies
    assert not logged
    assert "should have" not in "".join(capfd.readouterr())
    assert response["Cache-Control"] == "no-store"


def everything():
    """The whole database, sessions included, as text."""
    out = io.StringIO()
    call_command("dumpdata", stdout=out, natural_foreign=False)
    sessions = connection.cursor()
    sessions.execute("SELECT session_key, session_data FROM django_session ORDER BY 1")
    return json.loads(out.getvalue()), sessions.fetchall()


def test_text_without_capitals_asks_for_no_names(writer):
    ask(writer)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(writer, "we should have known")
    assert not [q for q in queries if "first_word" in q["sql"]]


@pytest.mark.parametrize("people", [2, 40])
def test_names_take_one_query_however_many_there_are(writer, django_assert_num_queries, people):
    for number in range(people):
        factories.UserFactory(display_name=f"Zoë Lind {number}")
    with django_assert_num_queries(3):  # session, user, names
        ask(writer, "Zoë, Ann, Ben and Cleo should have known.")
