from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.slugs import unique_slug


class Team(models.Model):
    """A group of people; projects belong to one."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=90, unique=True, allow_unicode=True, editable=False)
    description = models.CharField(max_length=280, blank=True)
    # Only where a curator says so: else whoever makes a team called like a group gets its people.
    follows_groups = models.BooleanField(
        "people of its group join", default=False, db_default=False
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="teams", blank=True
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.slug])


class Membership(models.Model):
    """That a person belongs to a team, and who said so: a sign-in takes away only what it gave."""

    class Origin(models.TextChoices):
        BY_HAND = "by_hand", "By hand"
        SIGN_IN = "sign_in", "By single sign-on"
        SCIM = "scim", "By SCIM"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    origin = models.CharField(
        max_length=7,
        choices=Origin.choices,
        default=Origin.BY_HAND,
        db_default=Origin.BY_HAND,
        editable=False,
    )

    class Meta:
        constraints = [models.UniqueConstraint("user", "team", name="membership_once")]

    def __str__(self):
        return f"{self.user} in {self.team}"
