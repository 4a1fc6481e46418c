"""The story of a lesson across projects: learned, learned again, chosen, and what came of it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from retros.models import KickoffLesson, Lesson, Project

MOST = 20  # of each kind
_LEDGER = {
    "helped": "Helped",
    "no-difference": "Made no difference",
    "in-the-way": "Got in the way",
    "again": "Happened again",
}


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


@dataclass(frozen=True)
class Evidence:
    """What came of a lesson in some projects: a line of the ledger."""

    key: str
    label: str
    projects: list[Project]

    @property
    def named(self) -> list[Project]:
        """The projects that the page names."""
        return self.projects[:MOST]

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.projects) - len(self.named)


@dataclass(frozen=True)
class Story:
    """What became of a lesson: its chapters, and what speaks for and against it by project."""

    chapters: list[Chapter]
    ledger: list[Evidence]


def story_of(lesson, user):
    """Return the story of `lesson` and its duplicates; undated chapters come last. Two queries."""
    family = Lesson.objects.visible_to(user).duplicates_family(lesson)
    family = family.select_related("retrospective__project__team").order_by("created_at", "pk")
    uses = KickoffLesson.objects.visible_to(user).filter(lesson=lesson).in_brief()
    uses = list(uses.select_related("kickoff__project").order_by("-pk"))
    chapters = [Chapter(lesson.retrospective.dated_on, learned=lesson, is_this=True)]
    chapters += [Chapter(one.retrospective.dated_on, learned=one) for one in family[:MOST]]
    chapters += [Chapter(_day_of(use.kickoff), use=use) for use in uses[:MOST]]
    chapters.sort(key=lambda chapter: (chapter.on or date.max, chapter.use is not None))
    return Story(chapters, _ledger(uses))


def _ledger(uses):
    """Return a line for each outcome that some project recorded."""
    projects = {key: {} for key in _LEDGER}
    for use in uses:
        for key in (use.result, "again" if use.happened_again else ""):
            if key in projects:
                projects[key].setdefault(use.kickoff.project_id, use.kickoff.project)
    return [
        Evidence(key, _LEDGER[key], list(found.values()))
        for key, found in projects.items()
        if found
    ]


def _day_of(kickoff):
    return kickoff.held_on or timezone.localdate(kickoff.created_at)
