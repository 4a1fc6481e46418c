from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Reader, Team
from retros.models.fields import TextLengthChecks, not_blank

SHOWN_END = 4  # characters of an address that tell one from another
# What a channel can subscribe to, as Notification.Kind calls it, and the field that says so.
SUBSCRIPTIONS = {
    "wall": "notify_wall_posts",
    "retrospective": "notify_retrospectives",
    "kickoff": "notify_kickoffs",
    "later-match": "notify_later_matches",
    "backups": "notify_old_backups",
}
OF_THE_SITE = {"backups"}  # and of no team


def shortened_address(address) -> str:
    """Return the host and the last characters of a webhook address, the part that may be shown."""
    host = address.split("/", 3)[2] if address.count("/") > 1 else ""
    return f"{host}/…{address[-SHOWN_END:]}"


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to curators, who manage channels."""
        return self.all() if user.is_authenticated and user.is_curator else self.none()

    def subscribed_to(self, kind, team_id) -> Self:
        """Return channels subscribed to `kind` from that team; None means no team."""
        subscribed = self.filter(**{SUBSCRIPTIONS[kind]: True})
        if kind in OF_THE_SITE:
            return subscribed
        return subscribed.filter(Q(teams=None) | Q(teams=team_id)).distinct()


class Channel(models.Model):
    """A chat channel or webhook that receives notifications.

    Its address is a secret: anyone who has it can write there. So it is in no export and no log, and
    is shown only in part.
    """

    class Service(models.TextChoices):
        SLACK = "slack", "Slack"
        TEAMS = "teams", "Microsoft Teams"
        MATTERMOST = "mattermost", "Mattermost"
        WEBHOOK = "webhook", "Other webhook"

    label = models.CharField(
        "Name", max_length=80, validators=[not_blank], help_text="Only curators see this."
    )
    service = models.CharField("Service", max_length=10, choices=Service, default=Service.SLACK)
    address = models.CharField("Webhook URL", max_length=1000)
    teams = models.ManyToManyField(Team, blank=True, related_name="+")
    notify_wall_posts = models.BooleanField("New posts on the Fail Wall", default=True)
    notify_retrospectives = models.BooleanField("Published retrospectives", default=False)
    notify_kickoffs = models.BooleanField("Kickoffs that chose lessons", default=False)
    notify_later_matches = models.BooleanField(
        "New matches for kickoffs", default=False, db_default=False
    )
    notify_old_backups = models.BooleanField(
        "Backups that are too old", default=False, db_default=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]
        constraints = TextLengthChecks.of("channel", label=80, address=1000)

    def __str__(self):
        return self.label

    @property
    def part_of_address(self) -> str:
        """The part of its address that may be shown."""
        return shortened_address(self.address)

    @property
    def kinds(self) -> list[str]:
        """The kinds of notifications that it receives; can be set."""
        return [kind for kind, field in SUBSCRIPTIONS.items() if getattr(self, field)]

    @kinds.setter
    def kinds(self, chosen) -> None:
        for kind, field in SUBSCRIPTIONS.items():
            setattr(self, field, kind in chosen)

    @property
    def subscribed_kinds(self) -> list[str]:
        """The labels of its kinds, to be listed in a sentence."""
        names = [
            str(getattr(Channel, SUBSCRIPTIONS[kind]).field.verbose_name) for kind in self.kinds
        ]
        return [name[0].lower() + name[1:] for name in names]
