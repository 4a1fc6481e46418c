"""That somebody learned the same as a wall post, and where."""

from django import forms

from retros.forms.base import WritingForm
from retros.forms.projects import suggested_project_names
from retros.models import Project


class UsTooForm(WritingForm, forms.Form):
    """The project, by its name; empty for someone who would rather not say."""

    project = forms.CharField(
        required=False,
        help_text="Start typing its name, or leave this empty if you’d rather not say. Everyone "
        "sees how many projects learned this. Only members see which ones.",
        widget=forms.TextInput(
            attrs={"class": "in", "list": "project-names", "autocomplete": "off"}
        ),
    )

    def __init__(self, data=None, *, user, project):
        super().__init__(data, initial={"project": project.name if project else ""})
        self.user = user

    def project_names(self):
        """Return up to 500 names to suggest. Run one query."""
        return suggested_project_names(self.user)

    def clean_project(self):
        """Return the Project of that name, or None where none is named. Run one query."""
        name = " ".join(self.cleaned_data["project"].split())
        if not name:
            return None
        found = Project.objects.visible_to(self.user).filter(name__iexact=name).first()
        if found is None:
            raise forms.ValidationError(
                f"No project is named “{name[:120]}”. Choose one of the suggestions, or leave "
                "this empty."
            )
        return found
