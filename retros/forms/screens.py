"""What a screen in an office shows, and how."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Team
from retros.forms.base import WritingForm
from retros.forms.widgets import CategoryChecks, CheckChips, Chips
from retros.models import Category, Screen

PACES = [
    (Decimal("0.75"), "Faster"),
    (Decimal("1.00"), "Normal"),
    (Decimal("1.50"), "Slower"),
    (Decimal("2.00"), "Much slower"),
]


class ScreenForm(WritingForm, forms.ModelForm):
    """`changed_at` says which state of the screen its curator saw."""

    categories = forms.MultipleChoiceField(
        label="Only these categories",
        choices=Category,
        widget=CategoryChecks,
        required=False,
        help_text="Leave empty to show all.",
    )
    pace = forms.TypedChoiceField(
        label="Reading time", coerce=Decimal, choices=PACES, initial=Decimal("1.00"), widget=Chips
    )
    changed_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Screen
        fields = ("label", "teams", "categories", "theme", "pace", "quiet_from", "quiet_until")
        widgets = {
            "teams": CheckChips,
            "theme": Chips,
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }
        labels = {
            "teams": "Only posts from these teams",
            "quiet_from": "Quiet from",
            "quiet_until": "Quiet until",
        }
        help_texts = {"teams": "Leave empty to show all posts, including those without a team."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.all()
        self.fields["teams"].to_field_name = "slug"  # a number could be larger than SQLite holds
        self.fields["theme"].choices = Screen.Theme.choices
        quiet = self.fields["quiet_from"]
        quiet.help_text = f"The screen stays dark. Time zone: {settings.TIME_ZONE}."
        for name in ("quiet_from", "quiet_until"):
            self.fields[name].widget.attrs["class"] = "in"
        for field in self.fields.values():
            field.hide_optional = True
        pace = self.initial.get("pace")
        if pace is not None and pace not in dict(PACES):
            self.fields["pace"].choices = [*PACES, (pace, f"{pace}× normal")]
        if self.instance.pk:
            self.fields["changed_at"].initial = self.instance.changed_at.isoformat()

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if bool(start) != bool(end) and not {"quiet_from", "quiet_until"} & self.errors.keys():
            missing = "quiet_until" if start else "quiet_from"
            self.add_error(missing, "Enter both a start and an end for quiet hours.")
        elif start and start == end:
            self.add_error("quiet_until", "Choose an end that differs from the start.")
        return cleaned

    def save_as_seen(self):
        """Save unless somebody changed the screen since; then return it as it is, nothing written."""
        now = timezone.now()
        with transaction.atomic():
            # The conditional update holds the row until all is in: two can't both pass.
            unseen = Screen.objects.filter(pk=self.instance.pk)
            if unseen.filter(changed_at=self.cleaned_data["changed_at"]).update(changed_at=now):
                self.instance.changed_at = now
                columns = [name for name in self.Meta.fields if name != "teams"]
                self.instance.save(update_fields=[*columns, "changed_at"])
                self._save_m2m()  # what save(commit=False) would have handed out
                return None
        theirs = Screen.objects.get(pk=self.instance.pk)
        self.data = self.data.copy()
        self.data["changed_at"] = theirs.changed_at.isoformat()
        return theirs
