"""No text is cut or lies on another, whatever its length, its script and the template of the screen."""

from pathlib import Path

from retros.models import WallPost
from tests import factories
from tests.browser.hard_texts import TEXTS
from tests.browser.screens.playing import expect_shown, go

TROUBLE = (Path(__file__).parent / "trouble.js").read_text()
SHAPES = [
    (1280, 720), (1920, 1080), (3840, 2160), (720, 1280), (1080, 1920), (2160, 3840), (1024, 768),
]  # fmt: skip
LENGTHS = (1, 30, 62, 63, 84, 85, 115, 116, 140)  # around those at which the type changes
USUAL = (
    "Rehearse the cut-over on a copy of production until the rehearsal is boring, and then once "
)
MOST = {"learned": 140, "we_did": 120, "happened": 120, "signature": 80}


def trouble(page, width, height):
    """What is wrong with the slides: {(words, is mirrored): what}, and how many looks that took."""
    looks = page.evaluate(TROUBLE, max(width, height) / 100)
    words = {str(post.pk): f"{post.pk} {post.learned}" for post in WallPost.objects.all()}
    seen = {(words.get(look["post"]), look["isMirrored"]): look["found"] for look in looks}
    return {look: found for look, found in seen.items() if found}, len(seen)


def in_each_shape(page):
    """Load the wall in each shape; yields its width and height."""
    for width, height in SHAPES:
        page.set_viewport_size({"width": width, "height": height})
        go(page, page.url)
        yield width, height


def test_the_longest_texts_are_shown_whole(player):
    for text in TEXTS.values():
        long = {field: (text * 140)[:most].strip() for field, most in MOST.items()}
        team = factories.TeamFactory(name=(text * 80)[:80].strip())
        post = factories.WallPostFactory(**long, team=team)
        post.us_too.create(member=factories.UserFactory())
    page = player()
    for shape in in_each_shape(page):
        assert trouble(page, *shape) == ({}, 2 * len(TEXTS)), shape


def test_every_length_is_shown_whole(player):
    for length in LENGTHS:
        learned = (USUAL * 2)[:length].strip()
        factories.WallPostFactory(learned=learned, we_did="", happened=(USUAL * 2)[: length % 120])
    page = player()
    for shape in in_each_shape(page):
        assert trouble(page, *shape) == ({}, 2 * len(LENGTHS)), shape


def test_screen_waits_beautifully_for_its_first_post(player):
    page = player()
    for shape in in_each_shape(page):
        expect_shown(page, "What did you learn the hard way?")
        assert trouble(page, *shape) == ({}, 2), shape


def test_long_word_stays_whole_where_it_can_be_read(player):
    factories.WallPostFactory(
        learned="Die Zahlungsabwicklungsschnittstelle muss zuerst geprobt werden, und zwar mehrmals."
    )
    page = player()
    say = page.locator(".slide.is-on .say")
    lines = say.evaluate(
        """say => { const range = document.createRange(), text = say.firstChild, start = text.data.indexOf("Zahl");
        range.setStart(text, start); range.setEnd(text, text.data.indexOf(" ", start));
        return range.getClientRects().length; }"""
    )
    assert lines == 1
