"""What is kept in files: the data folder, the secret key, the static files."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import text

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# Whatever a process of Retros writes is for its own user alone: the database with its write-ahead
# log, copies of it, exports. This holds for each command, since each reads the settings first.
os.umask(0o077)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700


def _data_dir(path):
    """The folder for everything that Retros keeps, made if it is missing, closed to other users."""
    folder = Path(path).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # it may belong to somebody else who lets us write there
            folder.chmod(folder.stat().st_mode & 0o7700)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR is {folder}, and nothing can be written there: {error.strerror}."
        ) from None


def _secret_key(folder):
    """The key in `folder`/secret_key, made once even when many processes start together.

    A temporary file is linked into place: link() fails if another process was first.
    """
    path = folder / "secret_key"
    if not path.exists():
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            pass
        finally:
            Path(temporary).unlink()
    return path.read_text().strip()


DATA_DIR = _data_dir(text("DATA_DIR") or BASE_DIR / "data")
SECRET_KEY = text("SECRET_KEY") or _secret_key(DATA_DIR)

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "retros.static_storage.ModuleStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
