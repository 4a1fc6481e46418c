from django.db import models

from retros.addresses import address_of
from retros.models.choices import Category, Phase
from retros.models.decision import Decision
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, TextLengthChecks, not_blank
from retros.models.parts import Part, Signed


class Observation(Signed, Part):
    """One thing that went well, could be better or went wrong."""

    class Kind(models.TextChoices):
        WENT_WELL = "well", "Went well"
        COULD_BE_BETTER = "better", "Could be better"
        WENT_WRONG = "wrong", "Went wrong"

    PROMPTS = {
        Kind.WENT_WELL: "What should the next team copy, and what made it possible?",
        Kind.COULD_BE_BETTER: "What worked, and what would make it work better?",
        Kind.WENT_WRONG: "How did this make sense at the time? Describe conditions, not people.",
    }

    kind = models.CharField(max_length=6, choices=Kind)
    text = MarkdownField("Observation", blank=False, validators=[not_blank])
    category = models.CharField("Category", max_length=8, choices=Category, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta(Part.Meta):
        default_related_name = "observations"
        constraints = TextLengthChecks.of("observation", text=MARKDOWN_MAX_LENGTH)

    def __str__(self):
        return self.text

    def get_absolute_url(self) -> str:
        """Return its place on the page of its retrospective."""
        return f"{address_of('retrospective', self.retrospective_id)}#{self.anchor}"

    def siblings(self) -> models.QuerySet:
        """Return observations of the same kind, which share a column."""
        return super().siblings().filter(kind=self.kind)
