"""Whether this process is about to stop, so that a balancer sends it nothing more."""

import threading

_begun = threading.Event()


def begin_draining() -> None:
    """Say from now on that this process is not ready."""
    _begun.set()


def is_draining() -> bool:
    """Return whether the process is about to stop. Everything is still answered."""
    return _begun.is_set()
