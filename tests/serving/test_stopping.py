"""Stopping: a balancer is told first, and nobody who has connected is cut off."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.pace import slowness
from tests.prepared import migrated_copy
from tests.test_serve import answer, free_port, wait_until


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data folder of all servers here: the second one finds it prepared."""
    folder = tmp_path_factory.mktemp("data")
    migrated_copy(folder / "retros.sqlite3")
    return folder


@pytest.fixture
def serve(folder):
    """`serve(DRAIN_SECONDS="2")` starts a real server: its port and process."""
    started = []

    def start(**variables):
        port = free_port()
        own = {"RETROS_TEST_DIR": str(folder), "PORT": str(port)}
        environment = os.environ | own | variables
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "manage.py", "serve"]
        started.append(subprocess.Popen(command, env=environment, start_new_session=True))
        wait_until(lambda: answer(port) == 200)
        return port, started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def status(port, path):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    client.request("GET", path)
    return client.getresponse().status


def test_balancer_is_told_while_everything_is_still_answered(serve):
    port, process = serve(DRAIN_SECONDS=str(round(3 * slowness(time.monotonic))))
    process.terminate()
    wait_until(lambda: status(port, "/readyz") == 503)
    assert [status(port, "/healthz"), status(port, "/accounts/login/")] == [200, 200]
    assert process.wait(timeout=60) == 0


def test_everyone_who_has_connected_is_answered_when_the_server_stops(serve):
    port, process = serve()
    under_way = threading.Barrier(9, timeout=60)

    def ask_until_refused(_):
        """Ask on one connection after the other until no more is accepted: whether all were answered."""
        answered = 0
        while True:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                client.connect()
            except ConnectionRefusedError:
                return True
            try:
                client.request("GET", "/accounts/login/")
                assert client.getresponse().status == 200
            except ConnectionError:
                return False
            client.close()
            answered += 1
            if answered == 2:
                under_way.wait()

    with ThreadPoolExecutor(8) as pool:
        asking = pool.map(ask_until_refused, range(8))
        under_way.wait()
        process.terminate()
        # Linux resets who connects between the last look at the queue and the closing of the socket.
        assert sum(asking) >= 7
    assert process.wait(timeout=60) == 0
