"""Reports that a text names or blames somebody, until curators decide what to do about it."""

import uuid
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import AuditEntry, Reader, User
from retros.models.asked_about import ITEM_WORDS, PARTS_ASKED_ABOUT, SUBJECTS, links_to
from retros.models.fields import TextLengthChecks
from retros.models.kickoff import Kickoff
from retros.models.question import Question
from retros.models.question_mail import QuestionMail
from retros.models.readers import READABLE
from retros.models.reading_path import ReadingPath
from retros.models.timeline_event import TimelineEvent
from retros.models.wall_post import WallPost

REPORT_MAX = 500  # characters of what a reader adds
REPORTS_MAX, REPORTS_MAX_EACH = 500, 20  # that wait, in all and about one item
REPORTABLE: dict[str, type[models.Model]] = SUBJECTS | {
    "event": TimelineEvent,
    "question": Question,
}
_COLUMNS = tuple(REPORTABLE)
_AUDITED = AuditEntry.Kind


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Reader) -> Self:
        """Return, for curators alone, reports about what everybody can read now. No query.

        What became a draft, went to the trash or was taken down is no longer the curators’ to read.
        """
        if not (user.is_authenticated and user.is_curator):
            return self.none()
        status = {"retrospective__status__in": READABLE, "retrospective__removed_at": None}
        readable = Q(**status) | Q(post__in=WallPost.objects.on_wall())
        questions = Question.objects.visible_to(user).filter(hidden_at=None)
        others = Q(kickoff__in=Kickoff.objects.visible_to(user))
        others |= Q(path__in=ReadingPath.objects.published())
        found = self.filter(readable | others | Q(question__in=questions))
        for part in (*PARTS_ASKED_ABOUT, "event"):
            found = found.filter(Q(**{part: None}) | Q(**{f"{part}__removed_at": None}))
        return found

    def about(self, item: models.Model) -> Self:
        """Return those about `item` itself, for a retrospective without those about its parts."""
        return self.filter(**_columns_of(item))

    def add(self, item: models.Model, words: str) -> bool:
        """Keep that a reader reported `item`, the same words once. Return False if too many wait."""
        mine = self.about(item)
        if mine.filter(words=words).exists():
            return True
        if mine.count() >= REPORTS_MAX_EACH or self.count() >= REPORTS_MAX:
            return False
        self.create(words=words, **_columns_of(item))
        return True

    def with_items(self) -> Self:
        """Fetch what they are about."""
        return self.select_related(*_COLUMNS, "kickoff__project")

    def items(self) -> list["ReportedItem"]:
        """Return what is reported, longest waiting first, each with all its reports. One query."""
        found: dict[tuple[str, int], ReportedItem] = {}
        for report in self.with_items().order_by("reported_on", "pk"):
            key = (report.kind, report.item.pk)
            found.setdefault(key, ReportedItem(*key, report.item)).reports.append(report)
        return list(found.values())


class Report(models.Model):
    """That a reader says of a text that it names or blames somebody. Nobody’s name is stored.

    Deleted when a curator decides, so that nothing of it stays but what the curator did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # in no order
    retrospective = models.ForeignKey(
        "retros.Retrospective", on_delete=models.CASCADE, null=True, related_name="+"
    )
    decision = models.ForeignKey(
        "retros.Decision", on_delete=models.CASCADE, null=True, related_name="+"
    )
    observation = models.ForeignKey(
        "retros.Observation", on_delete=models.CASCADE, null=True, related_name="+"
    )
    lesson = models.ForeignKey(
        "retros.Lesson", on_delete=models.CASCADE, null=True, related_name="+"
    )
    action = models.ForeignKey(
        "retros.ActionItem", on_delete=models.CASCADE, null=True, related_name="+"
    )
    post = models.ForeignKey(WallPost, on_delete=models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey(TimelineEvent, on_delete=models.CASCADE, null=True, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, related_name="+")
    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, null=True, related_name="+")
    path = models.ForeignKey(ReadingPath, on_delete=models.CASCADE, null=True, related_name="+")
    words = models.TextField(max_length=REPORT_MAX, blank=True)
    reported_on = models.DateField(default=timezone.localdate, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_on", "pk"]
        constraints = [*TextLengthChecks.of("report", words=REPORT_MAX)]

    def __str__(self):
        return self.words or "Names or blames somebody"

    @property
    def kind(self) -> str:
        """The kind of what it is about, a name of REPORTABLE."""
        return next(name for name in reversed(_COLUMNS) if getattr(self, f"{name}_id"))

    @property
    def item(self) -> models.Model:
        """What it is about. No query after `with_items`."""
        return getattr(self, self.kind)


@dataclass
class ReportedItem:
    """A text that readers reported, and what a curator does about it.

    Each verb returns False, with nothing done, if another curator decided first.
    """

    kind: str  # a name of REPORTABLE
    pk: int
    item: models.Model
    reports: list[Report] = field(default_factory=list)

    @property
    def kind_words(self) -> str:
        return (ITEM_WORDS | {"event": "timeline event"}).get(self.kind, self.kind)

    @property
    def is_question(self) -> bool:
        return self.kind == "question"

    @property
    def can_be_asked(self) -> bool:
        """Whether somebody else than curators can change its words and leave it where it is."""
        if isinstance(self.item, ReadingPath):
            return self.item.team_id is not None
        return not self.is_question

    @property
    def can_be_hidden(self) -> bool:
        """Whether it can be taken from its readers: a kickoff is nothing that anybody published."""
        return not isinstance(self.item, Kickoff)

    @property
    def has_writers(self) -> bool:
        """Whether a note about it reaches anybody: of some posts and questions no author is stored."""
        if isinstance(self.item, WallPost):
            return bool(self.item.team_id or self.item.lesson_id)
        if isinstance(self.item, Kickoff):
            return bool(self.item.created_by_id or self.item.project.team_id)
        return not isinstance(self.item, Question) or self.item.asked_by_id is not None

    def leave(self, *, by: User) -> bool:
        """Leave the text as it is."""
        with transaction.atomic():
            return self._settle(_AUDITED.REPORT_LEFT, by)

    def ask_to_change(self, because: str, *, by: User) -> bool:
        """Ask its writers for other words."""
        with transaction.atomic():
            settled = self._settle(_AUDITED.WORDING_ASKED, by)
            if settled:
                self._tell_writers(because, by)
        return settled

    def hide(self, because: str, *, by: User) -> bool:
        """Take it from its readers until it is changed, and tell its writers why."""
        with transaction.atomic():
            settled = self._settle(_AUDITED.HIDDEN, by)
            if not settled:
                return False
            if isinstance(self.item, Question):
                self.item.hide(because)
                QuestionMail.objects.announce_hidden(self.item, by=by)
                return True
            if isinstance(self.item, WallPost):
                self.item.take_down()
            elif isinstance(self.item, ReadingPath):
                self.item.set_published(at=None)
            else:
                record: Any = getattr(self.item, "retrospective", self.item)
                record.unpublish(by=by)
            self._tell_writers(because, by)
        return True

    def _settle(self, kind, by):
        # Locked: of two curators at once, the second waits and finds nothing left to decide.
        waiting = Report.objects.select_for_update().filter(**_columns_of(self.item))
        settled = [report.pk for report in waiting]
        if settled:
            Report.objects.filter(pk__in=settled).delete()
            AuditEntry.record(kind, by=by, thing=self.item)
        return bool(settled)

    def _tell_writers(self, because, by):
        is_event = isinstance(self.item, TimelineEvent)  # which nobody asks about by itself
        about = links_to(self.item.retrospective if is_event else self.item)
        note = Question.objects.create(
            kind=Question.Kind.WORDING, text=because, asked_by=by, **about
        )
        QuestionMail.objects.announce(note)


def _columns_of(item) -> dict[str, Any]:
    """Return the columns that tie a report to `item`; all others are None."""
    if isinstance(item, Question):
        links = {"question_id": item.pk}
    elif isinstance(item, TimelineEvent):
        links = {"event_id": item.pk, "retrospective_id": item.retrospective_id}
    else:
        links = links_to(item)
    return {f"{name}_id": links.get(f"{name}_id") for name in _COLUMNS}
