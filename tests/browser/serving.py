"""The site as a process of its own, on the database of the tests, that can be killed and restarted."""

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
    """gunicorn at a port of its own. Killed, it says goodbye to nobody."""

    def __init__(self, application="tests.browser.application:application"):
        self.application = application
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self, **variables):
        """Begin, unless it runs, and wait until the site answers. `variables` of its environment."""
        if self.process and self.process.poll() is None:
            return
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "RETROS_TEST_DIR": str(settings.DATA_DIR),
            **variables,
        }
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config=python:tests.browser.gunicorn_config",
        ]
        command += ["--workers=1", f"--bind=127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, self.application], env=environment, start_new_session=True
        )
        end = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < end, "the site did not come up"
            time.sleep(0.05)

    def kill(self):
        """As a power cut does: all of its processes at once, in the middle of whatever they do."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False
