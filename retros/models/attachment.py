"""Pictures in the texts of a retrospective."""

import re
import uuid
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Reader
from retros.models.readers import readable_by
from retros.models.retrospective import Retrospective

ATTACHMENT_MAX_BYTES = 1024 * 1024
ATTACHMENTS_MAX = 60  # of one retrospective
ATTACHMENT_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
ATTACHMENT_ADDRESS = re.compile(rf"/attachments/({ATTACHMENT_ID})/")
ATTACHMENT_IN_MARKDOWN = re.compile(
    rf"(?<=\(){ATTACHMENT_ADDRESS.pattern}"
)  # as a link or a picture gives it
PICTURE_IN_MARKDOWN = re.compile(
    rf"!\[((?:[^\[\]\\]|\\.)*)\]\({ATTACHMENT_ADDRESS.pattern}\)"
)  # in Markdown
_SPECIAL = re.compile(r"([\\\[\]`*_<>!&|])")


class TooManyAttachments(Exception):
    """The retrospective has reached its limit of pictures."""


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: Reader) -> Self:
        """Return pictures of retrospectives that `user` may read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(readable_by(user, "retrospective__"))

    def in_text(self, text: str) -> Self:
        """Return pictures that a Markdown `text` shows, from any retrospective."""
        return self.filter(pk__in=ATTACHMENT_ADDRESS.findall(text))

    def store(self, retrospective, picture) -> "Attachment":
        """Store a picture from `retros.pictures.reencode_image`. Run 2 queries.

        Raises TooManyAttachments.
        """
        with transaction.atomic():
            # Locked, so that several uploads at once don't pass the limit together.
            Retrospective.objects.select_for_update(no_key=True).get(pk=retrospective.pk)
            if self.filter(retrospective=retrospective).count() >= ATTACHMENTS_MAX:
                raise TooManyAttachments
            return self.create(retrospective=retrospective, **picture._asdict())


class Attachment(models.Model):
    """A re-encoded picture, without the original file, its name or its sender.

    In the database, so that a backup holds it and it goes with its retrospective.
    """

    class MediaType(models.TextChoices):
        PNG = "image/png", "PNG"
        WEBP = "image/webp", "WebP"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    retrospective = models.ForeignKey(
        Retrospective, on_delete=models.CASCADE, related_name="attachments"
    )
    content = models.BinaryField()
    media_type = models.CharField(max_length=10, choices=MediaType)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_on = models.DateField(default=timezone.localdate)  # no time: it would lead to a person

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]  # random on purpose: the order says nothing
        constraints = [
            models.CheckConstraint(
                condition=Q(media_type__in=["image/png", "image/webp"]),
                name="attachment_media_type_known",
            ),
        ]

    def __str__(self):
        return f"Picture of {self.width} × {self.height} pixels"

    @property
    def file_name(self) -> str:
        """Its file name in exports."""
        return f"{self.pk}.{self.media_type.removeprefix('image/')}"

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.pk])

    def markdown(self, alt="") -> str:
        """Return the Markdown that shows it; `alt` describes the picture."""
        words = _SPECIAL.sub(r"\\\1", " ".join(alt.split()))
        return f"![{words}]({self.get_absolute_url()})"
