"""Where the processes of one server keep what they count: files in memory, for our user alone."""

import os
import shutil
import tempfile
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")


def make_folder(bind):
    """Return the path of an empty folder for the server at `bind`. What an earlier one left is gone.

    Raises OSError if somebody else has taken its name.
    """
    base = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    folder = base / f"retros-metrics-{os.getuid()}-{bind}"
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != os.getuid()):
        raise PermissionError(f"{folder} belongs to somebody else")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def remove(folder):
    """Remove the folder of `make_folder`."""
    shutil.rmtree(folder, ignore_errors=True)


def join(number):
    """Let this process count in the files with `number`, where the one that it replaces stopped.

    By default files bear the process id: those of dead processes would add up. Call this before
    `counters` is imported.
    """
    from prometheus_client import values

    values.ValueClass = values.MultiProcessValue(lambda: number)
