"""No live link gets into a log, whichever way a request for it fails."""

import logging
from contextlib import contextmanager
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.handlers.base import BaseHandler
from django.db import OperationalError
from django.test import Client, client, override_settings

from retros.log_redaction import REMOVED, SECRET_ARGUMENTS, redact
from tests.addresses import filled, live_secrets, secret_routes, secrets_of

MULTIPART = "multipart/form-data"


@contextmanager
def everything_logged():
    """Collect what all loggers say at every level, with tracebacks."""
    output = StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(pathname)s %(message)s"))
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.handlers = [handler] if logger is logging.root or not logger.propagate else []
    yield output
    for logger, level, handlers in before:
        logger.level, logger.handlers = level, handlers


@pytest.fixture
def links(db):
    """[(address, its secret)] of every route that holds one, each opening something."""
    live = live_secrets()
    found = []
    for name, path, converters in secret_routes():
        beginning = next((begin for begin in live if path.startswith(begin)), None)
        assert beginning, f"live_secrets() in tests/addresses.py needs a live secret for {name}"
        values = live[beginning]
        (secret,) = (values[argument] for argument in secrets_of(converters))
        found.append((filled(path, converters, values), secret))
    return found


def not_found(browser, address):
    browser.get(f"{address}nothing/")


def wrong_method(browser, address):
    browser.delete(address)


def without_csrf_token(browser, address):
    browser.handler.enforce_csrf_checks = True
    browser.get(address)
    browser.post(address, {"text": "x"})
    browser.post(address, {"text": "x"}, headers={"Origin": "https://evil.example"})
    referrer = {"Referer": f"https://evil.example{address}"}
    browser.post(address, {"text": "x"}, secure=True, headers=referrer)
    browser.post("/accounts/login/", secure=True, headers=referrer)


def malformed(browser, address):
    browser.generic("POST", address, b"--x", content_type=f"{MULTIPART}; boundary=ö")
    browser.get(address, headers={"Host": "evil.example"})


TOO_MANY = client.encode_multipart(client.BOUNDARY, {f"f{n}": "" for n in range(21)})


def too_large(browser, address):
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=20):  # 20,000 take seconds to send
        browser.generic("POST", address, TOO_MANY, content_type=client.MULTIPART_CONTENT)
    browser.generic("POST", address, b"", CONTENT_LENGTH=str(10**9))


def encoded(browser, address):
    browser.get("/%" + f"{ord(address[1]):x}" + address[2:])
    browser.get("/accounts/login/", {"next": address})
    browser.get(f"/not-there/{quote(quote(address, safe=''), safe='')}")


def broken(error):
    """A way of failing: every view raises `error` with its arguments, caused by another."""

    def fails(browser, address):
        def view(request, *args, **kwargs):
            raise error(f"{kwargs} at {request}") from KeyError(request.path)

        view.login_required = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                BaseHandler, "resolve_request", lambda self, request: _match(view, request)
            )
            browser.get(address)
            browser.post(address)

    fails.__name__ = error.__name__
    return fails


def _match(view, request):
    from django.urls import get_resolver

    match = get_resolver().resolve(request.path_info)
    request.resolver_match = match
    return view, match.args, match.kwargs


def said_by_libraries(browser, address):
    browser.get(address)
    for name in ["gunicorn.error", "gunicorn.access", "asyncio", "a.logger.made.now"]:
        logging.getLogger(name).warning("Error handling request %s %s", "GET", address)
        logging.getLogger(name).warning("%(r)s", {"r": f"GET {address} HTTP/1.1"})
        logging.getLogger(name).warning("too few %s %s", address)
        logging.getLogger(name).error("with a stack", stack_info=True, extra={"at": address})


WAYS = [not_found, wrong_method, without_csrf_token, malformed, too_large, encoded]
WAYS += [broken(ValueError), broken(OperationalError), broken(SystemError), said_by_libraries]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_no_way_of_failing_logs_a_live_link(links, member, as_user, way, who):
    said = ""
    for address, secret in links:
        browser = as_user(member if who == "member" else None)
        browser.raise_request_exception = False
        with everything_logged() as output:
            way(browser, address)
        said += output.getvalue()
        assert secret not in said, address


def test_failing_requests_are_logged_at_all(links):
    address, _ = links[0]
    with everything_logged() as output:
        without_csrf_token(Client(raise_request_exception=False), address)
        broken(ValueError)(Client(raise_request_exception=False), address)
    said = output.getvalue()
    assert "django.security.csrf" in said and "Traceback" in said and "ValueError" in said
    assert REMOVED in said


def test_every_free_text_of_a_route_is_known_as_a_secret_or_as_a_name():
    unknown = {name: secrets_of(kinds) - SECRET_ARGUMENTS for name, _, kinds in secret_routes()}
    assert {name: arguments for name, arguments in unknown.items() if arguments} == {}


@pytest.mark.parametrize(
    "text",
    [
        "/wall/new/",
        'File "/srv/retros/templates/screens/edit.html", line 3',
        "GET /projects/a-project-with-a-very-long-name/ 100%25",
        "saved 12 % of 30",
    ],
)
def test_what_holds_no_secret_stays_as_it_is(text):
    assert redact(text) == text
