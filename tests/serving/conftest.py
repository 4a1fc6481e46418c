import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.prepared import migrated_copy
from tests.test_serve import answer, free_port, wait_until

METRICS_TOKEN = "a token of the tests"
# As somebody sets it who looks for an error.
TALKATIVE = {
    "LOG_LEVEL": "DEBUG",
    "GUNICORN_CMD_ARGS": "--log-level=debug --access-logfile=-",
}


@dataclass
class Site:
    """A real server, as `make run` starts it."""

    port: int
    process: subprocess.Popen
    log: Path

    def workers(self):
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def connect(self, sent=b""):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        client.sendall(sent)
        return client

    def ask(self, sent):
        """Everything that is answered until the server closes."""
        with self.connect(sent) as client:
            return b"".join(iter(lambda: client.recv(64 * 1024), b""))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    port, folder = free_port(), tmp_path_factory.mktemp("data")
    migrated_copy(folder / "retros.sqlite3")
    environment = os.environ | {"RETROS_TEST_DIR": str(folder), "PORT": str(port)} | TALKATIVE
    environment["METRICS_TOKEN"] = METRICS_TOKEN
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "serve"]
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env=environment, start_new_session=True, stdout=output, stderr=output
        )
    try:
        wait_until(lambda: answer(port) == 200)
        yield Site(port, process, log)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)
