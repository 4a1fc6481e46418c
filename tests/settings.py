"""The site's settings, in a data folder of this run's own and without what makes tests slow."""

import atexit
import os
import shutil
import tempfile

if "RETROS_TEST_DIR" not in os.environ:
    os.environ["RETROS_TEST_DIR"] = tempfile.mkdtemp(prefix="retros-test-")
    atexit.register(shutil.rmtree, os.environ["RETROS_TEST_DIR"], ignore_errors=True)
if "RETROS_PREPARED_DIR" not in os.environ:
    os.environ["RETROS_PREPARED_DIR"] = tempfile.mkdtemp(prefix="retros-prepared-")
    atexit.register(shutil.rmtree, os.environ["RETROS_PREPARED_DIR"], ignore_errors=True)
os.environ["DATA_DIR"] = os.environ["RETROS_TEST_DIR"]
os.environ["XDG_STATE_HOME"] = os.environ["RETROS_TEST_DIR"]  # where servers list their folders
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright beside live_server

from retros.settings import *  # noqa: F403
from retros.settings import DATABASES, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise asks for it

if "init_command" in DATABASES["default"].get("OPTIONS", {}):
    # No test pulls the plug: waiting for the disk after each commit only costs time.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    # Tests ask thousands of statements in turn. Of 128, which is the default, few come again
    # before they are dropped, and SQLite reads each anew: a tenth of all time.
    DATABASES["default"]["OPTIONS"]["cached_statements"] = 2000
MEANING = False  # 5 ms for each text; the tests of meaning turn it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "tests.plain_static_files.PlainStaticFilesStorage"}
}
