"""The environment: production by default, loud and in words about a bad value."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

import retros
from accounts import checks

ROOT = Path(__file__).parent.parent
READER = ROOT / "retros" / "settings" / "environment.py"
READS = re.compile(r"os\.environ|getenv|from os import .*environ|Env\(")
NAME_OF_THE_SETTINGS = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retros.settings")'
NAMES = ["DATABASE_URL", "HOST", "PORT", "SITE_URL", "DEBUG", "SECRET_KEY", "TRUSTED_PROXIES"]
POSTGRESQL = "postgresql://ada:p%40ss@db.example:5433/retros"


@pytest.fixture
def read(monkeypatch, tmp_path):
    """`read(PORT="8123")`: the settings with only these variables set."""

    def settings(**environment):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"DATA_DIR": str(tmp_path)} | environment).items():
            monkeypatch.setenv(name, value)
        for module in [name for name in sys.modules if name.startswith("retros.settings")]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setattr(retros, "settings", None, raising=False)
        return vars(importlib.import_module("retros.settings"))

    return settings


def test_production_is_the_default(read, tmp_path):
    settings = read()
    assert settings["DEBUG"] is False
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "retros.sqlite3")
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"


def test_https_address_brings_secure_cookies_and_one_trusted_proxy(read):
    settings = read(SITE_URL="https://retros.example.org/")
    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["SESSION_COOKIE_SECURE"] and settings["SECURE_HSTS_SECONDS"] > 0
    assert settings["ALLOWED_HOSTS"][0] == "retros.example.org"
    assert settings["TRUSTED_PROXIES"] == 1


@pytest.mark.parametrize(
    ("host", "bind", "site", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1"),
        ("0.0.0.0", "0.0.0.0:8000", "http://127.0.0.1:8000", "127.0.0.1"),
        ("::1", "[::1]:8000", "http://[::1]:8000", "[::1]"),
        ("[::]", "[::]:8000", "http://[::1]:8000", "[::1]"),
    ],
)
def test_every_way_to_write_a_host_works(read, host, bind, site, allowed):
    settings = read(HOST=host)
    assert (settings["BIND"], settings["SITE_URL"]) == (bind, site)
    assert allowed in settings["ALLOWED_HOSTS"]


def test_postgresql_is_reached_by_its_address(read):
    database = read(DATABASE_URL=POSTGRESQL)["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == (
        "db.example",
        5433,
        "p@ss",
    )
    assert database["OPTIONS"]["pool"]


def test_pooler_gets_nothing_that_belongs_to_a_connection_and_commands_go_past_it(read):
    direct = "postgresql://ada@db.example:5432/retros"
    pooler = {"DATABASE_POOLER": "transaction", "DATABASE_DIRECT_URL": direct}
    settings = read(DATABASE_URL=POSTGRESQL, **pooler)
    pooled, direct = settings["DATABASES"]["default"], settings["DIRECT_DATABASE"]
    assert (pooled["PORT"], direct["PORT"]) == (5433, 5432)
    assert (
        "options" not in pooled["OPTIONS"] and "statement_timeout" in direct["OPTIONS"]["options"]
    )
    assert pooled["OPTIONS"]["prepare_threshold"] is None and pooled["DISABLE_SERVER_SIDE_CURSORS"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"DATABASE_URL": "garbage"},
        {"DATABASE_URL": "mysql://ada:p@ss@db/retros"},
        {"DATABASE_URL": "sqlite://:memory:"},
        {"DATABASE_URL": "postgresql://ada:p@ss@db:99999/retros"},
        {"DATABASE_POOLER": "session"},
        {"DATABASE_POOLER": "transaction", "DATABASE_DIRECT_URL": ""},
        {"PORT": "http"},
        {"PORT": "0"},
        {"SITE_URL": "retros.example.org"},
        {"SITE_URL": "https://retros.example.org/retros"},
        {"SITE_URL": "http://["},
        {"EMAIL_URL": "pigeon://x"},
        {"TIME_ZONE": "Mars"},
        {"SEARCH_LANGUAGE": "klingon"},
        {"LOG_LEVEL": "loud"},
        {"LOG_FORMAT": "xml"},
        {"METRICS_TOKEN": "short"},
        {"SENTRY_DSN": "sentry.example.org"},
        {"FAIL_WALL_EMBED_HOSTS": "intranet.example.org; script-src *"},
        {"NOTIFICATION_HOSTS": "https://chat.example.org/hook"},
        {"NOTIFICATION_HOSTS": "chat.example.org:99999"},
        {"TRUSTED_PROXIES": "one"},
        {"TRUSTED_PROXIES": "-1"},
        {"DEBUG": "perhaps"},
        {"FAIL_WALL_REVIEW": "ture"},
        {"FAIL_WALL": "everybody"},
        {"SITE_URL": "https://retros.example.org", "SSL_REDIRECT": "2"},
        {"SITE_URL": "https://retros.example.org", "HSTS_SECONDS": "1e9"},
    ],
)
def test_bad_value_is_named_in_words_without_a_password(read, wrong):
    with pytest.raises(ImproperlyConfigured) as error:
        read(**wrong)
    assert list(wrong)[-1] in str(error.value) and "p@ss" not in str(error.value)


def test_command_line_reports_a_bad_value_in_one_line(tmp_path):
    command = [sys.executable, "manage.py", "check"]
    environment = {"DATA_DIR": str(tmp_path), "PORT": "http"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode != 0
    assert (
        run.stderr == "Retros can't start. PORT must be a number from 1 to 65535, such as 8000.\n"
    )


def test_reading_the_settings_creates_nothing(read, tmp_path):
    read(DATA_DIR=str(tmp_path / "new"))
    assert list(tmp_path.iterdir()) == []


def test_file_of_settings_is_read_where_the_environment_says_nothing(read, tmp_path):
    config = tmp_path / "retros.env"
    config.write_text(
        '# ours\nexport PORT=8123\nHOST=0.0.0.0\nSITE_URL="https://retros.example.org"\n'
    )
    settings = read(RETROS_CONFIG=str(config), HOST="127.0.0.1")
    assert (settings["BIND"], settings["SITE_HOST"]) == ("127.0.0.1:8123", "retros.example.org")


@pytest.mark.parametrize(
    "content", ["PORT 8123", "rm -rf /=1", None], ids=["no sign", "no name", "no file"]
)
def test_file_of_settings_that_cannot_be_read_is_named(read, tmp_path, content):
    config = tmp_path / "retros.env"
    if content:
        config.write_text(content)
    with pytest.raises(ImproperlyConfigured, match=r"retros\.env"):
        read(RETROS_CONFIG=str(config))


def test_value_is_read_from_the_file_that_is_named(read, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("s3cret\n")
    url = "postgresql://ada@db.example/retros"
    settings = read(DATABASE_URL=url, DATABASE_PASSWORD_FILE=str(secret))
    assert settings["DATABASES"]["default"]["PASSWORD"] == "s3cret"


@pytest.mark.parametrize(
    ("content", "also", "problem"),
    [
        (None, {}, "SECRET_KEY_FILE is .*can't be read"),
        (" \n", {}, "SECRET_KEY_FILE is .*is empty"),
        ("p@ss", {"SECRET_KEY": "p@ss"}, "SECRET_KEY and SECRET_KEY_FILE are both set"),
    ],
)
def test_file_of_a_value_that_cannot_be_meant_is_named(read, tmp_path, content, also, problem):
    path = tmp_path / "key"
    if content:
        path.write_text(content)
    with pytest.raises(ImproperlyConfigured, match=problem) as error:
        read(SECRET_KEY_FILE=str(path), **also)
    assert "p@ss" not in str(error.value)


def test_folder_with_unusual_letters_works(read, tmp_path):
    folder = tmp_path / "a b+c%d?e#ö"
    settings = read(DATA_DIR=str(folder))
    assert settings["DATABASES"]["default"]["NAME"] == str(folder / "retros.sqlite3")


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_sqlite_with_the_rare_bug_is_known(version, sound):
    assert checks.is_fixed_sqlite(version) is sound


@pytest.mark.parametrize(
    ("site", "proxies", "warnings"),
    [
        ("https://retros.example.org", 1, []),
        ("http://127.0.0.1:8000", 0, []),
        ("https://retros.example.org", 0, ["accounts.W002"]),
        ("http://retros.example.org", 1, ["accounts.W003"]),
    ],
)
def test_proxies_that_do_not_fit_the_address_are_warned_of(settings, site, proxies, warnings):
    settings.SITE_URL, settings.TRUSTED_PROXIES = site, proxies
    assert [warning.id for warning in checks.check_proxies_match_site_url(None)] == warnings


def test_hosts_of_notifications_are_read_exactly(read):
    hosts = read(NOTIFICATION_HOSTS="Chat.example.org,[fd00::1]:8065,http://10.0.0.5")[
        "NOTIFICATION_HOSTS"
    ]
    assert hosts == [
        ("https", "chat.example.org", 443),
        ("https", "fd00::1", 8065),
        ("http", "10.0.0.5", 80),
    ]


@pytest.mark.parametrize("name", ["PORT", "TIME_ZONE", "DATABASE_URL", "FAIL_WALL_REVIEW", "HOST"])
def test_empty_value_counts_as_not_set(read, name):
    assert read(**{name: " "})["SITE_URL"] == "http://127.0.0.1:8000"


def test_value_that_begins_with_a_dollar_sign_is_taken_as_it_stands(read):
    assert read(SECRET_KEY="$HOME-is-no-reference")["SECRET_KEY"] == "$HOME-is-no-reference"


@pytest.fixture
def renamed(monkeypatch):
    """A setting OLD_HOST that is now called NEW_HOST: `renamed(OLD_HOST="a")` is what is read."""
    from retros.settings import environment

    monkeypatch.setattr(environment, "OLD_NAMES", {})

    def value(**variables):
        for name, given in variables.items():
            monkeypatch.setenv(name, given)
        return environment.text(environment.renamed("OLD_HOST", "NEW_HOST")), environment.OLD_NAMES

    return value


def test_setting_answers_to_its_old_name_too(renamed):
    assert renamed(OLD_HOST="a") == ("a", {"OLD_HOST": "NEW_HOST"})


@pytest.mark.parametrize("variables", [{"NEW_HOST": "a"}, {"NEW_HOST": "a", "OLD_HOST": ""}])
def test_new_name_is_enough(renamed, variables):
    assert renamed(**variables) == ("a", {})


def test_old_and_new_name_that_differ_stop_the_start(renamed):
    with pytest.raises(ImproperlyConfigured, match="OLD_HOST is now called NEW_HOST"):
        renamed(OLD_HOST="a", NEW_HOST="b")


def test_old_name_gives_a_warning_at_start(settings):
    settings.OLD_NAMES = {"OLD_HOST": "NEW_HOST"}
    (warning,) = checks.check_renamed_settings(None)
    assert warning.msg == "The setting OLD_HOST is now called NEW_HOST."


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "manage.py",
        *(p for app in ("retros", "accounts") for p in (ROOT / app).rglob("*.py")),
    ],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_environment_is_read_by_the_settings_alone(path):
    text = path.read_text().replace(NAME_OF_THE_SETTINGS, "")
    assert path == READER or not READS.search(text)
