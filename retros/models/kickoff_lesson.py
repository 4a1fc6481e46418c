import hashlib
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Reader
from retros.models.fields import TextLengthChecks
from retros.models.kickoff import Kickoff
from retros.models.lesson import Lesson
from retros.models.notification import Notification
from retros.models.parts import save_if_unchanged
from retros.models.retrospective import READABLE, Retrospective

IN_BRIEF = ("apply", "watch")


class KickoffLessonQuerySet(models.QuerySet["KickoffLesson"]):
    def visible_to(self, user: Reader) -> Self:
        """Choices in kickoffs that `user` may read, of lessons that they may read (now)."""
        return self.filter(
            kickoff__in=Kickoff.objects.visible_to(user), lesson__in=Lesson.objects.visible_to(user)
        )

    def chosen(self) -> Self:
        """To apply or to watch: what the brief shows, what to apply first."""
        return self.in_brief().still_readable().order_by("disposition", "pk")

    def in_brief(self) -> Self:
        """To apply or to watch, also of lessons that are no longer published."""
        return self.filter(disposition__in=IN_BRIEF)

    def still_readable(self) -> Self:
        """Of lessons that everybody may read.

        One that went back into a draft leaves every brief, also for the people who write that
        draft: a brief says the same to all.
        """
        return self.filter(
            lesson__removed_at=None,
            lesson__retrospective__removed_at=None,
            lesson__retrospective__status__in=READABLE,
        )

    def for_project(self, project) -> Self:
        """What the kickoffs of `project` decided."""
        return self.filter(kickoff__project=project)

    def result_recordable_by(self, user: Reader) -> Self:
        """Return choices whose outcome `user` may record.

        As a writer of the kickoff, or of a retrospective of its project.
        """
        looking_back = Retrospective.objects.editable_by(user).values("project")
        return self.filter(
            Q(kickoff__in=Kickoff.objects.editable_by(user)) | Q(kickoff__project__in=looking_back)
        )

    def decide(self, kickoff, lesson, values, *, seen) -> "tuple[KickoffLesson, bool]":
        """Set what `kickoff` does with `lesson`, unless somebody decided since version `seen`.

        `values`: disposition, note, owner_id. `seen` is 0 where nothing was decided yet. Returns
        the row and whether it says `values` now, which a repeated request finds too; if not,
        nothing was written and the row holds what somebody else decided.
        """
        with transaction.atomic():
            lesson = locked_lesson(lesson.pk)
            choice = KickoffLesson.objects.filter(kickoff=kickoff, lesson=lesson).first()
            if choice is None:
                choice = KickoffLesson.objects.create(
                    kickoff=kickoff, lesson=lesson, **values, **wording_digests(lesson)
                )
            else:
                is_new = choice.disposition != values["disposition"]
                written = values | (wording_digests(lesson) if is_new else {})
                if not save_if_unchanged(choice, written, seen=seen):
                    return choice, choice.says(values)
            lesson.update_status_from_uses()
            if choice.is_chosen:
                team_id = kickoff.project.team_id
                Notification.objects.announce(
                    Notification.Kind.KICKOFF, kickoff.pk, team_id, settles=True
                )
        return choice, True


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
    # Of the lesson's words when it was chosen, so that the brief can say that they changed. Not the
    # words themselves: what was taken out of a published text is not for all readers.
    statement_digest = models.CharField(max_length=32, blank=True, editable=False)
    question_digest = models.CharField(max_length=32, blank=True, editable=False)
    result = models.CharField("Outcome", max_length=13, choices=Result, blank=True)
    happened_again = models.BooleanField("Happened again", null=True, blank=True)
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

    @property
    def is_chosen(self) -> bool:
        """Whether it belongs in the brief."""
        return self.disposition in IN_BRIEF

    @property
    def question(self) -> str:
        """What it gives the kickoff to talk about: the lesson's question, else the lesson itself."""
        return self.lesson.kickoff_question or self.lesson.statement

    @property
    def changes(self) -> list[str]:
        """What changed about its lesson since it was chosen, as sentences."""
        lesson, changes = self.lesson, []
        if self.statement_digest and self.statement_digest != wording_digest(lesson.statement):
            changes.append("The lesson’s wording changed since it was chosen.")
        if self.question_digest and self.question_digest != wording_digest(lesson.kickoff_question):
            changes.append("The lesson’s question changed since it was chosen.")
        return changes

    def accept_current_wording(self) -> None:
        """Accept the lesson’s current wording for this choice."""
        KickoffLesson.objects.filter(pk=self.pk).update(**wording_digests(self.lesson))

    def note_happened(self, *, happened: bool) -> None:
        """Note that what the lesson warns of happened, or take that back.

        The version moves on, so that a page that shows it otherwise meets a conflict.
        """
        KickoffLesson.objects.filter(pk=self.pk).update(
            happened_again=True if happened else None, version=F("version") + 1
        )
        self.refresh_from_db(fields=["happened_again", "version"])

    def follow(self) -> None:
        """Update the status of its lesson from all uses."""
        locked_lesson(self.lesson_id).update_status_from_uses()

    def says(self, values) -> bool:
        """Whether the row holds `values` (column name to value)."""
        return all(getattr(self, name) == value for name, value in values.items())

    def record_result(self, values, *, seen) -> bool:
        """Set result and happened_again, unless somebody changed the row since version `seen`.

        Returns whether the row says `values` now; the lesson's status follows. On a conflict the
        row is fetched anew.
        """
        with transaction.atomic():
            lesson = locked_lesson(self.lesson_id)
            if save_if_unchanged(self, values, seen=seen):
                lesson.update_status_from_uses()
                return True
        self.refresh_from_db(fields=["result", "happened_again", "version"])
        return self.says(values)


def wording_digests(lesson) -> dict[str, str]:
    """Column to value: what is kept of a lesson's words where it is chosen."""
    return {
        "statement_digest": wording_digest(lesson.statement),
        "question_digest": wording_digest(lesson.kickoff_question),
    }


def wording_digest(text: str) -> str:
    """Return a digest of `text` that shows a change but not the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def locked_lesson(pk) -> Lesson:
    """The lesson, its row locked until the transaction ends.

    Its status follows all its uses, and two of them decided at once must not each miss the other.
    On SQLite the transaction itself locks.
    """
    return Lesson.with_removed.select_for_update().get(pk=pk)
