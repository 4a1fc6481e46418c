from django.db import models
from django.urls import reverse

from retros.models.choices import Phase
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, TextLengthChecks, not_blank
from retros.models.parts import Part


class Decision(Part):
    """An important choice. How well it was made and how it turned out are separate fields on purpose."""

    class Source(models.TextChoices):
        DATA = "data", "Data"
        CUSTOMER_RESEARCH = "customer-research", "Customer research"
        EXPERIMENT = "experiment", "Experiment"
        EXPERT_ADVICE = "expert-advice", "Expert advice"
        PAST_LESSON = "past-lesson", "Past lesson"
        DEADLINE = "deadline", "Deadline"
        BUDGET = "budget", "Budget"
        INSTRUCTION = "instruction", "Instruction"
        ASSUMPTION = "assumption", "Assumption"

    class Outcome(models.TextChoices):
        BETTER = "better", "Better than expected"
        AS_EXPECTED = "as-expected", "As expected"
        MIXED = "mixed", "Mixed"
        WORSE = "worse", "Worse than expected"
        UNKNOWN = "unknown", "Not yet known"

    class SameAgain(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNSURE = "unsure", "Unsure"

    choice = models.CharField("What you chose", max_length=200, validators=[not_blank])
    decided_on = models.DateField("Decided on", null=True, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, blank=True)
    informed_by = MarkdownField(
        "What informed the decision", help_text="What did you know, and how did you know it?"
    )
    sources = models.JSONField("Based on", default=list, blank=True)
    options = MarkdownField("Alternatives considered")
    expected = MarkdownField("What you expected")
    outcome = models.CharField("Outcome", max_length=12, choices=Outcome, blank=True)
    what_happened = MarkdownField("What happened")
    same_again = models.CharField(
        "Same choice again?",
        max_length=7,
        choices=SameAgain,
        blank=True,
        help_text="With only that information, would you make the same choice?",
    )
    revisit_on = models.DateField("Revisit on", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="supersedes"
    )

    class Meta(Part.Meta):
        default_related_name = "decisions"
        constraints = TextLengthChecks.of(
            "decision",
            choice=200,
            informed_by=MARKDOWN_MAX_LENGTH,
            options=MARKDOWN_MAX_LENGTH,
            expected=MARKDOWN_MAX_LENGTH,
            what_happened=MARKDOWN_MAX_LENGTH,
        )

    def __str__(self):
        return self.choice

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])

    @property
    def source_labels(self) -> list[str]:
        """The labels of its sources."""
        return [self.Source(value).label for value in self.sources if value in self.Source.values]
