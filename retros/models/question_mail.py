from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from retros.models.digest import ARRIVES_AT
from retros.models.question import Question
from retros.models.retrospective import Retrospective

AFTER_FAILURE = timedelta(hours=1)
_SIGNER = signing.Signer(salt="retros.questions.stop")


class QuestionMailQuerySet(models.QuerySet["QuestionMail"]):
    def announce(self, question: Question) -> None:
        """Send mail to those who write what `question` is about and want it. At most four queries."""
        if question.state == Question.State.OPEN:
            self.filter(user__in=_writers_of(question))._make_due()

    def announce_answer(self, question: Question) -> None:
        """Send mail to who asked `question`, if they signed it and want mail."""
        if question.asked_by_id and question.asked_by_id != question.answered_by_id:
            self.filter(user=question.asked_by_id)._make_due()

    def announce_hidden(self, question: Question, *, by: User) -> None:
        """Send mail to who asked `question`, which `by` hid for a reason, if they signed it."""
        self.filter(user=question.asked_by_id).exclude(user=by)._make_due()

    def _make_due(self):
        """Let mail leave now, or the next morning for who wants it once a day. Two queries."""
        self.filter(is_daily=False).update(due_at=timezone.now())
        self.filter(is_daily=True, due_at=None).update(due_at=_next_morning())

    def with_stop_token(self, token: str) -> Self:
        """Return what the link with `token` ends, if it still exists. Raises BadSignature."""
        return self.filter(user=_SIGNER.unsign(token))

    def lease(self, now: datetime) -> "QuestionMail | None":
        """Lease the next mail that is due so that no other worker sends it; None if none is due."""
        due = self.filter(due_at__lte=now, user__is_active=True)
        for mail in due.select_related("user").order_by("due_at", "pk")[:20]:
            if self.filter(pk=mail.pk, due_at=mail.due_at).update(due_at=None):
                return mail
        return None


def _next_morning():
    now = timezone.localtime()
    today = now.replace(hour=ARRIVES_AT.hour, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)


def _writers_of(question):
    if question.item is None:
        return _tagged_writers(question)
    if question.kickoff or question.path:
        return _writers_of_note(question)
    post = question.post
    record = question.retrospective or (post.lesson and post.lesson.retrospective)
    found = Q(memberships__team=post.team_id) if post and post.team_id else Q(pk__in=[])
    if record:
        invited = Retrospective.invited.through.objects.filter(retrospective=record.pk)
        found |= Q(pk__in=[record.created_by_id, record.facilitator_id])
        found |= Q(pk__in=invited.values("user"))
        if record.project.team_id:
            found |= Q(memberships__team=record.project.team_id)
    return User.objects.filter(found).exclude(pk=question.asked_by_id).values("pk")


def _writers_of_note(question):
    written = question.kickoff or question.path
    team = question.kickoff.project.team_id if question.kickoff else written.team_id
    found = Q(memberships__team=team) if team else Q(pk__in=[])
    found |= Q(pk=written.created_by_id)
    return User.objects.filter(found).exclude(pk=question.asked_by_id).values("pk")


def _tagged_writers(question):
    tagged = Q(tags=question.tag_id) | Q(lessons__tags=question.tag_id)
    records = Retrospective.objects.published().filter(tagged)
    found = Q(pk__in=records.values("created_by")) | Q(
        memberships__team__in=records.values("project__team")
    )
    found = found if question.tag_id else Q(pk__in=[])
    return User.objects.filter(found).exclude(pk=question.asked_by_id).values("pk")


class QuestionMail(models.Model):
    """Somebody who wants mail about questions on what they write, and about answers."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="question_mail"
    )
    due_at = models.DateTimeField(null=True, db_index=True)
    is_daily = models.BooleanField(default=False, db_default=False)  # else at once

    objects = QuestionMailQuerySet.as_manager()

    def __str__(self):
        return f"Mail about questions to {self.user}"

    @property
    def stop_token(self) -> str:
        """The signed token that stops it without signing in."""
        return _SIGNER.sign(str(self.user_id))

    def postpone(self, now: datetime) -> None:
        """Retry in an hour, because the email could not be sent."""
        QuestionMail.objects.filter(pk=self.pk).update(due_at=now + AFTER_FAILURE)
