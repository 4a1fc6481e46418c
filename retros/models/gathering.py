from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Reader, User
from accounts.tokens import hash_token
from retros.models.anonymous_inbox import AnonymousInbox
from retros.models.contribution import LESSON_CONTRIBUTION
from retros.models.fields import EditorField, TextLengthChecks
from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.outcome_mail import OutcomeMail, OutcomeRequest
from retros.models.retrospective import Retrospective
from retros.models.session_plan import plan_minutes


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def visible_to(self, user: Reader) -> Self:
        """Return gatherings of drafts that `user` may edit. Pending thoughts are for their authors
        alone.
        """
        return self.filter(retrospective__in=Retrospective.objects.editable_by(user))

    def opened_by(self, token: str) -> Self:
        """Return the gathering whose link holds `token` while its retrospective is a draft, or
        none.
        """
        drafts = self.filter(
            retrospective__status=Retrospective.Status.DRAFT, retrospective__removed_at=None
        )
        return drafts.filter(is_open=True, token_hash=hash_token(token)).select_related(
            "retrospective__project"
        )


class Gathering(AnonymousInbox):
    """A draft that a team writes together by a link, in private until the reveal."""

    class Step(models.TextChoices):
        """The steps of a session, in order."""

        EARLIER = "earlier", "Earlier lessons and open actions"
        PURPOSE = "purpose", "Purpose"
        TIMELINE = "timeline", "Timeline"
        WRITING = "writing", "Silent writing"
        TALKING = "talking", "Reveal and talk"
        DECISIONS = "decisions", "Decisions"
        ACTIONS = "actions", "At most three actions"
        THANKS = "thanks", "Thanks"

    PROMPTS = Observation.PROMPTS | {
        LESSON_CONTRIBUTION: "One sentence that another team could act on."
    }
    USUAL_MINUTES = dict(zip(Step.values, (5, 5, 15, 10, 25, 15, 10, 5), strict=True))

    retrospective = models.OneToOneField(
        Retrospective, on_delete=models.CASCADE, editable=False, related_name="gathering"
    )
    purpose = models.CharField(
        max_length=200,
        blank=True,
        help_text="One line that everyone reads first. For example: What do we want to keep?",
    )
    # Until when people without an account may write with the link; null: not at all.
    guests_until = models.DateTimeField(null=True, editable=False)
    minutes = models.JSONField(default=dict)  # by step; a step of 0 minutes is left out
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = EditorField()
    updated_at = models.DateTimeField(default=timezone.now, editable=False)  # settings only

    objects = GatheringQuerySet.as_manager()

    class Meta:
        constraints = [
            *TextLengthChecks.of("gathering", purpose=200),
            models.CheckConstraint(
                condition=models.Q(people__gte=1, people__lte=500), name="gathering_has_people"
            ),
        ]

    def __str__(self):
        return f"Gathering: {self.retrospective}"

    @property
    def admits_guests(self) -> bool:
        """Whether people without an account may write and give dots: only among enough others."""
        return bool(
            self.allows_unattributed and self.guests_until and self.guests_until > timezone.now()
        )

    def admit_guests(self, *, days: int) -> None:
        """Let people without an account take part for so many days; for 0, not any more."""
        self.guests_until = timezone.now() + timedelta(days=days) if days else None
        self.save(update_fields=["guests_until"])

    @property
    def may_hold_thoughts(self) -> bool:
        """Whether thoughts may wait that nobody else has read yet.

        Judged by its settings alone: that something waits would tell who was seen writing.
        """
        return self.is_open or not self.is_late

    def is_read_by(self, user: Reader) -> bool:
        """Return whether `user` may read what is revealed."""
        return self.is_late and self.retrospective.is_written_by(user)

    def is_voted_on_by(self, user: Reader) -> bool:
        """Return whether `user`, who has the link, may read the observations and give dots.

        Guests are in the room; so is an account from outside the team, who could sign out.
        """
        return self.is_late and (self.admits_guests or self.retrospective.is_written_by(user))

    def email_to(self, user: Reader) -> str:
        """Return which email about its outcome `user` gets: "always", "once" or ""."""
        if OutcomeRequest.objects.filter(gathering=self, user=user.pk).exists():
            return "once"
        is_sent = settings.SENDS_EMAIL and self.retrospective.is_written_by(user)
        return "always" if is_sent and OutcomeMail.objects.filter(user=user.pk).exists() else ""

    def minutes_of(self, step: str) -> int:
        """Return how long `step` takes: as its template plans until somebody chooses another."""
        return self.minutes.get(step, self._planned[step])

    @cached_property
    def _planned(self):
        return plan_minutes(self.USUAL_MINUTES, self.retrospective.template)

    def _publish(self, chosen) -> None:
        """Store observations and lessons of the draft."""
        moment = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        signers = {one.signed_by for one in chosen}
        present = set(User.objects.filter(pk__in=signers - {None}).values_list("pk", flat=True))
        parts = [one.as_part(self.retrospective, moment) for one in chosen]
        for model in (Observation, Lesson):
            made = [part for part in parts if isinstance(part, model)]
            there = model.objects.filter(retrospective=self.retrospective_id)
            last = there.aggregate(last=Max("position"))["last"]
            for position, part in enumerate(made, start=(last or 0) + 1):
                part.position = position
                if part.signed_by_id not in present:
                    part.signed_by_id = None
            model.objects.bulk_create(made)
