import pytest

from tests import factories

WORDS = {
    "we_did": "Rolled out career steps to every team.",
    "happened": "Nobody could say what they changed.",
    "learned": "Measure the baseline before you start.",
    "category": "process",
    "signature": "",
    "previewed": "live",
}


@pytest.fixture
def post_it(as_user):
    """`post_it(browser, learned="…")` posts the usual words with some changed."""

    def posted(browser, **changed):
        return browser.post("/wall/new/", WORDS | changed)

    return posted


@pytest.fixture
def team(db):
    return factories.TeamFactory(name="Payments")


@pytest.fixture
def visitor(db, as_user):
    return as_user()
