"""Programs and ports of this machine."""

import os
import shutil
import socket
import urllib.request


def program(name):
    """Return the path of a program, which Debian may keep out of the PATH of users, or None."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


def free_port():
    """Return a port that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def answer(port, path="/healthz"):
    """Return the status that a server on this machine answers with; None while it does not."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status
    except OSError:  # also while a busy machine is slow to answer
        return None
