"""Settings of the tests, with the static files of production in the folder COLLECTED."""

import os

from retros.settings import STORAGES as IN_PRODUCTION
from tests.settings import *  # noqa: F403

STATIC_ROOT = os.environ["COLLECTED"]
STORAGES = IN_PRODUCTION
