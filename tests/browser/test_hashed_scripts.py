"""The site with its scripts under hashed names, as production serves them."""

import re

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import expect

from retros.settings import STORAGES
from tests import factories
from tests.browser.serving import Server

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(STATIC_ROOT=folder, STORAGES=STORAGES):
        call_command("collectstatic", verbosity=0, interactive=False)
    return folder


@pytest.fixture(scope="module")
def process(django_db_setup):
    server = Server("retros.wsgi:application")
    yield server
    server.end()


@pytest.fixture
def site_url(process, collected, transactional_db):
    process.start(DJANGO_SETTINGS_MODULE="tests.browser.hashed", COLLECTED=str(collected))
    return process.url


@pytest.fixture
def member(transactional_db):
    return factories.CuratorFactory()


def test_editor_saves_what_is_typed(open_page, member):
    retrospective = factories.RetrospectiveFactory(created_by=member)
    page = open_page(member)
    page.goto(f"/retrospectives/{retrospective.pk}/edit/")
    page.get_by_label("Title").fill("Moving the customers")
    expect(page.locator("#form-headline [data-save-status] span")).to_contain_text("Saved")
    retrospective.refresh_from_db()
    assert retrospective.title == "Moving the customers"


def test_scripts_and_what_they_import_may_be_cached_forever(open_page, member):
    retrospective = factories.RetrospectiveFactory(created_by=member)
    kickoff = factories.KickoffFactory(created_by=member)
    page = open_page(member)
    answers, errors = [], []
    page.on("response", lambda answer: answers.append(answer))
    page.on("pageerror", lambda error: errors.append(error))
    for address in (
        f"/retrospectives/{retrospective.pk}/edit/",
        f"/retrospectives/{retrospective.pk}/publish/",
        f"/kickoffs/{kickoff.pk}/",
        "/search/",
        "/wall/new/",
        "/wall/screen/",
    ):
        page.goto(address)
    assert errors == []
    answers = [answer for answer in answers if "/static/js/" in answer.url]
    names = {answer.url.rsplit("/", 1)[1].split(".")[0] for answer in answers}
    assert {"all-editor", "all-member", "all-kickoff", "live-search", "wall"} <= names
    assert [answer.url for answer in answers if answer.status != 200] == []
    assert [answer.url for answer in answers if not HASHED.search(answer.url)] == []
    assert all("immutable" in answer.headers["cache-control"] for answer in answers)
    assert all(answer.headers["content-type"].startswith("text/javascript") for answer in answers)


def test_a_first_visit_takes_six_requests_and_sixty_kilobytes(open_page, member):
    """Fonts aside."""
    retrospective = factories.RetrospectiveFactory(published=True)
    factories.LessonFactory(retrospective=retrospective)
    page = open_page(member)
    answers, errors = [], []
    page.on("response", lambda answer: answers.append(answer))
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(retrospective.get_absolute_url(), wait_until="networkidle")
    names = [answer.url for answer in answers if "/fonts/" not in answer.url]
    sizes = [
        answer.request.sizes()["responseBodySize"]
        for answer in answers
        if "/fonts/" not in answer.url
    ]
    assert (len(names) <= 6, errors) == (True, []), names
    assert sum(sizes[1:]) <= 60_000
