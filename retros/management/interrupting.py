"""Ctrl-C during work that should not stop halfway."""

import signal
from contextlib import contextmanager


@contextmanager
def finished_first():
    """Let Ctrl-C wait until this work is done. Pressed again, it no longer waits."""
    pressed = []

    def wait(*_):
        pressed.append(True)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
