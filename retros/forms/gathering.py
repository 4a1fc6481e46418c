"""Opening a gathering, and one thought for it."""

import uuid

from django import forms

from accounts.form_fields import NumberField
from retros.forms.base import VersionedForm, WritingForm
from retros.forms.widgets import CategoryChips, Chips
from retros.models import (
    CONTRIBUTION_KINDS,
    CONTRIBUTION_STATEMENT_MAX,
    CONTRIBUTION_TEXT_MAX,
    LESSON_CONTRIBUTION,
    UNATTRIBUTED_FROM,
    Category,
    Contribution,
    Gathering,
    not_blank,
)

LONGEST_STEP = 480  # minutes
GUEST_DAYS_MAX = 14
GUEST_SIGNATURE = "{text}\n\n– {name} (guest)"


class GatheringForm(VersionedForm):
    """What the sitting is for, for how many, and how long each step of it takes."""

    one_line = ("purpose",)

    class Meta:
        model = Gathering
        fields = ("purpose", "people")

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["people"].min_value = 1
        self.fields["people"].widget.attrs |= {"class": "in", "min": 1, "max": 500}
        self.fields["people"].help_text = (
            f"With {UNATTRIBUTED_FROM} or more people, thoughts can be unattributed. "
            "With 2, each would know what the other wrote."
        )
        for step in Gathering.Step:
            self.fields[f"minutes_{step}"] = NumberField(
                label=step.label,
                min_value=0,
                max_value=LONGEST_STEP,
                initial=instance.minutes_of(step),
            )

    def clean_people(self):
        people = self.cleaned_data["people"]
        if not 1 <= people <= 500:
            raise forms.ValidationError("Enter a number from 1 to 500.")
        return people

    @property
    def steps(self):
        """The fields of the minutes, in the order of the steps."""
        return [self[f"minutes_{step}"] for step in Gathering.Step]

    @property
    def total_minutes(self):
        """How long the stored steps take together."""
        return sum(self.instance.minutes_of(step) for step in Gathering.Step.values)

    def values(self):
        values = super().values()
        minutes = {step.value: values.pop(f"minutes_{step}") for step in Gathering.Step}
        return values | {"minutes": minutes}

    def stored(self, row, values):
        minutes = {f"minutes_{step}": row.minutes_of(step) for step in Gathering.Step}
        return super().stored(row, minutes | values)


class GuestsForm(forms.Form):
    """For how long people without an account may write."""

    days = NumberField(
        label="How many days guests can write",
        initial=1,
        min_value=1,
        max_value=GUEST_DAYS_MAX,
    )


class ContributionForm(WritingForm, forms.Form):
    """One thought. `signed` is always sent, so that nothing is signed because a page was old."""

    hinted_fields = ("text",)

    kind = forms.ChoiceField(label="What is it?", choices=CONTRIBUTION_KINDS, widget=Chips)
    text = forms.CharField(
        label="Your thought",
        max_length=CONTRIBUTION_TEXT_MAX,
        validators=[not_blank],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ChoiceField(
        label="Category",
        choices=Category,
        required=False,
        widget=CategoryChips,
    )
    signed = forms.ChoiceField(label="Your name", widget=Chips)
    guest_name = forms.CharField(
        label="Your name",
        required=False,
        max_length=80,
        help_text="If you enter one, it’s shown below your thought. Lessons show no name.",
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "name"}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, inbox, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.allows_unattributed = inbox.allows_unattributed
        self.fields["signed"].choices = [("no", "Unattributed"), ("yes", f"Signed: {user}")]
        self.fields["category"].hide_optional = True
        self.fields["client_id"].initial = uuid.uuid4()
        if not self.allows_unattributed:
            self.fields["signed"].widget = forms.HiddenInput()
            self.initial["signed"] = "yes"
        if user.is_authenticated:
            del self.fields["guest_name"]
        else:
            self.fields["signed"].choices = [("no", "Unattributed")]
            self.fields["signed"].widget = forms.HiddenInput()
            self.initial["signed"] = "no"

    def clean_signed(self):
        if self.cleaned_data["signed"] == "no" and not self.allows_unattributed:
            raise forms.ValidationError(
                f"There are fewer than {UNATTRIBUTED_FROM} people in the room now, so everyone "
                "would know who wrote this. Nothing was saved. Submit it again to sign it."
            )
        return self.cleaned_data["signed"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == LESSON_CONTRIBUTION:
            self._clean_lesson(cleaned)
        elif cleaned.get("guest_name") and "text" in cleaned:
            self._sign_as_guest(cleaned)
        return cleaned

    def _sign_as_guest(self, cleaned):
        """Put the name of a guest below the text: nothing else keeps it."""
        name = " ".join(cleaned["guest_name"].split())
        cleaned["text"] = GUEST_SIGNATURE.format(text=cleaned["text"], name=name)
        if len(cleaned["text"]) > CONTRIBUTION_TEXT_MAX:
            self.add_error(
                "text",
                f"With your name, this is longer than {CONTRIBUTION_TEXT_MAX} characters.",
            )

    def _clean_lesson(self, cleaned):
        if not cleaned.get("category") and "category" not in self.errors:
            self.add_error("category", "Please choose one.")
        if "text" not in cleaned:
            return
        cleaned["text"] = " ".join(cleaned["text"].split())
        length = len(cleaned["text"])
        if length > CONTRIBUTION_STATEMENT_MAX:
            self.add_error(
                "text",
                f"A lesson is one sentence of at most {CONTRIBUTION_STATEMENT_MAX} characters. "
                f"This has {length}.",
            )

    def choices_to_keep(self):
        """Return what the next thought starts with, for `preset`."""
        return {name: self.cleaned_data[name] for name in ("kind", "signed")}

    @staticmethod
    def preset(params):
        """Return the choices that the parameters of an address name, or the usual ones."""
        kind, signed = params.get("kind"), params.get("signed")
        return {
            "kind": kind if kind in dict(CONTRIBUTION_KINDS) else "well",
            "signed": signed if signed in {"yes", "no"} else "no",
        }

    @staticmethod
    def words_of(contribution):
        """Return `contribution` as initial values of a form."""
        words = {name: getattr(contribution, name) for name in ("kind", "text", "category")}
        return words | {"signed": "yes" if contribution.is_signed else "no"}

    def contribution(self, key, *, pk=None):
        """Return the Contribution of a valid form, written with the browser key `key`."""
        cleaned = self.cleaned_data
        return Contribution.write(
            key,
            pk=pk or cleaned["client_id"] or uuid.uuid4(),
            kind=cleaned["kind"],
            text=cleaned["text"],
            category=cleaned["category"],
            signed=cleaned["signed"] == "yes",
        )
