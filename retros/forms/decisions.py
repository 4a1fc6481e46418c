"""A decision that is recorded before anybody knows its outcome, and looking at one again."""

from datetime import timedelta

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from retros.forms.base import WritingForm
from retros.forms.parts import PartForm, show_similar_decisions
from retros.forms.widgets import CheckChips
from retros.models import MARKDOWN_MAX_LENGTH, Decision, Version, save_if_unchanged

A_YEAR = timedelta(days=365)
_REPLACED_MEANWHILE = "This decision has been replaced meanwhile. Open it to see what replaced it."


class DecisionRecordForm(PartForm):
    """What can be known when a decision is made, and why it replaces `replaces`, if it does."""

    one_line = ("choice", "revisit_when", "because")
    hinted_fields = ("choice", "informed_by", "options", "expected")
    carried = (*PartForm.carried, "because")  # it is kept in the earlier decision

    because = forms.CharField(
        label="Why it replaces the earlier decision",
        max_length=200,
        required=False,
        help_text=Decision._meta.get_field("replaced_because").help_text,
    )
    sources = forms.MultipleChoiceField(
        label="Based on", choices=Decision.Source, required=False, widget=CheckChips
    )

    class Meta:
        model = Decision
        fields = (
            *("choice", "decided_on", "informed_by", "sources"),
            *("options", "expected", "revisit_on", "revisit_when"),
        )

    def __init__(self, data=None, *, replaces=None):
        self.replaces = replaces
        made_today = Decision(decided_on=timezone.localdate())
        super().__init__(data, instance=made_today)
        if replaces is None:
            del self.fields["because"]
        self.order_fields(["because", *self.Meta.fields])  # as on the page
        show_similar_decisions(self)

    def record(self, project, *, by) -> Decision | None:
        """Save the valid form in a draft of `project`. A repeated request finds what it made.

        Return None, with an error in the form, if somebody else replaced the same decision.
        """
        key = self.cleaned_data["client_id"] or self.instance.client_id
        self.instance.client_id = key
        try:
            return self._record(project, by)
        except IntegrityError:
            mine = Decision.objects.visible_to(by).filter(client_id=key)
            return mine.get(retrospective__project=project)

    @transaction.atomic
    def _record(self, project, by):
        made = self.instance
        made.record(project, by=by)
        if self.replaces and not self._replace(made, by):
            transaction.set_rollback(True)
            self.add_error(None, _REPLACED_MEANWHILE)
            return None
        return made

    def _replace(self, made, by):
        """Say in the earlier decision what replaced it, when and why; return whether it stood."""
        old = Decision.objects.select_for_update().get(pk=self.replaces.pk)
        if old.superseded_by_id:
            return False
        Version.objects.before_change(old, by=by)
        since = max(filter(None, [made.decided_on, old.decided_on]), default=None)
        link = {
            "superseded_by": made,
            "replaced_on": since,
            "replaced_because": self.cleaned_data["because"],
            "changed_by": by,
        }
        return save_if_unchanged(old, link, seen=old.version)


class LookAgainForm(WritingForm, forms.Form):
    """What somebody found when a decision was due: it still stands, or it no longer matters."""

    one_line = ("because",)
    hinted_fields = ("because",)

    because = forms.CharField(
        label="What did you find?",
        max_length=200,
        required=False,
        help_text="For example: traffic is still a third of what we planned for",
    )
    revisit_on = forms.DateField(label="Revisit again on", required=False)

    def __init__(self, data=None, *, decision):
        self.decision = decision
        super().__init__(data, initial={"revisit_on": timezone.localdate() + A_YEAR})
        for field in self.fields.values():
            field.hide_optional = True

    @property
    def still_stands(self):
        """Whether the form was sent with “Still stands”."""
        return "stands" in self.data

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("revisit_on")
        is_future = bool(day) and day > timezone.localdate()
        if self.still_stands and not is_future and "revisit_on" not in self.errors:
            self.add_error("revisit_on", "Choose a day in the future.")
        if len(self.decision.what_happened) > MARKDOWN_MAX_LENGTH - 300:
            self.add_error(
                "because", "The outcome of this decision is too long for a note. Edit it first."
            )
        return cleaned

    def save(self, *, by) -> bool:
        """Write the note and the new date; return whether nobody changed the decision meanwhile."""
        day = self.cleaned_data["revisit_on"] if self.still_stands else None
        with transaction.atomic():
            Version.objects.before_change(self.decision, by=by)
            return self.decision.look_again(on=day, because=self.cleaned_data["because"], by=by)
