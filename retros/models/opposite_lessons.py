from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Reader
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.lesson import Lesson
from retros.models.readers import readable_by


class OppositeLessonsQuerySet(models.QuerySet["OppositeLessons"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to pairs of which `user` may read both."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            readable_by(user, "first__retrospective__"),
            readable_by(user, "second__retrospective__"),
            first__removed_at=None,
            second__removed_at=None,
        )

    def of(self, lesson) -> Self:
        """Return the pairs of `lesson` with everything that a card of the other one shows."""
        return self.filter(Q(first=lesson) | Q(second=lesson)).select_related(
            "first__retrospective__project__team", "second__retrospective__project__team"
        )


class OppositeLessons(models.Model):
    """Two lessons that say the opposite, and what it depends on which one to follow."""

    first = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+", editable=False)
    second = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+", editable=False)
    depends_on = models.CharField(
        "It depends on…",
        max_length=200,
        validators=[not_blank],
        help_text="For example: whether the change can be taken back within a minute",
    )

    objects = OppositeLessonsQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *TextLengthChecks.of("oppositelessons", depends_on=200),
            models.UniqueConstraint("first", "second", name="opposites_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="opposites_in_order"),
        ]

    def __str__(self):
        return f"{self.first} / {self.second}"

    @classmethod
    def link(cls, lesson: Lesson, other: Lesson, *, depends_on: str) -> None:
        """Link two lessons, or say anew what it depends on."""
        first, second = sorted((lesson, other), key=lambda one: one.pk)
        cls.objects.update_or_create(
            first=first, second=second, defaults={"depends_on": depends_on}
        )

    def other_than(self, lesson) -> Lesson:
        """Return the lesson that says the opposite of `lesson`."""
        return self.second if self.first_id == lesson.pk else self.first
