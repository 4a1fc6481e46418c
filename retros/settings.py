"""The only reader of the environment. docs/settings.md describes each setting once.

Production is the default: without any variable set, DEBUG is off, the secret key is made
on first use and kept in DATA_DIR, and the database is SQLite in DATA_DIR.
"""

import os
import re
import secrets
import sys
import tempfile
import warnings
import zoneinfo
from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
import snowballstemmer
from django.core.exceptions import ImproperlyConfigured

try:  # A current SQLite: builds before 3.51.3 have a rare bug in WAL mode that can corrupt a file.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:  # pragma: no cover - depends on the platform's wheels
    pass

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


# Nobody waits longer than 20 seconds. The rest is for searches: without random_page_cost, which
# stands for disks that turn, PostgreSQL reads the whole table for a common word; and to start
# helpers, or a compiler, takes longer than what they save.
_ON_POSTGRESQL = (
    "-c statement_timeout=20000 -c random_page_cost=1.1"
    " -c max_parallel_workers_per_gather=0 -c jit=off"
)


def _read(name, kind, default, must_be):
    """The variable `name` as `kind` (a reader of django-environ): loud, and in words, when wrong."""
    try:
        return getattr(env, kind)(name, default=default)
    except (ValueError, ImproperlyConfigured):
        # Not with the value: an address may hold a password.
        raise ImproperlyConfigured(f"{name} must be {must_be}.") from None


def _one_of(name, allowed, default, must_be):
    value = env.str(name, default=default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be {must_be}, not {value!r}.")
    return value


def _data_dir(path):
    """The folder for everything that Retros keeps, made if it is missing."""
    folder = Path(path).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR is {folder}, and nothing can be written there: {error.strerror}."
        ) from None


def _secret_key(folder):
    """The key in `folder`/secret_key, made once even when many processes start together.

    A temporary file is linked into place: link() fails if another process was first.
    """
    path = folder / "secret_key"
    if not path.exists():
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        Path(temporary).chmod(0o600)
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            pass
        finally:
            Path(temporary).unlink()
    return path.read_text().strip()


def _database(url):
    """Connection settings as measured for keeping every acknowledged save (see docs/settings.md)."""
    must_be = "DATABASE_URL must be like sqlite:////srv/retros.sqlite3 or postgresql://user:password@host/name."
    try:
        with warnings.catch_warnings():  # it would print the address, with its password
            warnings.simplefilter("ignore")
            database = env.db_url_config(url)
    except ValueError:
        raise ImproperlyConfigured(must_be) from None
    engine = database.get("ENGINE", "")
    if not database.get("NAME") or database["NAME"] == ":memory:":
        raise ImproperlyConfigured(must_be)  # the processes of the server would not share it
    if engine.endswith("sqlite3"):
        database |= {
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # A cache of 8 MB, of each thread: with SQLite's own 2, a search in 100,000 texts
                # reads most of its pages from the system again.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                    " PRAGMA cache_size=-8000;"
                ),
            },
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        }
    elif engine.endswith("postgresql"):
        database |= {
            "CONN_MAX_AGE": 0,
            "OPTIONS": database.get("OPTIONS", {})
            | {
                "pool": {"min_size": 2, "max_size": 16, "timeout": 10},
                "options": _ON_POSTGRESQL,
            },
        }
    else:
        raise ImproperlyConfigured(must_be)
    return database


def _address(host, port):
    """host:port as it stands in an address; an IPv6 host gets its brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = _data_dir(env.str("DATA_DIR", default="") or BASE_DIR / "data")
SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key(DATA_DIR)
_SQLITE = f"sqlite:///{quote(str(DATA_DIR))}/retros.sqlite3"
DATABASES = {"default": _database(env.str("DATABASE_URL", default="") or _SQLITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HOST = env.str("HOST", default="127.0.0.1").strip("[]")
PORT = _read("PORT", "int", 8000, "a number such as 8000")
if not 0 < PORT < 65536:
    raise ImproperlyConfigured("PORT must be a number from 1 to 65535.")
BIND = _address(HOST, PORT)
_everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
SITE_URL = (
    env.str("SITE_URL", default="") or f"http://{_address(_everywhere.get(HOST, HOST), PORT)}"
)
SITE_URL = SITE_URL.rstrip("/")
try:
    _site = urlsplit(SITE_URL)
    _site_is_good = _site.scheme in {"http", "https"} and _site.hostname and _site.port != 0
    _site_is_good = _site_is_good and not (_site.path or _site.query or _site.username)
except ValueError:
    _site_is_good = False
if not _site_is_good:
    raise ImproperlyConfigured("SITE_URL must be like https://retros.example.org, without a path.")
_site_host = f"[{_site.hostname}]" if ":" in _site.hostname else _site.hostname
ALLOWED_HOSTS = [_site_host, *env.list("ALLOWED_HOSTS", default=[])]
ALLOWED_HOSTS = list(dict.fromkeys([*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]))
CSRF_TRUSTED_ORIGINS = [SITE_URL]

_WHO = "public (everyone reads the Fail Wall) or screens (members and the links of screens)"
FAIL_WALL = _one_of("FAIL_WALL", ["public", "screens"], "public", _WHO)
FAIL_WALL_REVIEW = _read("FAIL_WALL_REVIEW", "bool", False, "true or false")

INSTALLED_APPS = [
    "accounts",
    "retros",
    "django.contrib.admin",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "taggit",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.PlainAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignInMiddleware",
    "retros.middleware.AcknowledgeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "retros.urls"
WSGI_APPLICATION = "retros.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "retros.context.site",
            ],
            "builtins": ["template_partials.templatetags.partials", "retros.templatetags.icons"],
        },
    }
]
FORM_RENDERER = "retros.forms.rendering.FormRenderer"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "accounts.views.signing_in.csrf_failure"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers because somebody typed their address
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
}
# Beside allauth's own limits; "wrong_link" counts links that open nothing.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "wrong_link": "20/m/ip"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Proxies in front of us that append to X-Forwarded-For and set X-Forwarded-Proto. Our server
# speaks http, so that https means one proxy at least.
TRUSTED_PROXIES = _read("TRUSTED_PROXIES", "int", int(_site.scheme == "https"), "a number")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Limits on guessing count only in a cache that all processes share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Above the usual 300 entries the oldest limits would be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

_MAIL = "like smtp+tls://user:password@mail.example.org:587"
vars().update(_read("EMAIL_URL", "email_url", "consolemail://", _MAIL))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Retros <retros@{_site.hostname}>")

# Words
LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
_ZONES = zoneinfo.available_timezones()
TIME_ZONE = _one_of("TIME_ZONE", _ZONES, "UTC", "a zone such as Europe/Stockholm")
_SNOWBALL = [name for name in snowballstemmer.algorithms() if "porter" not in name]
SEARCH_LANGUAGE = _one_of("SEARCH_LANGUAGE", _SNOWBALL, "english", f"one of {', '.join(_SNOWBALL)}")
FORMAT_MODULE_PATH = "retros.formats"
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "retros.models.tags.tags_from_text"
TAGGIT_STRING_FROM_TAGS = "retros.models.tags.text_of_tags"
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False
# A megabyte of pasted text, percent-encoded, has to arrive so that the form can answer it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Each piece of a document that is brought in has a field of its own in the preview.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # the form says how many are too many
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}

# What the browser may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
FAIL_WALL_EMBED_HOSTS = env.list("FAIL_WALL_EMBED_HOSTS", default=[])
for _host in FAIL_WALL_EMBED_HOSTS:
    if not re.fullmatch(r"(https?://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?", _host):
        raise ImproperlyConfigured(
            f"FAIL_WALL_EMBED_HOSTS must be hosts like intranet.example.org, not {_host!r}."
        )


def _notice_host(text):
    """(scheme, host, port) of an entry like chat.example.org, [fd00::1]:8065 or http://10.0.0.5."""
    must_be = f"NOTICE_HOSTS must be hosts like chat.example.org:8065, not {text!r}."
    parts = re.fullmatch(
        r"(?:(https?)://)?([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?", text
    )
    if not parts or not 0 < int(parts[3] or 443) < 65536:
        raise ImproperlyConfigured(must_be)
    scheme = parts[1] or "https"
    port = int(parts[3] or (443 if scheme == "https" else 80))
    return scheme, parts[2].strip("[]").lower(), port


# Where notices may go although it is inside the network, or speaks http.
NOTICE_HOSTS = [_notice_host(text) for text in env.list("NOTICE_HOSTS", default=[])]

SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
if _site.scheme == "https":
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = _read("HSTS_SECONDS", "int", 60 * 60 * 24 * 365, "a number of seconds")
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    # Whether to speak for the operator's other subdomains is the operator's choice.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": _one_of("LOG_LEVEL", _LEVELS, "WARNING", f"one of {', '.join(_LEVELS)}"),
    },
    "loggers": {
        # A page that is not there and a wrong Host header are everyday life, not for the log.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
