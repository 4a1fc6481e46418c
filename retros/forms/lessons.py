"""What is said about a lesson after it was learned."""

from django import forms

from retros.forms.base import WritingForm
from retros.models import not_blank


class RetirementForm(WritingForm, forms.Form):
    """Why a lesson holds no longer."""

    one_line = ("because",)

    because = forms.CharField(
        label="Why is it no longer valid?",
        max_length=200,
        validators=[not_blank],
        help_text="The lesson stays readable with this reason. Kickoffs no longer suggest it.",
    )
