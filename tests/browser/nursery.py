"""Loads the site once and forks a server from it for each line it reads: a start then costs a tenth.

A line holds variables of the environment and gunicorn's arguments; the answer is the process's id.
"""

import json
import os
import signal
import sys
from importlib import import_module

from django.db import connections
from django.urls import get_resolver
from gunicorn.app import wsgiapp


def main(application):
    import_module(application.partition(":")[0])
    get_resolver().url_patterns  # noqa: B018, loads all views
    connections.close_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for line in sys.stdin:
        child = os.fork()
        if not child:
            serve(application, *json.loads(line))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def serve(application, variables, arguments):
    """Be gunicorn, in a group of processes of its own, until the end."""
    os.setsid()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.environ.update(variables)
    sys.argv[1:] = [*arguments, application]
    wsgiapp.run()
    sys.exit()


if __name__ == "__main__":
    main(sys.argv[1])
