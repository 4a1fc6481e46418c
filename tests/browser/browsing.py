"""Browsers that one test hands on to the next: a new one would cost a third of a second each time.

It has a process to start, and each script and style to load and to compile again.
"""

from contextlib import suppress

from playwright.sync_api import Error, Page

from tests.browser.looks import DESK

PATIENCE_MS = 60_000  # for a slow machine that does much else at the same time
AT_HAND = 2  # browsers of a kind that wait for the next test
LASTING = {"java_script_enabled"}  # options of browsers that are handed on
KEEPS_TIME = "!('__pwClock' in globalThis)"  # a clock that a test has moved stays so


class Browsers:
    """Gives tests pages that know nothing of other tests, in browsers whose cache does."""

    def __init__(self, chromium):
        self.chromium = chromium
        self.free = {}

    def take(self, site_url, viewport=DESK, permissions=(), **options):
        """A page on its own in its browser; `options` go to the browser context."""
        kind = (site_url, *sorted(options.items()))
        free = self.free.setdefault(kind, [])
        page = free.pop() if free else self._start(site_url, viewport, options)
        page.kind, page.is_lasting = kind, set(options) <= LASTING
        page.heard = []
        page.set_viewport_size(viewport)
        if permissions:
            page.context.grant_permissions(list(permissions))
        return page

    def give_back(self, page):
        """Keep the browser for the next test, cleared, or close it if it cannot be cleared."""
        free = self.free[page.kind]
        with suppress(Error):  # its page or the server is gone
            if page.is_lasting and len(free) < AT_HAND and page.evaluate(KEEPS_TIME):
                clear(page)
                free.append(page)
                return
        page.context.close()

    def _start(self, site_url, viewport, options):
        context = self.chromium.new_context(base_url=site_url, viewport=viewport, **options)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.storage = context.new_cdp_session(page)
        page.on = lambda event, handler: listen(page, event, handler)
        return page


def listen(page, event, handler):
    page.heard.append((event, handler))
    Page.on(page, event, handler)


def clear(page):
    """Take away all that the site and the test left, but for files in the cache."""
    context, site_url = page.context, page.kind[0]
    for other in context.pages:
        if other != page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    for event, handler in page.heard:
        page.remove_listener(event, handler)
    context.set_offline(False)
    page.once("dialog", lambda dialog: dialog.accept())  # that something is not saved yet
    page.goto("/healthz")
    page.evaluate("sessionStorage.clear()")
    page.storage.send("Storage.clearDataForOrigin", {"origin": site_url, "storageTypes": "all"})
    context.clear_cookies()
    context.clear_permissions()
    page.emulate_media(color_scheme="null", media="null", reduced_motion="null")
