from django.db import models

from accounts.tokens import hashed
from retros.models.anonymous_inbox import UNATTRIBUTED_FROM, AnonymousInbox
from retros.models.kickoff import Kickoff
from retros.models.risk import Risk


class PremortemQuerySet(models.QuerySet):
    def opened_by(self, token):
        """The one whose link holds `token`, while its kickoff is not in the trash; or none."""
        return self.filter(token_hash=hashed(token), kickoff__removed_at=None)


class Premortem(AnonymousInbox):
    """A team imagines that its project has failed, and writes why: a link and a box.

    Nothing in it is ever signed, so it takes three people. After Gary Klein's method of that name.
    """

    kickoff = models.OneToOneField(
        Kickoff, on_delete=models.CASCADE, editable=False, related_name="premortem"
    )

    objects = PremortemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people__gte=UNATTRIBUTED_FROM, people__lte=500),
                name="premortem_has_people",
            ),
        ]

    def __str__(self):
        return f"Risks: {self.kickoff}"

    @property
    def keeps_waiting(self):
        """Whether people may be writing: the lessons come after what they imagined."""
        return self.is_open and not self.is_late

    def _become(self, chosen):
        """Risks of the kickoff."""
        Risk.objects.add(self.kickoff_id, [one.text for one in chosen])
