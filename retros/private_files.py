"""Files that were readable by other users of the machine are closed to them."""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

_OTHERS = 0o077


def close_to_others():
    """Take every right of other users from the data folder, what is in it, and SQLite's files.

    What Retros writes now is closed from the beginning (retros.settings.files); earlier releases
    left it to the umask that they were started with.
    """
    for folder, folders, files in os.walk(settings.DATA_DIR):
        for name in [*folders, *files]:
            _close(Path(folder) / name)
    _close(settings.DATA_DIR)
    if connection.vendor == "sqlite":
        database = connection.settings_dict["NAME"]
        for ending in ("", "-wal", "-shm"):
            _close(Path(f"{database}{ending}"))


def _close(path):
    """Leave alone what is gone meanwhile, a link to elsewhere, and what belongs to somebody else."""
    with suppress(FileNotFoundError, PermissionError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and not path.is_symlink():
            path.chmod(mode & 0o7777 & ~_OTHERS)
