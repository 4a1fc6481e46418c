"""The command line: `manage.py`, with every command of Django and of ours.

Each command works on an installation that exists, or stops with one sentence. Only `serve` starts
a new one, and `restore` fills a folder of its own.
"""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

WITHOUT_INSTALLATION = {"restore", "help", "version", "--help", "-h", "--version"}


def manage(arguments: list[str] | None = None) -> None:
    """Run one command, given as in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retros.settings")
    arguments = sys.argv if arguments is None else arguments
    try:
        _prepare(arguments[1:])
        execute_from_command_line(arguments)
    except ImproperlyConfigured as error:
        sys.exit(f"Retros can't start. {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _prepare(arguments):
    """Make or find the installation that a command works on, unless it needs none."""
    is_without = not arguments or arguments[0] in WITHOUT_INSTALLATION
    if is_without or {"--help", "-h"} & set(arguments):
        return
    settings.DATABASES  # noqa: B018 - the module that DJANGO_SETTINGS_MODULE names is read first
    from retros import installation

    if arguments[0] == "serve":
        installation.create()
    else:
        installation.require()
