"""The command line: `retros` with the commands of the product, `manage.py` with Django's too.

Each command works on an installation that exists, or stops with one sentence. Only `serve` and
`migrate` start a new one, and `restore` fills a folder of its own.
"""

import argparse
import errno
import os
import sys
from collections.abc import Callable

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, execute_from_command_line
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError

from retros.call_stack import call_with_room
from retros.version import VERSION

# makemigrations reads the models alone.
WITHOUT_INSTALLATION = {
    *("restore", "makemigrations", "help", "version", "--help", "-h", "--version"),
}

OF_DJANGO = {
    *("version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color"),
    "skip_checks",
}

NOTHING_CAN_BE_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}

STARTS_INSTALLATION = {"serve", "prepare_database"}

# {command of `retros`: (command of manage.py, what it does)}, in the order of the help.
COMMANDS = {
    "serve": ("serve", "prepare the database and serve the site"),
    "migrate": ("prepare_database", "prepare the database only: serve --no-migrate follows"),
    "check": ("check_setup", "say what is wrong with the settings, and what to do"),
    "backup": ("backup", "write everything to one verified file: --to FOLDER"),
    "drill": ("drill", "prove that the latest backup can be restored"),
    "restore": ("restore", "restore a backup: FILE --into FOLDER"),
    "import": ("import_retrospectives", "import retrospectives from files and folders"),
    "import-paths": ("import_paths", "import the paths of an export: FILE --as EMAIL"),
    "export": ("export_archive", "export what a person may read: FILE --as EMAIL"),
    "create-link": ("create_link", "create a link to sign in for the first time, or again"),
    "sign-in-link": ("sign_in_link", "let an administrator in once, when single sign-on fails"),
    "sso-check": ("sso_check", "ask the provider of single sign-on what it says of itself"),
    "audit": ("audit", "print the audit log, or --verify that nobody changed it"),
    "empty-trash": ("empty_bin", "erase what was deleted 30 days ago"),
    "send-notifications": ("send_notices", "send what is due, where the server doesn’t"),
    "reindex": ("reindex", "build the search index again"),
    "load-examples": ("load_examples", "load the examples"),
}


def main() -> None:
    """Run a command of the product: what the script `retros` does."""
    name, *rest = sys.argv[1:] or ["--help"]
    if name in COMMANDS:
        manage([name, COMMANDS[name][0], *rest], run=_run)
    elif name in {"help", "--help", "-h"}:
        lines = [f"  {command:20}{words}" for command, (_, words) in COMMANDS.items()]
        sys.stdout.write("\n".join(["Usage: retros COMMAND", "", *lines, ""]))
    elif name in {"version", "--version"}:
        sys.stdout.write(f"{VERSION}\n")
    else:
        sys.exit(f"There is no command {name}. `retros help` lists all of them.")


def manage(
    arguments: list[str] | None = None,
    run: Callable[[list[str]], None] = execute_from_command_line,
) -> None:
    """Run one command, given as in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retros.settings")
    arguments = sys.argv if arguments is None else arguments
    try:
        _prepare(arguments[1:])
        call_with_room(run, arguments)
    except ImproperlyConfigured as error:
        sys.exit(f"Retros can't start. {error}")
    except OperationalError as error:
        sys.exit(f"The database can’t be used: {' '.join(str(error).split())}")
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # a fault in a query, not in the file
        sys.exit(f"The database is damaged: {error}. Restore the last backup.")
    except OSError as error:
        if error.errno not in NOTHING_CAN_BE_WRITTEN:
            raise
        sys.exit(f"Nothing can be written: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit(130)


def _run(arguments):
    """Run a command by the product's name for it, without the options of every Django command."""
    django.setup()
    name, its_name, *rest = arguments
    command = ManagementUtility().fetch_command(its_name)
    command._called_from_command_line = True
    parser = command.create_parser("retros", name)
    for action in parser._actions:
        if action.option_strings and action.dest in OF_DJANGO:
            action.help = argparse.SUPPRESS
    options = vars(parser.parse_args(rest))
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        sys.exit(str(error))


def _prepare(arguments):
    """Make or find the installation that a command works on, unless it needs none."""
    is_without = not arguments or arguments[0] in WITHOUT_INSTALLATION
    if {"--help", "-h"} & set(arguments) or (is_without and arguments[:1] != ["restore"]):
        return
    # The module that DJANGO_SETTINGS_MODULE names is read first. The server reads it again.
    settings.DATABASES["default"] = settings.DIRECT_DATABASE
    if is_without:
        return
    from retros import installation

    if arguments[0] in STARTS_INSTALLATION:
        installation.create()
    else:
        installation.require()
