from django.conf import settings
from django.db import models
from django.utils import timezone

from retros.models.fields import TextLengthChecks
from retros.models.kickoff import Kickoff
from retros.models.lesson import Lesson


class KickoffLessonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Choices in kickoffs that `user` may read, of lessons that they may read (now)."""
        return self.filter(
            kickoff__in=Kickoff.objects.visible_to(user), lesson__in=Lesson.objects.visible_to(user)
        )

    def chosen(self):
        """To apply or to watch: what the brief shows, what to apply first."""
        return self.filter(disposition__in=["apply", "watch"]).order_by("disposition", "pk")


class KickoffLesson(models.Model):
    """What a kickoff decided about a lesson, and what came of it."""

    class Disposition(models.TextChoices):
        APPLY = "apply", "Apply"
        WATCH = "watch", "Watch"
        NOT_RELEVANT = "not-relevant", "Not relevant"

    class Result(models.TextChoices):
        HELPED = "helped", "Helped"
        NO_DIFFERENCE = "no-difference", "Made no difference"
        IN_THE_WAY = "in-the-way", "Got in the way"
        NOT_USED = "not-used", "Not used"
        TOO_EARLY = "too-early", "Too early to tell"

    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, related_name="choices")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="uses")
    disposition = models.CharField(max_length=12, choices=Disposition)
    note = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    result = models.CharField("What came of it", max_length=13, choices=Result, blank=True)
    happened_again = models.BooleanField("It happened again", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = KickoffLessonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("kickoff", "lesson", name="kickofflesson_once"),
            *TextLengthChecks.of("kickofflesson", note=300),
        ]

    def __str__(self):
        return f"{self.get_disposition_display()}: {self.lesson}"
