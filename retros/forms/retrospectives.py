"""The retrospective's own text, in 3 sections that are saved separately."""

from django import forms

from accounts.forms import SEVERAL_PEOPLE
from accounts.people_by_name import names_of, people_called
from retros.forms.base import VersionedForm
from retros.forms.person_field import PersonField
from retros.forms.widgets import Chips, PeopleInput
from retros.models import EditorInvitation, Retrospective, prompts_of, tags_from_text, text_of_names


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
    """Names of people, separated by commas or on lines of their own."""

    widget = PeopleInput

    def prepare_value(self, value):
        if isinstance(value, (list, tuple)) or hasattr(value, "all"):
            return text_of_names(names_of(list(value)))
        return value

    def clean(self, value):
        """Return the names."""
        return tags_from_text(super().clean(value).replace("\n", ","))[:100]


class DetailsForm(SectionForm):
    version_field = "details_version"
    relations = ("tags", "invited")

    facilitator = PersonField(help_text="The name of a member, who can then edit the draft.")
    invited = InvitedField(
        label="Other editors",
        required=False,
        help_text="Names of members, separated by commas. They can read and edit the draft.",
    )

    class Meta:
        model = Retrospective
        fields = ("tags", "held_on", "taking_part", "facilitator", "invited")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].stored = self.instance.facilitator_id
        self.fields["tags"].help_text = "Separate tags with commas. They help others find this."
        self.known, self.newcomer = [], None

    def clean_facilitator(self):
        """Return the facilitator; `newcomer` too if they could not edit the draft before."""
        chosen = self.cleaned_data["facilitator"]
        self.newcomer = chosen if chosen and not self.instance.is_written_by(chosen) else None
        return chosen

    def clean_invited(self):
        """Return the members with these names; `known` also if there are others.

        Of several with one name, somebody who is invited already is meant. Two queries for each name.
        """
        invited = set(self.instance.invited.all())
        problems, self.known = [], []
        for name in self.cleaned_data["invited"]:
            found = people_called(name)
            found = [person for person in found if person in invited] or found
            if len(found) == 1:
                self.known += found
            elif found:
                problems.append(SEVERAL_PEOPLE.format(name=name))
            else:
                problems.append(f"Nobody here is called “{name}”. Curators can invite people.")
        if problems:
            raise forms.ValidationError(" ".join(problems))
        return self.known

    def save_relations(self):
        as_before = [*self.instance.invited.all(), *self.known]
        invited = self.cleaned_data.get("invited", as_before)
        EditorInvitation.objects.follow(self.instance, invited)
        if self.newcomer:
            EditorInvitation.objects.get_or_create(retrospective=self.instance, user=self.newcomer)
        super().save_relations()
        if self.has_error("invited"):  # nobody is taken off while a name is unknown
            self.instance.invited.add(*self.known)


SECTIONS = {"headline": HeadlineForm, "story": StoryForm, "details": DetailsForm}
