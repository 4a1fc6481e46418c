"""What is done with a screen under test: posts are hung up, time passes, it is looked at."""

import time

from playwright.sync_api import expect

from tests import factories
from tests.browser.browsing import PATIENCE_MS

TOKEN = "the-token-of-the-screen-in-the-hallway"
LANDSCAPE, PORTRAIT = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
HOUR = 60 * 60 * 1000
PATIENCE_SECONDS = PATIENCE_MS / 1000
# A post's words in what is stored for when the server is away.
STORED = """async () => {
  let text = "";
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const key of await store.keys()) if (key.mode === "navigate" || !key.url.includes("/static/"))
      text += await (await store.match(key)).text();
  }
  return text;
}"""
# How many answers are stored for that.
KEPT = """caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(store => store.keys()))))
  .then(stores => stores.reduce((sum, keys) => sum + keys.length, 0))"""


def post_to_wall(*texts):
    for text in reversed(texts):
        factories.WallPostFactory(learned=text, we_did="", happened="")


def expect_turned(page):
    page.wait_for_function("document.body.style.length > 0")


def expect_shown(page, learned):
    expect(page.locator(".slide.is-on .say")).to_have_text(learned)


def open_wall(page, address):
    """Open a wall that turns and has the answer to its first question.

    `page.questions` holds those that wait for their answer, for `settle`.
    """
    page.questions = set()
    page.on("request", lambda it: page.questions.add(it) if "/slides/" in it.url else None)
    page.on("response", lambda it: page.questions.discard(it.request))
    page.on("requestfailed", lambda it: page.questions.discard(it))
    go(page, address)


def go(page, address):
    """Load a wall, maybe again, and wait until it turns and has its answer."""
    with page.expect_response(lambda it: "/slides/" in it.url):
        page.goto(address)
    expect_turned(page)
    settle(page)


def settle(page):
    """Wait in real time for answers: a clock that moves on would run past the wall's patience."""
    end = time.monotonic() + PATIENCE_SECONDS
    while page.questions:
        assert time.monotonic() < end, "the wall got no answer"
        page.wait_for_timeout(20)
    page.wait_for_timeout(50)  # for the wall to take note


def eventually(page, promise, is_so):
    """Wait in real time until what is promised is so; what a browser stores, it stores meanwhile."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(f"Promise.resolve({promise}).then({is_so})"):
        assert time.monotonic() < end, f"{promise} stays other than {is_so}"
        page.wait_for_timeout(50)


def pass_time(page, seconds):
    """Move the clock on in small steps, with real time between for what the server answers."""
    for _ in range(seconds // 5):
        page.clock.run_for(5_000)
        page.wait_for_timeout(70)
        settle(page)
        yield


def pass_time_until(page, words, *, within):
    """Until the wall holds the words; fails after `within` seconds of the screen's time."""
    assert any(words in page.locator(".wall").inner_html() for _ in pass_time(page, within))


def pass_time_until_loaded(page, *, within):
    """Until the page has loaded anew; fails after `within` seconds of the screen's time."""
    loaded = []
    page.once("load", lambda page: loaded.append(page))
    assert any(loaded for _ in pass_time(page, within))


def stored(page):
    return page.evaluate(STORED)
