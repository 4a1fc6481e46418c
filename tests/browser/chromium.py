"""The Chromium that the tests drive.

The headless shell is the same engine without windows and toolbars, which cost half of a test's time.
"""

import os
from pathlib import Path

SHELL = Path("/usr/bin/chromium-headless-shell")
CHROMIUM = Path("/usr/bin/chromium")


def chromium_path():
    """The program that CHROMIUM names, else the headless shell, else Debian's Chromium."""
    named = os.environ.get("CHROMIUM")
    return Path(named) if named else next((it for it in (SHELL, CHROMIUM) if it.exists()), SHELL)
