import uuid

import pytest

from tests import factories

TOKEN = "the-token-of-the-link"
LINK = f"/premortem/{TOKEN}/"
HTMX = {"HX-Request": "true"}
WORDS = "The scanners of the vendor stop during the peak."


def risk(text=WORDS, **changed):
    """What the form sends for one risk, with an id as the browser makes it."""
    return {"text": text, "client_id": str(uuid.uuid4())} | changed


@pytest.fixture
def kickoff(db):
    return factories.KickoffFactory(brief="We replace the stock service.")


@pytest.fixture
def url(kickoff):
    return f"/kickoffs/{kickoff.pk}/risks/"


@pytest.fixture
def leading(as_user, kickoff):
    """A browser of the person who made the kickoff, which keeps the link."""
    browser = as_user(kickoff.created_by)
    browser.cookies["inbox_link"] = TOKEN
    return browser


@pytest.fixture
def reader(as_user, member):
    """A browser of somebody who may read the kickoff, but not change it."""
    return as_user(member)


@pytest.fixture
def premortem(kickoff):
    return factories.PremortemFactory(kickoff=kickoff)


@pytest.fixture
def writer(as_user, premortem):
    """`writer(person)`: a browser of somebody, new by default, that opened the link."""

    def opened(person=None):
        browser = as_user(person or factories.UserFactory())
        assert browser.get(LINK).status_code == 200
        return browser

    return opened
