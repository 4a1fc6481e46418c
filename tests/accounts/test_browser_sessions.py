"""/accounts/sessions/: where somebody is signed in, and signing out there."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from accounts.browsers import browser_in_words
from accounts.models import BrowserSession
from accounts.sessions import SIGNED_IN_AT
from tests import factories, test_settings

pytestmark = pytest.mark.both_databases
read = test_settings.read  # the fixture
SESSIONS, PRIVATE = "/accounts/sessions/", "/projects/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def is_signed_in(browser):
    return browser.get(PRIVATE).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("<script>alert(1)</script>\x00", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browser_is_named_in_words(said, words):
    assert browser_in_words(said) == words


def test_page_lists_own_sessions_in_words_and_days(as_user, member):
    here, elsewhere, another = as_user(member), as_user(member), as_user(factories.UserFactory())
    BrowserSession.objects.update(seen_on=date(2026, 3, 1))
    for browser in (elsewhere, another):
        browser.get(PRIVATE, headers={"User-Agent": FIREFOX})

    page = here.get(SESSIONS).text

    assert page.count("Signed in on") == 2 and page.count('badge">This browser') == 1
    assert elsewhere.session.session_key not in page


def test_visit_is_noted_once_a_day_and_not_when_somebody_writes(as_user, member):
    browser = as_user(member)
    row = BrowserSession.objects.filter(user=member)
    row.update(seen_on=date(2026, 3, 1))
    store = browser.session
    store["visit_noted"] = "2026-03-01"
    store.save()

    browser.post("/accounts/sessions/0/end/")
    assert row.get().seen_on == date(2026, 3, 1)
    browser.get(PRIVATE, headers={"User-Agent": FIREFOX})

    assert (row.get().seen_on, row.get().browser) == (timezone.localdate(), "Firefox on Windows")


def test_page_is_read_though_the_day_cannot_be_kept(as_user, member, monkeypatch):
    browser = as_user(member)
    store = browser.session
    store["visit_noted"] = ""
    store.save()
    monkeypatch.setattr(BrowserSession.objects.__class__, "update_or_create", _fail)
    assert is_signed_in(browser)


def _fail(*args, **kwargs):
    raise OperationalError("database or disk is full")


def test_one_session_or_all_others_end(as_user, member):
    here, second, third = (as_user(member) for _ in range(3))
    row = BrowserSession.objects.get(session=second.session.session_key)

    here.post(f"{SESSIONS}{row.pk}/end/")
    assert [is_signed_in(one) for one in (here, second, third)] == [True, False, True]

    BrowserSession.objects.all().delete()  # also what no list holds
    here.post(f"{SESSIONS}end/")
    assert [is_signed_in(one) for one in (here, third)] == [True, False]
    assert here.get(SESSIONS).text.count("Signed in on") == 1


def test_nobody_ends_a_session_of_somebody_else(as_user, member):
    other, mine = as_user(factories.UserFactory()), as_user(member)
    for row in BrowserSession.objects.all():
        assert mine.post(f"{SESSIONS}{row.pk}/end/").status_code == 404
    assert is_signed_in(other) and is_signed_in(mine)


def test_list_is_empty_of_what_ended(as_user, member):
    browser, other = as_user(member), as_user(member)
    other.post("/accounts/logout/")
    assert browser.get(SESSIONS).text.count("Signed in on") == 1
    member.close()
    assert not BrowserSession.objects.exists() and not Session.objects.exists()


def test_list_takes_as_many_queries_for_12_as_for_2(as_user, member, django_assert_num_queries):
    browser = as_user(member)
    for number in (1, 10):
        for _ in range(number):
            as_user(member)
        with django_assert_num_queries(4):
            browser.get(SESSIONS)


def test_session_ends_after_its_hours_though_it_is_used(as_user, member, read):
    browser = as_user(member)
    store = browser.session
    ends = store.get_expiry_date()
    store[SIGNED_IN_AT] -= settings.SESSION_COOKIE_AGE - 60
    store.save()

    assert timedelta(0) < store.get_expiry_date() - timezone.now() <= timedelta(minutes=1)
    assert ends - timezone.now() > timedelta(days=29)
    assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=2)
    assert read(SESSION_HOURS="8")["SESSION_COOKIE_AGE"] == 8 * 3600
