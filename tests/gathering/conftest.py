import uuid

import pytest

from tests import factories

TOKEN = "the-token-of-the-link"
LINK = f"/gather/{TOKEN}/"
HTMX = {"HX-Request": "true"}
OTHERS = ["Of a second person.", "Of a third person."]


def thought(text="Two rehearsals on a copy of production.", **changed):
    """What the form sends for one thought, with an id as the browser makes it."""
    usual = {"kind": "well", "signed": "no", "client_id": str(uuid.uuid4())}
    return usual | {"text": text} | changed


@pytest.fixture
def facilitator(db):
    return factories.UserFactory(display_name="Fay")


@pytest.fixture
def draft(facilitator):
    return factories.RetrospectiveFactory(
        created_by=facilitator, facilitator=facilitator, title="Checkout rewrite"
    )


@pytest.fixture
def gathering(draft):
    return factories.GatheringFactory(retrospective=draft, purpose="Before the next cut-over")


@pytest.fixture
def page(draft):
    return f"/retrospectives/{draft.pk}/gathering/"


@pytest.fixture
def leading(as_user, facilitator):
    """The facilitator's browser, which keeps the link."""
    browser = as_user(facilitator)
    browser.cookies["inbox_link"] = TOKEN
    return browser


@pytest.fixture
def writer(as_user, gathering):
    """`writer(person)`: a browser of somebody, new by default, that opened the link."""

    def opened(person=None, link=LINK):
        browser = as_user(person or factories.UserFactory())
        assert browser.get(link).status_code == 200
        return browser

    return opened


@pytest.fixture
def add_others(writer):
    """`add_others()`: two more people write, so that a reveal leads to nobody."""

    def added():
        for text in OTHERS:
            writer().post(LINK, thought(text, kind="better"))

    return added
