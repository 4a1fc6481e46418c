"""Store a document with its pictures in the models, once."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db import IntegrityError, transaction

from accounts.models import Team, User
from retros.exchange.document import Document, UnreadableDocument
from retros.exchange.storing.imported import LISTS, keep_record
from retros.models import (
    ATTACHMENT_ADDRESS,
    ATTACHMENTS_MAX,
    ActionItem,
    Attachment,
    Decision,
    Lesson,
    Observation,
    PendingPicture,
    Project,
    Retrospective,
    TimelineEvent,
    current_names,
)
from retros.pictures import Picture
from retros.search import paused

_NAMESPACE = uuid.UUID("8d2f4f0e-6a57-4a0f-9d0b-6a1f5b6c1c11")


@dataclass
class Report:
    """What became of a document: its retrospective, and whether that was there before."""

    document: Document
    retrospective: Retrospective
    is_new: bool


def already_stored(document: Document, owner: User | None = None) -> Retrospective | None:
    """Return the retrospective with the same text that `owner` may read, or None.

    Otherwise the one in which a later version has replaced this text. Without an owner, any.
    2 queries. The trash does not count: a deleted text can be imported again. Other
    people's drafts do not count either, so that an import never reveals them.
    """
    known = Retrospective.objects.filter(removed_at=None)
    if owner is not None:
        known = known.visible_to(owner)
    known = known.order_by("pk")
    same = known.filter(source_hash=document.source_hash).first()
    return same or known.filter(replaced_texts__source_hash=document.source_hash).first()


def store(
    document: Document,
    *,
    owner: User | None = None,
    team: Team | None = None,
    publish: bool = False,
    as_read: Document | None = None,
) -> Report:
    """Write `document` as a draft, or published, and return a Report. A known one is left alone.

    `as_read` is what it was before a person changed it. One transaction. About one insert a part.
    Raises UnreadableDocument where its pictures have waited for too long.
    """
    try:
        with transaction.atomic():
            known = already_stored(document, owner)
            if known:
                return Report(document, known, is_new=False)
            # The inner block rolls back a failure before the index is written at the end of paused().
            with paused(), transaction.atomic():
                made, pairs = _create(document, owner, team, publish)
                keep_record(made, as_read or document, pairs)
                return Report(document, made, is_new=True)
    except IntegrityError:  # somebody pressed twice, and the other request was first
        known = already_stored(document, owner)
        if known is None:
            raise
        return Report(document, known, is_new=False)


def _create(document, owner, team, publish):
    pictures = pictures_for(document, owner)
    retrospective = Retrospective.objects.create(
        project=_project(document, team),
        client_id=_client_id(document, owner),
        title=document.title,
        summary=document.summary or (document.first_words() if publish else ""),
        context=document.context,
        goal=document.goal,
        result=document.result,
        measured=document.measured,
        surprise=document.surprise,
        held_on=document.held_on,
        taking_part=document.taking_part,
        created_by=owner,
        facilitator=owner,
        source_name=document.source_name,
        source_hash=document.source_hash,
    )
    retrospective.tags.add(*current_names(document.tags))
    pairs = create_parts(document, retrospective)
    store_pictures(pictures, retrospective, owner)
    if publish:
        retrospective.publish(by=owner, quietly=True)
    return retrospective, pairs


def _client_id(document, owner):
    """An id that a second press of the same button makes again; another one after the trash, and
    where a later version has replaced this one.
    """
    name = f"{owner.pk if owner else ''}:{document.source_hash}"
    client_id = uuid.uuid5(_NAMESPACE, name)
    others = Retrospective.objects.exclude(removed_at=None, source_hash=document.source_hash)
    return uuid.uuid4() if others.filter(client_id=client_id).exists() else client_id


def _project(document, team):
    """The team's project of that name, made if there is none.

    Another team's is never taken: its members would read this draft.
    """
    name = document.project_name
    known = Project.objects.filter(name__iexact=name, team=team).order_by("pk").first()
    if known:
        return known
    started_on, ended_on = document.project_started_on, document.project_ended_on
    if started_on and ended_on and ended_on < started_on:
        ended_on = None
    return Project.objects.create(
        name=name,
        team=team,
        kind=document.project_kind,
        status=document.project_status,
        started_on=started_on,
        ended_on=ended_on,
    )


def create_parts(document, retrospective, first=1, decisions=None):
    """Create the parts of `document`, numbered from `first`. Return {kind: [(id, entry)]}.

    `decisions` are {choice: Decision} of those that are there already.
    """
    events = _create_all(TimelineEvent, document.events, retrospective, first)
    made, by_choice = _create_decisions(document.decisions, retrospective, first)
    by_choice = (decisions or {}) | by_choice
    observations = []
    for number, part in enumerate(document.observations, start=first):
        values = vars(part) | {"decision": by_choice.get(part.decision)}
        observations.append(
            Observation.objects.create(retrospective=retrospective, position=number, **values)
        )
    lessons = [
        _create_lesson(part, retrospective, number)
        for number, part in enumerate(document.lessons, start=first)
    ]
    actions = _create_all(ActionItem, document.actions, retrospective, first)
    rows = (events, made, observations, lessons, actions)
    return {
        kind: [(row.pk, entry) for row, entry in zip(those, getattr(document, name), strict=True)]
        for (kind, name), those in zip(LISTS.items(), rows, strict=True)
    }


def _create_all(model, parts, retrospective, first):
    return [
        model.objects.create(retrospective=retrospective, position=number, **vars(part))
        for number, part in enumerate(parts, start=first)
    ]


def _create_decisions(parts, retrospective, first):
    """The new decisions, and by their choice the first of equal ones; each knows what replaced it."""
    made = []
    for number, part in enumerate(parts, start=first):
        values = vars(part) | {"superseded_by": None}
        made.append(Decision.objects.create(retrospective=retrospective, position=number, **values))
    by_choice = {decision.choice: decision for decision in reversed(made)}
    for decision, part in zip(made, parts, strict=True):
        successor = by_choice.get(part.superseded_by)
        if successor is not None and successor is not decision:
            decision.superseded_by = successor
            decision.save(update_fields=["superseded_by"])
    Decision.objects.filter(retrospective=retrospective).break_circles()
    return made, by_choice


def _create_lesson(part, retrospective, number):
    values = {
        name: value
        for name, value in vars(part).items()
        if name not in ("tags", "retired_on", "said_category")
    }
    retired_at = part.retired_on and datetime.combine(part.retired_on, time(12), tzinfo=UTC)
    lesson = Lesson.objects.create(
        retrospective=retrospective, position=number, retired_at=retired_at, **values
    )
    lesson.tags.add(*part.tags)
    return lesson


def pictures_for(document, owner):
    """{id: Picture} of those that the texts of `document` still show.

    Those of a document that was carried wait for `owner`. Of other retrospectives' pictures that
    its texts show and `owner` may see, there are copies, whose addresses the texts get: the new
    retrospective stands alone. Raises UnreadableDocument for one that waits no longer.
    """
    if owner:
        _copy_others(document, owner)
    waiting = PendingPicture.objects.visible_to(owner).filter(pk__in=document.pictures)
    pictures = document.pictures | {str(row.pk): _picture(row) for row in waiting}
    shown = _shown_in(document)
    pictures = {number: picture for number, picture in pictures.items() if number in shown}
    if None in pictures.values():
        raise UnreadableDocument("The preview expired after a day. Please choose the file again.")
    return pictures


def store_pictures(pictures, retrospective, owner):
    """Keep what `pictures_for` gave, which waits no longer."""
    made = (
        Attachment(pk=number, retrospective=retrospective, **picture._asdict())
        for number, picture in pictures.items()
    )
    Attachment.objects.bulk_create(made, batch_size=10)
    PendingPicture.objects.visible_to(owner).filter(pk__in=pictures).delete()


def _shown_in(document):
    return {number for text in document.texts for number in ATTACHMENT_ADDRESS.findall(text)}


def _copy_others(document, owner):
    strange = _shown_in(document) - set(document.pictures)
    room = ATTACHMENTS_MAX - len(document.pictures)
    others = Attachment.objects.visible_to(owner).filter(pk__in=strange) if strange else ()
    copies = {str(row.pk): (str(uuid.uuid4()), _picture(row)) for row in others[:room]}
    if copies:
        document.pictures = document.pictures | dict(copies.values())
        document.rewrite(
            lambda text: ATTACHMENT_ADDRESS.sub(lambda match: _address(match, copies), text)
        )


def _address(match, copies):
    number, _ = copies.get(match[1], (match[1], None))
    return Attachment(pk=number).get_absolute_url()


def _picture(row):
    return Picture(bytes(row.content), row.media_type, row.width, row.height)
