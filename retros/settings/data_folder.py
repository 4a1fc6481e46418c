"""Which folder belongs to the installation that is meant. Nothing here creates one.

DATA_DIR names it. Without DATA_DIR it is the folder that `serve` used before: each `serve` adds its
folder to a list in the home of its user.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import text

BASE_DIR = Path(__file__).resolve().parent.parent.parent
IS_CHECKOUT = (BASE_DIR / "manage.py").exists()  # and not an installed package
# The folder of templates/ and static/, which the package holds inside the app.
ASSETS_DIR = BASE_DIR if IS_CHECKOUT else BASE_DIR / "retros" / "assets"

# What `serve` leaves in its folder: today, and before there was a mark.
MARK, _MARK_OF_OLD = "installation.json", "starting.lock"


class SeveralInstallationsError(ImproperlyConfigured):
    """Only DATA_DIR can tell which installation is meant."""


def is_installation(folder: Path) -> bool:
    """Return whether `serve` has used `folder`."""
    return (folder / MARK).exists() or (folder / _MARK_OF_OLD).exists()


def find_data_dir() -> Path:
    """Return the data folder that is meant, which exists only after the first `serve`.

    Raise SeveralInstallationsError.
    """
    if named := text("DATA_DIR"):
        return Path(named).expanduser().resolve()
    usual = _usual_folder()
    known = [folder for folder in {*_served_folders(), usual} if is_installation(folder)]
    if len(known) > 1:
        raise SeveralInstallationsError(
            "There are several installations. Set DATA_DIR to the one that you mean: "
            f"{', '.join(sorted(map(str, known)))}."
        )
    return known[0] if known else usual


def remember_served(folder: Path) -> None:
    """Add `folder` to the list by which later commands of this user find it."""
    with suppress(OSError):  # a service may have no home that it can write to
        path = _list_of_served()
        folders = [folder, *(each for each in _served_folders() if each != folder)]
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{each}\n" for each in folders)
        Path(temporary).replace(path)


def _served_folders():
    try:
        folders = [Path(line) for line in _list_of_served().read_text().splitlines()]
        return [folder for folder in folders if is_installation(folder)]
    except OSError:
        return []


def _list_of_served():
    return _home("XDG_STATE_HOME", ".local/state") / "retros" / "served"


def _usual_folder():
    if IS_CHECKOUT:
        return BASE_DIR / "data"
    return _home("XDG_DATA_HOME", ".local/share") / "retros"


def _home(name, usual):
    try:
        return Path(text(name) or Path.home() / usual)
    except RuntimeError:  # a user without a home
        raise ImproperlyConfigured("DATA_DIR must be set: this user has no home folder.") from None
