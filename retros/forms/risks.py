"""Risks: how many imagine them, one of them by the link, several written down together."""

import uuid

from django import forms

from retros.forms.base import WritingForm
from retros.models import (
    RISK_CONTRIBUTION,
    RISK_MAX,
    UNATTRIBUTED_FROM,
    Contribution,
    Premortem,
    not_blank,
)

PEOPLE_MAX = 500
AT_ONCE = 50  # risks written down together in one go


class PremortemForm(WritingForm, forms.ModelForm):
    """How many people imagine risks by the link."""

    class Meta:
        model = Premortem
        fields = ("people",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        field.label = "How many people are writing?"
        field.help_text = (
            f"At least {UNATTRIBUTED_FROM}. With 2, each would know what the other wrote."
        )
        field.widget.attrs |= {"class": "in", "min": UNATTRIBUTED_FROM, "max": PEOPLE_MAX}

    def clean_people(self):
        people = self.cleaned_data["people"]
        if not UNATTRIBUTED_FROM <= people <= PEOPLE_MAX:
            raise forms.ValidationError(
                f"Writing by link takes {UNATTRIBUTED_FROM} to {PEOPLE_MAX} people. "
                "With fewer, write the risks together."
            )
        return people


def in_words(text):
    """Reject text without a letter or digit, such as an emoji: nobody can discuss or find it."""
    if not any(map(str.isalnum, text)):
        raise forms.ValidationError("Please write something in words.")


class RiskForm(WritingForm, forms.Form):
    """One risk, imagined by somebody with the link."""

    one_line = ("text",)

    text = forms.CharField(
        label="It failed, because…",
        max_length=RISK_MAX,
        validators=[in_words],
        widget=forms.Textarea,
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, inbox, user, **kwargs):  # as every form of an inbox
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid.uuid4()

    def choices_to_keep(self):
        """Return what the next risk starts with: nothing."""
        return {}

    @staticmethod
    def preset(params):
        """Return no choices: a risk has none."""
        return {}

    @staticmethod
    def words_of(contribution):
        """Return `contribution` as initial values of a form."""
        return {"text": contribution.text}

    def contribution(self, key, *, pk=None):
        """Return the Contribution of a valid form, written with `key`. Risks are never signed."""
        cleaned = self.cleaned_data
        pk = pk or cleaned["client_id"] or uuid.uuid4()
        return Contribution.write(
            key, pk=pk, kind=RISK_CONTRIBUTION, text=cleaned["text"], signed=False
        )


class RisksForm(WritingForm, forms.Form):
    """Several risks, one a line, written down together."""

    texts = forms.CharField(
        label="One risk per line",
        validators=[not_blank],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_texts(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > AT_ONCE:
            raise forms.ValidationError(
                f"Add at most {AT_ONCE} at a time. You entered {len(lines)}."
            )
        for number, line in enumerate(lines, start=1):
            if not any(map(str.isalnum, line)):
                raise forms.ValidationError(f"Please write line {number} in words.")
            if len(line) > RISK_MAX:
                raise forms.ValidationError(
                    f"Keep each risk within {RISK_MAX} characters. Line {number} has {len(line)}."
                )
        return lines
