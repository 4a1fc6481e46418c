"""Copy, load and describe a PostgreSQL database, with the programs that come with PostgreSQL."""

import hashlib
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

from django.db import connection, transaction

from retros.backups.files import DATABASE_FILES, BackupError

NOT_OF_LIBPQ = {"pool", "options", "assume_role", "isolation_level", "server_side_binding"}


def find_program(name):
    """Return the path of pg_dump or pg_restore; BackupError if it is not installed."""
    if path := shutil.which(name):
        return path
    raise BackupError(
        f"{name} isn’t installed. Install PostgreSQL’s client programs, of the server’s version or "
        "newer. On Debian or Ubuntu: sudo apt-get install postgresql-client."
    )


def dump(folder):
    """Write the database to `folder`. Return (file, {table: what is in it}), both of one moment."""
    program, file = find_program("pg_dump"), folder / DATABASE_FILES["postgresql"]
    with _snapshot() as name:
        _run(program, "--format=custom", f"--snapshot={name}", f"--file={file}")
        return file, _describe_tables()


def load(file, database):
    """Load `file` into the empty database that the connection leads to; all of it or nothing."""
    choices = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run(find_program("pg_restore"), *choices, file)


def describe(database):
    """Return {table: {"rows": number, "sha256": of all rows}} of the connection’s database."""
    with _snapshot():
        return _describe_tables()


def has_tables():
    return bool(_table_names())


@contextmanager
def _snapshot():
    """What this connection and pg_dump see stays as it is, whatever others write."""
    with transaction.atomic():
        cursor = connection.cursor()
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _describe_tables():
    return {name: _describe_table(name) for name in _table_names()}


def _table_names():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def _describe_table(name):
    from psycopg import sql  # takes a tenth of a second, which nobody on SQLite needs

    digest, rows = hashlib.sha256(), 0
    statement = sql.SQL(
        'COPY (SELECT whole::text FROM {} whole ORDER BY whole::text COLLATE "C") TO STDOUT'
    )
    cursor = connection.connection.cursor()
    with cursor.copy(statement.format(sql.Identifier(name))) as lines:
        for line in lines:
            digest.update(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _run(program, *arguments):
    """Run a program on the connection’s database. The password stands in a file, not in `ps`."""
    from psycopg.conninfo import make_conninfo  # as above

    usual = connection.settings_dict
    given = {key: value for key, value in usual["OPTIONS"].items() if key not in NOT_OF_LIBPQ}
    named = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
    given |= {key: usual[name] for key, name in named.items() if usual[name]}
    with tempfile.NamedTemporaryFile("w") as passwords:
        secret = str(usual["PASSWORD"]).replace("\\", "\\\\").replace(":", "\\:")
        passwords.write(f"*:*:*:*:{secret}\n")
        passwords.flush()
        if usual["PASSWORD"]:
            given["passfile"] = passwords.name
        address = make_conninfo(**given)
        command = [program, f"--dbname={address}", "--no-password", *arguments]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        said = " ".join(run.stderr.split()) or "It said nothing."
        raise BackupError(f"{program} failed. {said}")
