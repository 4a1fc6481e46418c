"""The story of a lesson across projects: learned, learned again, chosen, and what came of it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from retros.models import KickoffLesson, Lesson

MOST = 20  # of each kind


@dataclass(frozen=True)
class Chapter:
    """One moment: a lesson that was learned, or a kickoff that chose it."""

    on: date | None  # None of an import without a date
    learned: Lesson | None = None
    use: KickoffLesson | None = None
    is_this: bool = False

    @property
    def project(self):
        return (self.learned.retrospective if self.learned else self.use.kickoff).project


def story_of(lesson, user):
    """Return the chapters of `lesson` and its duplicates, earliest first, undated ones last. Two queries."""
    family = Lesson.objects.visible_to(user).duplicates_family(lesson)
    family = family.select_related("retrospective__project__team").order_by("created_at", "pk")
    uses = KickoffLesson.objects.visible_to(user).filter(lesson=lesson).in_brief()
    uses = uses.select_related("kickoff__project").order_by("-pk")
    chapters = [Chapter(lesson.retrospective.dated_on, learned=lesson, is_this=True)]
    chapters += [Chapter(one.retrospective.dated_on, learned=one) for one in family[:MOST]]
    chapters += [Chapter(_day_of(use.kickoff), use=use) for use in uses[:MOST]]
    return sorted(chapters, key=lambda chapter: (chapter.on or date.max, chapter.use is not None))


def _day_of(kickoff):
    return kickoff.held_on or timezone.localdate(kickoff.created_at)
