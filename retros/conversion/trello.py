"""Trello's JSON of a board to the columns of its CSV, without ids and the history of every change."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

from retros.conversion.children import Converted
from retros.conversion.packages import Refused

_HEADER = (
    "Card Name", "Card Description", "Labels", "Members", "Due Date", "List Name", "Board Name",
    "Archived", "Votes", "Created", "Due Complete", "Checklist Items", "Comments",
)  # fmt: skip
_MOST_CHARACTERS = 4_000_000


def convert(data, *, with_authors):
    """Return the Converted of a board, whose `tables` hold its cards as CSV. Raises Refused."""
    try:
        board = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused("This JSON is damaged. Please export the board again.") from None
    if not (isinstance(board, dict) and _dicts(board, "lists") and _dicts(board, "cards")):
        raise Refused("This JSON is no Trello board with cards. Please export it as .csv or .md.")
    stream = StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(_HEADER)
    names = _Names(board)
    for card in _dicts(board, "cards"):
        rows.writerow(_row(card, board, names))
        if stream.tell() > _MOST_CHARACTERS:
            raise Refused("This board holds more than 4 MB of text. Please split it.")
    return Converted("", tables={_text(board, "name"): f"sep=,\n{stream.getvalue()}"})


class _Names:
    """What the ids of a board stand for."""

    def __init__(self, board):
        self.lists = {_text(each, "id"): each for each in _dicts(board, "lists")}
        self.members = {_text(m, "id"): _text(m, "fullName") for m in _dicts(board, "members")}
        self.items, self.comments = {}, {}
        for checklist in _dicts(board, "checklists"):
            items = [_text(item, "name") for item in _dicts(checklist, "checkItems")]
            self.items.setdefault(_text(checklist, "idCard"), []).extend(items)
        for action in _dicts(board, "actions"):
            about = action.get("data")
            if action.get("type") == "commentCard" and isinstance(about, dict):
                card = about.get("card")
                number = _text(card, "id") if isinstance(card, dict) else ""
                self.comments.setdefault(number, []).insert(0, _text(about, "text"))


def _row(card, board, names):
    number, held = _text(card, "id"), names.lists.get(_text(card, "idList"), {})
    badges = card.get("badges") if isinstance(card.get("badges"), dict) else {}
    members = card.get("idMembers") if isinstance(card.get("idMembers"), list) else []
    return [
        _text(card, "name"),
        _text(card, "desc"),
        ", ".join(filter(None, (_text(label, "name") for label in _dicts(card, "labels")))),
        ", ".join(filter(None, (names.members.get(str(member), "") for member in members))),
        _text(card, "due")[:10],
        _text(held, "name"),
        _text(board, "name"),
        "true" if card.get("closed") or held.get("closed") else "false",
        badges.get("votes") or "",
        _day_of(number),
        "true" if card.get("dueComplete") else "false",
        "\n".join(names.items.get(number, [])),
        "\n".join(names.comments.get(number, [])),
    ]


def _day_of(number):
    """The day a card was made, which the first digits of its id say."""
    if len(number) != 24:
        return ""
    try:
        return str(datetime.fromtimestamp(int(number[:8], 16), UTC).date())
    except ValueError:
        return ""


def _dicts(value, name):
    found = value.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(value, name):
    found = value.get(name)
    return found if isinstance(found, str) else ""
