"""The forms of words of another language than English, by setting."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.both_databases

ASK = """
import django
django.setup()
from retros.search import terms
print(*terms.stems("Die Proben der Umstellungen, the rehearsals"), *sorted(terms.STOP_WORDS))
"""


def test_another_language_has_its_own_stems_and_leaves_nothing_out(tmp_path):
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ
        | {
            "SEARCH_LANGUAGE": "german",
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "retros.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.split() == ["die", "prob", "der", "umstell", "the", "rehearsal"]
