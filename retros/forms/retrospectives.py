"""The retrospective's own text, in 3 sections that are saved separately."""

from django import forms

from accounts.models import User
from retros.forms.base import VersionedForm
from retros.forms.widgets import Chips
from retros.models import Retrospective, prompts_of


class SectionForm(VersionedForm):
    """A section whose fields save on their own: an error in one keeps no other from being saved."""

    @property
    def saves(self):
        """Whether fields without errors can be saved, although others may have some."""
        return not (self.non_field_errors() or self.has_error("version"))

    def save_as_seen(self, *, by):
        """Write the fields without errors and return the conflicts, with which nothing is written."""
        if not self.saves:
            return []
        if self.errors:
            # What was refused stands in the row: it goes neither into the index nor anywhere else.
            columns = {field.name for field in self.instance._meta.fields}
            self.instance.refresh_from_db(fields=self.errors.keys() & columns)
        conflicts = super().save_as_seen(by=by)
        if self.errors and not conflicts:
            saved = self.as_saved()
            self.data = self.data.copy()
            self.data.update({"version": saved["version"], "base": saved["base"]})
        return conflicts


class HeadlineForm(SectionForm):
    version_field = "headline_version"
    one_line = ("title",)
    hinted_fields = ("summary",)

    class Meta:
        model = Retrospective
        fields = ("title", "summary")
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}


class StoryForm(SectionForm):
    version_field = "story_version"
    hinted_fields = ("context", "goal", "measured", "surprise")

    class Meta:
        model = Retrospective
        fields = ("context", "goal", "result", "measured", "surprise")
        widgets = {"result": Chips}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in prompts_of(self.instance.template).items():
            if name in self.fields:
                self.fields[name].help_text = words
        self.fields["result"].label = "Result"
        self.fields["result"].choices = Retrospective.Result.choices


class InvitedField(forms.CharField):
    """Email addresses, one per line."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "ta"})

    def prepare_value(self, value):
        if isinstance(value, (list, tuple)) or hasattr(value, "all"):
            return "\n".join(user.email for user in value)
        return value

    def clean(self, value):
        """Return the addresses."""
        addresses = [line.strip().lower() for line in super().clean(value).split("\n")]
        return list(dict.fromkeys(address for address in addresses if address))[:100]


class DetailsForm(SectionForm):
    version_field = "details_version"
    relations = ("tags", "invited")

    facilitator = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="No facilitator"
    )
    invited = InvitedField(
        label="Other editors",
        required=False,
        help_text="Email addresses of members, one per line. They can read and edit the draft.",
    )

    class Meta:
        model = Retrospective
        fields = ("tags", "held_on", "taking_part", "facilitator", "invited")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = writers_of(self.instance)
        self.fields["tags"].help_text = "Separate tags with commas. They help others find this."
        self.known = []

    def clean_invited(self):
        """Return the members with these addresses; `known` also if there are others."""
        addresses = self.cleaned_data["invited"]
        found = {user.email: user for user in User.objects.filter(email__in=addresses)}
        self.known = [found[address] for address in addresses if address in found]
        unknown = [address for address in addresses if address not in found]
        if unknown:
            raise forms.ValidationError(
                f"No member has the address {', '.join(unknown)}. Curators can invite them."
            )
        return self.known

    def save_relations(self):
        super().save_relations()
        if self.has_error("invited"):  # nobody is taken off while an address is unknown
            self.instance.invited.add(*self.known)


def writers_of(retrospective):
    """Return the people involved in a retrospective: its team, author, facilitator and invited."""
    near = User.objects.filter(is_active=True)
    team = retrospective.project.team_id
    return near.filter(pk__in=near.filter(memberships__team=team).values("pk")) | near.filter(
        pk__in=[
            pk
            for pk in (retrospective.created_by_id, retrospective.facilitator_id)
            if pk is not None
        ]
        + list(retrospective.invited.values_list("pk", flat=True))
    )


SECTIONS = {"headline": HeadlineForm, "story": StoryForm, "details": DetailsForm}
