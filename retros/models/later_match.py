from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Reader
from retros.models.decision import Decision
from retros.models.kickoff import Kickoff
from retros.models.kickoff_lesson import KickoffLesson
from retros.models.lesson import Lesson
from retros.models.retrospective import Retrospective


class LaterMatchQuerySet(models.QuerySet["LaterMatch"]):
    def visible_to(self, user: Reader) -> Self:
        """Return matches in kickoffs that `user` may read, of what a kickoff may offer (now)."""
        return self.of_published().filter(kickoff__in=Kickoff.objects.visible_to(user))

    def of_published(self) -> Self:
        """Return those of what is published and not retired, in kickoffs outside the trash."""
        offered = _published("lesson") & ~Q(lesson__status=Lesson.Status.RETIRED)
        return self.filter(offered | _published("decision"), kickoff__removed_at=None)

    def undecided(self) -> Self:
        """Return those that the kickoff has not decided about."""
        of_same = KickoffLesson.objects.filter(kickoff=OuterRef("kickoff"))
        lesson = of_same.filter(lesson=OuterRef("lesson"))
        decision = of_same.filter(decision=OuterRef("decision"))
        return self.filter(~Exists(lesson), ~Exists(decision))

    def new_for(self, user: Reader) -> Self:
        """Return undecided ones of kickoffs that `user` may edit, but for what `user` wrote."""
        mine = self.visible_to(user).filter(kickoff__in=Kickoff.objects.editable_by(user))
        own = Q()
        for kind in ("lesson", "decision"):
            own |= Q(**{f"{kind}__retrospective__created_by": user})
            own |= Q(**{f"{kind}__retrospective__facilitator": user})
        return mine.exclude(own).undecided()

    def with_items(self) -> Self:
        """Join what was found, its project, and that of the kickoff. No query more."""
        return self.select_related(
            "lesson__retrospective__project", "decision__retrospective__project", "kickoff__project"
        )


def _published(kind):
    """Joins, because a subquery would read all lessons for a few rows."""
    record = f"{kind}__retrospective"
    return Q(
        **{
            f"{kind}__removed_at": None,
            f"{record}__removed_at": None,
            f"{record}__status": Retrospective.Status.PUBLISHED,
        }
    )


class LaterMatch(models.Model):
    """A lesson or decision that was published after a kickoff started, and that fits it.

    Everyone who signs in may read it. The row holds no words of it, only those of the brief.
    """

    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, related_name="later_matches")
    # One of them.
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, related_name="+")
    words = models.JSONField(default=list)  # of the brief that it shares; none: similar in meaning
    found_at = models.DateTimeField(default=timezone.now)

    objects = LaterMatchQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "pk"]
        constraints = [
            models.UniqueConstraint("kickoff", "lesson", name="latermatch_lesson_once"),
            models.UniqueConstraint("kickoff", "decision", name="latermatch_decision_once"),
            models.CheckConstraint(
                condition=Q(lesson__isnull=False, decision=None)
                | Q(lesson=None, decision__isnull=False),
                name="latermatch_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.kickoff}: {self.item}"

    @property
    def item(self) -> Lesson | Decision:
        """The lesson or decision."""
        return getattr(self, self.key[0])

    @property
    def key(self) -> tuple[str, int]:
        """The kind and the id of what was found."""
        kind = "lesson" if self.lesson_id else "decision"
        return kind, getattr(self, f"{kind}_id")

    @property
    def reason(self) -> str:
        """Why it fits, in the words of the page: "Shared terms: warehouses, peak"."""
        return f"Shared terms: {', '.join(self.words)}" if self.words else "Similar in meaning"
