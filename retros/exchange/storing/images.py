"""The pictures of a document become attachments of its retrospective."""

import uuid

from retros.exchange.document import UnreadableDocument
from retros.models import Attachment, PendingPicture
from retros.models.attachment import ADDRESS, ATTACHMENTS_MAX
from retros.pictures import Picture


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
        raise UnreadableDocument(
            "Its pictures wait for a day, and that is over. Please choose it again."
        )
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
    return {number for text in document.texts for number in ADDRESS.findall(text)}


def _copy_others(document, owner):
    strange = _shown_in(document) - set(document.pictures)
    room = ATTACHMENTS_MAX - len(document.pictures)
    others = Attachment.objects.visible_to(owner).filter(pk__in=strange) if strange else ()
    copies = {str(row.pk): (str(uuid.uuid4()), _picture(row)) for row in others[:room]}
    if copies:
        document.pictures = document.pictures | dict(copies.values())
        document.rewrite(lambda text: ADDRESS.sub(lambda match: _address(match, copies), text))


def _address(match, copies):
    number, _ = copies.get(match[1], (match[1], None))
    return Attachment(pk=number).get_absolute_url()


def _picture(row):
    return Picture(bytes(row.content), row.media_type, row.width, row.height)
