"""A template: each section's position and prompts."""

from django import forms
from django.db import IntegrityError, transaction

from accounts.form_fields import NumberField
from retros.forms.base import WritingForm
from retros.forms.merge_edits import differences
from retros.models import (
    LONGEST_SESSION,
    PROMPT_MAX_LENGTH,
    PROMPTS,
    REQUIRED_SECTION,
    SECTIONS,
    SHORTEST_SESSION,
    RetrospectiveTemplate,
    not_blank,
    save_if_unchanged,
)

NAME_IS_TAKEN = "A template with this name already exists."
PLACES = [(str(n), f"Position {n}") for n in range(1, len(SECTIONS) + 1)]


class PlaceField(forms.ChoiceField):
    """The position of a section, counted from 1; empty if the section is hidden."""

    def __init__(self, section):
        is_always_there = section == REQUIRED_SECTION
        super().__init__(
            label=f"Position of “{SECTIONS[section]}”",
            choices=PLACES if is_always_there else [("", "Hidden"), *PLACES],
            required=is_always_there,
        )


class PromptField(forms.CharField):
    """A prompt that replaces the default one."""

    def __init__(self, prompt):
        super().__init__(
            label=prompt.label,
            max_length=PROMPT_MAX_LENGTH,
            required=False,
            help_text=f"Default: {prompt.words}",
        )


class RetrospectiveTemplateForm(WritingForm, forms.Form):
    """The lists of a template as fields: `place_…` for each section, `prompt_…` for each prompt."""

    one_line = ("description", *(f"prompt_{key}" for key in PROMPTS))

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=60, validators=[not_blank])
    description = forms.CharField(
        label="Description",
        max_length=200,
        required=False,
        help_text="Shown next to the name when someone starts a retrospective.",
    )
    session_minutes = NumberField(
        label="Minutes together",
        min_value=SHORTEST_SESSION,
        max_value=LONGEST_SESSION,
        required=False,
        help_text="How long a session takes in all. Leave empty for the usual times.",
    )

    def __init__(self, data=None, *, template):
        self.template = template
        self.base_fields = self.base_fields | _fields_by_section()
        super().__init__(data, initial=_shown(template) | {"version": template.version})
        for field in self.fields.values():
            field.hide_optional = True

    def by_section(self):
        """Return the bound fields by section: [(title, place, prompts)]."""
        return [
            (
                title,
                self[f"place_{name}"],
                [self[f"prompt_{key}"] for key, asked in PROMPTS.items() if asked.section == name],
            )
            for name, title in SECTIONS.items()
        ]

    def clean(self):
        cleaned = super().clean()
        cleaned["name"] = " ".join(cleaned.get("name", "").split())
        others = RetrospectiveTemplate.objects.exclude(pk=self.template.pk)
        if cleaned["name"] and others.filter(name__iexact=cleaned["name"]).exists():
            self.add_error("name", NAME_IS_TAKEN)
        return cleaned

    def _values(self):
        """Return column values: positions as an ordered list, custom prompts as a dictionary."""
        typed = self.cleaned_data
        places = {name: typed[f"place_{name}"] for name in SECTIONS if typed[f"place_{name}"]}
        prompts = {key: typed[f"prompt_{key}"] for key in PROMPTS if typed[f"prompt_{key}"]}
        return {
            "name": typed["name"],
            "description": typed["description"],
            "session_minutes": typed["session_minutes"],
            "sections": sorted(places, key=places.get),
            "prompts": prompts,
        }

    def save(self):
        """Store the valid form and return whether it was stored; if not, the form holds the reason.

        Somebody may have been faster, with that name or with this template: then there are
        `conflicts()` to show.
        """
        try:
            with transaction.atomic():
                if self.template.pk is None:
                    self.template = RetrospectiveTemplate.objects.create(**self._values())
                    return True
                seen = self.cleaned_data["version"]
                if save_if_unchanged(self.template, self._values(), seen=seen):
                    return True
        except IntegrityError:
            self.add_error("name", NAME_IS_TAKEN)
            return False
        self.template.refresh_from_db()
        self.data = self.data.copy()
        self.data["version"] = self.template.version  # the next save is a merge with what is shown
        return not self.conflicts()

    def conflicts(self):
        """Return the fields in which the stored template differs from the submitted form."""
        return differences(self, _shown(self.template))


def _fields_by_section():
    """The fields of each section, in the order of the page."""
    fields = {}
    for name in SECTIONS:
        fields[f"place_{name}"] = PlaceField(name)
        asked = {key: prompt for key, prompt in PROMPTS.items() if prompt.section == name}
        fields |= {f"prompt_{key}": PromptField(prompt) for key, prompt in asked.items()}
    return fields


def _shown(template):
    order = {name: str(place) for place, name in enumerate(template.sections, start=1)}
    return {
        "name": template.name,
        "description": template.description,
        "session_minutes": template.session_minutes,
        **{f"place_{name}": order.get(name, "") for name in SECTIONS},
        **{f"prompt_{key}": template.prompts.get(key, "") for key in PROMPTS},
    }
