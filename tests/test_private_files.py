"""What Retros keeps in files is readable by its own user alone."""

import json
import os
import subprocess
import sys

import pytest

from retros.private_files import close_to_others
from tests.installations import new_installation
from tests.prepared import migrated_copy

LOOK = """
import json
from django.conf import settings
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("VACUUM INTO %s", [f"{settings.DATA_DIR}/copy"])
    cursor.execute("DELETE FROM django_session")
names = ["copy", "retros.sqlite3-wal"]
seen = {name: (settings.DATA_DIR / name).stat().st_mode & 0o77 for name in names}
(settings.DATA_DIR / "seen").write_text(json.dumps(seen))
"""


def open_to_others(folder):
    return [path for path in [folder, *folder.rglob("*")] if path.lstat().st_mode & 0o077]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One installation of somebody whose files are usually readable by all."""
    folder = new_installation(tmp_path_factory.mktemp("private") / "data")
    migrated_copy(folder / "retros.sqlite3")
    return folder


@pytest.fixture(scope="module")
def manage(folder):
    """Run a command on it, and return it."""

    def run(*command):
        environment = {"DATA_DIR": str(folder), "PATH": os.environ["PATH"]}
        subprocess.run(
            [sys.executable, "manage.py", *command], env=environment, check=True, umask=0
        )
        return folder

    return run


def test_commands_write_nothing_that_others_can_read(manage):
    folder = manage("collectstatic", "--verbosity=0", "--no-input")
    assert (folder / "retros.sqlite3").exists() and (folder / "secret_key").exists()
    assert open_to_others(folder) == []


@pytest.fixture(scope="module")
def seen(manage):
    """What one process saw: {what is written: the permissions that others have}."""
    folder = manage("shell", "--verbosity=0", "--command", LOOK)
    return json.loads((folder / "seen").read_text())


def test_copy_of_the_database_is_private(seen):
    assert seen["copy"] == 0


def test_log_beside_a_database_that_is_being_written_is_private(seen):
    assert seen["retros.sqlite3-wal"] == 0


def test_folder_of_an_earlier_release_is_closed_by_each_command(folder, manage):
    folder.chmod(0o755)
    manage("audit")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_start_closes_what_an_earlier_release_left_open(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    (settings.DATA_DIR / "backups").mkdir(parents=True, mode=0o755)
    for name in ("retros.sqlite3", "retros.sqlite3-wal", "secret_key", "backups/monday.sqlite3"):
        (settings.DATA_DIR / name).touch()
        (settings.DATA_DIR / name).chmod(0o644)
    settings.DATA_DIR.chmod(0o755)
    close_to_others()
    assert open_to_others(settings.DATA_DIR) == []


def test_start_leaves_alone_what_a_link_leads_to(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    elsewhere.chmod(0o644)
    (settings.DATA_DIR / "link").symlink_to(elsewhere)
    close_to_others()
    assert elsewhere.stat().st_mode & 0o777 == 0o644
