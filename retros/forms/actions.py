"""Closing action items, one or several."""

from functools import lru_cache
from itertools import groupby

from django import forms
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from retros.forms.base import VersionedForm, WritingForm
from retros.forms.widgets import Chips
from retros.models import ActionItem, Version, save_if_unchanged

_CLOSING = "actions/_closing.html"
_STAND_INS = {name: f"[{name}]" for name in ("pk", "version", "client_id")}
NO_REASON = "Say why, so that nobody plans it again."


class DroppingForm(VersionedForm):
    """A form on an item that is dropped only with a reason."""

    def clean(self):
        cleaned = super().clean()
        is_dropped_now = cleaned.get("status") == "dropped" and self.instance.status != "dropped"
        if is_dropped_now and cleaned.get("dropped_because") == "":
            self.add_error("dropped_because", NO_REASON)
        return cleaned


class ClosingForm(DroppingForm):
    """Close an item as done, with a note, or as dropped, with the reason."""

    one_line = ("note", "dropped_because")

    status = forms.ChoiceField(choices=[("done", "Done"), ("dropped", "Dropped")])

    class Meta:
        model = ActionItem
        fields = ("status", "note", "dropped_because")


def closing_html(item):
    """Return the fields and buttons that close an open `item`.

    Of a list without notes they differ in three values, so they are drawn once, for all.
    """
    if item.note or item.dropped_because:
        return render_to_string(_CLOSING, {"closing": ClosingForm(instance=item)})
    html = _closing_without_note()
    for name, stand_in in _STAND_INS.items():
        html = html.replace(stand_in, str(getattr(item, name)))
    return mark_safe(html)


@lru_cache(1)
def _closing_without_note():
    return render_to_string(_CLOSING, {"closing": ClosingForm(instance=ActionItem(**_STAND_INS))})


class SeenItemsField(forms.MultipleChoiceField):
    """Items with the version that the page showed; what changed meanwhile is no error."""

    def valid_value(self, value):
        return True


class StatusForm(WritingForm, forms.Form):
    """Another status for several of `items`, which come with their retrospectives."""

    one_line = ("dropped_because",)

    status = forms.ChoiceField(label="New status", choices=ActionItem.Status, widget=Chips)
    dropped_because = forms.CharField(
        label="Why they are dropped",
        help_text="Only where the new status is “Dropped”.",
        max_length=200,
        required=False,
    )
    items = SeenItemsField(label="Action items")

    def __init__(self, data=None, *, items, all_selected=False):
        self.seen = {f"{item.pk}-{item.version}": item for item in items}
        super().__init__(data, initial={"items": list(self.seen) if all_selected else []})
        self.fields["dropped_because"].hide_optional = True

    def rows(self):
        """Return [(value, item, whether it is selected)] of all items."""
        selected = set(self["items"].value() or ())
        return [(key, item, key in selected) for key, item in self.seen.items()]

    @property
    def number_selected(self):
        """How many items a valid form selects, with those that changed meanwhile."""
        return len(set(self.cleaned_data["items"]))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") == "dropped" and cleaned.get("dropped_because") == "":
            self.add_error("dropped_because", NO_REASON)
        return cleaned

    def save(self, *, by):
        """Write the status to each selected item that is as the page showed it. Return how many.

        One transaction for each retrospective, whose text of before is kept.
        """
        values = {"status": self.cleaned_data["status"], "changed_by": by}
        if values["status"] == "dropped":
            values["dropped_because"] = self.cleaned_data["dropped_because"]
        selected = {key: self.seen[key] for key in self.cleaned_data["items"] if key in self.seen}
        items = [item for item in selected.values() if item.status != values["status"]]
        changed = 0
        for _, group in groupby(sorted(items, key=_retrospective), key=_retrospective):
            with transaction.atomic():
                for number, item in enumerate(group):
                    if not number:
                        Version.objects.before_change(item, by=by)
                    changed += save_if_unchanged(item, values, seen=item.version)
        return changed


def _retrospective(item):
    return item.retrospective_id
