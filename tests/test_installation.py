"""One data folder: every command finds the installation that is meant, or stops with a sentence."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import checks
from retros import cli, installation
from retros.settings import MARK, data_folder
from tests.installations import manage, new_installation
from tests.prepared import prepared_installation

COMMANDS = [("empty_bin",), ("shell", "--command", "1"), ("migrate",), ("check",), ("reindex",)]
UNKNOWN = "import retros.settings as s; print(*s.UNKNOWN_NAMES)"
FIND = "import retros.settings as s; print(s.DATA_DIR)"


@pytest.fixture
def find(tmp_path, monkeypatch):
    """`find(DATA_DIR=…)`: the folder that a command of this user would use."""
    monkeypatch.setattr(data_folder, "_usual_folder", lambda: tmp_path / "usual")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("DATA_DIR")
    return data_folder.find_data_dir


def served(folder):
    """A folder that `serve` has used and listed."""
    folder.mkdir()
    (folder / MARK).write_text("{}")
    data_folder.remember_served(folder)
    return folder


def test_migrating_starts_an_installation_which_serving_may_then_leave_as_it_is(tmp_path):
    said = prepared_installation(tmp_path / "data")
    assert said == (
        "Creating the tables. This takes a few seconds, on a busy machine half a minute.\n"
        "The database is up to date.\n"
    )
    assert manage(tmp_path / "data", "migrate", "--check").returncode == 0


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_command_creates_a_data_folder(tmp_path, command):
    run = manage(tmp_path / "typo", *command)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert run.stderr.startswith(
        f"Retros can't start. There is no installation of Retros in {tmp_path}/typo."
    )
    assert not (tmp_path / "typo").exists()


def test_folder_of_something_else_is_left_as_it_is(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes").touch()
    assert manage(tmp_path / "other", "empty_bin").returncode == 1
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["notes"]


def test_help_needs_no_installation(tmp_path):
    assert manage(tmp_path / "none", "help", "empty_bin").returncode == 0
    assert manage(tmp_path / "none", "empty_bin", "--help").returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_models_are_compared_with_migrations_without_an_installation(tmp_path):
    run = manage(tmp_path / "none", "makemigrations", "--check", "--dry-run")
    assert (run.returncode, run.stdout) == (0, "No changes detected\n")
    assert list(tmp_path.iterdir()) == []


def test_folder_that_serve_used_is_found_without_naming_it(find, tmp_path):
    folder = served(tmp_path / "srv")
    assert find() == folder


def test_named_folder_comes_first(find, tmp_path, monkeypatch):
    served(tmp_path / "srv")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "other"))
    assert find() == tmp_path / "other"


def test_of_two_installations_one_has_to_be_named(find, tmp_path):
    served(tmp_path / "one")
    served(tmp_path / "two")
    with pytest.raises(ImproperlyConfigured, match=r"Set DATA_DIR .*/one, .*/two\."):
        find()


def test_of_two_installations_none_has_to_be_named_for_help_and_a_restore(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / MARK).touch()
    (tmp_path / "retros").mkdir()
    (tmp_path / "retros/served").write_text(f"{tmp_path}/one\n{tmp_path}/two\n")
    state = {"XDG_STATE_HOME": str(tmp_path)}
    assert manage("", "empty_bin", "--help", **state).returncode == 0
    missing = manage("", "restore", "none.tar", "--into", tmp_path / "new", **state)
    assert "none.tar can’t be read" in missing.stderr


def test_installation_of_an_earlier_version_beside_the_program_is_found(find, tmp_path):
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / "starting.lock").touch()
    assert find() == tmp_path / "usual"


def test_folder_that_is_gone_is_forgotten(find, tmp_path):
    (served(tmp_path / "old") / MARK).unlink()
    assert find() == tmp_path / "usual"


def test_user_without_a_home_that_can_be_written_to_still_serves(find, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    assert served(tmp_path / "srv").exists()


def test_first_start_makes_the_folder_and_one_key_for_its_owner_alone(tmp_path):
    folder = new_installation(tmp_path / "data")
    key = (folder / "secret_key").read_text()
    new_installation(folder)
    assert (folder / "secret_key").read_text() == key and len(key) > 50
    assert [path for path in [folder, *folder.iterdir()] if path.stat().st_mode & 0o077] == []


def test_many_first_starts_agree_on_one_key(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    assert installation._make_key(tmp_path) == installation._make_key(tmp_path)


def test_given_key_is_not_stored(tmp_path):
    folder = new_installation(tmp_path / "data", SECRET_KEY="given" * 20)
    assert not (folder / "secret_key").exists()


@pytest.mark.parametrize("create", [False, True], ids=["commands", "serve"])
def test_shell_that_lacks_the_address_of_postgresql_is_told_so(
    tmp_path, settings, monkeypatch, create
):
    settings.DATA_DIR = tmp_path
    (tmp_path / MARK).write_text(json.dumps({"database": "postgresql"}))
    monkeypatch.setattr(installation.connection, "vendor", "sqlite")
    with pytest.raises(
        ImproperlyConfigured, match="uses PostgreSQL, and the settings lead to SQLite"
    ):
        installation.create() if create else installation.require()
    assert [path.name for path in tmp_path.iterdir()] == [MARK]


def test_missing_database_is_not_replaced_by_an_empty_one(tmp_path):
    folder = new_installation(tmp_path / "data")
    (folder / "retros.sqlite3").unlink()
    for command in ("empty_bin", "serve"):
        run = manage(folder, command, PORT="0" if command == "empty_bin" else "18")
        assert run.returncode == 1
    assert not (folder / "retros.sqlite3").exists()


def test_lost_key_is_not_replaced_by_a_new_one(tmp_path):
    folder = new_installation(tmp_path / "data")
    (folder / "secret_key").unlink()
    for command in ("empty_bin", "serve"):
        assert "secret_key is missing. Set SECRET_KEY" in manage(folder, command, PORT="18").stderr
    assert not (folder / "secret_key").exists()


def test_damaged_database_is_reported_in_a_sentence(tmp_path):
    folder = new_installation(tmp_path / "data")
    (folder / "retros.sqlite3").write_bytes(b"damaged" * 1000)
    said = manage(folder, "check_setup").stderr
    assert said == "The database is damaged: file is not a database. Restore the last backup.\n"


def test_full_disk_is_reported_in_a_sentence():
    def fill(arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SystemExit, match="Nothing can be written: No space left on device"):
        cli.manage(["manage.py", "help"], run=fill)


def test_folder_that_cannot_be_made_is_reported():
    run = manage("/dev/null/data", "serve", HOME="/")
    assert run.stderr == (
        "Retros can't start. DATA_DIR is /dev/null/data, and nothing can be written there: Not a directory.\n"
    )


def test_config_file_leads_every_command_to_the_installation(tmp_path):
    folder = new_installation(tmp_path / "data")
    (tmp_path / "retros.env").write_text(f"DATA_DIR={folder}\n")
    environment = {"RETROS_CONFIG": str(tmp_path / "retros.env"), "PATH": os.environ["PATH"]}
    found = subprocess.run(
        [sys.executable, "-c", FIND], env=environment, capture_output=True, text=True
    )
    assert found.stdout.strip() == str(folder)


def test_name_in_the_config_file_that_sets_nothing_is_warned_of(tmp_path, settings):
    rows = re.findall(r"^\| (`.*?) \|", Path("docs/settings.md").read_text(), re.M)
    documented = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    site = "SITE_URL=https://retros.example.org\nDATABASE_URL=postgresql://ada@db.example/retros\n"
    names = {*documented, "EMAILURL", "OTEL_SERVICE_NAME"} - {"SITE_URL", "DATABASE_URL"}
    (tmp_path / "retros.env").write_text(site + "".join(f"{name}=\n" for name in names))
    environment = {"RETROS_CONFIG": str(tmp_path / "retros.env"), "HOME": str(tmp_path)}
    found = subprocess.check_output([sys.executable, "-c", UNKNOWN], env=environment, text=True)
    settings.UNKNOWN_NAMES = found.split()
    (warning,) = checks.check_unknown_settings(None)
    assert warning.msg == "EMAILURL stands in the file of RETROS_CONFIG and sets nothing."
