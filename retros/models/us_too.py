from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import Reader
from retros.models.project import Project
from retros.models.wall_post import WallPost


class UsTooQuerySet(models.QuerySet["UsToo"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to members, who see the projects that learned the same, but not who said so."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(wall_post__in=WallPost.objects.visible_to(user))


class UsToo(models.Model):
    """Somebody learned the same as a wall post, once each; where, if they say it.

    The person is kept so that nobody counts twice and each can take it back.
    """

    wall_post = models.ForeignKey(WallPost, on_delete=models.CASCADE, related_name="us_too")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Project",
    )

    objects = UsTooQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("wall_post", "member", name="ustoo_once_each")]

    def __str__(self):
        return f"{self.wall_post}, us too"
