"""The buttons of the import preview: move pieces, split one or a document, leave out all names.

Each answers with the form's data as the browser would have sent it after the change. The preview
is shown again from there, so nothing waits on the server.
"""

import re

from retros.exchange import (
    PLACES,
    UnreadableDocument,
    dump_signed,
    load_signed,
    pieces_of,
    split_document,
    split_piece,
)
from retros.forms.imports import MOST_FILES
from retros.views.exchange.import_previews import facts_of

_KEY = re.compile(r"(?P<number>\d{1,3})-(?P<name>\S+)")
_PRESSED = re.compile(r"(?P<document>\d{1,3})(?:-(?P<part>\d{1,4}))?")
_PLACE = "{}-place-{}"


def change_preview(data, user):
    """Return (a copy of `data` as the pressed button changes it, what to tell, the document's number).

    The number is None where no such button was pressed, and -1 for all documents. Raises UnreadableDocument with the reason
    if it can't be done.
    """
    for name, change in (("move", _move), ("split", _split), ("divide", _divide)):
        pressed = _PRESSED.fullmatch(data.get(name, ""))
        if pressed:
            changed, document = data.copy(), int(pressed["document"])
            told = change(changed, document, int(pressed["part"] or 0), user)
            return changed, told, document
    if "without_names" in data:
        changed = data.copy()
        for document in range(_number_of_documents(data)):
            changed[f"{document}-leave_out_names"] = "on"
        return changed, "Names will be left out of all documents. You can change that in each.", -1
    return data, "", None


def _move(data, document, _, user):
    """Move the picked pieces, and all of the picked places, to one place."""
    to = data.get(f"{document}-to")
    if to not in PLACES:
        raise UnreadableDocument("Choose where the pieces go.")
    numbers, places = data.getlist(f"{document}-pick"), data.getlist(f"{document}-all")
    moved = 0
    for piece in pieces_of(_carried(data, document, user)):
        key = _PLACE.format(document, piece.number)
        is_picked = str(piece.number) in numbers or data.get(key, piece.place) in places
        if is_picked and (to != "event" or piece.can_be_dated):
            data[key] = to
            moved += 1
    if not moved and (numbers or places):
        raise UnreadableDocument("Only pieces with a date can go to the timeline.")
    if not moved:
        raise UnreadableDocument("Select the pieces to move first.")
    return f"Moved to {PLACES[to]}: {moved} piece{'s' * (moved != 1)}."


def _split(data, document, part, user):
    """Take one piece apart. Those after it get other numbers and keep their places."""
    whole = _carried(data, document, user)
    result, number = split_piece(whole, part)
    if number == 1:
        raise UnreadableDocument("This piece can’t be split.")
    places = {n: data.get(_PLACE.format(document, n), "") for n in range(len(pieces_of(whole)))}
    data[f"{document}-carried"] = dump_signed(result, user)
    for n, place in sorted(places.items(), reverse=True):
        if n > part:
            data[_PLACE.format(document, n + number - 1)] = place
    for n in range(part, part + number):
        data[_PLACE.format(document, n)] = places[part]
    return f"Split into {number} pieces."


def _divide(data, document, level, user):
    """Make a document of each heading. Those after it get other numbers."""
    whole, name = _carried(data, document, user), data.get(f"{document}-name", "")
    whole.title = data.get(f"{document}-title", "").strip()[:200] or whole.title
    whole.project_name = data.get(f"{document}-project_name", "").strip()[:120]
    parts = split_document(whole, level)
    total = len(parts) - 1 + _number_of_documents(data)
    if total > MOST_FILES:
        raise UnreadableDocument(f"One preview shows {MOST_FILES} documents. Import some first.")
    _make_room(data, document, len(parts) - 1)
    for number, part in enumerate(parts):
        facts = {field: str(value or "") for field, value in facts_of(part).items()}
        facts |= {"carried": dump_signed(part, user), "is_included": "on"}
        facts["name"] = f"{name}, part {number + 1}"
        for field, value in facts.items():
            data[f"{document + number}-{field}"] = value
    data["documents"] = str(total)
    return f"Split into {len(parts)} retrospectives."


def _make_room(data, document, more):
    """Forget what was chosen in `document`, and give those after it numbers that are `more` higher.

    What the page shows before it stays there.
    """
    matches = [match for key in data if (match := _KEY.fullmatch(key))]
    later = {
        f"{int(match['number']) + more}-{match['name']}": data.getlist(match[0])
        for match in matches
        if int(match["number"]) > document
    }
    for match in matches:
        is_before = int(match["number"]) == document and match["name"].startswith("aside-")
        if int(match["number"]) >= document and not is_before:
            del data[match[0]]
    for key, values in later.items():
        data.setlist(key, values)


def _number_of_documents(data):
    number = data.get("documents", "")
    return int(number) if re.fullmatch(r"\d{1,3}", number) else 0


def _carried(data, document, user):
    return load_signed(data.get(f"{document}-carried", ""), user)
