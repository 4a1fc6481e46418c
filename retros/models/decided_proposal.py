"""Sentences that were proposed as lessons and are proposed no more."""

import re
from typing import Self

from django.db import models

from accounts.models import Reader
from retros.models.readers import readable_by
from retros.models.retrospective import Retrospective

SENTENCE_KEY = re.compile(r"[0-9a-f]{16}")


class DecidedProposalQuerySet(models.QuerySet["DecidedProposal"]):
    def visible_to(self, user: Reader) -> Self:
        """Return those of retrospectives that `user` may read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(readable_by(user, "retrospective__"))

    def decide(self, retrospective: Retrospective, sentences) -> None:
        """Keep the keys `sentences` from being proposed again. One query, none without keys."""
        rows = [
            DecidedProposal(retrospective=retrospective, sentence_digest=key) for key in sentences
        ]
        if rows:
            DecidedProposal.objects.bulk_create(rows, ignore_conflicts=True)


class DecidedProposal(models.Model):
    """A sentence that became a lesson or was dismissed: a hash of its words, never who decided."""

    retrospective = models.ForeignKey(
        "retros.Retrospective",
        on_delete=models.CASCADE,
        related_name="decided_proposals",
        editable=False,
    )
    sentence_digest = models.CharField(max_length=16, editable=False)

    objects = DecidedProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["retrospective", "sentence_digest"], name="proposal_is_decided_once"
            )
        ]

    def __str__(self):
        return self.sentence_digest
