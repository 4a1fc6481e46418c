from typing import Self

from django.db import models

from accounts.models import Reader
from accounts.tokens import hash_token
from retros.models.anonymous_inbox import AnonymousInbox
from retros.models.inbox_contents import UNATTRIBUTED_FROM
from retros.models.kickoff import Kickoff
from retros.models.risk import Risk


class PremortemQuerySet(models.QuerySet["Premortem"]):
    def opened_by(self, token: str) -> Self:
        """Return the premortem whose link holds `token` while its kickoff is not in the trash, or
        none.
        """
        present = self.filter(kickoff__removed_at=None)
        return present.filter(is_open=True, token_hash=hash_token(token)).select_related(
            "kickoff__project"
        )


class Premortem(AnonymousInbox):
    """A team imagines that its project has failed, and writes down why, by a link.

    Nothing is ever signed, so it takes three people. After Gary Klein's method of that name.
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
    def keeps_waiting(self) -> bool:
        """Whether people may be writing: lessons are shown only after the reveal."""
        return self.is_open and not self.is_late

    def is_read_by(self, user: Reader) -> bool:
        """Return whether `user` may read what is revealed."""
        return self.is_late

    def _publish(self, chosen) -> None:
        """Store risks of the kickoff."""
        Risk.objects.add(self.kickoff_id, [one.text for one in chosen])
