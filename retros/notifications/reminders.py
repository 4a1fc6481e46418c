"""What the weekly mail reminds of, kind by kind: each can be stopped by itself."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from retros.models import ActionItem, Decision, Digest, LaterMatch, Lesson, Question

MOST = 30
DUE_SOON = timedelta(days=7)
LATE = timedelta(days=30)  # then its team is reminded once, and nobody any more


class Due(NamedTuple):
    """One line of the mail."""

    words: str
    address: str
    note: str


@dataclass(frozen=True)
class Reminders:
    """What one kind reminds of: `groups` are (heading, address, [Due])."""

    kind: str
    words: str
    stop: str
    groups: list


def reminders_of(digest: Digest, now) -> list[Reminders]:
    """Return what is due by each kind that `digest` wants, without kinds of which nothing is."""
    found = []
    for kind in Digest.Reminder:
        due = _FOUND_BY[kind](digest, now) if digest.reminds_of(kind) else []
        groups = [(title, page, [_due(row) for row in rows[:MOST]]) for title, page, rows in due]
        groups = [group for group in groups if group[2]]
        if groups:
            stop = reverse("reminders_stop", args=[kind.value, digest.stop_token])
            found.append(Reminders(kind.value, str(kind.label), settings.SITE_URL + stop, groups))
    return found


def _due(row):
    if isinstance(row, LaterMatch):
        return Due(str(row.item), row.item.get_absolute_url(), row.reason)
    note = f"Due {date_format(row.due_on, 'j M Y')}" if isinstance(row, ActionItem) else ""
    return Due(str(row), row.get_absolute_url(), note)


def _actions(digest, now):
    """Yield the reader’s own items each week while they are due, and once those that stayed open."""
    today, since = timezone.localdate(now), timezone.localdate(digest.covered_until)
    open_ones = ActionItem.objects.visible_to(digest.user).still_open()
    own = open_ones.filter(owner=digest.user).due(today + DUE_SOON, today - LATE)
    late = open_ones.written_by(digest.user).due(today - LATE, since - LATE)
    yield "Your action items", f"{reverse('actions')}?whose=mine", own
    yield (
        "Action items of your team, 30 days late",
        f"{reverse('actions')}?whose=team&due=overdue",
        late,
    )


def _dates(digest, now):
    """Yield what came due since the last mail, each once."""
    today, since = timezone.localdate(now), timezone.localdate(digest.covered_until)
    decisions = Decision.objects.written_by(digest.user).order_by("pk")
    lessons = Lesson.objects.written_by(digest.user).order_by("pk")
    page = reverse("decisions_due")
    yield "Decisions to revisit", page, decisions.due(today, since)
    yield "Decisions without an outcome", page, decisions.missing_outcome(today, since)
    yield "Lessons to review", reverse("lessons_due"), lessons.due(today, since)


def _kickoffs(digest, now):
    """Yield what was found for the reader’s kickoffs since the last mail, without their own."""
    found = LaterMatch.objects.new_for(digest.user).with_items()
    found = found.filter(found_at__gt=digest.covered_until, found_at__lte=now)
    matches = {}
    for match in found.order_by("kickoff", "pk")[:MOST]:
        matches.setdefault(match.kickoff, []).append(match)
    for kickoff, rows in matches.items():
        yield f"New for your kickoff of {kickoff.project}", kickoff.get_absolute_url(), rows


def _questions(digest, now):
    """Yield what was asked since the last mail and waits for an answer."""
    today, since = timezone.localdate(now), timezone.localdate(digest.covered_until)
    asked = Question.objects.visible_to(digest.user).still_open().exclude(asked_by=digest.user)
    asked = asked.filter(asked_on__gte=since, asked_on__lt=today).order_by("pk")
    yours, page = asked.for_you(digest.user), reverse("questions")
    yield "Questions about what you wrote", page, yours
    yield "Who knows?", page, asked.to_everybody().exclude(pk__in=yours.values("pk"))


_FOUND_BY = {
    Digest.Reminder.ACTIONS: _actions,
    Digest.Reminder.DATES: _dates,
    Digest.Reminder.KICKOFFS: _kickoffs,
    Digest.Reminder.QUESTIONS: _questions,
}
