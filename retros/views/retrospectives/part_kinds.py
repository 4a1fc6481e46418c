"""The 5 kinds of parts of a retrospective."""

from dataclasses import dataclass

from django import forms
from django.db import models

from retros.forms.parts import (
    ActionItemForm,
    DecisionForm,
    LessonForm,
    ObservationForm,
    TimelineEventForm,
)
from retros.models import ActionItem, Decision, Lesson, Observation, TimelineEvent, trash_cutoff


@dataclass(frozen=True)
class Kind:
    """A kind of part: its names, model and form."""

    name: str
    title: str
    word: str
    model: type[models.Model]
    form: type[forms.ModelForm]

    def of(self, retrospective):
        """Return the parts of this kind, in order."""
        found = self.model.objects.filter(retrospective=retrospective)
        if self.model is Lesson:
            return (
                found.with_occurrence_counts().select_related("signed_by").prefetch_related("tags")
            )
        if self.model is Observation:
            return found.select_related("signed_by")
        if self.model is ActionItem:
            return found.select_related("owner")
        return found

    def trashed(self, retrospective):
        """Return parts that can still be restored from the trash, last removed first."""
        removed = self.model.with_removed.filter(
            retrospective=retrospective, removed_at__gte=trash_cutoff()
        ).order_by("-removed_at")
        for part in removed:
            part.kind_name = self.name
        return removed


KINDS = {
    kind.name: kind
    for kind in (
        Kind("timeline", "Timeline", "timeline event", TimelineEvent, TimelineEventForm),
        Kind("decisions", "Decisions", "decision", Decision, DecisionForm),
        Kind("observations", "Observations", "observation", Observation, ObservationForm),
        Kind("lessons", "Lessons", "lesson", Lesson, LessonForm),
        Kind("actions", "Action items", "action item", ActionItem, ActionItemForm),
    )
}
