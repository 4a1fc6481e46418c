"""Keep secrets out of every log: links that open something hold them in their addresses.

All log records are made here, so this covers every logger, also those of libraries and of gunicorn.
"""

import logging
import re
from contextvars import ContextVar
from functools import cache
from urllib.parse import unquote

from django.urls import URLResolver, get_resolver

# Of routes; "rest" is what follows an address of an earlier version.
SECRET_ARGUMENTS = {"token", "code", "key", "rest"}
REMOVED = "[removed]"

# A secret, wherever it stands: at least as long as 96 bits in letters of an address.
_SECRET = r"[^/\s\"'<>?#&]{16,}"
_ENCODED = re.compile(r"[^\s\"'<>]*%[0-9A-Fa-f]{2}[^\s\"'<>]*")
_LIKE_A_SECRET = re.compile(rf"(/)({_SECRET})")
_of_this_request = ContextVar("secrets of this request", default=())


class RedactionMiddleware:
    """Remember the secrets of the address, for what is logged until the next request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = _secret_paths(get_resolver()).finditer(request.path_info)
        _of_this_request.set({match[2] for match in found})
        return self.get_response(request)


def install():
    """Redact every log record from now on."""
    make = logging.getLogRecordFactory()

    def make_redacted(*args, **kwargs):
        record = make(*args, **kwargs)
        _redact_record(record)
        return record

    logging.setLogRecordFactory(make_redacted)


def redact(text):
    """Return `text` without secrets of addresses, however they are encoded."""
    resolver = get_resolver()
    # Before the first request nobody has used a link, and loading the routes may itself log.
    is_loaded = "url_patterns" in vars(resolver)
    pattern = _secret_paths(resolver) if is_loaded else _LIKE_A_SECRET
    for secret in _of_this_request.get():
        text = text.replace(secret, REMOVED)
    text = _ENCODED.sub(lambda match: _redact_encoded(match[0], pattern), text)
    return pattern.sub(rf"\1{REMOVED}", text)


def _redact_encoded(text, pattern):
    plain = text
    for _ in range(3):  # an address within an address within an address
        plain = unquote(plain)
    return plain if pattern.search(plain) else text


def _redact_record(record):
    try:
        message = record.getMessage()
    except Exception:  # logging would print it with its arguments
        message = f"{record.msg} {record.args}"
        record.msg, record.args = message, None
    clean = redact(message)
    if clean != message:
        record.msg, record.args = clean, None
    if record.exc_info and record.exc_info[0]:
        text = logging.Formatter().formatException(record.exc_info)
        clean = redact(text)
        if clean != text:
            record.exception = record.exc_info[1]  # of which our own lines say the type alone
            record.exc_text, record.exc_info = clean, None
    if record.stack_info:
        record.stack_info = redact(record.stack_info)


@cache
def _secret_paths(resolver):
    """Match (what stands before a secret in an address) and (the secret)."""
    beginnings = sorted({_beginning(path) for path in _paths(resolver) if _beginning(path)})
    return re.compile(rf"((?<![\w-])(?:{'|'.join(beginnings)}))({_SECRET})")


def _paths(resolver, prefix=""):
    for entry in resolver.url_patterns:
        pattern = entry.pattern
        own = pattern.regex.pattern.removeprefix("^").removeprefix(r"\A")
        if isinstance(entry, URLResolver):
            yield from _paths(entry, prefix + own)
        else:
            yield prefix + own


def _beginning(path):
    """Return the regular expression of a path up to its first secret, or nothing."""
    found = re.search(rf"\(\?P<(?:{'|'.join(SECRET_ARGUMENTS)})>", path)
    return re.sub(r"\(\?P<\w+>", "(?:", path[: found.start()]) if found else ""
