"""The database that the connection leads to: which kind it is, and leading it elsewhere."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend

from retros.backups import postgresql, sqlite

KINDS = {"sqlite": sqlite, "postgresql": postgresql}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def kind():
    """Return the module for the kind of the connection's database."""
    return KINDS[connection.vendor]


@contextmanager
def connected_to(name):
    """Lead this thread's connection to another database of the same server, or another file."""
    usual = connections["default"]
    options = {key: value for key, value in usual.settings_dict["OPTIONS"].items() if key != "pool"}
    other = usual.settings_dict | {"NAME": str(name), "OPTIONS": options, "CONN_MAX_AGE": 0}
    connections["default"] = load_backend(other["ENGINE"]).DatabaseWrapper(other, "default")
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        ContentType.objects.clear_cache()


def applied_migrations():
    """Return the sorted names of what was migrated, such as retros.0041_plain_purpose."""
    names = (".".join(each) for each in MigrationRecorder(connection).applied_migrations())
    return sorted(name for name in names if not _is_squashed(name))


def unknown_migrations(names):
    """Return which of `names` this version of the program does not have."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {".".join(each) for each in loader.disk_migrations}
    return [name for name in names if name not in known and not _is_squashed(name)]


def _is_squashed(name):
    """Whether it replaces others, which Django records beside it: later versions may lack it."""
    return "_squashed_" in name
