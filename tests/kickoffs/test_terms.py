"""/kickoffs/<id>/terms/"""

import pytest
from django.urls import reverse

from tests.kickoffs.conftest import make_lesson


@pytest.fixture
def url(kickoff):
    return reverse("kickoff_terms", args=[kickoff.pk])


def test_an_added_word_finds_more(writer, kickoff, url):
    lesson = make_lesson("Read the contract.", detail="The vendor had another scanner in mind.")
    assert lesson.statement not in writer.get(kickoff.get_absolute_url()).content.decode()
    writer.post(url, {"add": " scanner \n vendor "})
    kickoff.refresh_from_db()
    assert kickoff.added_terms == ["scanner vendor"]
    assert lesson.statement in writer.get(kickoff.get_absolute_url()).content.decode()


def test_a_dropped_word_is_looked_for_no_longer(writer, kickoff, lesson, url):
    for term in ("stock", "service", "warehouses", "peak"):
        writer.post(url, {"drop": term})
    page = writer.get(kickoff.get_absolute_url()).content.decode()
    assert 'value="stock"' not in page
    assert lesson.statement not in page


def test_a_word_added_again_is_no_longer_dropped(writer, kickoff, url):
    writer.post(url, {"drop": "stock"})
    writer.post(url, {"add": "Stock"})
    kickoff.refresh_from_db()
    assert (kickoff.added_terms, kickoff.dropped_terms) == (["Stock"], [])


def test_words_do_not_touch_the_version_of_the_brief(writer, kickoff, url):
    writer.post(url, {"add": "scanner"})
    kickoff.refresh_from_db()
    assert kickoff.version == 1


def test_it_goes_back_to_the_lessons_as_they_were_narrowed(writer, kickoff, url):
    response = writer.post(f"{url}?category=team", {"add": "scanner"})
    assert response.url == f"{kickoff.get_absolute_url()}?category=team"


def test_htmx_gets_the_board(writer, url):
    headers = {"HX-Request": "true", "HX-Target": "board"}
    response = writer.post(url, {"add": "scanner"}, headers=headers)
    assert 'id="board"' in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("given", [{}, {"add": " "}, {"add": "x" * 61}, {"drop": "x" * 101}])
def test_what_makes_no_sense_is_said(writer, kickoff, url, given):
    assert writer.post(url, given).status_code == 422
    kickoff.refresh_from_db()
    assert kickoff.added_terms == kickoff.dropped_terms == []


def test_what_was_typed_too_long_is_kept(writer, url):
    page = writer.post(url, {"add": "x" * 61}).content.decode()
    assert "x" * 61 in page
    assert "within 60 characters" in page


def test_hostile_words_are_only_words(writer, kickoff, url):
    writer.post(url, {"add": '"><script>alert(1)</script>\x00 OR NOT *'})
    response = writer.get(kickoff.get_absolute_url())
    assert "<script>alert" not in response.content.decode()


def test_only_so_many_words_are_remembered(writer, kickoff, url):
    for number in range(52):
        kickoff.add_term(f"word{number}")
    assert len(kickoff.added_terms) == 50


def test_readers_may_not(reader, kickoff, url):
    assert reader.post(url, {"add": "scanner"}).status_code == 404


def test_visitors_are_asked_to_sign_in(client, url):
    assert client.post(url, {"add": "scanner"}).url.startswith("/accounts/login/")


def test_it_rejects_get(writer, url):
    assert writer.get(url).status_code == 405
