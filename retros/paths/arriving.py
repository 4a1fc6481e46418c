"""What an export says of paths and of lessons that say the opposite, by words instead of ids.

Ids of another site mean nothing here. So each thing is described by its words, and by the project and
the file of the retrospective that it belongs to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from retros.conversion import Refused, open_package, read_part
from retros.exchange import UnreadableDocument, read
from retros.models import LINK_MAX, NOTE_MAX, STOP_MODELS, WHY_MAX, without_controls

_MOST_ROWS = 5_000  # of one list
_MOST_BYTES = 20_000_000  # of one file
_LISTS = ("paths.json", "opposite-lessons.json")
_STRANGE = (
    "This ZIP is not an export of Retros: it holds neither paths.json nor opposite-lessons.json."
)


@dataclass(frozen=True)
class Thing:
    """What a stop leads to: its kind and words, and the retrospective that it belongs to.

    `kind` is a name out of STOP_MODELS, "note" or "link"; a link has its `address`. Without words it
    is a thing that the export does not hold.
    """

    kind: str
    words: str = ""
    project: str = ""
    source_hash: str = ""  # of the file of its retrospective
    address: str = ""
    why: str = ""


@dataclass(frozen=True)
class ArrivingPath:
    """A path as an export says it."""

    title: str
    for_whom: str
    team: str
    stops: list[Thing]


@dataclass(frozen=True)
class ArrivingPair:
    """Two lessons that say the opposite, and what it depends on."""

    lessons: tuple[Thing, Thing]
    depends_on: str


@dataclass
class Arriving:
    """All paths and pairs of one file."""

    paths: list[ArrivingPath] = field(default_factory=list)
    pairs: list[ArrivingPair] = field(default_factory=list)


def read_archive(data: bytes) -> Arriving:
    """Read the paths and pairs of an exported archive. Raises UnreadableDocument."""
    try:
        package = open_package(data)
        if not set(_LISTS) & set(package.namelist()):
            raise UnreadableDocument(_STRANGE)
        paths, pairs = (_rows(package, name) for name in _LISTS)
        known = dict(_things(package, _keys_in(paths, pairs)))
        teams = {_number(row, "id"): said(row, "name") for row in _rows(package, "teams.json")}
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    return Arriving(
        [_path(row, known, teams) for row in paths],
        [
            ArrivingPair((first, second), said(row, "depends_on"))
            for row in pairs
            for first, second in [[known.get(key, Thing("lesson")) for key in _lessons_of(row)]]
        ],
    )


def said(row: dict, name: str, most: int = 2_000) -> str:
    """Return the text of a row as it may be stored; "" where there is none."""
    value = row.get(name)
    text = value if isinstance(value, str) else ""
    return without_controls(text.encode("utf-8", "replace").decode()).strip()[:most]


def _path(row, known, teams):
    stops = [_stop(stop, known) for stop in _inner(row, "stops")]
    return ArrivingPath(
        said(row, "title"), said(row, "for_whom"), teams.get(_number(row, "team_id"), ""), stops
    )


def _stop(row, known):
    why = said(row, "why", WHY_MAX)
    for key in _keys_of(row):
        return replace(known.get(key, Thing(key[0])), why=why)
    address = said(row, "address", LINK_MAX)
    kind = "link" if address else "note"
    return Thing(kind, said(row, "text", NOTE_MAX), address=address, why=why)


def _keys_in(paths, pairs):
    stops = [stop for path in paths for stop in _inner(path, "stops")]
    return {key for stop in stops for key in _keys_of(stop)} | {
        key for pair in pairs for key in _lessons_of(pair)
    }


def _keys_of(stop):
    """Yield (kind, id) of what a stop leads to."""
    for kind in STOP_MODELS:
        number = _number(stop, f"{kind}_id")
        if number is not None:
            yield kind, number


def _lessons_of(pair):
    ids = pair.get("lesson_ids")
    if not isinstance(ids, list) or len(ids) != 2:
        raise UnreadableDocument("opposite-lessons.json is damaged: a pair has no two lessons.")
    return [("lesson", each if isinstance(each, int) else None) for each in ids]


def _things(package, wanted) -> Iterator[tuple[tuple[str, int], Thing]]:
    """Yield ((kind, id), Thing) of what is wanted, and stop reading when all of it was found."""
    left = set(wanted)
    for key, thing in _all_things(package, left):
        left.discard(key)
        yield key, thing
        if not left:
            return


def _all_things(package, left):
    kinds = {kind for kind, _ in left}
    if "wall_post" in kinds:
        for row in _rows(package, "wall.json"):
            yield ("wall_post", _number(row, "id")), Thing("wall_post", said(row, "learned"))
    if "kickoff" in kinds:
        names = {_number(row, "id"): said(row, "name") for row in _rows(package, "projects.json")}
        for row in _rows(package, "kickoffs.json"):
            words = names.get(_number(row, "project_id"), "")
            yield ("kickoff", _number(row, "id")), Thing("kickoff", words)
    if kinds & {"retrospective", "decision", "lesson"}:
        for name in package.namelist():
            if name.startswith("retrospectives/") and name.endswith(".json"):
                yield from _things_of_record(package, name, left)


def _things_of_record(package, name, left):
    """Those of `left` in the file of one retrospective."""
    row = _loaded(package, name)
    if not isinstance(row, dict):
        return
    found = [(("retrospective", _number(row, "id")), said(row, "title"))]
    for kind, inner, words in (
        ("decision", "decisions", "choice"),
        ("lesson", "lessons", "statement"),
    ):
        found += [((kind, _number(each, "id")), said(each, words)) for each in _inner(row, inner)]
    found = [(key, words) for key, words in found if key in left]
    if found:
        project = row.get("project")
        project = said(project, "name") if isinstance(project, dict) else ""
        source_hash = _hash_of(package, f"{name.removesuffix('.json')}.md")
        for (kind, number), words in found:
            yield (kind, number), Thing(kind, words, project, source_hash)


def _hash_of(package, name):
    """The hash that an import of this document left at its retrospective; "" where it left none."""
    try:
        return read(name, read_part(package, name, _MOST_BYTES)).source_hash
    except (KeyError, UnreadableDocument, Refused):
        return ""


def _rows(package, name) -> list[dict]:
    """The rows of a list, none if the archive is older than it."""
    if name not in package.namelist():
        return []
    rows = _loaded(package, name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableDocument(f"{name} is damaged: it is not a list.")
    if name in _LISTS and len(rows) > _MOST_ROWS:
        raise UnreadableDocument(f"{name} holds more than {_MOST_ROWS:,} entries.")
    return rows


def _loaded(package, name) -> Any:
    try:
        return json.loads(read_part(package, name, _MOST_BYTES))
    except (ValueError, RecursionError):
        raise UnreadableDocument(f"{name} is damaged: it is not JSON.") from None


def _inner(row, name) -> Iterable[dict]:
    rows = row.get(name)
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _number(row, name):
    value = row.get(name)
    return value if isinstance(value, int) else None
