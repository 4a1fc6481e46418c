"""How gunicorn serves the site; `manage.py serve` starts it with this.

2 processes with 4 threads each: more threads fight for the interpreter, and with fewer, a few
imports at once would take them all. The worker is our own, so that slow clients block nobody
(retros.serving). No access log: a line with the time and the address of a request would tell who
wrote what.
"""

import ctypes
import gc
import signal
import sys
from itertools import count

from retros.monitoring import shared_counts
from retros.serving.incoming import REQUEST_LINE_MAX
from retros.settings import BIND, DRAIN_SECONDS, METRICS_DIR

bind = BIND
wsgi_app = "retros.wsgi"
worker_class = "retros.serving.worker.Worker"
logger_class = "retros.serving.log.Log"
workers = 2
threads = 4
sendfile = False  # a thread would wait for the client
timeout = 60
# For requests in progress, and the notification that is being sent.
graceful_timeout = DRAIN_SECONDS + 5
limit_request_line = REQUEST_LINE_MAX
forwarded_allow_ips = ""  # only SECURE_PROXY_SSL_HEADER says whether a request came by https
control_socket_disable = True
loglevel = "warning"

_M_ARENA_MAX = -8  # of malloc.h
# How long a thread may hold the interpreter while others want it. At Python’s 5 ms, eight clients take
# a fourth more processor time.
_TURN_SECONDS = 0.05


def when_ready(server):
    """Let the threads of each process, which inherit this, share two pools of memory.

    glibc would keep what the largest page took for each of them: 30 MB for eight kickoffs at once.
    """
    if sys.platform == "linux" and (limit := getattr(ctypes.CDLL(None), "mallopt", None)):
        limit(_M_ARENA_MAX, 2)


def post_worker_init(worker):
    """Start the notification worker in each process; each notification is leased by one of them."""
    from retros.backups import warn_of_old_backups  # only now is Django set up
    from retros.kickoffs import listen
    from retros.monitoring import counters
    from retros.notifications import worker as notifications

    counters.processes_started.inc()
    notifications.start(warn_of_old_backups, listen)
    # What there is by now stays until the end, so garbage collection need not look through it again.
    sys.setswitchinterval(_TURN_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # a page makes thousands of objects: 4 % less time than at 700


def pre_fork(server, worker):
    """Number the processes: one that replaces another goes on with its counts."""
    taken = {each.number for each in server.WORKERS.values()}
    worker.number = next(number for number in count() if number not in taken)


def worker_exit(server, worker):
    """Let the notification worker finish what it sends: a delivery cut off would be repeated."""
    from retros.notifications import worker as notifications

    notifications.stop()


def on_exit(server):
    """Leave no files behind when the server stops."""
    if METRICS_DIR:
        shared_counts.remove(METRICS_DIR)


def post_fork(server, worker):
    """Leave Ctrl-C, which a terminal sends to all of us, to the parent.

    It ends the workers by another signal; one that gets both at once can hang until it is killed.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    if METRICS_DIR:
        shared_counts.join(worker.number)
