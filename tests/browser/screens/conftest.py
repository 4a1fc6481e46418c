"""A screen in an office, and the player of the whole wall."""

import pytest

from accounts.tokens import hash_token
from tests import factories
from tests.browser.screens.playing import LANDSCAPE, TOKEN, eventually, open_wall


@pytest.fixture
def deploys(server):
    """The running site, which a test starts again as another deploy."""
    yield server
    server.kill()


@pytest.fixture
def hallway(transactional_db):
    return factories.ScreenFactory(label="Hallway", token_hash=hash_token(TOKEN))


@pytest.fixture
def screen(open_page, hallway):
    """`screen()` opens the link of the screen, kept for when the server is away."""

    def opened(time=None, **options):
        page = open_page(viewport={"width": 1920, "height": 1080}, **options)
        page.clock.install(time=time)
        open_wall(page, f"/screens/{TOKEN}/")
        eventually(page, "caches.match(location.href)", "page => Boolean(page)")
        return page

    return opened


@pytest.fixture
def player(open_page):
    """`player(template)` opens the player of the whole wall with a clock that the test moves."""

    def opened(template=LANDSCAPE, query="", **options):
        page = open_page(viewport=template, **options)
        page.clock.install()
        open_wall(page, f"/wall/screen/{query}")
        return page

    return opened
