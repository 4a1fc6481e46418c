"""A screen in an office for months: whatever happens to the server, the clock or its link.

The site runs as a process of its own here, so that it can be killed and started again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.tokens import hashed
from retros.models import Screen, WallPost
from tests import factories
from tests.browser.serving import Server

TOKEN = "the-token-of-the-screen-in-the-hallway"
HOUR = 60 * 60 * 1000
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


@pytest.fixture(scope="module")
def process(django_db_setup):
    server = Server("tests.browser.deploying:application")
    yield server
    server.kill()


@pytest.fixture
def server(process, transactional_db):
    """The running site; a test may leave it killed."""
    process.start()
    return process


@pytest.fixture
def deploys(server):
    """The running site, which a test starts again as another deploy."""
    yield server
    server.kill()


@pytest.fixture
def site_url(server):
    return server.url


@pytest.fixture
def hallway(transactional_db):
    return factories.ScreenFactory(label="Hallway", token_hash=hashed(TOKEN))


@pytest.fixture
def screen(open_page, hallway):
    """`screen()` opens the link of the screen, kept for when the server is away."""

    def opened(time=None, **options):
        page = open_page(viewport={"width": 1920, "height": 1080}, **options)
        page.clock.install(time=time)
        page.goto(f"/screens/{TOKEN}/")
        expect_turned(page)
        eventually(page, "caches.match(location.href)", "page => Boolean(page)")
        return page

    return opened


def hang(*texts):
    for text in reversed(texts):
        factories.WallPostFactory(learned=text, we_did="", happened="")


def expect_turned(page):
    page.wait_for_function("document.body.style.length > 0")


def expect_shown(page, learned):
    expect(page.locator(".slide.is-on .say")).to_have_text(learned)


def eventually(page, promise, is_so):
    """Wait in real time until what is promised is so; what a browser stores, it stores meanwhile."""
    for _ in range(100):
        if page.evaluate(f"Promise.resolve({promise}).then({is_so})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{promise} stays other than {is_so}")


def pass_time(page, seconds):
    """Move the clock on in small steps, with real time between for what the server answers."""
    for _ in range(seconds // 5):
        page.clock.run_for(5_000)
        page.wait_for_timeout(120)
        yield


def pass_time_until(page, words, *, within):
    """Until the wall holds the words; fails after `within` seconds of the screen's time."""
    assert any(words in page.locator(".wall").inner_html() for _ in pass_time(page, within))


def stored(page):
    return page.evaluate(STORED)


def test_it_turns_for_hours_without_the_server_and_takes_up_what_is_new(server, screen):
    hang("First", "Second")
    page = screen()
    server.kill()
    for learned in ("Second", "First", "Second"):
        page.clock.run_for(14_100)
        expect_shown(page, learned)
    page.clock.fast_forward(5 * HOUR)
    page.clock.run_for(60_000)
    expect(page.locator("[data-state]")).to_contain_text("No connection since")
    server.start()
    hang("Fresh")
    pass_time_until(page, "Fresh", within=120)
    expect(page.locator("[data-state]")).to_have_text("")


def test_it_can_be_switched_on_while_the_server_is_away(server, screen):
    hang("First", "Second")
    page = screen()
    server.kill()
    page.reload()
    expect_turned(page)
    expect_shown(page, "First")
    page.clock.run_for(14_100)
    expect_shown(page, "Second")
    assert page.evaluate("document.fonts.check('20px \"Atkinson Next\"')")
    server.start()
    hang("Fresh")
    pass_time_until(page, "Fresh", within=120)


def test_what_was_taken_down_goes_at_once_and_from_what_is_stored(server, screen):
    hang("First", "Second")
    page = screen()
    assert "First" in stored(page)
    WallPost.objects.get(learned="First").take_down()
    assert any("First" not in page.locator(".wall").inner_html() for _ in pass_time(page, 30))
    eventually(page, f"({STORED})()", "text => text && !text.includes('First')")
    server.kill()
    page.reload()
    expect_turned(page)
    assert "First" not in page.content() and "Second" in page.content()


def test_deploy_with_other_files_is_taken_up_and_kept(deploys, screen):
    hang("First", "Second")
    page = screen()
    deploys.kill()
    deploys.start(DEPLOY="2")
    with page.expect_event("load"):
        page.clock.run_for(60_000)
    expect_turned(page)
    assert page.locator("script[src$='wall.js?deploy=2']").count() == 1
    eventually(page, f"({STORED})()", "text => text.includes('deploy=2')")
    deploys.kill()
    page.reload()
    expect_turned(page)
    page.clock.run_for(14_100)
    expect_shown(page, "Second")


def test_deploy_that_is_half_done_leaves_yesterdays_page(deploys, screen):
    hang("First", "Second")
    page = screen()
    deploys.kill()
    deploys.start(DEPLOY="half")
    page.reload()
    expect_turned(page)
    pass_time_until(page, "Second", within=15)
    assert any(
        page.locator(".slide.is-on .say").text_content() == "Second" for _ in pass_time(page, 60)
    )


def test_revoked_link_ends_the_show_within_half_a_minute_and_keeps_nothing(screen, hallway):
    hang("First")
    page = screen()
    hallway.revoke()
    pass_time_until(page, "This screen rests.", within=30)
    assert "First" not in page.content()
    eventually(page, "caches.keys()", "names => names.length === 0")


def quiet_around_now(hours):
    now = timezone.localtime()
    ends = [(now + timedelta(hours=by)).time() for by in (-hours, hours)]
    Screen.objects.update(quiet_from=ends[0], quiet_until=ends[1])


@pytest.mark.parametrize("wrong_clock", [None, "1999-12-31T23:59:50", "2051-06-01T04:00:00"])
def test_quiet_hours_follow_the_server_whatever_the_display_thinks(
    server, screen, hallway, wrong_clock
):
    hang("First", "Second")
    quiet_around_now(hours=2)
    page = screen(time=wrong_clock)
    page.clock.run_for(1_000)
    expect(page.locator("body.is-quiet")).to_have_count(1)
    expect(page.locator(".slide.is-on")).to_be_hidden()
    server.kill()  # and go on by its time, without it
    page.clock.fast_forward(3 * HOUR)
    page.clock.run_for(11_000)
    expect(page.locator("body.is-quiet")).to_have_count(0)


def test_clock_that_jumps_harms_nothing(screen, hallway):
    hang("First", "Second")
    page = screen(time="1970-01-01T00:00:10")
    page.clock.set_system_time("2026-11-24T12:00:00")
    page.clock.run_for(16_000)
    expect_shown(page, "Second")
    expect(page.locator("[data-state]")).to_have_text("")


@pytest.mark.parametrize(("hour", "colours"), [(3, "is-dark"), (12, "is-light")])
def test_day_is_light_and_night_is_dark(screen, hallway, settings, hour, colours):
    hang("First")
    Screen.objects.update(theme="day")
    page = screen()
    page.context.set_offline(True)  # else an answer of the server would tell the hour that it is
    ahead = (hour - timezone.localtime().hour) % 24
    page.clock.fast_forward(ahead * HOUR)
    page.clock.run_for(11_000)
    offset = "document.body.className"
    assert colours in page.evaluate(offset)


def test_two_thousand_posts_come_in_rounds_of_others(screen, hallway):
    now = timezone.now()
    WallPost.objects.bulk_create(
        factories.WallPostFactory.build(
            learned=f"Lesson {n}", we_did="", happened="", posted_at=now - timedelta(days=n)
        )
        for n in range(2000)
    )
    page = screen()
    names = "[...document.querySelectorAll('.slide')].map(slide => slide.dataset.post)"
    newest = {str(pk) for pk in WallPost.objects.up().values_list("pk", flat=True)[:12]}
    seen = []
    for _ in range(2):
        shown = page.evaluate(names)
        assert 16 <= len(shown) <= 60
        seen.append(set(shown))
        for _ in shown:
            page.keyboard.press("ArrowRight")
        eventually(page, f"({names}).join()", f"now => now !== '{','.join(shown)}'")
    returning = set.intersection(*seen) - newest
    assert newest <= seen[0] & seen[1]
    assert len(returning) <= 4, "only anniversaries come in every round"


KEYS = [
    ({"key": "MediaTrackNext"}, {"key": "MediaTrackPrevious"}, {"key": "MediaPlayPause"}),
    ({"key": "MediaFastForward"}, {"key": "MediaRewind"}, {"key": "MediaPause"}),
    ({"key": "Unidentified", "keyCode": 417}, {"keyCode": 412}, {"keyCode": 10252}),
    ({"key": "ArrowRight"}, {"key": "ArrowLeft"}, {"key": "Enter"}),
]
PRESS = """given => {
  const event = new KeyboardEvent("keydown", { key: given.key || "", bubbles: true, cancelable: true });
  Object.defineProperty(event, "keyCode", { value: given.keyCode || 0 });
  document.body.dispatchEvent(event);
}"""


@pytest.mark.parametrize("keys", KEYS, ids=["media", "wind", "numbers", "arrows"])
def test_remote_control_turns_and_pauses(screen, hallway, keys):
    onwards, back, pause = keys
    hang("First", "Second", "Third")
    page = screen()
    page.evaluate(PRESS, onwards)
    expect_shown(page, "Second")
    page.evaluate(PRESS, back)
    expect_shown(page, "First")
    page.evaluate(PRESS, pause)
    page.clock.run_for(40_000)
    expect_shown(page, "First")
    assert page.locator("[data-pause]").text_content() == "Go on"


def test_curators_see_what_it_shows_now(screen, hallway, open_page):
    hang("First", "Second")
    page = screen()
    page.clock.run_for(3_000)
    watching = open_page(factories.CuratorFactory())
    watching.clock.install()
    watching.goto("/screens/")
    expect(watching.locator(".mini")).to_contain_text("First")
    Screen.objects.update(last_seen_at=timezone.now() - timedelta(seconds=70))
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    list(pass_time(page, 30))
    watching.clock.run_for(21_000)
    expect(watching.locator(".mini")).to_contain_text("Second")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_pages_of_curators_are_accessible(hallway, open_page, no_axe_violations, width, scheme):
    post = factories.WallPostFactory(team=factories.TeamFactory(name="Payments"))
    hallway.note_seen(post.pk)
    factories.ScreenFactory(label="Revoked", revoked_at=timezone.now())
    page = open_page(
        factories.CuratorFactory(), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    for address in ("/screens/", f"/screens/{hallway.pk}/edit/", "/screens/new/"):
        page.goto(address)
        no_axe_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Add it and see its link").click()
    page.get_by_role("alert").wait_for()
    no_axe_violations(page)
    page.get_by_label("Where it hangs").fill("Kitchen")
    page.get_by_role("button", name="Add it and see its link").click()
    page.get_by_label("Link of this screen").wait_for()
    no_axe_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_link_that_opens_nothing_is_accessible(open_page, server, no_axe_violations):
    page = open_page(viewport={"width": 1920, "height": 1080})
    page.goto("/screens/not-a-token-of-any-screen/")
    expect_shown(page, "This screen rests.")
    no_axe_violations(page)
