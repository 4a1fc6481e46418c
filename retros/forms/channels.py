"""Where a curator lets news be told, and which."""

from django import forms

from accounts.models import Team
from retros.forms.widgets import CheckChips, Chips
from retros.forms.writing import WritingForm
from retros.models import Channel
from retros.notices.addresses import NotAllowed, Target

_KINDS = ("wall", "retrospective", "kickoff")


class ChannelForm(WritingForm, forms.ModelForm):
    """The address of a saved channel is never shown again: left empty, it stays as it is."""

    address = forms.CharField(
        label="Address of the webhook",
        max_length=1000,
        help_text="It begins with https://. It is kept like a password: only its end is shown later.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}
        ),
        error_messages={"required": "Please paste the address that the chat gave you."},
    )
    kinds = forms.MultipleChoiceField(
        label="What is told there",
        choices=[(kind, Channel._meta.get_field(f"tells_{kind}").verbose_name) for kind in _KINDS],
        widget=CheckChips,
        error_messages={"required": "Please choose at least one."},
    )

    class Meta:
        model = Channel
        fields = ("label", "service", "address", "teams")
        widgets = {"service": Chips, "teams": CheckChips}
        labels = {"teams": "Only news of these teams"}
        help_texts = {"teams": "None chosen means all, also posts without a team."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.all()
        self.fields["teams"].to_field_name = "slug"  # a number could be larger than SQLite holds
        self.fields["service"].choices = Channel.Service.choices
        told = [kind for kind in _KINDS if getattr(self.instance, f"tells_{kind}")]
        self.fields["kinds"].initial = told
        for field in self.fields.values():
            field.hide_optional = True
        if self.instance.pk:
            self.initial["address"] = ""
            address = self.fields["address"]
            address.required = False
            address.help_text = (
                f"It is {self.instance.part_of_address} now. Leave this empty to keep it."
            )

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        if not address and self.instance.pk:
            return self.instance.address
        try:
            Target.of(address)
        except NotAllowed as reason:
            raise forms.ValidationError(str(reason)) from None
        return address

    def save(self, commit=True):
        for kind in _KINDS:
            setattr(self.instance, f"tells_{kind}", kind in self.cleaned_data["kinds"])
        return super().save(commit)
