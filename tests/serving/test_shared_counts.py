"""What the processes of one server count adds up, also when one of them is replaced."""

import os
import signal

from prometheus_client.parser import text_string_to_metric_families

from tests.serving.conftest import METRICS_TOKEN
from tests.test_serve import wait_until

ASKING = (
    f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {METRICS_TOKEN}\r\n"
    "Connection: close\r\n\r\n"
).encode()
HEALTHZ = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def told(site):
    """{(name, route): value} of all counters, as one of the processes tells them."""
    _, _, text = site.ask(ASKING).decode().partition("\r\n\r\n")
    samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
    return {(sample.name, sample.labels.get("route", "")): sample.value for sample in samples}


def asked(site):
    return told(site).get(("retros_requests_total", "healthz"), 0)


def test_each_process_tells_the_requests_of_all(site):
    before = asked(site)
    for _ in range(20):
        site.ask(HEALTHZ)
    assert {asked(site) - before for _ in range(10)} == {20}


def test_counts_stay_when_a_process_is_killed(site):
    site.ask(HEALTHZ)
    before, started = asked(site), told(site)[("retros_processes_started_total", "")]
    victim, *_ = site.workers()
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: told(site)[("retros_processes_started_total", "")] == started + 1)
    site.ask(HEALTHZ)
    assert asked(site) == before + 1
