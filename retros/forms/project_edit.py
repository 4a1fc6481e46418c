"""A project on its own: what it is, when it ran, who it belongs to."""

import hashlib

from django import forms
from django.db import transaction

from retros.forms.widgets import Chips
from retros.forms.writing import WritingForm
from retros.models import Project, Retrospective
from retros.models.tags import current_names


class ProjectForm(WritingForm, forms.ModelForm):
    """`seen` tells which state the writer saw, so that nobody overwrites what they never read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Project
        fields = ("kind", "status", "started_on", "ended_on", "team", "description", "tags")
        widgets = {"kind": Chips, "status": Chips}
        labels = {"started_on": "Started on", "ended_on": "Ended on"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = state_of(self.instance)
        self.fields["kind"].choices = Project.Kind.choices
        self.fields["status"].choices = Project.Status.choices
        self.fields["description"].widget.attrs |= {"data-markdown": "", "class": "ta long"}
        self.fields["tags"].help_text = "Separated by commas. They help others to find this."
        if self._may_choose_team(user):
            self.fields["team"].empty_label = "No team"
            self.fields["team"].help_text = "Its members can read and write the drafts in here."
        else:
            del self.fields["team"]

    def _may_choose_team(self, user):
        """Whoever opens its drafts to a team must be able to read each of them themselves."""
        if self.instance.team_id:
            return self.instance.team_id in user.team_ids
        records = Retrospective.objects.filter(project=self.instance)
        written = records.written_by(user).count()
        return written > 0 and written == records.count()

    def clean(self):
        cleaned = super().clean()
        begun, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if begun and ended and ended < begun:
            self.add_error("ended_on", "The project can't end before it starts.")
        return cleaned

    def save_as_seen(self):
        """Save the valid form. Returns the project as somebody else left it, if they were first."""
        with transaction.atomic():
            current = Project.objects.select_for_update().get(pk=self.instance.pk)
            if state_of(current) == self.cleaned_data["seen"]:
                self.cleaned_data["tags"] = current_names(self.cleaned_data["tags"])
                self.save()
                return None
        self.data = self.data.copy()
        self.data["seen"] = state_of(current)  # the next save is a merge with what is shown
        return current


def state_of(project):
    """A short text that differs whenever what the form writes differs. One query, for the tags."""
    values = [getattr(project, name) for name in ("kind", "status", "started_on", "ended_on")]
    values += [project.team_id, project.description, *sorted(project.tags.names())]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]
