"""Real Chromium against a real server, under the production CSP."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.browser.browsing import PATIENCE_MS, Browsers
from tests.browser.chromium import chromium_path
from tests.browser.looks import LOOKS, fits, in_each_look, zooms_into
from tests.browser.serving import Server

HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE_MS)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]

# Only what is wrong comes back: to send all that is right takes longer than to look at it.
RUN_AXE = """() => axe
  .run({ resultTypes: ["violations"], preload: { assets: ["media"] } })
  .then(({ violations }) => ({ violations }))"""


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def process(django_db_setup):
    """The one server of all tests; a module overrides it with a server of its own."""
    server = Server()
    yield server
    server.end()


@pytest.fixture
def server(process, transactional_db):
    """The running site; a test may leave it killed."""
    process.start()
    return process


@pytest.fixture
def site_url(server):
    return server.url


@pytest.fixture(scope="session")
def browsers(chromium):
    return Browsers(chromium)


@pytest.fixture
def open_page(browsers, site_url, as_user):
    """`open_page(person)` gives a page signed in as them; options go to the browser context.

    The page keeps what its console complained about in `page.complaints`; the test fails at its
    end if that is not empty.
    """
    pages = []

    def opened(person=None, **options):
        page = browsers.take(site_url, **options)
        pages.append(page)
        if person is not None:
            cookie = as_user(person).cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site_url}]
            )
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: _note(page, message))
        return page

    yield opened
    complaints = [complaint for page in pages for complaint in page.complaints]
    for page in pages:
        browsers.give_back(page)
    assert not complaints


def _note(page, message):
    # A request that failed is logged by the browser and by htmx; the tests look at what the page
    # makes of it.
    logged = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
    if message.type == "error" and not any(words in message.text for words in logged):
        page.complaints.append(message.text)


@pytest.fixture
def suits_everyone(no_axe_violations):
    """`suits_everyone(page)` fails for what axe finds, for what is wider than the window, and
    for fields that a phone zooms into.
    """

    def check(page, looks=LOOKS):
        for _ in in_each_look(page, looks):
            no_axe_violations(page)
            assert fits(page), page.url
            assert not zooms_into(page), page.url

    return check


@pytest.fixture
def no_axe_violations():
    """`no_axe_violations(page)` fails with axe's report if it finds anything."""

    def check(page):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        report = AxeResults(page.evaluate(RUN_AXE))
        assert report.violations_count == 0, report.generate_report()

    return check
