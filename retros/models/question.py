"""What readers ask, suggest and report about something that was written, and the answers."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from taggit.models import Tag

from accounts.models import Reader, User
from retros.addresses import address_of
from retros.models.action_item import ActionItem
from retros.models.asked_about import (
    BECOME_LESSONS,
    ITEM_WORDS,
    PARTS_ASKED_ABOUT,
    SUBJECTS,
    kind_of,
)
from retros.models.dates import start_of_today
from retros.models.decision import Decision
from retros.models.fields import TextLengthChecks
from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.project import Project
from retros.models.question_writers import (
    TO_EVERYBODY,
    about_readable,
    posted_by,
    tagged_by,
    tags_on,
    written_by,
)
from retros.models.retrospective import Retrospective
from retros.models.wall_post import WallPost

QUESTION_MAX, CORRECTION_MAX = 1_000, 10_000  # characters
ANSWERS_ARE_NEW_DAYS = 7  # on the home page
QUESTIONS_A_DAY = 30  # signed, by one person
TAGGED = (Retrospective, Lesson, Project, WallPost)
FOR_WRITERS = ("correction", "wording")  # kinds that not every reader sees


def _about(model, related_name="questions"):
    return models.ForeignKey(model, on_delete=models.CASCADE, null=True, related_name=related_name)


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Reader) -> Self:
        """Return those about what `user` may read and that is not in the trash.

        A hidden one is for curators and whoever asked it. A correction, which repeats text as it
        was, and a curator’s wish for other words are for the writers of its item too, and not for
        others; a wish to talk not even for curators. No query.
        """
        if not user.is_authenticated:
            return self.none()
        taken_down = Q(kind=Question.Kind.WORDING) & posted_by(user)  # also then
        found = self.filter(about_readable(user) | taken_down)
        for part in PARTS_ASKED_ABOUT:
            found = found.filter(Q(**{part: None}) | Q(**{f"{part}__removed_at": None}))
        concerned = Q(asked_by=user) | written_by(user)
        found = found.filter(~Q(kind=Question.Kind.TALK) | concerned)
        if user.is_curator:
            return found
        found = found.filter(Q(asked_by=user) | Q(hidden_at=None))
        return found.filter(~Q(kind__in=FOR_WRITERS) | concerned)

    def answerable_by(self, user: Reader) -> Self:
        """Return those that `user` may answer: about what they write, posts also as a curator.

        Anybody answers a question to everybody, and improves the answer.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(written_by(user) | TO_EVERYBODY)

    def for_you(self, user: User) -> Self:
        """Return what others asked about what `user` writes, or about tags that stand on it."""
        return self.filter(written_by(user) | tagged_by(user)).exclude(asked_by=user)

    def to_everybody(self) -> Self:
        """Return those that are about no item."""
        return self.filter(TO_EVERYBODY)

    def still_open(self) -> Self:
        """Return those that wait for an answer."""
        return self.filter(state=Question.State.OPEN, hidden_at=None)

    def about(self, item: models.Model) -> Self:
        """Return those about `item`; of a retrospective, those about its parts too."""
        return self.filter(**{kind_of(item): item.pk})

    def waiting_beside(self, user: User) -> Self:
        """Return those that wait for an answer and were not asked by `user`, who may not see them all."""
        return self.still_open().exclude(asked_by=user)

    def answered_lately(self, user: User) -> Self:
        """Return those of `user` that were answered, or hidden for a reason, in the last days."""
        since = start_of_today() - timedelta(days=ANSWERS_ARE_NEW_DAYS)
        hidden = Q(hidden_at__gte=since) & ~Q(hidden_because="")
        return self.filter(Q(answered_on__gte=since.date()) | hidden, asked_by=user)

    def answered_first(self) -> Self:
        """Return those that were answered, or hidden for a reason, the latest first."""
        hidden = ~Q(hidden_because="")
        found = self.filter(Q(answered_on__isnull=False) | hidden)
        return found.order_by(Coalesce(TruncDate("hidden_at"), "answered_on").desc(), "-pk")

    def with_items(self) -> Self:
        """Fetch what they are about."""
        of_records = ("retrospective", *PARTS_ASKED_ABOUT)
        return self.select_related(*of_records, "post", "kickoff__project", "path")

    def for_cards(self, user: Reader) -> Self:
        """Fetch what a card shows to `user`: of project and tag nothing that only drafts hold."""
        visible = [(model, model.objects.visible_to(user)) for model in TAGGED]
        tags = Tag.objects.filter(pk__in=tags_on(visible))
        return (
            self.with_items()
            .select_related("asked_by", "answered_by")
            .prefetch_related(
                models.Prefetch("project", Project.objects.visible_to(user)),
                models.Prefetch("tag", tags),
            )
        )

    def newest_first(self) -> Self:
        return self.order_by("-asked_on", "-pk")


class Question(models.Model):
    """A question, a suggested correction or a report that something helped, about one item.

    A question can also be about no item, for everybody, or for those who wrote about its tag.

    Signed, or unattributed: then its author is stored nowhere, and it came out of the QuestionBox.
    Days only: no time of it is kept.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", "Question"
        CORRECTION = "correction", "Suggested correction"
        HELPED = "helped", "This helped us"
        TALK = "talk", "Would like to talk"
        WORDING = "wording", "Please change the wording"  # of a curator, after a report

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        NOTED = "noted", "Noted"  # needs no answer

    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, editable=False)
    retrospective = _about(Retrospective)
    decision = _about(Decision)
    observation = _about(Observation)
    lesson = _about(Lesson)
    action = _about(ActionItem)
    post = _about(WallPost)
    # Of these only a curator’s wish for other words.
    kickoff = _about("retros.Kickoff", related_name="+")
    path = _about("retros.ReadingPath", related_name="+")
    text = models.TextField(max_length=QUESTION_MAX, blank=True)
    # Of a correction: the field, its text when it was suggested, and the suggested text. Both texts
    # go once it is settled: the versions of the retrospective keep what came of it.
    field = models.CharField(max_length=20, blank=True, editable=False)
    seen = models.TextField(max_length=CORRECTION_MAX, blank=True, editable=False)
    proposed = models.TextField(max_length=CORRECTION_MAX, blank=True, editable=False)
    project = models.ForeignKey(  # that it helped
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tag = models.ForeignKey(  # of a question to everybody
        Tag, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    asked_on = models.DateField(default=timezone.localdate, editable=False, db_index=True)
    answer = models.TextField("Answer", max_length=QUESTION_MAX, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    answered_on = models.DateField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_because = models.TextField(
        max_length=QUESTION_MAX, blank=True, default="", db_default="", editable=False
    )
    # Made by the browser, so that a repeated request asks once.
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            *TextLengthChecks.of(
                "question",
                text=QUESTION_MAX,
                seen=CORRECTION_MAX,
                proposed=CORRECTION_MAX,
                answer=QUESTION_MAX,
                hidden_because=QUESTION_MAX,
            ),
            models.CheckConstraint(
                condition=Q(retrospective=None) | Q(post=None), name="question_about_one_item"
            ),
        ]

    def __str__(self):
        return self.text or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address_of("question", self.pk)

    @property
    def item(self) -> models.Model | None:
        """What it is about, None if it is for everybody. No query after `with_items`."""
        found = (getattr(self, kind) for kind in reversed(SUBJECTS))
        return next((item for item in found if item is not None), None)

    @property
    def item_kind(self) -> str:
        """The kind of its item, in words."""
        return ITEM_WORDS[kind_of(self.item)] if self.item else ""

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_correction(self) -> bool:
        return self.kind == self.Kind.CORRECTION

    @property
    def is_reportable(self) -> bool:
        """Whether everybody reads it who reads what it is about."""
        return self.kind not in (*FOR_WRITERS, self.Kind.TALK) and self.hidden_at is None

    @property
    def becomes_lesson(self) -> bool:
        """Whether it asks about something that can be turned into a lesson."""
        is_question = self.kind == self.Kind.QUESTION
        return is_question and self.item is not None and kind_of(self.item) in BECOME_LESSONS

    def is_answered_by(self, user: Reader) -> bool:
        """Return whether `user` may answer it. One query."""
        return Question.objects.answerable_by(user).filter(pk=self.pk).exists()

    def is_hidden_by(self, user: Reader) -> bool:
        """Return whether `user` may hide it and show it again: curators, and whoever asked it."""
        return user.is_authenticated and (user.is_curator or self.asked_by_id == user.pk)

    def give_answer(self, text: str, *, by: User) -> None:
        """Store or replace the answer, which settles it."""
        self._settle(self.State.ANSWERED, by, answer=text)

    def accept(self, *, by: User) -> None:
        """Note that the correction is in the text now."""
        self._settle(self.State.ACCEPTED, by, seen="", proposed="")

    def decline(self, because: str, *, by: User) -> None:
        """Note why the correction will not be made."""
        self._settle(self.State.DECLINED, by, answer=because, seen="", proposed="")

    def hide(self, because: str = "") -> None:
        """Hide it from everybody but curators and whoever asked it. `show` undoes this."""
        self._update(hidden_at=timezone.now(), hidden_because=because)

    def show(self) -> None:
        self._update(hidden_at=None, hidden_because="")

    def _settle(self, state, by, **values) -> None:
        self._update(state=state, answered_by=by, answered_on=timezone.localdate(), **values)

    def _update(self, **values) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
