"""Watch which statements the tests run that databases answer differently.

On SQLite each test notes the comparisons by LIKE, orders of NULL, casts and raw SQL that ran in it.
Each of these has to run in a test marked both_databases, too, or `make test` would never see what
PostgreSQL makes of it. Told at the end of a run of all tests, by the process that collects reports.
"""

import re
from contextlib import nullcontext
from functools import lru_cache

import pytest
from django.db import connection

MARK = "both_databases"
KEY = "statements"
COLUMN = r'(?:"\w+"\.)?"\w+"'
_DIFFERENT = re.compile(
    rf"{COLUMN} (?:LIKE|REGEXP)\b|{COLUMN} (?:ASC |DESC )?NULLS (?:FIRST|LAST)|CAST\({COLUMN} AS \w+\)"
)
_OWN = re.compile(r"\s*(?:SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|EXPLAIN)\b", re.IGNORECASE)
RAW_LENGTH = 60  # characters that tell one statement in SQL from another


@lru_cache(4096)
def different_parts(sql):
    """Return the parts of a statement that databases answer differently.

    A statement without a quoted name is not the ORM's: the beginning of it stands for the whole.
    """
    if '"' in sql:
        return _DIFFERENT.findall(sql)
    return [] if _OWN.match(sql) else [" ".join(sql.split())[:RAW_LENGTH]]


@pytest.fixture(autouse=True)
def statements_are_watched(request):
    """Note on the report of a test what ran in it."""
    found = set()

    def watch(execute, sql, params, many, context):
        found.update(different_parts(sql))
        return execute(sql, params, many, context)

    is_watched = connection.vendor == "sqlite"
    with connection.execute_wrapper(watch) if is_watched else nullcontext():
        yield
    if found:
        request.node.user_properties.append((KEY, sorted(found)))


class Watch:
    """Collect the notes of all processes."""

    def __init__(self):
        self.marked, self.unmarked = set(), {}

    def unseen(self):
        """Return {statement: test} for those that no marked test runs."""
        found = sorted(self.unmarked.items())
        return {part: test for part, test in found if part not in self.marked}

    def pytest_runtest_logreport(self, report):
        parts = dict(report.user_properties).get(KEY, [])
        if report.when == "teardown" and MARK in report.keywords:
            self.marked.update(parts)
        elif report.when == "teardown":
            self.unmarked |= dict.fromkeys(parts, report.nodeid)

    def pytest_sessionfinish(self, session):
        if _ran_all(session) and self.unseen():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter, config):
        if _ran_all(terminalreporter._session):
            for part, test in self.unseen().items():
                terminalreporter.line(f"Runs in no test marked {MARK}: {part}  ({test})", red=True)


def _ran_all(session):
    """Whether nothing was left out but folders that were ignored, as the browser's is."""
    option, source = session.config.option, session.config.args_source
    chosen = option.keyword or option.markexpr or option.maxfail or source != source.TESTPATHS
    return not chosen


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # the process that collects, if there are several
        config.pluginmanager.register(Watch())
