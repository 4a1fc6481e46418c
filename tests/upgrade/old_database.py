"""The database of commit 92ab753, brought up to date with today's migrations."""

import gzip
import json
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from retros import search
from tests.prepared import copy_of

FOLDER = Path(__file__).parent
LAST = [("retros", "0032_narrow_index_with_dates"), ("accounts", "0002_curators_and_cache")]
_OF_DJANGO = [("admin", "0003_logentry_add_action_flag_choices")]


def old_contents():
    """What commit 92ab753 listed of it."""
    return json.loads((FOLDER / "contents.json").read_text(encoding="utf-8"))


@contextmanager
def connected_to(name):
    """Let the connection lead to another database of that name for a while."""
    usual = connection.settings_dict["NAME"]
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(usual)


def _lead_to(name):
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


@contextmanager
def empty_database(folder):
    """A database with nothing in it, to which the connection leads meanwhile."""
    if connection.vendor == "sqlite":
        with connected_to(folder / "empty.sqlite3"):
            yield
        return
    name = f"{connection.settings_dict['NAME']}_other"
    _execute(f'DROP DATABASE IF EXISTS "{name}"')
    _execute(f'CREATE DATABASE "{name}"')
    try:
        with connected_to(name):
            yield
    finally:
        _execute(f'DROP DATABASE "{name}"')


def _execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def upgraded_database(folder):
    """The old database after `migrate`, to which the connection leads meanwhile.

    On SQLite the very file; on PostgreSQL its rows, in tables that the old migrations make.
    """
    if connection.vendor == "sqlite":
        path = folder / "old.sqlite3"
        copy_of("upgraded.sqlite3", path, _upgrade_file)
        place = connected_to(path)
    else:
        place = empty_database(folder)
    with place:
        if connection.vendor == "postgresql":
            _load(old_contents())
            call_command("migrate", verbosity=0, interactive=False)
            search.reindex()
        yield


def old_file(folder):
    """The old database itself, as a file of SQLite in `folder`."""
    path = folder / "retros.sqlite3"
    path.write_bytes(gzip.decompress((FOLDER / "retros.sqlite3.gz").read_bytes()))
    return path


def _upgrade_file(path):
    old_file(path.parent).rename(path)
    with connected_to(path):
        call_command("migrate", verbosity=0, interactive=False)


def migrate_to(targets):
    """Bring the database to an earlier state, as the code of then did; returns its models."""
    executor = MigrationExecutor(connection)
    executor.loader.replace_migrations = False
    executor.loader.build_graph()
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def squashed_migrations():
    """{app: its migration that replaces others}."""
    found = MigrationLoader(None, ignore_no_migrations=True).replacements
    return {app: migration for (app, _), migration in found.items()}


def _load(listed):
    models = migrate_to(LAST + _OF_DJANGO).get_models(include_auto_created=True)
    with transaction.atomic():
        for model in models:
            model._base_manager.all().delete()  # what migrations put there
        for model in models:
            _fill(model, listed[model._meta.db_table])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _fill(model, rows):
    fields = {field.column: field for field in model._meta.concrete_fields}
    model._base_manager.bulk_create(
        model(
            **{fields[name].attname: fields[name].to_python(value) for name, value in row.items()}
        )
        for row in rows
    )
