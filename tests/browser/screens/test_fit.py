"""No text is cut or lies on another, whatever its length, its script and the shape of the screen."""

import pytest

from tests import factories
from tests.browser.hard_texts import TEXTS
from tests.browser.screens.playing import LANDSCAPE, PORTRAIT, expect_shown

SHAPES = pytest.mark.parametrize("shape", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])

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


@SHAPES
def test_screen_waits_beautifully_for_its_first_post(player, shape):
    page = player(shape)
    expect_shown(page, "What did you learn the hard way?")
    assert page.evaluate(TROUBLE) == []


@SHAPES
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_longest_texts_are_shown_whole(player, shape, text):
    long = {
        field: (text * 200)[:most].strip()
        for field, most in (("learned", 140), ("we_did", 90), ("happened", 90), ("signature", 80))
    }
    team = factories.TeamFactory(name=(text * 80)[:80])
    factories.WallPostFactory.create_batch(2, **long, team=team)
    page = player(shape)
    for _ in range(2):  # as it is, and mirrored
        assert page.evaluate(TROUBLE) == []
        page.keyboard.press("ArrowRight")


@SHAPES
@pytest.mark.parametrize("length", range(10, 141, 26))
def test_every_length_is_shown_whole(player, shape, length):
    text = ("Rehearse the cut-over on a copy of production until the rehearsal is boring, " * 2)[
        :length
    ]
    factories.WallPostFactory(learned=text, we_did=text[:90], happened=text[:90])
    assert player(shape).evaluate(TROUBLE) == []


def test_smallest_text_can_be_read_across_a_room(player):
    factories.WallPostFactory(we_did="漢" * 90, happened="漢" * 90, learned="漢" * 140)
    page = player()
    size = "parseFloat(getComputedStyle(document.querySelector('.is-on .story dd')).fontSize)"
    assert page.evaluate(size) >= 1.6 * 19.2  # in hundredths of the long side
