"""That somebody learned the same as a wall post, and where."""

from django import forms

from retros.forms.base import WritingForm
from retros.models import Project, UsToo


class UsTooForm(WritingForm, forms.ModelForm):
    class Meta:
        model = UsToo
        fields = ("project",)
        help_texts = {
            "project": "Everyone sees how many projects learned this. Only members see which ones."
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user).order_by("name")
        self.fields["project"].empty_label = "I’d rather not say"
