"""The site as a process of its own, on the database of the tests, that can be killed and restarted."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from django.conf import settings
from django.db import connection


class Server:
    """gunicorn at a port of its own. Killed, it says goodbye to nobody.

    Tests kill and start it often, so each start is a fork of one process that has loaded the site.
    """

    def __init__(self, application="tests.browser.application:application"):
        self.application = application
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.nursery = self.process_id = None

    def start(self, **variables):
        """Begin, unless it runs, and wait until the site answers. `variables` of its environment."""
        if self._runs():
            return
        if not self.nursery:
            self.nursery = self._load(variables)
        arguments = ["--config=python:tests.browser.gunicorn_config", "--workers=1"]
        arguments += [f"--bind=127.0.0.1:{self.port}"]
        self.nursery.stdin.write(json.dumps([variables, arguments]) + "\n")
        self.nursery.stdin.flush()
        self.process_id = int(self.nursery.stdout.readline())
        end = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < end, "the site did not come up"
            time.sleep(0.05)

    def kill(self):
        """As a power cut does: all of its processes at once, in the middle of whatever they do."""
        if self._runs():
            os.killpg(self.process_id, signal.SIGKILL)
        while self._runs():
            time.sleep(0.005)

    def end(self):
        """Kill it for good."""
        self.kill()
        if self.nursery:
            self.nursery.communicate()

    def _load(self, variables):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "RETROS_TEST_DIR": str(settings.DATA_DIR),
            **variables,
        }
        command = [sys.executable, "-m", "tests.browser.nursery", self.application]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen(command, env=environment, text=True, **pipes)

    def _runs(self):
        if self.process_id:
            try:
                os.kill(self.process_id, 0)
            except ProcessLookupError:
                self.process_id = None
        return self.process_id is not None

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False
