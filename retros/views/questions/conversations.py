"""What was asked, suggested and reported about one item, for the page that shows the item."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.models import Reader
from retros.forms.questions import CORRECTABLE
from retros.kept_html import render_to_keep
from retros.models import (
    ITEMS,
    GladToTalk,
    Question,
    Retrospective,
    composed_once,
    conversation_address,
    kind_of,
)

MOST = 100  # that stand beside an item; more would be a page of their own


@dataclass(frozen=True)
class Conversation:
    """Questions about an item, the open ones first; settled ones fold away."""

    item: Model
    kind: str
    address: str
    waiting: list[Question]
    settled: list[Question]
    is_correctable: bool
    record: Retrospective | None  # that the item is, or belongs to
    is_glad: bool  # whether somebody who wrote it is glad to talk


def conversation_of(item: Model, user: Reader) -> Conversation | None:
    """Return what `user` may read of it; of a retrospective, about its parts too.

    Two queries where nothing was asked, which is common: saying what `user` may read takes 10 ms.

    None for a draft, which nobody but its writers reads.
    """
    if getattr(getattr(item, "retrospective", item), "is_draft", False):
        return None
    rows = _questions_about(item, user) if _ASKED[kind_of(item)](None, item.pk) else []
    return Conversation(
        item=item,
        kind=kind_of(item),
        address=conversation_address(item),
        waiting=[row for row in rows if row.is_open and not row.hidden_at],
        settled=[row for row in rows if not row.is_open or row.hidden_at],
        is_correctable=kind_of(item) in CORRECTABLE,
        record=_record_of(item),
        is_glad=is_glad_to_talk(item),
    )


def quiet_conversation(item: Model, may_edit: bool) -> str:
    """Return the HTML, to be kept, of a conversation of which nothing depends on the reader.

    That is one in which nothing was asked and nobody offered to talk; of others "". Two queries.
    """
    found = conversation_of(item, AnonymousUser())
    if not found or found.is_glad or _ASKED[found.kind](None, item.pk):
        return ""
    return render_to_keep("questions/_beside.html", {"conversation": found, "may_edit": may_edit})


def _questions_about(item, user):
    found = Question.objects.visible_to(user).about(item).for_cards(user)
    if not (user.is_authenticated and user.is_curator):
        found = found.filter(hidden_at=None)
    return list(found.newest_first()[:MOST])


def is_glad_to_talk(item: Model) -> bool:
    """Return whether somebody who wrote `item` is glad to talk about it. One query."""
    record = _record_of(item)
    return bool(record and _glad(None, record.pk))


@composed_once
def _glad(_user, record):
    return GladToTalk.objects.filter(retrospective=record).values_list("pk")


def _asked_about(kind):
    def questions(_user, pk):
        return Question.objects.filter(**{kind: pk}).values_list("pk")[:1]

    return composed_once(questions)


_ASKED = {kind: _asked_about(kind) for kind in ITEMS}


def _record_of(item):
    return item if isinstance(item, Retrospective) else getattr(item, "retrospective", None)
