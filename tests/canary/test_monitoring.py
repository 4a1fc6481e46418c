"""No person, address or word reaches what operators see of requests, whatever fails."""

import logging
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from retros.monitoring import middleware
from retros.monitoring.log_lines import FORMATTERS
from tests import factories
from tests.canary.markers import marker
from tests.monitoring import kept

WORD = marker("what operators see")
TOKEN = "a token of the tests"


def in_a_query(browser):
    browser.get("/search/", {"q": WORD})
    browser.get(f"/search/?{WORD}=1")


def in_a_path(browser):
    for address in (
        "projects/{}/",
        "tags/{}/edit/",
        "{}/",
        "gather/{}/",
        "accounts/join/{}/",
        "static/{}.css",
    ):
        browser.get("/" + address.format(WORD))


def in_a_header(browser):
    names = ("User-Agent", "Referer", "Cookie", "X-Forwarded-For", "X-Request-ID", "Authorization")
    for name in (*names, "Traceparent", "Sentry-Trace", "Baggage", "Host", "Origin", "HX-Target"):
        browser.get("/", headers={name: WORD})


def in_a_form(browser):
    browser.post("/accounts/login/", {"login": f"{WORD}@example.org", "password": WORD, WORD: WORD})
    browser.post("/wording/", {"text": WORD})
    browser.post("/import/", {"files": SimpleUploadedFile(f"{WORD}.md", WORD.encode())})
    browser.generic("POST", "/wording/", f'{{"{WORD}": 1}}', content_type=f"text/{WORD}")


def in_a_method(browser):
    browser.generic(WORD.upper(), "/projects/")


def in_a_name(browser):
    person = factories.UserFactory(display_name=WORD, email=f"{WORD}@example.org")
    browser.force_login(person)
    for address in ("/", "/search/", f"/accounts/people/{person.pk}/"):
        browser.get(address)


WAYS = [in_a_query, in_a_path, in_a_header, in_a_form, in_a_method, in_a_name]


def of_a_view(word):
    said = f"said {word}"
    try:
        raise KeyError(word)
    except KeyError as error:
        error.add_note(said)
        raise ValueError(said, {"said": said}) from error


def of_the_database(word):
    raise OperationalError(f"near {word}: syntax error")


def of_a_group(word):
    raise ExceptionGroup(word, [ValueError(word), KeyError(word)])


FAILURES = [None, of_a_view, of_the_database, of_a_group]


@pytest.fixture
def failing(monkeypatch):
    """`failing(failure)` lets every page fail."""

    def fail(failure):
        def raised(*args, **kwargs):
            failure(WORD)

        for module in ("site.home", "search.page", "organization.projects", "inbox.writing"):
            monkeypatch.setattr(f"retros.views.{module}.render", raised)

    return fail


@pytest.fixture
def metrics(settings, client):
    """`metrics()` is what they say."""
    settings.METRICS_TOKEN = TOKEN
    return lambda: client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text


def ask(as_user, member, way):
    """Let a member ask in a `way` that holds words, and for the home page."""
    browser = as_user(member)
    browser.raise_request_exception = False
    way(browser)
    browser.get("/")


@pytest.fixture
def logs(monkeypatch):
    """`logs()` is what all loggers said, at every level, in each format."""
    outputs = {name: StringIO() for name in FORMATTERS}
    handlers = [logging.StreamHandler(output) for output in outputs.values()]
    for handler, formatter in zip(handlers, FORMATTERS.values(), strict=True):
        handler.setFormatter(formatter())
    levels = {}
    for name in ("", *logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        levels[logger] = logger.level
        is_of_tests = name.startswith("factory")  # factory_boy, which makes their rows
        logger.setLevel(logging.WARNING if is_of_tests else logging.DEBUG)
        monkeypatch.setattr(logger, "handlers", [] if name and logger.propagate else handlers)
    monkeypatch.setattr(middleware, "SLOW_SECONDS", 0)
    yield lambda: {name: output.getvalue() for name, output in outputs.items()}
    for logger, level in levels.items():
        logger.setLevel(level)  # which also lets it forget that it was heard at every level


@pytest.fixture
def sentry(settings):
    settings.SENTRY_DSN = "https://key@sentry.example.org/1"
    with kept.reports() as sent:
        yield sent


@pytest.fixture
def spans(settings):
    settings.OTEL_IS_ON = True
    with kept.spans() as sent:
        yield sent


@pytest.mark.parametrize("failure", FAILURES, ids=lambda each: each and each.__name__)
@pytest.mark.parametrize("way", WAYS)
def test_nothing_that_operators_see_holds_a_word(
    as_user, member, metrics, logs, sentry, spans, failing, way, failure
):
    if failure:
        failing(failure)
    browser = as_user(member)
    browser.raise_request_exception = False
    way(browser)
    browser.get("/")
    told = {"metrics": metrics(), "sentry": sentry().decode(), "spans": spans(), **logs()}
    assert "retros_requests_total{" in told["metrics"]
    assert not failure or "retros/views/site/home.py" in told["sentry"]
    assert '"http.route": "home"' in told["spans"]
    for name in FORMATTERS:
        assert "retros.requests" in told[name] or "django.request" in told[name]
    assert [it for it in told if WORD in told[it].lower() or member.email in told[it]] == []
