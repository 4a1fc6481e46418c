"""All that scim2-tester checks, against the whole site."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.scim.conftest import TOKEN


@pytest.fixture
def application(scim_on):
    """The site as a server calls it, with the connection of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in signals:
        signal.connect(close_old_connections)


def test_all_checks_of_scim2_tester_pass(application):
    # Here, as loading them takes each process that collects tests half a second.
    from scim2_client.engines.wsgi import WSGISCIMClient
    from scim2_tester import Status, check_server

    headers = {"Authorization": f"Bearer {TOKEN}"}
    client = WSGISCIMClient(application, "http://localhost/scim/v2", headers)
    results = check_server(client, raise_exceptions=False)
    passed = (Status.SUCCESS, Status.ACCEPTABLE)
    failed = [f"{it.title}: {it.reason}" for it in results if it.status not in passed]
    assert failed == [] and len(results) > 50
