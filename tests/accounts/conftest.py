import pytest
from django.core.management import call_command


@pytest.fixture
def shared_cache(db, settings):
    """The cache of production: limits on guessing count only in one that all processes share."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    call_command("createcachetable", verbosity=0)
