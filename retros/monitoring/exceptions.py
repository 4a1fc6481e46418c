"""What may be said of an exception: its type, and where it was raised. Its text may hold words."""

import errno
import traceback
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
_OURS = (f"{_ROOT}/retros/", f"{_ROOT}/accounts/")


def types_of(exception):
    """Return the types of the exception and of what caused it: "OSError (ENOSPC) from KeyError"."""
    names = []
    while exception is not None and len(names) < 5:
        code = _code_of(exception)
        names.append(f"{type(exception).__name__} ({code})" if code else type(exception).__name__)
        shown = None if exception.__suppress_context__ else exception.__context__
        exception = exception.__cause__ or shown
    return " from ".join(names)


def places_of(exception):
    """Return ["retros/views/site/home.py:30 in home"] of our code, and of the innermost frame."""
    frames = traceback.StackSummary.extract(
        traceback.walk_tb(exception.__traceback__), lookup_lines=False
    )
    kept = [frame for frame in frames if frame.filename.startswith(_OURS) or frame is frames[-1]]
    return [f"{_shortened(frame.filename)}:{frame.lineno} in {frame.name}" for frame in kept]


def _code_of(exception):
    """What the system, SQLite or PostgreSQL call the error, such as a full disk: a word of theirs."""
    if isinstance(exception, OSError):
        return errno.errorcode.get(exception.errno)
    return getattr(exception, "sqlite_errorname", None) or getattr(exception, "sqlstate", None)


def _shortened(path):
    if path.startswith(_OURS):
        return path.removeprefix(f"{_ROOT}/")
    return "/".join(Path(path).parts[-3:])
