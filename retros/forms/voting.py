"""What to talk about first."""

from django import forms

from retros.forms.base import WritingForm

DOTS = 3  # of one person


class VotingForm(WritingForm, forms.Form):
    """Up to 3 of the observations `notes`."""

    notes = forms.TypedMultipleChoiceField(
        label=f"Choose up to {DOTS}",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, notes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["notes"].choices = [(note.pk, note.text) for note in notes]
        self.fields["notes"].hide_optional = True

    def clean_notes(self):
        chosen = self.cleaned_data["notes"]
        if len(chosen) > DOTS:
            raise forms.ValidationError(f"You have {DOTS} dots. You chose {len(chosen)}.")
        return chosen
