import uuid

from django.db import models

from retros.models.fields import TextLengthChecks, not_blank
from retros.models.kickoff import Kickoff


class RiskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Risks are read where their kickoff is read."""
        return self.filter(kickoff__in=Kickoff.objects.visible_to(user))


class Risk(models.Model):
    """Why the project might fail, as imagined before it starts. Never with an author or a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, related_name="risks")
    text = models.CharField(max_length=300, validators=[not_blank])

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]  # random ids: no order of arrival
        constraints = TextLengthChecks.of("risk", text=300)

    def __str__(self):
        return self.text
