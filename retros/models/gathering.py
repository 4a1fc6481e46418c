from random import SystemRandom

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.tokens import hashed, new_token
from retros.models.contribution import Contribution
from retros.models.fields import TextLengthChecks
from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.retrospective import Retrospective

UNATTRIBUTED_FROM = 3  # people in the room: of two, each knows what the other wrote
BOX_HOLDS = 2_000  # contributions; thirty people write a few hundred


class BoxIsFull(Exception):
    """No more contributions fit into a gathering before its next reveal."""


class GatheringQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Gatherings of drafts that `user` writes. What waits in a box is for its writers alone."""
        return self.filter(retrospective__in=Retrospective.objects.editable_by(user))

    def opened_by(self, token):
        """The gathering whose link holds `token`, while its retrospective is a draft; or none."""
        return self.filter(
            token_hash=hashed(token),
            retrospective__status=Retrospective.Status.DRAFT,
            retrospective__removed_at=None,
        )


class Gathering(models.Model):
    """A draft that a team writes together: a link, and a box that nobody looks into.

    All contributions wait in one column of one row, sorted by their random numbers and written
    anew as a whole: rows of their own would keep the order of arrival in their place on the disk.
    """

    class Step(models.TextChoices):
        """What a sitting consists of, in its order."""

        EARLIER = "earlier", "Earlier lessons and open actions"
        PURPOSE = "purpose", "Purpose"
        TIMELINE = "timeline", "Timeline"
        WRITING = "writing", "Silent writing"
        TALKING = "talking", "Reveal and talk"
        DECISIONS = "decisions", "Decisions"
        ACTIONS = "actions", "At most three actions"
        THANKS = "thanks", "Thanks"

    USUAL_MINUTES = dict(zip(Step.values, (5, 5, 15, 10, 25, 15, 10, 5), strict=True))

    retrospective = models.OneToOneField(
        Retrospective, on_delete=models.CASCADE, editable=False, related_name="gathering"
    )
    purpose = models.CharField(
        max_length=200,
        blank=True,
        help_text="One line that everybody reads first: what is this sitting for?",
    )
    people = models.PositiveSmallIntegerField("How many are in the room?")
    minutes = models.JSONField(default=dict)  # by step; a step of 0 minutes is left out
    # Unique, and null while closed.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    box = models.JSONField(default=dict, editable=False)
    sealed = models.JSONField(default=list, editable=False)  # what left the box: Contribution.seal
    revealed_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)  # not by the box

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
    def is_open(self):
        """Whether its link opens."""
        return self.token_hash is not None

    @property
    def offers_unattributed(self):
        """Whether there are enough people for nobody to be known by elimination."""
        return self.people >= UNATTRIBUTED_FROM

    @property
    def is_late(self):
        """Whether what is written now comes after a reveal."""
        return self.revealed_on is not None

    def minutes_of(self, step):
        """How long `step` takes; the usual time until somebody chose one."""
        return self.minutes.get(step, self.USUAL_MINUTES[step])

    def is_opened_by(self, token):
        """Whether `token` is the one of its link now."""
        return self.is_open and self.token_hash == hashed(token)

    def renew_link(self):
        """Open it, or give it another link; returns the token, which is stored nowhere."""
        token = new_token()
        self.token_hash = hashed(token)
        self.save(update_fields=["token_hash"])
        return token

    def close(self):
        """The link opens nothing any more. What waits in the box stays for the next reveal."""
        self.token_hash = None
        self.save(update_fields=["token_hash"])

    def contributions(self):
        """Everything in the box, in the order of their random numbers."""
        return [Contribution.taken_from(pk, stored) for pk, stored in self.box.items()]

    def written_with(self, pen):
        """What `pen` wrote, for its writer."""
        return [one for one in self.contributions() if one.is_written_with(pen)]

    def put_in(self, contribution):
        """Add a contribution. The same one again, also after a reveal, changes nothing.

        Returns False, with nothing written, if its number belongs to another one by now.
        Raises BoxIsFull.
        """
        with transaction.atomic():
            now = self._locked()
            pk, stored = contribution.as_stored()
            if now.box.get(pk) == stored or contribution.seal() in now.sealed:
                return True
            if pk in now.box:
                return False
            if len(now.box) >= BOX_HOLDS:
                raise BoxIsFull
            now._put_away({**now.box, pk: stored})
        return True

    def change(self, contribution, *, pen):
        """Replace what `pen` wrote under the same number; False if that is no longer in the box."""
        with transaction.atomic():
            now = self._locked()
            pk, stored = contribution.as_stored()
            if not now._holds(contribution.pk, pen):
                return False
            now._put_away({**now.box, pk: stored})
        return True

    def take_out(self, pk, *, pen):
        """Remove what `pen` wrote and return it, or None if it is no longer in the box."""
        with transaction.atomic():
            now = self._locked()
            gone = now._holds(pk, pen)
            if gone:
                rest = {name: one for name, one in now.box.items() if name != str(pk)}
                now._put_away(rest, leaving=[gone])
        return gone

    def reveal(self):
        """Turn what waits into observations and lessons of the draft, all at once.

        In random order, dated to the day. Unattributed ones stay while there are too few people.
        Returns how many came. The caller brings the search index up to date.
        """
        with transaction.atomic():
            now = self._locked()
            all_of_them = now.contributions()
            chosen = [one for one in all_of_them if one.is_signed or now.offers_unattributed]
            SystemRandom().shuffle(chosen)
            now._become_parts(chosen)
            leaving = {str(one.pk) for one in chosen}
            rest = {pk: one for pk, one in now.box.items() if pk not in leaving}
            if chosen:
                now.revealed_on = self.revealed_on = timezone.localdate()
                now._put_away(rest, leaving=chosen)
        return len(chosen)

    def _locked(self):
        """The row as it is now, kept from others until the transaction ends."""
        return Gathering.objects.select_for_update().get(pk=self.pk)

    def _holds(self, pk, pen):
        stored = self.box.get(str(pk))
        found = stored and Contribution.taken_from(str(pk), stored)
        return found if found and found.is_written_with(pen) else None

    def _put_away(self, box, leaving=()):
        """Write the box anew. Sorted, so that neither it nor the seals say what came when."""
        self.box = dict(sorted(box.items()))
        self.sealed = sorted({*self.sealed, *(one.seal() for one in leaving)})
        self.save(update_fields=["box", "sealed", "revealed_on"])

    def _become_parts(self, chosen):
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
