"""Lines of the log, as text and as JSON: what happened where, and to which request."""

import json
import logging
import re
import sqlite3
from io import StringIO

import pytest
from django.db import DatabaseError, OperationalError, connection

from retros.monitoring import middleware
from retros.monitoring.exceptions import types_of
from retros.monitoring.log_lines import FORMATTERS


@pytest.fixture
def log():
    """What is logged, in JSON."""
    output = StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(FORMATTERS["json"]())
    logging.root.addHandler(handler)
    yield lambda: [json.loads(line) for line in output.getvalue().splitlines()]
    logging.root.removeHandler(handler)


@pytest.fixture
def broken(monkeypatch, client):
    """A browser for whom the home page and gatherings fail."""

    def fail(*args, **kwargs):
        raise ValueError("words that somebody wrote")

    monkeypatch.setattr("retros.views.site.home.render", fail)
    monkeypatch.setattr("retros.views.inbox.writing.render", fail)
    client.raise_request_exception = False
    return client


def test_failing_page_is_one_line_with_the_number_that_the_page_shows(broken, log, db):
    response = broken.get("/?q=words")
    (line,) = log()
    assert response["X-Request-ID"] == line["request_id"]
    assert f"<code>{line['request_id']}</code>" in response.text
    assert (line["level"], line["route"], line["status"]) == ("ERROR", "home", 500)
    assert line["error"] == "ValueError" and line["ms"] >= 0
    assert re.fullmatch(r"retros/views/site/home.py:\d+ in home", line["at"][0])
    assert "words" not in str(line)


def test_logged_requests_have_numbers_of_their_own(client, db, monkeypatch):
    assert "X-Request-ID" not in client.get("/")
    monkeypatch.setattr(middleware, "SLOW_SECONDS", 0)
    numbers = {client.get("/", headers={"X-Request-ID": "mine"})["X-Request-ID"] for _ in range(3)}
    assert len(numbers) == 3 and all(re.fullmatch("[0-9a-f]{16}", number) for number in numbers)


def test_slow_page_is_logged(client, log, db, monkeypatch):
    monkeypatch.setattr(middleware, "SLOW_SECONDS", 0)
    client.get("/wall/")
    (line,) = log()
    assert (line["level"], line["logger"]) == ("WARNING", "retros.requests")
    assert (line["route"], line["status"]) == ("wall", 200)


def test_quick_page_is_not_logged(client, log, db):
    client.get("/wall/")
    client.get("/not-there/")
    assert log() == []


@pytest.mark.parametrize("address", ["/gather/a-token-of-some-length/", "/kickoffs/1/risks/"])
def test_gatherings_and_premortems_are_never_slow(client, log, db, monkeypatch, address):
    monkeypatch.setattr(middleware, "SLOW_SECONDS", 0)
    assert "X-Request-ID" not in client.get(address)
    assert log() == []


def test_of_a_failing_gathering_the_exception_alone_is_logged(log, rf, broken):
    request = rf.get("/gather/a-token-of-some-length/")
    try:
        raise ValueError("words that somebody wrote")
    except ValueError:
        logging.getLogger("django.request").exception("said", extra={"request": request})
    (line,) = log()
    assert set(line) == {"level", "logger", "error", "at"}


def test_text_has_the_same_facts_in_one_line(rf):
    record = logging.makeLogRecord({"name": "retros.x", "levelname": "ERROR", "msg": "two\nlines"})
    assert FORMATTERS["text"]().format(record) == "ERROR retros.x: two lines"
    record = logging.makeLogRecord({"name": "django.request", "levelname": "ERROR", "msg": "words"})
    record.request, record.status_code = rf.get("/words/"), 503
    assert FORMATTERS["text"]().format(record) == "ERROR django.request: 503 none in 0 ms"


def full_disk():
    return OSError(28, "No space left on device", "/words")


def full_database():
    error = sqlite3.OperationalError("words")
    error.sqlite_errorname = "SQLITE_FULL"
    wrapped = OperationalError("words")
    wrapped.__cause__ = error
    return wrapped


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (full_disk, "OSError (ENOSPC)"),
        (full_database, "OperationalError from OperationalError (SQLITE_FULL)"),
    ],
)
def test_errors_of_the_system_are_named_by_their_code(make, said):
    assert types_of(make()) == said


@pytest.mark.both_databases
def test_errors_of_the_database_carry_its_code(db):
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute("SELECT words FROM nowhere")
    code = {"sqlite": "SQLITE_ERROR", "postgresql": "42P01"}[connection.vendor]
    assert types_of(raised.value).endswith(f"({code})")
