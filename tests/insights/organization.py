"""An organization with enough projects and teams to show something. Few statements, many rows."""

from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Team
from retros.models import Decision, Kickoff, KickoffLesson, Lesson, Project, Retrospective

ENDED = date(2025, 5, 20)


def teams_of(number):
    known = [Team(name=f"Crew {place}", slug=f"crew-{place}") for place in range(number)]
    return Team.objects.bulk_create(known)


def projects_of(teams, number, *, name="Work", **fields):
    """So many projects that ended in 2025, of these teams in turn."""
    return Project.objects.bulk_create(
        Project(
            name=f"{name} {place}",
            slug=slugify(f"{name} {place}"),
            team=teams[place % len(teams)] if teams else None,
            **{"ended_on": ENDED, "status": "ended"} | fields,
        )
        for place in range(number)
    )


def look_back(projects, *, status="published", lessons=1, **fields):
    """A retrospective and a lesson about process of each project. Return the lessons."""
    records = Retrospective.objects.bulk_create(
        Retrospective(
            project=project,
            title=f"Looking back at {project.name}",
            summary="What somebody should know.",
            status=status,
            published_at=None if status == "draft" else timezone.now(),
            **{"held_on": date(2025, 6, 1), "result": "met"} | fields,
        )
        for project in projects
    )
    return Lesson.objects.bulk_create(
        Lesson(retrospective=record, statement="Rehearse it.", category="process")
        for record in records
        for _ in range(lessons)
    )


def start(projects):
    """A kickoff of each project."""
    return Kickoff.objects.bulk_create(Kickoff(project=each, brief="We go.") for each in projects)


def use(kickoffs, lessons, **fields):
    """Each kickoff applies the lesson at its place."""
    return KickoffLesson.objects.bulk_create(
        KickoffLesson(kickoff=kickoff, lesson=lesson, **{"disposition": "apply"} | fields)
        for kickoff, lesson in zip(kickoffs, lessons, strict=False)
    )


def decide(lessons, **fields):
    """A decision in the retrospective of each lesson."""
    return Decision.objects.bulk_create(
        Decision(retrospective_id=lesson.retrospective_id, **{"choice": "We rent it."} | fields)
        for lesson in lessons
    )
