"""What the first administrator of a site does first: each step is done, dismissed, or left to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from accounts.models import Identity, Installation, Invitation, Membership, User
from retros.backups import last_backup
from retros.setup_checks import address_problems


@dataclass(frozen=True)
class Step:
    """A step: `name` is its key, `place` the address where it is done, if it is done in the browser."""

    name: str
    title: str
    advice: str
    is_done: bool
    is_dismissed: bool
    place: str = ""

    @property
    def is_left(self) -> bool:
        return not (self.is_done or self.is_dismissed)


STEPS = ("organization", "address", "email", "team", "invitations", "backup", "sign-in")


def first_steps() -> list[Step]:
    """Return all steps with their states. Six queries at most."""
    site = Installation.of_this_site()
    dismissed = set(site.dismissed_steps or ())
    done = dict(zip(STEPS, _are_done(site), strict=True))
    return [
        Step(name, title, advice, done[name], name in dismissed, place)
        for name, (title, advice, place) in _words().items()
    ]


def steps_left() -> int:
    """Return how many steps are neither done nor dismissed. Six queries at most."""
    return sum(step.is_left for step in first_steps())


def _are_done(site) -> Iterator[bool]:
    yield bool(site.organization)
    yield not list(address_problems())
    yield site.email_tested_at is not None
    yield Membership.objects.exists()  # teams of the examples have no members
    yield User.objects.order_by()[:2].count() > 1 or Invitation.objects.exists()
    yield last_backup() is not None
    yield bool(settings.OIDC_ISSUER) and Identity.objects.exists()


def _words():
    """Return {name: (title, advice, place)} in the order of STEPS."""
    system = reverse("system")
    return {
        "organization": (
            "Name your organization",
            "So that people know whose Retros they sign in to.",
            f"{system}#h-organization",
        ),
        "address": (
            "Let others open the site",
            f"It is at {settings.SITE_URL} now. Set SITE_URL to an https address behind a proxy.",
            "",
        ),
        "email": (
            "Send a test email",
            "Email brings invitations, password links and reminders. EMAIL_URL says how to send it.",
            f"{system}#h-email",
        ),
        "team": ("Create a team", "Its members share its drafts.", reverse("my_teams")),
        "invitations": (
            "Invite people",
            "Paste addresses, or create a link that several people can use.",
            reverse("invitations"),
        ),
        "backup": (
            "Make a backup",
            "Run “retros backup --to FOLDER” every day, and “retros drill” now and then.",
            "",
        ),
        "sign-in": (
            "Decide how people sign in",
            "Connect your organization’s single sign-on, or dismiss this step to stay with passwords.",
            reverse("sign_in_check"),
        ),
    }
