"""Lessons, decisions, actions, projects, teams and tags."""

from django.urls import path

from retros.views.lessons import opposites
from retros.views.lessons import pages as lessons
from retros.views.lessons import proposed as proposed_lessons
from retros.views.organization import (
    actions,
    calendar,
    decisions,
    due,
    practice,
    projects,
    recording,
    similar_decisions,
    tags,
    teams,
)

urlpatterns = [
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/retire/", lessons.retire, name="lesson_retire"),
    path("lessons/<int:pk>/built-in/", lessons.built_in, name="lesson_built_in"),
    path("lessons/<int:pk>/review/", lessons.review, name="lesson_review"),
    path("lessons/<int:pk>/opposites/", opposites.opposites, name="lesson_opposites"),
    path("lessons/<int:pk>/opposites/remove/", opposites.remove, name="opposite_remove"),
    path("lessons/<int:pk>/reinstate/", lessons.reinstate, name="lesson_reinstate"),
    path("lessons/proposed/", proposed_lessons.proposed, name="proposed_lessons"),
    path("lessons/proposed/<int:pk>/", proposed_lessons.decide, name="proposed_lesson"),
    path("lessons/proposed/<int:pk>/dismiss/", proposed_lessons.dismiss, name="proposal_dismiss"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/practice/", practice.practice, name="decisions_practice"),
    path("decisions/due/", due.decisions, name="decisions_due"),
    path("decisions/<int:pk>/revisit/", due.look_again, name="decision_revisit"),
    path("lessons/due/", due.lessons, name="lessons_due"),
    path("calendar/", calendar.calendar_address, name="calendar_address"),
    path("calendar/<str:token>/retros.ics", calendar.calendar, name="calendar"),
    path("decisions/similar/", similar_decisions.similar_decisions, name="similar_decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("actions/", actions.actions, name="actions"),
    path("actions/status/", actions.status, name="actions_status"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<word:slug>/", projects.project, name="project"),
    path("projects/<word:slug>/edit/", projects.edit, name="project_edit"),
    path("projects/<word:slug>/decisions/new/", recording.record, name="decision_record"),
    path("teams/<word:slug>/", teams.team, name="team"),
    path("tags/", tags.tags, name="tags"),
    path("tags/<word:slug>/", tags.tag, name="tag"),
    path("tags/<word:slug>/edit/", tags.edit, name="tag_edit"),
    path("tags/<word:slug>/names/<int:pk>/free/", tags.free, name="tag_free"),
]
