"""Choosing a project by name."""

from django import forms

from accounts.models import Team
from retros.models import Project, not_blank, without_controls


def suggested_project_names(user):
    """Return the names of up to 500 projects that `user` may see. Run one query."""
    return Project.objects.visible_to(user).values_list("name", flat=True)[:500]


class ProjectByNameForm(forms.Form):
    """Fields to name a project: a known name selects it, a new name creates one.

    `project_names` feeds the suggestions of the name field; two queries to render.
    """

    project_name = forms.CharField(
        label="Project",
        max_length=120,
        validators=[not_blank],
        help_text="Choose an existing project or enter a new name.",
        widget=forms.TextInput(
            attrs={"class": "in", "list": "project-names", "autocomplete": "off"}
        ),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        help_text="Its members can edit with you. Only used for a new project.",
        empty_label="No team",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["team"].queryset = Team.objects.filter(pk__in=user.team_ids)
        if len(user.team_ids) == 1:
            self.fields["team"].initial = next(iter(user.team_ids))

    def project_names(self):
        """Return up to 500 names to suggest. Run one query."""
        return suggested_project_names(self.user)

    def clean_project_name(self):
        return " ".join(without_controls(self.cleaned_data["project_name"]).split())

    def known_project(self):
        """Return the project that the valid name selects, or None. Run one query."""
        visible = Project.objects.visible_to(self.user).select_related("team")
        return visible.filter(name__iexact=self.cleaned_data["project_name"]).first()

    def save_project(self, **defaults):
        """Return the project of that name, created with `defaults` if missing. Run up to 3 queries."""
        return self.known_project() or Project.objects.create(
            name=self.cleaned_data["project_name"], team=self.cleaned_data["team"], **defaults
        )
