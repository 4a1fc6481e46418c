"""A document between looking and storing: packed into the page, signed; only its pictures wait here."""

from dataclasses import asdict, replace
from datetime import date

from django.core import signing

from accounts.models import User
from retros.exchange.document import (
    ActionEntry,
    DecisionEntry,
    Document,
    EventEntry,
    LessonEntry,
    ObservationEntry,
    UnreadableDocument,
)

_PARTS = {
    "events": EventEntry,
    "decisions": DecisionEntry,
    "observations": ObservationEntry,
    "lessons": LessonEntry,
    "actions": ActionEntry,
}


def dump_signed(document: Document, owner: User) -> str:
    """Pack `document` into a line of text that only `owner` can send back."""
    values = asdict(replace(document, pictures={}, also=[])) | {"pictures": list(document.pictures)}
    return signing.dumps(_written(values), salt=_salt(owner), compress=True)


def load_signed(text: str, owner: User) -> Document:
    """Unpack a Document that was packed for `owner`, without the contents of its pictures.

    Raises UnreadableDocument for text that this site did not pack for them.
    """
    try:
        values = signing.loads(text, salt=_salt(owner))
    except signing.BadSignature:
        raise UnreadableDocument(
            "This page has expired or arrived incomplete. Please choose the file again."
        ) from None
    parts = {
        name: [part(**_read(entry)) for entry in values[name]] for name, part in _PARTS.items()
    }
    others = {
        "pictures": dict.fromkeys(values["pictures"]),
        "unsettled_dates": [date.fromisoformat(day) for day in values["unsettled_dates"]],
    }
    return Document(**_read(values) | parts | others)


def _salt(owner):
    return f"import for {owner.pk}"


def _written(value):
    """Dataclasses as JSON knows them: dates as text."""
    if isinstance(value, dict):
        return {name: _written(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(values):
    dates = {
        name: date.fromisoformat(value)
        for name, value in values.items()
        if value and (name == "on" or name.endswith("_on"))
    }
    return values | dates
