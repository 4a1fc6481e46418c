"""Start the site as the README says, twice, with a new folder: it serves, and Ctrl-C stops it all.

Usage: smoke.py FOLDER
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def serves(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except OSError:  # also one that waits for the first process
        return False


def is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def wait(what, condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what} took more than {seconds} s")
        time.sleep(0.1)


def once(folder, port):
    """One start to the first answer, then Ctrl-C; print how long the start took."""
    started = time.monotonic()
    command = ["make", "run", f"PORT={port}", f"DATA_DIR={folder}"]
    make = subprocess.Popen(command, start_new_session=True)
    try:
        wait("The start", lambda: serves(f"http://127.0.0.1:{port}/healthz"), 180)
        sys.stdout.write(f"Served after {time.monotonic() - started:.1f} s\n")
        os.killpg(make.pid, signal.SIGINT)
        wait("Ctrl-C", lambda: make.poll() is not None and is_gone(make.pid), 30)
    finally:
        if not is_gone(make.pid):
            os.killpg(make.pid, signal.SIGKILL)


for _ in range(2):
    once(sys.argv[1], free_port())
