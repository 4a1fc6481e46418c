"""What is no good is refused in a sentence, and nothing is changed."""

import shutil
import tarfile
from contextlib import closing
from sqlite3 import connect
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from retros.backups import databases, files, make_backup, postgresql, proving, restore, sqlite
from retros.backups.files import BackupError, open_backup
from retros.backups.restoring import open_fitting
from tests.installations import manage, new_installation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def made(programs, tmp_path):
    return make_backup(tmp_path / "backups")


def altered(made, monkeypatch, **changed):
    """The path of a backup whose manifest says something else."""
    manifest = open_backup(made.path).manifest | changed
    monkeypatch.setattr(files.json, "load", lambda stream: manifest)
    return made.path


def refused(path, folder):
    """What a restore into `folder` is refused with; the folder stays as it was."""
    before = sorted(folder.rglob("*"))
    with pytest.raises(CommandError) as problem:
        call_command("restore", path, "--into", folder)
    assert sorted(folder.rglob("*")) == before
    assert [each for each in folder.parent.iterdir() if each.name.startswith(".retros-")] == []
    return str(problem.value)


def test_damaged_backup_is_refused(made, tmp_path):
    with tarfile.open(made.path) as tar:
        database = tar.getmembers()[1]
    with made.path.open("r+b") as file:
        file.seek(database.offset_data + database.size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 255]))
    with pytest.raises(BackupError, match="is damaged: database"):
        open_backup(made.path).unpack(tmp_path)


@pytest.mark.parametrize("part", [3, 2], ids=["a third", "half"])
def test_backup_whose_end_is_missing_is_refused(made, tmp_path, part):
    content = made.path.read_bytes()
    made.path.write_bytes(content[: len(content) // part])
    with pytest.raises(BackupError, match="is damaged: database"):
        open_backup(made.path).unpack(tmp_path)


@pytest.mark.parametrize("said", ["[]", "{}", '{"format": 1}', '{"format": "2"}'])
def test_tar_of_another_program_is_refused(tmp_path, said):
    (tmp_path / "manifest.json").write_text(said)
    with tarfile.open(tmp_path / "retros.tar", "w") as tar:
        tar.add(tmp_path / "manifest.json", "manifest.json")
    assert "is not a backup of Retros" in refused(tmp_path / "retros.tar", tmp_path / "new")


def test_drill_on_a_full_disk_is_reported_in_a_sentence(made, monkeypatch):
    def full(*arguments, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(proving.tempfile, "TemporaryDirectory", full)
    with pytest.raises(CommandError, match="No place to restore to: No space left on device"):
        call_command("drill", made.path)


@pytest.mark.parametrize("content", [b"", b"not a tar", None], ids=["empty", "text", "missing"])
def test_what_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "retros.tar"
    if content is not None:
        path.write_bytes(content)
    assert "can’t be read" in refused(path, tmp_path / "new")


def test_backup_of_a_newer_version_is_refused(made, tmp_path, monkeypatch):
    migrations = [*open_backup(made.path).manifest["migrations"], "retros.0999_later"]
    path = altered(made, monkeypatch, migrations=migrations, retros="9.1.0")
    assert "newer version of Retros (9.1.0)" in refused(path, tmp_path / "new")


def test_backup_with_an_earlier_squashed_migration_is_not_newer(made, monkeypatch):
    earlier = "retros.0001_squashed_0035_plain_labels"
    migrations = [*open_backup(made.path).manifest["migrations"], earlier]
    path = altered(made, monkeypatch, migrations=migrations)
    assert open_fitting(path).path == path


def test_backup_in_a_newer_format_is_refused(made, tmp_path, monkeypatch):
    path = altered(made, monkeypatch, format=2)
    assert "newer version" in refused(path, tmp_path / "new")


def test_backup_of_the_other_database_is_refused(made, tmp_path, monkeypatch):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    path = altered(made, monkeypatch, database=other)
    assert f"is a backup of {databases.NAMES[other]}" in refused(path, tmp_path / "new")


def test_folder_with_something_in_it_is_refused(made, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes").touch()
    assert "is not empty" in refused(made.path, tmp_path / "data")


def test_database_of_something_else_is_not_backed_up(tmp_path):
    folder = new_installation(tmp_path / "data")
    with closing(connect(folder / "retros.sqlite3")) as database:
        database.execute("CREATE TABLE notes (text)")
    run = manage(folder, "backup", "--to", tmp_path / "backups")
    assert run.returncode == 1 and "has no tables of Retros" in run.stderr
    assert not (tmp_path / "backups").exists()


def test_folder_on_a_disk_that_is_not_mounted_is_not_made(programs, tmp_path):
    with pytest.raises(BackupError, match="can’t be written to"):
        make_backup(tmp_path / "mnt" / "backups")


def test_backup_that_fails_leaves_no_file(programs, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_verify", lambda backup: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_backup(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_reported_and_leaves_no_file(programs, tmp_path, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_synchronize", full)
    with pytest.raises(BackupError, match="No space left on device"):
        make_backup(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_disk_that_is_full_before_all_of_sqlite_is_copied_is_reported(tmp_path, monkeypatch):
    def small(path):
        copy = connect(path)
        copy.execute("PRAGMA max_page_count = 1")
        return copy

    with closing(connect(":memory:")) as database:
        database.execute("CREATE TABLE words (word)")
        monkeypatch.setattr(sqlite, "connect", small)
        monkeypatch.setattr(sqlite, "connection", mock.Mock(connection=database))
        with pytest.raises(BackupError, match="database or disk is full"):
            sqlite.dump(tmp_path)


def test_wrong_keep_is_explained(tmp_path):
    with pytest.raises(CommandError, match="--keep must be like 7d,4w,12m"):
        call_command("backup", "--to", tmp_path, "--keep", "7 days")


def test_missing_programs_of_postgresql_are_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(BackupError, match=r"pg_dump isn’t installed.*postgresql-client"):
        postgresql.find_program("pg_dump")


def test_database_that_cannot_be_reached_is_reported_in_a_sentence(tmp_path):
    (tmp_path / "database.pgdump").touch()
    manifest = {key: [] for key in files.PARTS}
    manifest |= {"format": 1, "database": "postgresql"}
    files.write_backup(tmp_path / "retros.tar", manifest, [tmp_path / "database.pgdump"])
    away = {"DATABASE_URL": "postgresql://ada:secret@127.0.0.1:1/retros"}
    run = manage(
        tmp_path / "x", "restore", tmp_path / "retros.tar", "--into", tmp_path / "y", **away
    )
    assert run.returncode == 1 and "secret" not in run.stderr
    assert run.stderr.startswith("The database can’t be used: ") and "refused" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_restoring_over_an_existing_installation_is_refused(made, tmp_path):
    if connection.vendor == "postgresql":
        with pytest.raises(BackupError, match="database of DATABASE_URL is not empty"):
            restore(made.path, tmp_path / "new")
    else:
        restore(made.path, tmp_path / "new")
        with pytest.raises(BackupError, match="is not empty"):
            restore(made.path, tmp_path / "new")
