"""What was looked for in vain, without the person, for curators."""

import pytest

from retros.models import UnansweredSearch
from tests import factories
from tests.canary.crawl import rows

pytestmark = pytest.mark.both_databases

ADDRESS = "/search/unanswered/"


@pytest.fixture
def look_for(as_user, member):
    browser = as_user(member)
    return lambda text, headers=None, **asked: browser.get(
        "/search/", {"q": text} | asked, headers=headers
    )


def kept():
    return list(UnansweredSearch.objects.values_list("words", "times"))


def test_search_that_found_nothing_is_counted_whatever_its_case(look_for):
    look_for("Okapi  grooming")
    look_for("okapi grooming")
    assert kept() == [("okapi grooming", 2)]


def test_search_that_found_something_is_not_kept(look_for):
    factories.LessonFactory(published=True, statement="Groom the okapi")
    look_for("okapi")
    assert kept() == []


def test_filtered_searches_and_further_pages_are_not_kept(look_for):
    look_for("okapi", kind="lesson")
    look_for("okapi tag:zoo")
    look_for("okapi", page="2")
    assert kept() == []


def test_what_is_still_being_typed_is_not_kept(look_for):
    look_for("oka", headers={"HX-Request": "true", "Search-Typing": "true"})
    assert kept() == []
    look_for("okapi", headers={"HX-Request": "true"})
    assert kept() == [("okapi", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "what did miriam do",
        "LÖFGREN",
        "someone@example.org",
        "password: hunter22",
        "10.1.2.3 timeout",
        "a1b2c3d4e5f6a7b8c9d0e1f2",
        "x" * 81,
        "one two three four five six seven eight nine ten eleven",
        "...",
    ],
)
def test_what_may_tell_of_a_person_or_a_secret_is_not_kept(look_for, text):
    factories.UserFactory(display_name="Miriam Löfgren")
    assert look_for(text).status_code == 200
    assert kept() == []


def test_nothing_kept_leads_to_a_person(as_user, db):
    found = []
    for name in ("xerxes", "yolanda"):
        browser = as_user(factories.UserFactory(display_name=name, email=f"{name}@example.org"))
        before = rows()
        browser.get("/search/", {"q": "okapi"})
        after = rows()
        found.append({table for table in after if after[table] != before[table]})
        assert not any(name in row for row in after["retros_unansweredsearch"])
    assert found == [{"retros_unansweredsearch"}] * 2


def test_rows_have_a_limit(look_for, monkeypatch):
    monkeypatch.setattr("retros.models.unanswered_search.ROWS_MAX", 2)
    for text in ("okapi", "quokka", "axolotl"):
        look_for(text)
    assert len(kept()) == 2


def test_curator_sees_the_list_and_nobody_else(as_user, curator, look_for, member):
    look_for("<script>okapi")
    html = as_user(curator).get(ADDRESS).content.decode()
    assert "&lt;script&gt;okapi" in html and "1 time" in html
    assert as_user(member).get(ADDRESS).status_code == 404
    assert as_user().get(ADDRESS).status_code == 302
    assert as_user(curator).post(ADDRESS).status_code == 405


def test_answered_one_returns_when_it_is_looked_for_again(as_user, curator, look_for):
    look_for("okapi")
    one = UnansweredSearch.objects.get()
    browser = as_user(curator)
    assert browser.post(f"{ADDRESS}{one.pk}/", {"state": "answered"}).status_code == 302
    assert "okapi</a>" not in browser.get(ADDRESS).content.decode()
    look_for("okapi")
    assert "okapi</a>" in browser.get(ADDRESS).content.decode()


def test_hidden_one_stays_hidden_until_it_is_put_back(as_user, curator, look_for):
    look_for("okapi")
    one = UnansweredSearch.objects.get()
    browser = as_user(curator)
    browser.post(f"{ADDRESS}{one.pk}/", {"state": "hidden"})
    look_for("okapi")
    assert "okapi</a>" not in browser.get(ADDRESS).content.decode()
    assert "okapi</a>" in browser.get(f"{ADDRESS}?closed=1").content.decode()
    browser.post(f"{ADDRESS}{one.pk}/", {"state": "open"})
    assert "okapi</a>" in browser.get(ADDRESS).content.decode()


def test_members_can_close_nothing(as_user, member, look_for):
    look_for("okapi")
    one = UnansweredSearch.objects.get()
    assert as_user(member).post(f"{ADDRESS}{one.pk}/").status_code == 404
    assert as_user(member).get(f"{ADDRESS}{one.pk}/").status_code == 405


def test_number_of_queries_does_not_grow(as_user, curator, django_assert_max_num_queries):
    for number in range(30):
        UnansweredSearch.objects.note(f"okapi {number}")
    browser = as_user(curator)
    with django_assert_max_num_queries(8):
        browser.get(ADDRESS)
