"""A decision that is recorded when it is made, before anybody knows its outcome."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from retros.forms.parts import PartForm, show_similar_decisions
from retros.forms.widgets import CheckChips
from retros.models import Decision, Version, save_if_unchanged

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
