"""The database, and the cache in it."""

import sys
import warnings
from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import one_of, text
from retros.settings.files import DATA_DIR

try:  # A current SQLite: builds before 3.51.3 have a rare bug in WAL mode that can corrupt a file.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:  # pragma: no cover - depends on the platform's wheels
    pass

# Nobody waits longer than 20 seconds. The rest is for searches: without random_page_cost, which
# stands for disks that turn, PostgreSQL reads the whole table for a common word; and to start
# helpers, or a compiler, takes longer than what they save.
_ON_POSTGRESQL = (
    "-c statement_timeout=20000 -c random_page_cost=1.1"
    " -c max_parallel_workers_per_gather=0 -c jit=off"
)
_LIKE = "sqlite:////srv/retros.sqlite3 or postgresql://user:password@host/name"


def _database(url, name="DATABASE_URL", *, is_pooled=False):
    """Connection settings as measured for keeping every acknowledged save (see docs/settings.md)."""
    must_be = f"{name} must be like {_LIKE}."
    try:
        with warnings.catch_warnings():  # it would print the address, with its password
            warnings.simplefilter("ignore")
            database = environ.Env.db_url_config(url)
    except ValueError:
        raise ImproperlyConfigured(must_be) from None
    engine = database.get("ENGINE", "")
    if not database.get("NAME") or database["NAME"] == ":memory:":
        raise ImproperlyConfigured(must_be)  # the processes of the server would not share it
    if engine.endswith("sqlite3"):
        return database | _sqlite()
    if engine.endswith("postgresql"):
        database["PASSWORD"] = database["PASSWORD"] or text("DATABASE_PASSWORD")
        return database | _postgresql(database.get("OPTIONS", {}), is_pooled)
    raise ImproperlyConfigured(must_be)


def _sqlite():
    return {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # A cache of 4 MB, of each thread: with SQLite's own 2, a search in 100,000 texts
            # reads most of its pages from the system again; with 8, a process holds 30 MB more.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                " PRAGMA cache_size=-4000;"
            ),
        },
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }


def _postgresql(options, is_pooled):
    pool = {"min_size": 2, "max_size": 16, "timeout": 10}
    own = {"prepare_threshold": None} if is_pooled else {"options": _ON_POSTGRESQL}
    return {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # else each connection of the pool fails once after a restart
        "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
        "OPTIONS": options | {"pool": pool} | own,
    }


def _direct_database():
    """Connection settings of commands, which lock and migrate: past a pooler, if there is one."""
    url = text("DATABASE_DIRECT_URL")
    if _POOLER and not url:
        raise ImproperlyConfigured(
            "DATABASE_DIRECT_URL must be set with DATABASE_POOLER: the address of PostgreSQL itself, "
            "for commands."
        )
    direct = _database(url, "DATABASE_DIRECT_URL") if url else DATABASES["default"]
    # A pool would wait for a server that refuses connections, and not say that it does.
    return direct | {
        "OPTIONS": {name: it for name, it in direct["OPTIONS"].items() if name != "pool"}
    }


# A pooler that gives each transaction another connection keeps nothing that belongs to one.
_POOLER = one_of("DATABASE_POOLER", ["", "transaction"], "", "transaction")
_IN_DATA_DIR = f"sqlite:///{quote(str(DATA_DIR))}/retros.sqlite3"
DATABASES = {"default": _database(text("DATABASE_URL", _IN_DATA_DIR), is_pooled=bool(_POOLER))}
DIRECT_DATABASE = _direct_database()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on guessing count only in a cache that all processes share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Above the usual 300 entries the oldest limits would be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
