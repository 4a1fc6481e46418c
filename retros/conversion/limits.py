"""What the child process may use."""

import resource

_BYTES = 1_000_000_000


def set(*, seconds=8):
    """Limit this process for good: seconds of CPU, 1 GB of memory, no file to write.

    macOS does not know all of these limits; the parent's clock holds everywhere.
    """
    for name, most in (
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_AS", _BYTES),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):
            continue
