"""The form for a notification channel."""

from django import forms
from django.db import transaction

from accounts.models import Team
from retros.forms.base import WritingForm
from retros.forms.merge_edits import MergingForm
from retros.forms.widgets import CheckChips, Chips
from retros.models import SUBSCRIPTIONS, Channel, shortened_address
from retros.notifications import NotAllowed, Target


class AddressInput(forms.TextInput):
    """Shows what was typed, and never the address that is `kept`."""

    kept = ""

    def format_value(self, value):
        return "" if value == self.kept else super().format_value(value)


class AddressField(forms.CharField):
    """The secret address of a channel. Left empty, it stays as it is stored."""

    widget = AddressInput({"autocomplete": "off", "spellcheck": "false", "inputmode": "url"})

    def keep(self, address):
        """Remember the stored `address`."""
        self.kept = self.widget.kept = address
        self.required = False
        self.help_text = f"Currently {shortened_address(address)}. Leave empty to keep it."

    def in_words(self, address):
        """Return the part of the address that a page may show."""
        return shortened_address(address)


class ChannelForm(MergingForm, WritingForm, forms.ModelForm):
    """What two curators change at once comes together, or both see it."""

    relations = ("teams",)
    field_order = ("label", "service", "address", "kinds", "teams")

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    address = AddressField(
        label="Webhook URL",
        max_length=1000,
        help_text="Starts with https://. Treated like a password: only its end is shown later.",
        error_messages={"required": "Paste the webhook URL from your chat."},
    )
    kinds = forms.MultipleChoiceField(
        label="Notify about",
        choices=[
            (kind, str(getattr(Channel, field).field.verbose_name))
            for kind, field in SUBSCRIPTIONS.items()
        ],
        widget=CheckChips,
        error_messages={"required": "Choose at least one."},
    )

    class Meta:
        model = Channel
        fields = ("label", "service", "address", "teams")
        widgets = {"service": Chips, "teams": CheckChips}
        labels = {"teams": "Only from these teams"}
        help_texts = {"teams": "Leave empty for all teams, including posts without a team."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.all()
        self.fields["teams"].to_field_name = "slug"  # a number could be larger than SQLite holds
        self.fields["service"].choices = Channel.Service.choices
        self.fields["kinds"].initial = self.instance.kinds
        for field in self.fields.values():
            field.hide_optional = True
        if self.instance.pk:
            self.fields["address"].keep(self.instance.address)
            self.fields["base"].initial = self.base_of(self.stored(self.instance, self.initial))

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        if not address and self.instance.pk:
            return self.fields["address"].kept
        try:
            Target.of(address)
        except NotAllowed as reason:
            raise forms.ValidationError(str(reason)) from None
        return address

    def clean_teams(self):
        return list(self.cleaned_data["teams"])

    def stored(self, row, values):
        columns = {name: values[name] for name in self.Meta.fields}
        return columns | {"kinds": row.kinds}

    def save(self, commit=True):
        self.instance.kinds = self.cleaned_data["kinds"]
        return super().save(commit)

    def save_as_seen(self):
        """Save the valid form. Returns the conflicts: fields that somebody else changed too.

        With conflicts nothing is written, and the form is ready to be shown again.
        """
        with transaction.atomic():
            current = Channel.objects.select_for_update().get(pk=self.instance.pk)
            self.fields["address"].keep(current.address)
            changed, conflicts = self.merge(current)
            if changed and not conflicts:
                self.save()
        return conflicts
