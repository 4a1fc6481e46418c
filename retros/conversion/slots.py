"""How many child processes parse at once, over all processes of the server."""

import fcntl
import time
from contextlib import contextmanager
from pathlib import Path

from retros.conversion.packages import Refused

SLOTS = 2  # each child may take 1 GB of memory and one processor
WAIT_SECONDS = 5
_POLL_SECONDS = 0.05
_BUSY = "Other documents are being read right now. Please import this one again in a minute."


@contextmanager
def slot(folder: Path):
    """Hold one of the locked files in `folder` and yield it; raise Refused if none gets free.

    A child that inherits the file holds the lock, too, so it counts even after its parent was killed.
    """
    end = time.monotonic() + WAIT_SECONDS
    while (held := _free_slot(folder)) is None:
        if time.monotonic() > end:
            raise Refused(_BUSY)
        time.sleep(_POLL_SECONDS)
    with held:
        yield held


def _free_slot(folder):
    for number in range(SLOTS):
        file = (folder / f"conversion-{number}.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    return None
