from django.db import models
from django.utils import timezone

from accounts.models import Team
from retros.models.kinds import Category


class ScreenQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Screens are managed by curators; nobody else sees them."""
        return self.all() if user.is_authenticated and user.is_curator else self.none()


class Screen(models.Model):
    """A display in an office, showing the wall. Its address holds a token, stored as a hash."""

    class Theme(models.TextChoices):
        DARK = "dark", "Dark"
        LIGHT = "light", "Light"

    label = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True)
    category = models.CharField(max_length=8, choices=Category, blank=True)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.DARK)
    pace = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        default=1,
        help_text="Times the usual reading time: 1.5 is slower, 0.8 is faster.",
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScreenQuerySet.as_manager()

    class Meta:
        ordering = ["label"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pace__gte=0.5, pace__lte=3), name="screen_pace_is_readable"
            )
        ]

    def __str__(self):
        return self.label
