"""Strict readers of environment variables: each returns its type, or says in words what is wrong.

RETROS_CONFIG may name a file of lines NAME=value, which systemd and containers can read too. What
the environment itself sets comes first. An empty value counts as not set. NAME_FILE may name a file
that holds the value of NAME, as containers pass secrets. No message repeats a value that may hold a
password.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"true", "yes", "on", "y", "ok", "1"}
_FALSE = {"false", "no", "off", "n", "0"}

# {old name: new name} of the variables that are still set by their old name; a check warns of them.
OLD_NAMES: dict[str, str] = {}


def _read_config(path):
    """{name: value} of a file of lines NAME=value, with or without quotes around the value."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines() if path else []
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"RETROS_CONFIG is {path}, which can't be read.") from None
    found = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, sign, value = line.strip().removeprefix("export ").partition("=")
        if not sign or not name.isidentifier():
            raise ImproperlyConfigured(f"Line {number} of {path} must be like NAME=value.")
        value = value.strip()
        is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        found[name] = value[1:-1] if is_quoted else value
    return found


_ASKED_FOR: set[str] = set()
_CONFIG = _read_config(os.environ.get("RETROS_CONFIG", "").strip())


def text(name, default=""):
    """Return the variable, or the content of the file that NAME_FILE names, without spaces around."""
    value, path = _set(name), _set(f"{name}_FILE")
    if value and path:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Remove one of them.")
    return value or (_content(name, path) if path else "") or default


def _set(name):
    _ASKED_FOR.add(name)
    return os.environ.get(name, "").strip() or _CONFIG.get(name, "").strip()


def _content(name, path):
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"{name}_FILE is {path}, which can't be read.") from None
    if not content:
        raise ImproperlyConfigured(f"{name}_FILE is {path}, which is empty.")
    return content


def pass_on(prefix):
    """Let libraries, which read the environment themselves, see what RETROS_CONFIG sets."""
    for name, value in _CONFIG.items():
        if name.startswith(prefix):
            _ASKED_FOR.add(name)
            os.environ.setdefault(name, value)


def not_read():
    """Return the names in the file of RETROS_CONFIG that no setting has read so far, sorted."""
    return sorted(_CONFIG.keys() - _ASKED_FOR)


def values_set():
    """Return {name: text} of the variables that are set and that a setting has read so far."""
    found = {name: _set(name) for name in sorted(_ASKED_FOR)}
    files = {name: path for name, path in found.items() if path and name.endswith("_FILE")}
    contents = {name: f"{path} {_content(name, path)}" for name, path in files.items()}
    return {name: value for name, value in (found | contents).items() if value}


def hand_down(name, value):
    """Set a variable for a library that reads it itself, or for the server that this process becomes."""
    os.environ[name] = str(value)


def flag(name, default):
    """Return True or False."""
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} must be true or false.")


def number(name, default, must_be="a number", *, least=0, most=None):
    """Return a whole number from `least` to `most`."""
    value = text(name)
    if not value:
        return default
    good = value.isascii() and value.isdigit() and len(value) < 16
    if good and least <= int(value) and (most is None or int(value) <= most):
        return int(value)
    raise ImproperlyConfigured(f"{name} must be {must_be}.")


def one_of(name, allowed, default, must_be):
    """Return one of the texts `allowed`."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be {must_be}, not {value!r}.")
    return value


def items(name):
    """Return the list of what stands between commas."""
    return [item.strip() for item in text(name).split(",") if item.strip()]


def renamed(old, new):
    """Return the name under which a renamed setting is set: `new`, or `old` where only that is set.

    For example: text(renamed("NOTICE_HOSTS", "NOTIFICATION_HOSTS")).
    """
    if not text(old):
        return new
    if text(new) and text(new) != text(old):
        raise ImproperlyConfigured(f"{old} is now called {new}, and both are set. Remove {old}.")
    OLD_NAMES[old] = new
    return old
