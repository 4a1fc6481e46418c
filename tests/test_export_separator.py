"""Tables with semicolons, for spreadsheets that expect them."""

import csv
import io

import pytest
from django.urls import reverse

from retros.exchange import read
from tests import factories

SAVE = reverse("export_separator")
TABLE = reverse("export_table", args=["lessons"])


@pytest.fixture
def browser(as_user, curator):
    return as_user(curator)


def table(browser):
    return b"".join(browser.get(TABLE).streaming_content).decode("utf-8-sig")


def test_choice_is_remembered_for_the_person(browser, as_user):
    factories.LessonFactory(published=True, statement="Ask early; ask twice, in writing")
    answer = browser.post(SAVE, {"csv_separator": ";"}, follow=True)
    assert "Saved." in answer.text
    assert answer.context["separator"]["csv_separator"].value() == ";"
    header, row = csv.reader(io.StringIO(table(browser), newline=""), delimiter=";")
    assert (header[0], row[0]) == ("lesson", "Ask early; ask twice, in writing")
    assert table(as_user(factories.CuratorFactory())).startswith('"lesson","')


def test_table_with_semicolons_can_be_imported_again(browser):
    factories.LessonFactory(published=True, statement="Ask early; ask twice, in writing")
    browser.post(SAVE, {"csv_separator": ";"})
    (lesson,) = read("lessons.csv", table(browser).encode()).lessons
    assert lesson.statement == "Ask early; ask twice, in writing"


def test_only_curators_choose(as_user, member):
    assert "/login/" in as_user().post(SAVE, {"csv_separator": ";"}).url
    assert as_user(member).post(SAVE, {"csv_separator": ";"}).status_code == 404
    assert as_user(member).get(SAVE).status_code == 405


@pytest.mark.parametrize("value", ["", "|", "=;", "x" * 9_000, "\x00"])
def test_other_separators_are_refused_beside_the_field(browser, curator, value):
    answer = browser.post(SAVE, {"csv_separator": value})
    assert answer.status_code == 422
    assert "csv_separator-error" in answer.text or "id_csv_separator_error" in answer.text
    curator.refresh_from_db()
    assert curator.csv_separator == ","
