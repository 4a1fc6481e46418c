"""The form of a project: its kind, dates and team."""

from django import forms
from django.db import transaction

from retros.forms.base import WritingForm
from retros.forms.merge_edits import MergingForm
from retros.forms.widgets import Chips
from retros.models import Project, Retrospective, current_names


class ProjectForm(MergingForm, WritingForm, forms.ModelForm):
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    relations = ("tags",)

    class Meta:
        model = Project
        fields = ("kind", "status", "started_on", "ended_on", "team", "description", "tags")
        widgets = {"kind": Chips, "status": Chips}
        labels = {"started_on": "Started on", "ended_on": "Ended on"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Project.Kind.choices
        self.fields["status"].choices = Project.Status.choices
        self.fields["description"].widget.attrs |= {"data-markdown": "", "class": "ta long"}
        self.fields["tags"].help_text = "Separate tags with commas. They help others find this."
        if self._may_choose_team(user):
            self.fields["team"].empty_label = "No team"
            self.fields[
                "team"
            ].help_text = "Its members can read and edit the drafts of this project."
        else:
            del self.fields["team"]
        self.fields["base"].initial = self.base_of(self.stored(self.instance, self.initial))

    def _may_choose_team(self, user):
        """Return whether `user` may give the project to a team: only if they can read all its drafts."""
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
        """Save the valid form. Returns the conflicts: fields that somebody else changed too.

        With conflicts nothing is written, and the form is ready to be shown again.
        """
        with transaction.atomic():
            current = Project.objects.select_for_update().get(pk=self.instance.pk)
            changed, conflicts = self.merge(current)
            if changed and not conflicts:
                self.cleaned_data["tags"] = current_names(self.cleaned_data["tags"])
                self.save()
        return conflicts
