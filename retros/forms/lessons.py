"""What is said about a lesson after it was learned."""

from django import forms

from retros.forms.base import WritingForm
from retros.models.fields import not_blank


class RetirementForm(WritingForm, forms.Form):
    """Why a lesson holds no longer."""

    one_line = ("because",)

    because = forms.CharField(
        label="Why does it hold no longer?",
        max_length=200,
        validators=[not_blank],
        help_text="It stays readable with this reason, and no kickoff offers it any more.",
    )
