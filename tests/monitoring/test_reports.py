"""Sentry and OpenTelemetry, where they are installed and configured."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import sentry_sdk
from sentry_sdk.transport import HttpTransport

from retros.monitoring import checks, tracing
from retros.monitoring import sentry as sentry_reports
from retros.setup_checks import find_problems
from tests.monitoring import kept


@pytest.fixture
def broken(monkeypatch, client):
    """A browser for whom the home page fails."""

    def fail(*args, **kwargs):
        raise ValueError("words that somebody wrote")

    monkeypatch.setattr("retros.views.site.home.render", fail)
    client.raise_request_exception = False
    return client


def event(sent):
    """The one event of an envelope: the last of its three lines."""
    return json.loads(sent.splitlines()[-1])


def test_report_says_where_what_kind_of_exception_was_raised(broken, sentry, db):
    response = broken.get("/?q=words")
    told = event(sentry())
    (raised,) = told["exception"]["values"]
    assert (told["transaction"], raised["type"]) == ("home", "ValueError")
    assert told["tags"] == {"request_id": response["X-Request-ID"]}
    places = [(f["filename"], f["function"]) for f in raised["stacktrace"]["frames"]]
    assert ("retros/views/site/home.py", "home") in places
    assert set(raised["stacktrace"]["frames"][0]) == sentry_reports.KEPT_OF_FRAMES


def test_report_has_nothing_but_what_is_named_here(broken, sentry, db):
    broken.get("/")
    assert set(event(sentry())) <= sentry_reports.KEPT | {"exception", "transaction", "tags"}
    assert b"words" not in sentry()


def test_uncaught_exception_of_a_command_is_reported_without_its_text(sentry, capsys):
    try:
        raise KeyError("words that somebody wrote")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    assert event(sentry())["exception"]["values"][0]["type"] == "KeyError"
    assert b"words" not in sentry()


def test_span_is_a_request_with_its_route_method_and_status(client, spans, db):
    client.get("/?q=words", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"})
    span = json.loads(spans())
    assert span["attributes"] == {
        "http.route": "home",
        "http.response.status_code": 200,
        "http.request.method": "GET",
    }
    assert (span["name"], span["parent_id"], span["events"]) == ("home", None, [])
    assert "a" * 32 not in spans()


@pytest.mark.parametrize("address", ["/gather/a-token-of-some-length/", "/kickoffs/1/risks/"])
def test_nothing_is_told_of_gatherings_and_premortems(broken, spans, sentry, rf, db, address):
    broken.get(address)
    try:
        raise ValueError
    except ValueError:
        sentry_reports._report(None, request=rf.get(address))
    assert (spans(), sentry()) == ("", b"")


@pytest.mark.parametrize("report", [sentry_reports, tracing], ids=["sentry", "otel"])
def test_without_a_setting_nothing_starts(settings, report, monkeypatch):
    settings.SENTRY_DSN, settings.OTEL_IS_ON = "", False
    monkeypatch.setattr(report, "is_installed", lambda: pytest.fail("it starts"))
    report.start()


def test_missing_package_is_a_problem_in_words(settings, db, monkeypatch):
    settings.SENTRY_DSN, settings.OTEL_IS_ON = "https://key@sentry.example.org/1", True
    for report in (checks.sentry, checks.tracing):
        monkeypatch.setattr(report, "is_installed", lambda: False)
        report.start()
    advice = [problem.advice for problem in find_problems()]
    assert "Install it: pip install 'retros[sentry]'." in advice
    assert "Install it: pip install 'retros[otel]'." in advice


@pytest.fixture
def receiver():
    """A server on this machine that takes reports: (its address, {path: bytes that it got})."""
    taken = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            taken[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", taken
    server.shutdown()
    thread.join()
    server.server_close()


def test_reports_arrive_at_sentry(settings, receiver, broken, db):
    address, taken = receiver
    settings.SENTRY_DSN = f"http://key@{address}/1"
    with kept.reports(HttpTransport):
        broken.get("/")
        sentry_sdk.flush()
    assert taken.keys() == {"/api/1/envelope/"}


def test_spans_arrive_at_a_collector(settings, receiver, client, monkeypatch, db):
    address, taken = receiver
    settings.OTEL_IS_ON = True
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://{address}")
    monkeypatch.setattr(tracing, "_tracer", None)
    tracing.start()
    client.get("/wall/?q=words")
    tracing._tracer.span_processor.shutdown()
    (sent,) = taken.values()
    assert b"wall" in sent and b"words" not in sent
