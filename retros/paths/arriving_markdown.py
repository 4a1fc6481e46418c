"""A path that was exported as Markdown, read back; and the door for both kinds of files."""

import html
import re

from retros.exchange import UnreadableDocument, decode
from retros.models import LINK_MAX, NOTE_MAX, WHY_MAX
from retros.paths.arriving import Arriving, ArrivingPath, Thing, read_archive, said
from retros.paths.stops import LABELS

_MOST_BYTES = 200_000
_STRANGE = (
    "This is not a path that Retros exported: its first line should be a title (“# …”), with a "
    "numbered list below."
)
_ITEM = re.compile(r"\d+\. (?P<line>.+)")
_LINKED = re.compile(r"\[(?P<words>.+)\]\((?P<address>\S+)\)(?: \((?P<facts>.+)\))?")
_WHY = re.compile(r" {2,}Why this: (?P<why>.+)")
_FOR = re.compile(r"For (?P<whom>.+)")
_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")
_KINDS = {label: kind for kind, label in LABELS.items()}


def read_exported(data: bytes) -> Arriving:
    """Read an archive, or a path as Markdown. Raises UnreadableDocument."""
    return read_archive(data) if data.startswith(b"PK") else read_path_markdown(data)


def read_path_markdown(data: bytes) -> Arriving:
    """Read what `path_markdown` wrote, also after people changed it. Raises UnreadableDocument."""
    if len(data) > _MOST_BYTES:
        raise UnreadableDocument(_STRANGE)
    lines = decode(data).splitlines()
    title = next((line for line in lines if line.strip()), "")
    stops: list[dict] = []
    for_whom = ""
    for line in lines:
        if item := _ITEM.fullmatch(line):
            stops.append(_stop(item["line"]))
        elif (why := _WHY.fullmatch(line)) and stops:
            stops[-1]["why"] = _plain(why["why"])
        elif (whom := _FOR.fullmatch(line)) and not stops:
            for_whom = _plain(whom["whom"])
    if not title.startswith("# ") or not stops:
        raise UnreadableDocument(_STRANGE)
    row = {"title": _plain(title[2:]), "for_whom": for_whom}
    things = [
        Thing(**{name: said(stop, name, most) for name, most in _MOST.items()}) for stop in stops
    ]
    return Arriving([ArrivingPath(said(row, "title"), said(row, "for_whom"), "", things)])


_MOST = {"kind": 20, "words": NOTE_MAX, "address": LINK_MAX, "why": WHY_MAX}


def _stop(line):
    linked = _LINKED.fullmatch(line)
    if linked is None:
        return {"kind": "note", "words": _plain(line)}
    label = (linked["facts"] or "Link").split(",")[0]
    kind = _KINDS.get(label, "link")
    address = linked["address"] if kind == "link" else ""
    return {"kind": kind, "words": _plain(linked["words"]), "address": address}


def _plain(text):
    """Undo what `one_line` does to people's words."""
    return html.unescape(_ESCAPED.sub(r"\1", text)).strip()
