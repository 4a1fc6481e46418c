"""What is kept in files: the data folder, the secret key, the static files."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from retros.settings.data_folder import ASSETS_DIR, SeveralInstallationsError, find_data_dir
from retros.settings.environment import text

# Whatever a process of Retros writes is for its own user alone: the database with its write-ahead
# log, copies of it, exports. This holds for each command, since each reads the settings first.
os.umask(0o077)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700


def _closed(folder):
    """`folder`, closed to other users if it exists. Reading settings creates none."""
    try:
        if folder.is_dir():
            with suppress(PermissionError):  # it may belong to somebody else who lets us write
                folder.chmod(folder.stat().st_mode & 0o7700)
            with tempfile.TemporaryFile(dir=folder):
                pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR is {folder}, and nothing can be written there: {error.strerror}."
        ) from None
    return folder


def _stored_key(folder):
    path = folder / "secret_key"
    return path.read_text().strip() if path.is_file() else ""


try:
    DATA_DIR, WHICH_INSTALLATION = _closed(find_data_dir()), ""
except SeveralInstallationsError as error:
    # Help and `restore` need none. Everything else stops with this sentence (retros.installation).
    DATA_DIR, WHICH_INSTALLATION = Path(os.devnull), str(error)
SECRET_KEY = text("SECRET_KEY") or _stored_key(DATA_DIR)
HAS_SECRET_KEY = bool(SECRET_KEY)
# The first `serve` makes one that stays (retros.installation). This one is for what comes before.
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)

STATIC_URL = "static/"
STATIC_ROOT = Path(text("STATIC_ROOT") or DATA_DIR / "static")
HAS_COLLECTED_STATIC = bool(text("STATIC_ROOT"))  # as in the container, whose files are read-only
STATICFILES_DIRS = [ASSETS_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "retros.static_storage.ModuleStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
