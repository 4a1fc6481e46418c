from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from accounts.models import Reader, Team
from accounts.tokens import hash_token, new_token
from retros.models.choices import Category
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.wall_post import WallPost

# A screen asks every twenty seconds. Once a minute what it shows is written down.
NOTED_EVERY = timedelta(seconds=60)
IS_THERE_FOR = timedelta(minutes=3)  # after its last question
DAY_HOURS = range(7, 19)  # as in static/js/wall-hours.js


class ScreenQuerySet(models.QuerySet["Screen"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to curators, who manage screens."""
        return self.all() if user.is_authenticated and user.is_curator else self.none()

    def working(self) -> Self:
        """Return screens whose links work."""
        return self.filter(revoked_at=None)

    def seen_lately(self) -> Self:
        """Return screens with working links that polled within the last 3 minutes."""
        return self.working().filter(last_seen_at__gt=timezone.now() - IS_THERE_FOR)

    def opened_by(self, token: str) -> Self:
        """Return the screen that `token` opens, revoked or not; or none."""
        return self.filter(token_hash=hash_token(token))


class Screen(models.Model):
    """A display in an office, showing the wall. Its address holds a token, stored as a hash.

    Of the display itself nothing is stored but when it last asked and which post it showed.
    """

    class Theme(models.TextChoices):
        DARK = "dark", "Dark"
        LIGHT = "light", "Light"
        DAY = "day", "Light by day, dark by night"

    label = models.CharField(
        "Location", max_length=80, validators=[not_blank], help_text="Only curators see this."
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    teams = models.ManyToManyField(Team, blank=True, related_name="+")
    categories = models.JSONField(default=list, blank=True)  # values of Category; none means all
    theme = models.CharField("Colors", max_length=5, choices=Theme, default=Theme.DARK)
    pace = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        default=1,
        help_text="1.5 is slower than normal, 0.8 is faster.",
    )
    quiet_from = models.TimeField("Dark from", null=True, blank=True)
    quiet_until = models.TimeField("Dark until", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False)
    showing = models.ForeignKey(
        WallPost, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ScreenQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            *TextLengthChecks.of("screen", label=80),
            models.CheckConstraint(
                condition=models.Q(pace__gte=0.5, pace__lte=3), name="screen_pace_is_readable"
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="screen_quiet_hours_have_two_ends",
                violation_error_message="Enter both a start and an end for quiet hours.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def category_names(self) -> list[str]:
        """Its filters in words."""
        return [label for value, label in Category.choices if value in self.categories]

    @property
    def is_there(self) -> bool:
        """Whether it polled within the last 3 minutes."""
        if self.last_seen_at is None:
            return False
        return timezone.now() - self.last_seen_at < IS_THERE_FOR

    @property
    def colors_now(self) -> str:
        """ "light" or "dark": what its theme means at this time of day."""
        if self.theme != self.Theme.DAY:
            return self.theme
        return "light" if timezone.localtime().hour in DAY_HOURS else "dark"

    @property
    def is_quiet(self) -> bool:
        """Whether it is dark at this time of day, in the site's time zone."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        now = timezone.localtime().time()
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= now < self.quiet_until
        return now >= self.quiet_from or now < self.quiet_until

    def renew_link(self) -> str:
        """Save a new token, lift a revocation, and return the token.

        Only its hash is stored. The previous token stops working.
        """
        token = new_token()
        self.token_hash, self.revoked_at = hash_token(token), None
        self.last_seen_at = self.showing = None
        self.save()
        return token

    def revoke(self) -> None:
        """Revoke its link."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    def remove(self) -> bool:
        """Delete the screen if its link is revoked. Return whether it was deleted."""
        revoked = Screen.objects.filter(pk=self.pk, revoked_at__isnull=False)
        return bool(revoked.delete()[0])

    def posts(self) -> models.QuerySet[WallPost]:
        """Return the posts on the wall that this screen shows."""
        found = WallPost.objects.on_wall()
        if self.categories:
            found = found.filter(category__in=self.categories)
        teams = [team.pk for team in self.teams.all()]
        return found.filter(team__in=teams) if teams else found

    def note_seen(self, showing) -> None:
        """Record the time of this poll and the id of the post shown. One write."""
        post = WallPost.objects.on_wall().filter(pk=showing)
        shown = models.Subquery(post.order_by().values("pk"))
        seen = {"last_seen_at": timezone.now(), "showing": shown}
        Screen.objects.filter(pk=self.pk).update(**seen)
