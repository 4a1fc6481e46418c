from django.db import models
from django.utils import timezone

from retros.models.wall_post import WallPost


class PostRevision(models.Model):
    """The previous text of an edited wall post. Who edited it is not stored."""

    wall_post = models.ForeignKey(WallPost, on_delete=models.CASCADE, related_name="revisions")
    content = models.JSONField()  # {field of the post: its text, as people read it}
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return self.content["learned"]
