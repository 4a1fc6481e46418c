from django.db import models
from django.utils import timezone

from retros.models.wall_post import WallPost


class PostRevision(models.Model):
    """The previous text of an edited wall post. Who edited it is not stored."""

    wall_post = models.ForeignKey(WallPost, on_delete=models.CASCADE, related_name="earlier")
    words = models.JSONField()  # by the names of the post's fields, as people read them
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-until", "-pk"]

    def __str__(self):
        return self.words["learned"]
