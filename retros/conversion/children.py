"""The child process that parses: how it is started, limited and heard."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from retros.conversion import packages
from retros.conversion.packages import Refused
from retros.conversion.slots import slot

_ROOT = Path(__file__).parent.parent.parent
_SECONDS = 30  # of the clock, where others use the processor: `limits` allows 8 of its own
_PACKAGES = ("word", "odt", "workbook", "slides")
_TOO_MUCH = "Reading it takes too long or too much memory. Please split it, or save it as text."


@dataclass
class Converted:
    """A document as Markdown, with what its reader should know of the conversion."""

    markdown: str
    warnings: list[str] = field(default_factory=list)
    authors_left_out: int = 0
    pictures: dict[str, str | None] = field(default_factory=dict)  # {address in it: base64}
    tables: dict[str, str] = field(default_factory=dict)  # {name: CSV} instead of the Markdown


def to_markdown(kind: str, data: bytes, *, slots: Path, with_authors: bool = False) -> Converted:
    """Convert `data` in a child process and return the Converted.

    _PACKAGES are bytes of a package, "html" is UTF-8, and a "page file" is a MIME message.
    Raises Refused. Takes about 0.3 s, most of it to start the child, and longer while other
    children hold the places in the folder `slots`.
    """
    if kind in _PACKAGES:
        packages.xml_parts(
            packages.open_package(data)
        )  # refuses bombs; the child is started for none
    with slot(slots) as lock:
        answer = _answer_of_child(_command(kind, with_authors), data, lock)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Converted(**answer)


def _answer_of_child(command, data, lock):
    try:
        child = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            cwd=_ROOT,
            env={"PYTHONUTF8": "1"},
            pass_fds=[lock.fileno()],
        )
        return json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError):  # it was stopped by a limit
        raise Refused(_TOO_MUCH) from None


def _command(kind, with_authors):
    return [sys.executable, "-m", "retros.conversion", kind, "with" if with_authors else ""]
