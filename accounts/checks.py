"""System checks that `manage.py check` and each start run in addition to Django's own."""

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.db import connection

# In WAL mode older builds can, rarely, corrupt the file: https://sqlite.org/wal.html#walresetbug
SQLITE_FIXED_IN = [(3, 44, 6), (3, 50, 7), (3, 51, 3)]


def is_fixed_sqlite(version):
    """Return whether a build (major, minor, patch) has the fix, which was released in 3 branches."""
    return version >= SQLITE_FIXED_IN[-1] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in SQLITE_FIXED_IN
    )


@register(Tags.compatibility)
def check_sqlite_version(app_configs, **kwargs):
    """Warn about an SQLite build with a known bug. Run no query."""
    if connection.vendor != "sqlite":
        return []
    from sqlite3 import sqlite_version, sqlite_version_info

    if is_fixed_sqlite(sqlite_version_info):
        return []
    return [
        Warning(
            f"SQLite {sqlite_version} has a rare bug that can damage the database file.",
            hint="Install pysqlite3, use SQLite 3.51.3 or newer, or use PostgreSQL.",
            id="accounts.W001",
        )
    ]


@register(Tags.security)
def check_proxies_match_site_url(app_configs, **kwargs):
    """Warn if TRUSTED_PROXIES and SITE_URL contradict each other."""
    https = settings.SITE_URL.startswith("https://")
    if https and not settings.TRUSTED_PROXIES:
        return [
            Warning(
                "SITE_URL is https, but TRUSTED_PROXIES is 0.",
                hint="Pages would redirect forever, because no proxy says that a request came by https.",
                id="accounts.W002",
            )
        ]
    if settings.TRUSTED_PROXIES and not https:
        return [
            Warning(
                "TRUSTED_PROXIES is set, but SITE_URL is not https.",
                hint="Set SITE_URL to the https address that people type.",
                id="accounts.W003",
            )
        ]
    return []


@register(Tags.compatibility)
def check_renamed_settings(app_configs, **kwargs):
    """Warn about settings that are set under an old name. Run no query."""
    return [
        Warning(
            f"The setting {old} is now called {new}.",
            hint=f"Set {new} instead. {old} works for now.",
            id="accounts.W004",
        )
        for old, new in settings.OLD_NAMES.items()
    ]


@register(Tags.compatibility)
def check_unknown_settings(app_configs, **kwargs):
    """Warn about names in the file of RETROS_CONFIG that set nothing, such as EMAILURL. Run no query."""
    return [
        Warning(
            f"{name} stands in the file of RETROS_CONFIG and sets nothing.",
            hint="Compare its name with those in docs/settings.md.",
            id="accounts.W005",
        )
        for name in settings.UNKNOWN_NAMES
    ]
