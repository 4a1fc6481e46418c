"""Closing an action item."""

from django import forms

from retros.forms.base import VersionedForm
from retros.models import ActionItem


class DroppingForm(VersionedForm):
    """A form on an item that is dropped only with a reason."""

    def clean(self):
        cleaned = super().clean()
        is_dropped_now = cleaned.get("status") == "dropped" and self.instance.status != "dropped"
        if is_dropped_now and cleaned.get("dropped_because") == "":
            self.add_error("dropped_because", "Say why, so that nobody plans it again.")
        return cleaned


class ClosingForm(DroppingForm):
    """Close an item as done, with a note, or as dropped, with the reason."""

    one_line = ("note", "dropped_because")

    status = forms.ChoiceField(choices=[("done", "Done"), ("dropped", "Dropped")])

    class Meta:
        model = ActionItem
        fields = ("status", "note", "dropped_because")
