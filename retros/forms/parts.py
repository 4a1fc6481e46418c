"""The parts of a retrospective, one form each."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from taggit.forms import TagField

from retros.forms.actions import DroppingForm
from retros.forms.base import VersionedForm
from retros.forms.merge_edits import Conflict
from retros.forms.person_field import PersonField
from retros.forms.stored_tags import tags_of
from retros.forms.widgets import CategoryChips, CheckChips, Chips
from retros.models import (
    ActionItem,
    Category,
    Decision,
    Lesson,
    Observation,
    Phase,
    Project,
    TimelineEvent,
    part_fields,
    prompts_of,
)


class PartForm(VersionedForm):
    """`instance.retrospective` is set before the form is made."""

    optional_choices: dict[
        str, list
    ] = {}  # field name to its choices, shown as chips without an empty one

    folded: tuple[str, ...] = ()  # fields that are asked once somebody unfolds them

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in self.optional_choices.items():
            self.fields[name].choices = choices

    @property
    def is_unfolded(self):
        """Whether a folded field holds something, or an error."""
        default = type(self.instance)()
        return bool(self.errors) or any(
            getattr(self.instance, name) != getattr(default, name) for name in self.folded
        )


class TimelineEventForm(PartForm):
    field_order = ("on", "text", "known_then", "precision", "phase")
    folded = ("precision", "phase")
    hinted_fields = ("text", "known_then")
    optional_choices = {"phase": Phase.choices}

    class Meta:
        model = TimelineEvent
        fields = part_fields.form_fields("timeline")
        widgets = {
            "precision": Chips,
            "phase": Chips,
            "text": forms.Textarea(attrs={"rows": 2}),
            "known_then": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].help_text = "If you only know the month or quarter, choose any day in it."
        self.fields["precision"].label = "How exact is the date?"


def show_similar_decisions(form, elsewhere=None):
    """Let the field for the choice ask for similar decisions and lessons while somebody writes."""
    address = reverse("similar_decisions")
    form.fields["choice"].widget.attrs |= {
        "hx-post": f"{address}?elsewhere={elsewhere}" if elsewhere else address,
        "hx-trigger": "input changed delay:600ms",
        "hx-target": "next .similar-lessons-slot",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
    }


class DecisionForm(PartForm):
    optional_choices = {
        "phase": Phase.choices,
        "outcome": Decision.Outcome.choices,
        "same_again": Decision.SameAgain.choices,
    }
    one_line = ("choice", "revisit_when", "replaced_because")
    hinted_fields = ("choice", "informed_by", "what_happened", "options", "expected")

    sources = forms.MultipleChoiceField(
        label="Based on", choices=Decision.Source, required=False, widget=CheckChips
    )

    class Meta:
        model = Decision
        fields = part_fields.form_fields("decisions")
        widgets = {"phase": Chips, "outcome": Chips, "same_again": Chips}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        show_similar_decisions(self, self.instance.retrospective_id)
        of_project = Decision.objects.filter(
            retrospective__project=self.instance.retrospective.project_id,
            retrospective__removed_at=None,
        )
        # Decisions of this retrospective, and of published ones about the same project.
        readable = of_project.filter(retrospective=self.instance.retrospective) | of_project.filter(
            retrospective__status="published"
        )
        # What replaced it can be in a draft that the writer may not read.
        chosen = of_project.filter(pk=self.instance.superseded_by_id)
        successors = (
            (readable | chosen).exclude(pk=self.instance.pk).select_related("retrospective")
        )
        self.fields["superseded_by"].queryset = successors
        self.fields["superseded_by"].label_from_instance = self._name_of_successor
        self.fields["superseded_by"].label = "Replaced by"
        self.fields["superseded_by"].empty_label = "Not replaced"

    def _name_of_successor(self, decision):
        record = decision.retrospective
        is_elsewhere = record.is_draft and record.pk != self.instance.retrospective_id
        return "A decision in another draft" if is_elsewhere else str(decision)

    def save_as_seen(self, *, by):
        """Save as every part; two replacements that close a circle together are a conflict."""
        try:
            return super().save_as_seen(by=by)
        except ValidationError:
            mine = self.cleaned_data["superseded_by"]
            return [Conflict.about(self["superseded_by"], mine, None)]

    def _write(self, seen, by):
        if self.cleaned_data["superseded_by"]:
            # Replacements stay within a project: one at a time, so that the check holds.
            project = self.instance.retrospective.project_id
            Project.objects.select_for_update().get(pk=project)
            self.instance.clean()
        return super()._write(seen, by)


class ObservationForm(PartForm):
    hinted_fields = ("text",)
    optional_choices = {"category": Category.choices, "phase": Phase.choices}

    class Meta:
        model = Observation
        fields = part_fields.form_fields("observations")
        widgets = {"kind": Chips, "category": CategoryChips, "phase": Chips}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = prompts_of(self.instance.retrospective.template)
        self.fields["kind"].choices = Observation.Kind.choices
        self.fields["text"].help_text = asked.get(self.instance.kind, "")
        self.fields["decision"].queryset = self.instance.retrospective.decisions.all()
        self.fields["decision"].empty_label = "No specific decision"
        self.fields["decision"].label = "Related decision"


class LessonForm(PartForm):
    optional_choices = {"category": Category.choices}
    one_line = ("statement", "applies_when", "not_when", "kickoff_question")
    hinted_fields = ("statement", "detail")
    relations = ("tags",)

    tags = TagField(required=False)
    # The id of the lesson that this one repeats. What can't be chosen changes nothing: it is no
    # reason to refuse the words.
    duplicate_of = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Lesson
        fields = part_fields.form_fields("lessons")
        widgets = {"category": CategoryChips}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, initial={"tags": tags_of(instance)}, **kwargs)
        self.fields["tags"].help_text = "Separate tags with commas."
        self.fields["duplicate_of"].initial = self.instance.duplicate_of_id
        when = "input changed delay:400ms, similar-lessons"
        is_new = not self.instance.pk
        self.fields["statement"].widget.attrs |= {
            "hx-post": reverse("similar_lessons", args=[self.instance.retrospective_id]),
            "hx-trigger": when if is_new or self.is_bound else f"load, {when}",
            "hx-target": "next .similar-lessons-slot",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }

    def clean_duplicate_of(self):
        """Return the chosen lesson: a published one of another retrospective, or None."""
        typed = self.cleaned_data["duplicate_of"]
        if "duplicate_of" not in self.data or typed == str(self.instance.duplicate_of_id):
            return self.instance.duplicate_of
        pk = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
        published = Lesson.objects.published().select_related("duplicate_of")
        elsewhere = published.exclude(retrospective=self.instance.retrospective_id)
        return elsewhere.filter(pk=pk).first()

    def values(self):
        return {name: value for name, value in super().values().items() if name != "duplicate_of"}

    def save_relations(self):
        super().save_relations()
        original = self.cleaned_data["duplicate_of"]
        if original and original.pk != self.instance.duplicate_of_id:
            self.instance.mark_duplicate_of(original)
        elif original is None and self.instance.duplicate_of_id:
            self.instance.unlink_duplicate()


class ActionItemForm(DroppingForm, PartForm):
    folded = ("done_when", "owner_role", "status", "dropped_because", "elsewhere", "note")
    field_order = ("text", "owner", "due_on", *folded)
    one_line = ("text", "done_when", "dropped_because")
    hinted_fields = ("text", "note")
    may_name_people = True  # somebody owns it

    owner = PersonField(help_text="The name of a member. A role goes under “More details”.")
    elsewhere = ActionItem._meta.get_field("elsewhere").formfield(assume_scheme="https")

    class Meta:
        model = ActionItem
        fields = part_fields.form_fields("actions")
        widgets = {"status": Chips, "note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].stored = self.instance.owner_id
        self.fields["status"].choices = ActionItem.Status.choices
