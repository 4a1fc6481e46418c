import hashlib
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Reader
from retros.models.decision import Decision
from retros.models.fields import TextLengthChecks
from retros.models.kickoff import CHOSEN_KINDS, Kickoff, readable_by_all
from retros.models.lesson import Lesson
from retros.models.notification import Notification
from retros.models.observation import Observation
from retros.models.parts import save_if_unchanged
from retros.models.readers import readable_by
from retros.models.retrospective import Retrospective

IN_BRIEF = ("apply", "watch")
CHOSEN_MODELS: dict[str, Any] = {
    "lesson": Lesson,
    "observation": Observation,
    "decision": Decision,
}


class KickoffLessonQuerySet(models.QuerySet["KickoffLesson"]):
    def visible_to(self, user: Reader) -> Self:
        """Return choices in kickoffs that `user` may read, of what they may read (now)."""
        if not user.is_authenticated:
            return self.none()
        readable = Q()
        for kind in CHOSEN_MODELS:
            present = Q(**{f"{kind}__removed_at": None})
            readable |= present & readable_by(user, f"{kind}__retrospective__")
        return self.filter(readable, kickoff__removed_at=None)

    def chosen(self) -> Self:
        """Return those to apply or to watch: what the brief shows, what to apply first."""
        return self.in_brief().still_readable().order_by("disposition", "pk")

    def in_brief(self) -> Self:
        """Return those to apply or to watch, also of what is no longer published."""
        return self.filter(disposition__in=IN_BRIEF)

    def still_readable(self) -> Self:
        """Return those of what everybody may read.

        What went back into a draft leaves every brief, also for the people who write that draft:
        a brief says the same to all.
        """
        return self.filter(readable_by_all())

    def with_items(self) -> Self:
        """Join what was chosen, its retrospective, project and team, and the owner. No query more."""
        related = [f"{kind}__retrospective__project__team" for kind in CHOSEN_KINDS]
        return self.select_related("owner", *related)

    def for_project(self, project) -> Self:
        """Return what the kickoffs of `project` decided."""
        return self.filter(kickoff__project=project)

    def result_recordable_by(self, user: Reader) -> Self:
        """Return choices whose outcome `user` may record.

        As a writer of the kickoff, or of a retrospective of its project.
        """
        looking_back = Retrospective.objects.editable_by(user).values("project")
        return self.filter(
            Q(kickoff__in=Kickoff.objects.editable_by(user)) | Q(kickoff__project__in=looking_back)
        )

    def decide(self, kickoff, item, values, *, seen) -> "tuple[KickoffLesson, bool]":
        """Set what `kickoff` does with `item`, unless somebody decided since version `seen`.

        `item` is a lesson, an observation or a decision; `values`: disposition, note, owner_id. `seen` is 0 where nothing was decided yet. Returns
        the row and whether it says `values` now, which a repeated request finds too; if not,
        nothing was written and the row holds what somebody else decided.
        """
        with transaction.atomic():
            kind = item._meta.model_name
            item = locked(kind, item.pk)
            about = {kind: item}
            choice = KickoffLesson.objects.filter(kickoff=kickoff, **about).first()
            if choice is None:
                choice = KickoffLesson.objects.create(
                    kickoff=kickoff, **about, **values, **wording_digests(item)
                )
            else:
                is_new = choice.disposition != values["disposition"]
                written = values | (wording_digests(item) if is_new else {})
                if not save_if_unchanged(choice, written, seen=seen):
                    return choice, choice.says(values)
            update_status_of(item)
            if choice.is_chosen:
                team_id = kickoff.project.team_id
                Notification.objects.announce(
                    Notification.Kind.KICKOFF, kickoff.pk, team_id, settles=True
                )
        return choice, True


def _about_one_thing():
    """Return the condition that a choice has exactly one lesson, observation or decision."""
    found = Q()
    for one in CHOSEN_KINDS:
        found |= Q(**{f"{kind}__isnull": kind != one for kind in CHOSEN_KINDS})
    return found


class KickoffLesson(models.Model):
    """What a kickoff decided about a lesson, an observation or a decision, and what came of it."""

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

    class StoodInTheWay(models.TextChoices):
        UNSEEN = "unseen", "Nobody saw it in time"
        NOT_POSSIBLE = "not-possible", "It could not be done"
        NOT_FOLLOWED = "not-followed", "Seen, but something else came first"
        DID_NOT_FIT = "did-not-fit", "It did not fit our case"

    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, related_name="choices")
    # One of them.
    lesson = models.ForeignKey(
        Lesson, on_delete=models.CASCADE, null=True, blank=True, related_name="uses"
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, null=True, blank=True, related_name="uses"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="uses"
    )
    disposition = models.CharField(max_length=12, choices=Disposition)
    note = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Of the words of what was chosen, as they were then, so that the brief can say that they changed. Not the
    # words themselves: what was taken out of a published text is not for all readers.
    statement_digest = models.CharField(max_length=32, blank=True, editable=False)
    question_digest = models.CharField(max_length=32, blank=True, editable=False)
    result = models.CharField("Outcome", max_length=13, choices=Result, blank=True)
    happened_again = models.BooleanField("Happened again", null=True, blank=True)
    # Of what happened again; "" where nobody said.
    stood_in_the_way = models.CharField(
        "What stood in the way", max_length=12, choices=StoodInTheWay, blank=True, db_default=""
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = KickoffLessonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["result"], name="kickofflesson_result")]
        constraints = [
            models.UniqueConstraint("kickoff", "lesson", name="kickofflesson_once"),
            models.UniqueConstraint("kickoff", "observation", name="kickoffobservation_once"),
            models.UniqueConstraint("kickoff", "decision", name="kickoffdecision_once"),
            models.CheckConstraint(condition=_about_one_thing(), name="kickofflesson_of_one_thing"),
            *TextLengthChecks.of("kickofflesson", note=300),
        ]

    def __str__(self):
        return f"{self.get_disposition_display()}: {self.item}"

    @property
    def item(self) -> Lesson | Observation | Decision:
        """The lesson, observation or decision."""
        return getattr(self, self.kind)

    @property
    def kind(self) -> str:
        """What it is about: "lesson", "observation" or "decision"."""
        return next(kind for kind in CHOSEN_KINDS if getattr(self, f"{kind}_id"))

    @property
    def key(self) -> tuple[str, int]:
        """The kind and the id of what was chosen."""
        return self.kind, getattr(self, f"{self.kind}_id")

    @property
    def is_chosen(self) -> bool:
        """Whether it belongs in the brief."""
        return self.disposition in IN_BRIEF

    @property
    def can_happen_again(self) -> bool:
        """Whether it warns of something: not a decision, and nothing that went well."""
        if self.observation:
            return self.observation.kind != Observation.Kind.WENT_WELL
        return self.kind == "lesson"

    @property
    def question(self) -> str:
        """The question that it gives the kickoff, "" without one."""
        return self.lesson.kickoff_question if self.lesson else ""

    @property
    def changes(self) -> list[str]:
        """What changed about what was chosen since then, as sentences."""
        now, changes = wording_digests(self.item), []
        if self.statement_digest and self.statement_digest != now["statement_digest"]:
            changes.append(f"The {self.kind}’s wording changed since it was chosen.")
        if self.question_digest and self.question_digest != now["question_digest"]:
            changes.append(f"The {self.kind}’s question changed since it was chosen.")
        return changes

    def accept_current_wording(self) -> None:
        """Accept the current wording of what was chosen."""
        KickoffLesson.objects.filter(pk=self.pk).update(**wording_digests(self.item))

    def move_to(self, item) -> None:
        """Be about `item`, with what was decided."""
        about = dict.fromkeys(CHOSEN_KINDS) | {item._meta.model_name: item}
        changed = KickoffLesson.objects.filter(pk=self.pk)
        changed.update(**about, **wording_digests(item), version=F("version") + 1)
        self.refresh_from_db()
        update_status_of(item)

    def note_happened(self, *, happened: bool) -> None:
        """Note that what it warns of happened, or take that back.

        The version moves on, so that a page that shows it otherwise meets a conflict.
        """
        said = {} if happened else {"stood_in_the_way": ""}
        KickoffLesson.objects.filter(pk=self.pk).update(
            happened_again=True if happened else None, version=F("version") + 1, **said
        )
        self.refresh_from_db(fields=["happened_again", "stood_in_the_way", "version"])

    def follow(self) -> None:
        """Update the status of its lesson, if it is about one, from all uses."""
        update_status_of(locked(*self.key))

    def says(self, values) -> bool:
        """Tell whether the row holds `values` (column name to value)."""
        return all(getattr(self, name) == value for name, value in values.items())

    def record_result(self, values, *, seen) -> bool:
        """Set what came of it, unless somebody changed the row since version `seen`.

        Returns whether the row says `values` now; the lesson's status follows. On a conflict the
        row is fetched anew.
        """
        with transaction.atomic():
            item = locked(*self.key)
            if save_if_unchanged(self, values, seen=seen):
                update_status_of(item)
                return True
        self.refresh_from_db(fields=["result", "happened_again", "stood_in_the_way", "version"])
        return self.says(values)


def wording_digests(item) -> dict[str, str]:
    """Return column to value: what is kept of the words of what is chosen."""
    return {
        "statement_digest": wording_digest(str(item)),
        "question_digest": wording_digest(getattr(item, "kickoff_question", "")),
    }


def wording_digest(text: str) -> str:
    """Return a digest of `text` that shows a change but not the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def locked(kind: str, pk: int):
    """Return a lesson, observation or decision, its row locked until the transaction ends.

    The status of a lesson follows all its uses, and two of them decided at once must not each miss
    the other. On SQLite the transaction itself locks.
    """
    return CHOSEN_MODELS[kind].with_removed.select_for_update().get(pk=pk)


def update_status_of(item) -> None:
    """Let a lesson's status follow its uses; observations and decisions have none."""
    if isinstance(item, Lesson):
        item.update_status_from_uses()
