#!/usr/bin/env python
"""Command line of Retros: `manage.py help` lists what it can do."""

from retros.cli import manage

if __name__ == "__main__":
    manage()
