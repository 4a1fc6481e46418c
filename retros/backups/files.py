"""The file of a backup: a tar with a manifest, the database and the secret key.

It is written under another name, synchronized to the disk, read again and then renamed, so that a
file with the name of a backup is always a whole one.
"""

import hashlib
import json
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
KEY = "secret_key"
PARTS = {"retros", "installation", "made_at", "database", "migrations", "tables", "files"}
DATABASE_FILES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.pgdump"}


class BackupError(Exception):
    """Why a backup could not be made or restored, as a sentence for the operator."""


@dataclass
class BackupFile:
    """A backup that was opened: its path and manifest."""

    path: Path
    manifest: dict

    @property
    def database(self):
        return self.manifest["database"]

    def unpack(self, folder):
        """Write the files into `folder` and compare each with the manifest. Return the database's."""
        for name, expected in self.manifest["files"].items():
            target = folder / Path(name).name
            try:
                with tarfile.open(self.path) as tar:
                    _copy(tar.extractfile(name), target)
                is_whole = hash_of(target) == expected["sha256"]
            except (KeyError, tarfile.TarError):  # its end is missing
                is_whole = False
            if not is_whole:
                raise BackupError(f"{self.path} is damaged: {name} is not what was written.")
        return folder / DATABASE_FILES[self.database]


def write_backup(path, manifest, files):
    """Write `files` with their hashes in the manifest to `path`, which must not exist."""
    manifest["files"] = {
        file.name: {"sha256": hash_of(file), "bytes": file.stat().st_size} for file in files
    }
    partial = path.with_name(f".{path.name}.partial")
    try:
        described = files[0].parent / MANIFEST
        described.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        with partial.open("xb") as stream, tarfile.open(fileobj=stream, mode="w") as tar:
            for file in (described, *files):
                tar.add(file, file.name, filter=_without_owner)
        _synchronize(partial)
        _verify(BackupFile(partial, manifest))
        partial.rename(path)
        _synchronize(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def open_backup(path):
    """Return the BackupFile at `path`; BackupError if it is none."""
    try:
        with tarfile.open(path) as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST:
                raise BackupError(f"{path} is not a backup of Retros.")
            manifest = json.load(tar.extractfile(first))
        if not isinstance(manifest, dict):
            raise ValueError
    except (OSError, tarfile.TarError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or "it is not a backup of Retros"
        raise BackupError(f"{path} can’t be read: {said}.") from None
    if isinstance(manifest.get("format"), int) and manifest["format"] > FORMAT:
        raise BackupError(f"{path} was made by a newer version of Retros. Update Retros first.")
    if not manifest.keys() >= PARTS:
        raise BackupError(f"{path} is not a backup of Retros.")
    return BackupFile(path, manifest)


def hash_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verify(backup):
    with tarfile.open(backup.path) as tar:
        for name, expected in backup.manifest["files"].items():
            found = hashlib.file_digest(tar.extractfile(name), "sha256").hexdigest()
            if found != expected["sha256"]:
                raise BackupError(f"The disk did not keep {name} as it was written.")


def _copy(source, path):
    with path.open("xb") as file:
        while piece := source.read(1024 * 1024):
            file.write(piece)


def _synchronize(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _without_owner(member):
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member
