from django.db import models
from django.utils.formats import date_format

from retros.addresses import address_of
from retros.models.choices import Phase
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.parts import Part


class TimelineEvent(Part):
    """An event on the timeline, with what was known at the time."""

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        QUARTER = "quarter", "Quarter"

    on = models.DateField("Date")
    precision = models.CharField("Precision", max_length=7, choices=Precision, default="day")
    phase = models.CharField(max_length=10, choices=Phase, blank=True)
    text = models.TextField("What happened", max_length=500, validators=[not_blank])
    known_then = models.TextField(
        "What was known then",
        max_length=500,
        blank=True,
        help_text="What could people see at the time?",
    )

    class Meta(Part.Meta):
        default_related_name = "timeline_events"
        ordering = ["on", "position", "pk"]
        constraints = TextLengthChecks.of("timelineevent", text=500, known_then=500)

    def __str__(self):
        return self.text

    def get_absolute_url(self) -> str:
        """Return the timeline of its retrospective."""
        return f"{address_of('retrospective', self.retrospective_id)}#timeline"

    @property
    def when(self) -> str:
        """The date in its precision: "24 Mar 2026", "Mar 2026" or "Q1 2026"."""
        if self.precision == self.Precision.QUARTER:
            return f"Q{(self.on.month + 2) // 3} {self.on.year}"
        return date_format(self.on, "M Y" if self.precision == self.Precision.MONTH else "j M Y")
