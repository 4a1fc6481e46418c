"""Closing an action item."""

from django import forms

from retros.forms.base import VersionedForm
from retros.models import ActionItem


class ClosingForm(VersionedForm):
    """Close an item as done or dropped, with a note."""

    one_line = ("note",)

    status = forms.ChoiceField(choices=[("done", "Done"), ("dropped", "Dropped")])

    class Meta:
        model = ActionItem
        fields = ("status", "note")
