"""The installation that a command works on: its data folder, its key and its kind of database.

Only `create`, which comes before `serve`, makes one. `require` comes before every other command.
Both run before the apps are loaded, since modules keep the key that they find then.
"""

import json
import os
import secrets
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from retros.settings import MARK, is_installation, remember_served

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def require() -> None:
    """Raise ImproperlyConfigured, in words, unless the settings lead to an installation."""
    folder = meant_folder()
    if not is_installation(folder):
        raise ImproperlyConfigured(
            f"There is no installation of Retros in {folder}. Set DATA_DIR or RETROS_CONFIG as "
            "your service does. `serve` starts a new installation."
        )
    _must_fit(folder)
    if not settings.HAS_SECRET_KEY:
        raise _lost_key(folder)


def create() -> None:
    """Make the data folder and what is missing in it, and remember it for later commands."""
    folder = meant_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _must_fit(folder)
        if not settings.HAS_SECRET_KEY:
            _must_be_new(folder)
            settings.SECRET_KEY = _make_key(folder)
        mark(folder)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR is {folder}, and nothing can be written there: {error.strerror}."
        ) from None
    remember_served(folder)


def mark(folder: Path) -> None:
    """Let `folder` count as an installation on today's kind of database."""
    _write_once(folder / MARK, json.dumps({"database": connection.vendor}))


def meant_folder() -> Path:
    """Return the data folder; raise ImproperlyConfigured, in words, where several may be meant."""
    if settings.WHICH_INSTALLATION:
        raise ImproperlyConfigured(settings.WHICH_INSTALLATION)
    return settings.DATA_DIR


def _must_be_new(folder):
    """Refuse to go on with another key than before: what the lost one encrypted would be erased."""
    if (folder / MARK).exists():
        raise _lost_key(folder)


def _lost_key(folder):
    return ImproperlyConfigured(
        f"{folder / 'secret_key'} is missing. Set SECRET_KEY as your service does, or put the file "
        "back: each backup holds it (tar --extract --file BACKUP secret_key). With another key "
        "everybody has to sign in again, and questions that wait unattributed are lost."
    )


def _must_fit(folder):
    """Refuse a database that is not the one of `folder`: a new one would appear empty."""
    recorded = _recorded_database(folder)
    if recorded and recorded != connection.vendor:
        raise ImproperlyConfigured(
            f"The installation in {folder} uses {_NAMES[recorded]}, and the settings lead to "
            f"{_NAMES[connection.vendor]}. Set DATABASE_URL or RETROS_CONFIG as your service does. "
            f"To move it to another database, remove {folder / MARK} first."
        )
    path = Path(connection.settings_dict["NAME"])
    if recorded == connection.vendor == "sqlite" and not path.exists():
        raise ImproperlyConfigured(
            f"The database {path} is missing. Set DATABASE_URL as your service does, or restore a "
            f"backup. To start over without it, remove {folder / MARK}."
        )


def _recorded_database(folder):
    try:
        return json.loads((folder / MARK).read_text())["database"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise ImproperlyConfigured(f"{folder / MARK} is damaged. Remove it.") from None


def _make_key(folder):
    _write_once(folder / "secret_key", secrets.token_urlsafe(50))
    return (folder / "secret_key").read_text().strip()


def _write_once(path, content):
    """Write a file whole even when many processes start together.

    A temporary file is linked into place: link() fails if another process was first.
    """
    if path.exists():
        return
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        pass
    finally:
        Path(temporary).unlink()
