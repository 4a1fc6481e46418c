"""Pictures of documents in an import preview."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Reader
from retros.models.attachment import Attachment

KEPT_FOR = timedelta(days=1)


class PendingPictureQuerySet(models.QuerySet["PendingPicture"]):
    def visible_to(self, user: Reader) -> Self:
        """Return pictures of documents that `user` uploaded."""
        return self.filter(owner=user)

    def keep(self, pictures, owner) -> None:
        """Store {id: retros.pictures.Picture} for `owner`, and delete pictures older than a day."""
        self.forget_old()
        self.bulk_create(
            (self.model(pk=pk, owner=owner, **each._asdict()) for pk, each in pictures.items()),
            batch_size=10,
        )

    def forget_old(self) -> None:
        """Delete pictures of all people that are older than a day."""
        self.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


class PendingPicture(models.Model):
    """A picture with the id of its future attachment. It is shown to nobody.

    The rest of its document travels in the page, for which pictures are too large.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField()
    media_type = models.CharField(max_length=10, choices=Attachment.MediaType)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PendingPictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(media_type__in=["image/png", "image/webp"]),
                name="pending_picture_media_type_known",
            ),
        ]

    def __str__(self):
        return f"Picture of {self.width} × {self.height} pixels that waits"
