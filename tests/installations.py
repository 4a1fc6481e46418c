"""Data folders as the first `serve` makes them, without waiting for a server."""

import os
import subprocess
import sys
from pathlib import Path

_MAKE = "from retros import installation; installation.create()"


def new_installation(folder, **variables):
    """Make `folder` an installation whose database is still empty; returns it."""
    environment = variables_for(folder, **variables) | {"DJANGO_SETTINGS_MODULE": "retros.settings"}
    subprocess.run([sys.executable, "-c", _MAKE], env=environment, check=True, umask=0)
    if "DATABASE_URL" not in variables:
        (folder / "retros.sqlite3").touch(mode=0o600)
    return folder


def variables_for(folder, **variables):
    """The environment of a command for the installation in `folder`, with a home of its own."""
    home = Path(folder).parent
    own = {"DATA_DIR": str(folder), "PATH": os.environ["PATH"], "HOME": str(home)}
    return own | variables


def manage(folder, *command, **variables):
    """Run a command of `manage.py` and return what it was and said."""
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, command)],
        env=variables_for(folder, **variables),
        capture_output=True,
        text=True,
    )
