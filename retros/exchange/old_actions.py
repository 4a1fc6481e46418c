"""Action items of old documents: nobody works on them any more, and nobody knows how they ended."""

from datetime import date, timedelta

from django.utils import timezone

from retros.exchange.document import ActionEntry, Document
from retros.models import ActionItem

_OLD = timedelta(days=365)


def old_actions(document: Document) -> list[ActionEntry]:
    """Return open items of a document that has no date or is more than a year old.

    Not among them are items that were due within the last year, or that are due later. A document
    that Retros exported says itself which items are open.
    """
    if document.is_own:
        return []
    return [action for action in document.actions if _is_old(action, document.held_on)]


def close_old_actions(document: Document) -> int:
    """Close the old action items of `document` and return how many there were."""
    found = old_actions(document)
    for action in found:
        action.status = ActionItem.Status.UNKNOWN
    return len(found)


def _is_old(action: ActionEntry, held_on: date | None) -> bool:
    last = max(filter(None, [held_on, action.due_on]), default=date.min)
    return action.status == "open" and last < timezone.localdate() - _OLD
