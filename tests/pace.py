"""Limits of time that hold on a slow machine and on a busy one.

They are given in seconds of a usual machine: a fixed piece of work, done right before and right
after, shows how many times as long this machine takes just now.
"""

import re
import time
from contextlib import contextmanager

USUAL_SECONDS = 0.006  # what the piece of work takes on a usual machine
WORD = re.compile(r"\w+")
TEXT = "a few words that each machine reads as fast as it can " * 2


@contextmanager
def at_most(seconds, clock=time.process_time):
    """Fail if the block takes longer; by `time.monotonic` if others do its work."""
    before = slowness(clock)
    began = clock()
    yield
    taken = clock() - began
    allowed = seconds * max(before, slowness(clock))
    assert taken < allowed, f"{taken:.2f} s, where {allowed:.2f} s are allowed"


def slowness(clock=time.process_time):
    """How many times as long as a usual machine this one takes; 1 for a quicker one."""
    began, seen = clock(), {}
    for number in range(1000):
        for word in WORD.findall(TEXT):
            seen[word, number % 7] = seen.get((word, number % 7), "")[:40] + word
    return max(1, (clock() - began) / USUAL_SECONDS)
