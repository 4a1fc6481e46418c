"""Asking a server on this machine: how long answers take, and how busy its processes were."""

import http.client
import os
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.writers import together

CLIENTS = (1, 8, 32)
EACH = 96  # requests, by all clients together
TICK = os.sysconf("SC_CLK_TCK")


class Figures(NamedTuple):
    """Of one page: processor time of a request, and {clients: (p50, p95)}; all in milliseconds."""

    busy: float
    waits: dict


class Pages:
    """Clients that ask for the same addresses in turn, each over a connection of its own."""

    def __init__(self, port, paths, headers=None):
        self.port, self.paths, self.headers = port, paths, headers or {}

    def client(self, number):
        """Return a function that makes the next request."""
        connection = connect(self.port)
        turn = number

        def ask():
            nonlocal turn
            headers = self.headers
            path = self.paths[turn % len(self.paths)]
            turn += 1
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 304):
                raise SystemExit(f"{answer.status} for {path!r}")
            return answer

        return ask


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def figures(pages, processes):
    """Ask as one client, whose requests are also counted by processor time, then as several."""
    lone = pages.client(0)
    for _ in range(len(getattr(pages, "paths", ())) or 5):
        lone()  # what a process has not shown yet takes longer
    before, seconds = busy_seconds(processes), []
    for _ in range(EACH):
        seconds.append(_timed(lone))
    busy = 1000 * (busy_seconds(processes) - before) / EACH
    waits = {1: percentiles(seconds)}
    for clients in CLIENTS[1:]:
        waits[clients] = percentiles(_at_once(pages, clients))
    return Figures(busy, waits)


def _at_once(pages, clients):
    seconds = []

    def ask(number):
        client = pages.client(number)
        for _ in range(EACH // clients):
            seconds.append(_timed(client))

    together(clients, ask)
    return seconds


def _timed(ask):
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def percentiles(seconds):
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return cuts[9] * 1000, cuts[18] * 1000


def busy_seconds(processes):
    """Processor time of the processes and of all that they started, alive or not; Linux only."""
    return sum(_ticks(pid) for pid in processes) / TICK


def _ticks(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for it in threads for child in (it / "children").read_text().split()]
    except OSError:  # it ended meanwhile: its parent has counted it
        return 0
    return sum(map(int, fields[11:15])) + sum(_ticks(child) for child in children)


def memory(pid):
    """Megabytes that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
