"""The only reader of the environment. docs/settings.md describes each setting once.

Production is the default: without any variable set, DEBUG is off, the secret key is made
by the first `serve` and kept in DATA_DIR, and the database is SQLite in DATA_DIR. Reading the
settings creates nothing.

One module a subject; `environment` reads the variables for all of them. Import names from here.
"""

# ruff: noqa: F403
from retros.settings.application import *
from retros.settings.backups import *
from retros.settings.browsers import *
from retros.settings.data_folder import MARK, is_installation, remember_served  # noqa: F401
from retros.settings.database import *
from retros.settings.environment import (  # noqa: F401
    OLD_NAMES,
    hand_down,
    not_read,
    values_set,
)
from retros.settings.files import *
from retros.settings.language import *
from retros.settings.logs import *
from retros.settings.mail import *
from retros.settings.monitoring import *
from retros.settings.notifications import *
from retros.settings.people import *
from retros.settings.sign_in import *
from retros.settings.site import *
from retros.settings.uploads import *
from retros.settings.wall import *

UNKNOWN_NAMES = not_read()
