"""The Fail Wall in a real browser: reading, posting, and the screen that turns by itself."""

import pytest
from playwright.sync_api import expect

from retros.models import WallPost
from tests import factories

LANDSCAPE, PORTRAIT = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
SHAPES = pytest.mark.parametrize("shape", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
TEXTS = {
    "words": "lesson words ",
    "one long word": "Datenschutzgrundverordnungsfolgenabschätzung",
    "wide letters": "MW@",
    "emoji": "🧗‍♀️🙂",
    "japanese": "本番環境の複製で切り替えを",
    "arabic": "تعلمنا أن نسأل قبل أن نبدأ ",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
}

# Parts of the slide on show that leave the screen, are cut, or lie upon each other.
TROUBLE = """() => {
  const slide = document.querySelector(".slide.is-on"), found = [];
  const parts = [".about", ".say", ".story", ".from", ".more"]
    .map(name => [name, slide.querySelector(name)]).filter(([, part]) => part);
  const edges = parts.map(([name, part]) => {
    const range = document.createRange(); range.selectNodeContents(part);
    return [name, range.getBoundingClientRect()];
  });
  for (const [name, part] of parts)
    if (part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2) found.push(`${name} is cut`);
  for (const [name, box] of edges)
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) found.push(`${name} is outside`);
  edges.forEach(([name, a], i) => edges.slice(i + 1).forEach(([other, b]) => {
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6)
      found.push(`${name} lies on ${other}`);
  }));
  return found;
}"""


@pytest.fixture
def screen(open_page):
    """`screen(shape)` opens the screen with a clock that the test moves."""

    def opened(shape=LANDSCAPE, query="", **options):
        page = open_page(viewport=shape, **options)
        page.clock.install()
        page.goto(f"/wall/screen/{query}")
        page.wait_for_function("document.querySelector('.slide.is-on').style.length > 0")
        return page

    return opened


def shown(page):
    return page.locator(".slide.is-on .say").text_content()


def expect_shown(page, learned):
    """At the end of a round the screen asks for the next one before it turns."""
    expect(page.locator(".slide.is-on .say")).to_have_text(learned)


def hang(*texts):
    for text in reversed(texts):
        factories.WallPostFactory(learned=text, we_did="", happened="")


def test_slides_turn_by_themselves_and_begin_again(screen):
    hang("First", "Second")
    page = screen()
    for learned in ("First", "Second", "First"):
        expect_shown(page, learned)
        page.clock.run_for(14_100)


def test_every_other_slide_is_mirrored(screen):
    hang("First", "Second")
    page = screen()
    assert page.locator(".is-on.flip").count() == 0
    page.clock.run_for(14_100)
    assert page.locator(".is-on.flip").count() == 1


def test_keys_pause_and_turn(screen):
    hang("First", "Second", "Third")
    page = screen()
    page.keyboard.press(" ")
    page.clock.run_for(60_000)
    assert shown(page) == "First"
    page.keyboard.press("ArrowRight")
    assert shown(page) == "Second"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert shown(page) == "Third"
    page.keyboard.press(" ")
    expect_shown(page, "First")


def test_pause_is_a_button_for_everyone(screen):
    hang("First", "Second")
    page = screen()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Pause").press("Enter")
    page.clock.run_for(60_000)
    assert shown(page) == "First"


def news(page):
    """Let the screen ask; returns the status that it got, once it has had time to take note."""
    with page.expect_response("**/wall/screen/slides/*") as answer:
        page.clock.fast_forward(37_000)
    status = answer.value.status
    page.evaluate("fetch('/wall/').then(answer => answer.text())")
    return status


def test_new_post_comes_between_two_slides(screen):
    hang("First", "Second")
    page = screen()
    page.keyboard.press(" ")
    assert news(page) == 304
    hang("Fresh")
    assert news(page) == 200
    assert shown(page) == "First"
    page.keyboard.press(" ")
    assert shown(page) == "Fresh"


def test_post_that_was_taken_down_vanishes(screen):
    hang("First", "Second")
    page = screen()
    page.keyboard.press(" ")
    WallPost.objects.get(learned="Second").take_down()
    news(page)
    page.keyboard.press(" ")
    assert "Second" not in page.content()
    assert shown(page) == "First"


def test_screen_goes_on_without_a_network(screen):
    hang("First", "Second")
    page = screen()
    page.context.set_offline(True)
    page.clock.run_for(14_100)
    assert shown(page) == "Second"
    page.clock.run_for(180_000)
    assert "No connection since" in page.locator("[data-state]").text_content()


@SHAPES
def test_screen_waits_beautifully_for_its_first_post(screen, shape):
    page = screen(shape)
    assert "hard way" in shown(page)
    assert page.evaluate(TROUBLE) == []


@SHAPES
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_longest_texts_are_shown_whole(screen, shape, text):
    long = {
        field: (text * 200)[:most].strip()
        for field, most in (("learned", 140), ("we_did", 90), ("happened", 90), ("signature", 80))
    }
    team = factories.TeamFactory(name=(text * 80)[:80])
    factories.WallPostFactory.create_batch(2, **long, team=team)
    page = screen(shape)
    for _ in range(2):  # as it is, and mirrored
        assert page.evaluate(TROUBLE) == []
        page.keyboard.press("ArrowRight")


@SHAPES
@pytest.mark.parametrize("length", range(10, 141, 26))
def test_every_length_is_shown_whole(screen, shape, length):
    text = ("Rehearse the cut-over on a copy of production until the rehearsal is boring, " * 2)[
        :length
    ]
    factories.WallPostFactory(learned=text, we_did=text[:90], happened=text[:90])
    assert screen(shape).evaluate(TROUBLE) == []


def test_smallest_text_can_be_read_across_a_room(screen):
    factories.WallPostFactory(we_did="漢" * 90, happened="漢" * 90, learned="漢" * 140)
    page = screen()
    size = "parseFloat(getComputedStyle(document.querySelector('.is-on .story dd')).fontSize)"
    assert page.evaluate(size) >= 1.6 * 19.2  # in hundredths of the long side


@pytest.mark.parametrize("query", ["", "?theme=light"])
def test_screen_is_accessible(screen, query, no_axe_violations):
    factories.WallPostFactory(signature="Two of us")
    page = screen(query=query)
    page.clock.run_for(3_000)
    no_axe_violations(page)


def test_calm_screens_do_not_move(screen):
    hang("First")
    page = screen(reduced_motion="reduce")
    style = "getComputedStyle(document.querySelector('.is-on .time')).animationName"
    assert page.evaluate(style) == "none"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_wall_is_accessible(open_page, no_axe_violations, scheme, width):
    team = factories.TeamFactory(name="Payments")
    for category in ("process", "team", "customer", "product", "self"):
        factories.WallPostFactory(category=category, team=team, signature="Two of us")
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for url in ("/wall/", "/wall/?category=self", WallPost.objects.first().get_absolute_url()):
        page.goto(url)
        no_axe_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_cards_hold_the_longest_texts_on_a_phone(open_page, text):
    long = (text * 200)[:140]
    factories.WallPostFactory.create_batch(
        2, learned=long, we_did=long[:90], happened=long[:90], signature=long[:80]
    )
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto("/wall/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = "[...document.querySelectorAll('.wall-card *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.land')).length"
    assert page.evaluate(cut) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_posting_is_accessible(open_page, no_axe_violations, scheme, member):
    page = open_page(member, color_scheme=scheme)
    page.goto("/wall/new/")
    no_axe_violations(page)
    page.get_by_role("button", name="Put it on the wall").click()
    page.get_by_role("alert").wait_for()
    no_axe_violations(page)


def test_card_follows_what_is_typed_and_is_what_hangs(open_page):
    person = factories.UserFactory(teams=[factories.TeamFactory(name="Payments")])
    page = open_page(person)
    page.goto("/wall/new/")
    page.get_by_label("What we learned").fill("Measure <b>first</b>.")
    page.get_by_text("Customer", exact=True).click()
    page.get_by_label("Team (optional)").select_option("Payments")
    card = page.locator("[data-card]")
    assert "Measure <b>first</b>." in card.text_content()
    seen = card.inner_text().split()
    page.get_by_role("button", name="Put it on the wall").click()
    page.wait_for_url("**/wall/*/")
    assert page.locator(".wall-card").inner_text().split() == seen


def test_posting_needs_no_script(open_page, member):
    page = open_page(member, java_script_enabled=False)
    page.goto("/wall/new/")
    page.get_by_label("What we learned").fill("Measure first.")
    page.get_by_text("Process", exact=True).click()
    page.get_by_role("button", name="See how it looks").click()
    assert "Measure first." in page.locator("[data-card]").inner_text()
    page.get_by_role("button", name="Put it on the wall").click()
    page.get_by_role("link", name="Change or take down").click()
    page.get_by_role("button", name="Take it down").click()
    page.get_by_role("button", name="Put it back").click()
    assert WallPost.objects.up().get().learned == "Measure first."
