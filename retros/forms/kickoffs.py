"""Kickoffs: the brief, the terms read from it, what is decided about a find, what came of it."""

import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from taggit.forms import TagField

from retros.forms.base import WritingForm
from retros.forms.merge_edits import differences
from retros.forms.person_field import PersonField
from retros.forms.projects import ProjectByNameForm
from retros.forms.widgets import Chips
from retros.models import (
    MARKDOWN_MAX_LENGTH,
    Kickoff,
    KickoffLesson,
    Project,
    current_names,
    not_blank,
)

VERSION_MAX = 2**31 - 1


class SeenForm(WritingForm):
    """Mixin for forms that carry the version that their writer saw."""

    def show_version(self, version):
        """Let the next save be one on top of `version`, which its writer now sees."""
        self.data = self.data.copy()
        self.data["version"] = version


def _aside(name):
    """A few optional lines beside the brief."""
    column = Kickoff._meta.get_field(name)
    return forms.CharField(
        label=column.verbose_name,
        help_text=column.help_text,
        max_length=column.max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class KickoffForm(SeenForm, ProjectByNameForm):
    """What is about to start. With `kickoff`, changes that one; without, starts one."""

    brief = forms.CharField(
        label="Describe it in a few sentences",
        max_length=MARKDOWN_MAX_LENGTH,
        validators=[not_blank],
        help_text="Include the goal, who it’s for and how. More detail finds better lessons.",
        widget=forms.Textarea(attrs={"rows": 5, "class": "ta long"}),
    )
    new_to_us = _aside("new_to_us")
    constraints = _aside("constraints")
    kind = forms.ChoiceField(
        label="What kind of project is it?", choices=Project.Kind, required=False, widget=Chips
    )
    tags = TagField(
        label="Tags",
        required=False,
        help_text="Separated by commas. Tags help you find lessons and help others find the project.",
    )
    held_on = forms.DateField(label="When will you hold the kickoff?", required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=VERSION_MAX
    )
    field_order = ("brief", "new_to_us", "constraints", "project_name", "team", "held_on")
    written = ("brief", "new_to_us", "constraints", "held_on")

    def __init__(self, data=None, *, kickoff=None, initial=None, **kwargs):
        start = (
            {"client_id": uuid.uuid4(), "version": 0} if kickoff is None else _values_of(kickoff)
        )
        super().__init__(data, initial=start | (initial or {}), **kwargs)
        if kickoff is not None:  # said on the page of the project from now on
            del self.fields["kind"], self.fields["tags"]
        else:
            self.fields["kind"].hide_optional = True

    def values(self):
        """Map each column of the kickoff to its value, of a valid form."""
        return {name: self.cleaned_data[name] for name in self.written}

    def describe(self, project):
        """Add what was said of a project to one that its writer may change.

        A kind that it has already stays. Returns False where nothing could be added.
        """
        kind, tags = self.cleaned_data["kind"], self.cleaned_data["tags"]
        if not (kind or tags):
            return True
        if not Project.objects.editable_by(self.user).filter(pk=project.pk).exists():
            return False
        if kind and not project.kind:
            project.kind = kind
            project.save(update_fields=["kind"])
        project.tags.add(*current_names(tags))
        return True

    def differences(self, theirs):
        """List where what was typed and the kickoff `theirs` differ, as conflicts to show."""
        saved = _values_of(theirs)
        del saved["version"]
        return differences(self, saved)


def _values_of(kickoff):
    return {
        "brief": kickoff.brief,
        "new_to_us": kickoff.new_to_us,
        "constraints": kickoff.constraints,
        "project_name": kickoff.project.name,
        "held_on": kickoff.held_on,
        "version": kickoff.version,
    }


class TermForm(WritingForm, forms.Form):
    """One term to look for, or to look for no longer."""

    add = forms.CharField(label="Add a search term", max_length=60, required=False)
    drop = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        for name in ("add", "drop"):
            cleaned[name] = " ".join(cleaned.get(name, "").split())
        if not self.errors and not (cleaned["add"] or cleaned["drop"]):
            self.add_error("add", "Enter a search term.")
        return cleaned


class ChoiceForm(SeenForm, forms.Form):
    """What a kickoff does with `item`, of any kind it can choose. `owner_name` is who owns it now, or ""."""

    disposition = forms.ChoiceField(choices=KickoffLesson.Disposition, required=False)
    note = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "How you will use it here"}),
    )
    owner = PersonField(help_text="The name of a member.")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=VERSION_MAX)
    one_line = ("note",)

    def __init__(self, data=None, *, item, choice=None, owner_name="", **kwargs):
        self.kind = item._meta.model_name
        kwargs["auto_id"] = f"choice-{item.anchor}-%s"
        kwargs["initial"] = {
            "version": choice.version if choice else 0,
            "note": choice.note if choice else "",
            "owner": owner_name,
        }
        super().__init__(data, **kwargs)
        self.choice = choice
        self.fields["owner"].stored = choice.owner_id if choice else None

    def clean(self):
        """Keep the decision as it was if no button was pressed."""
        cleaned = super().clean()
        if not cleaned.get("disposition"):
            if self.choice is None and "disposition" not in self.errors:
                self.add_error(NON_FIELD_ERRORS, f"Choose what to do with this {self.kind}.")
            cleaned["disposition"] = self.choice.disposition if self.choice else ""
        return cleaned

    def values(self):
        """Map column names to values, of a valid form."""
        owner = self.cleaned_data["owner"]
        return {
            "disposition": self.cleaned_data["disposition"],
            "note": self.cleaned_data["note"],
            "owner_id": owner.pk if owner else None,
        }

    def differences(self, theirs):
        """List where what was typed and the row `theirs` differ, in words: [(label, theirs, typed)]."""
        typed = self.values()
        owner = self.cleaned_data["owner"]
        said = [
            ("Decision", "disposition", KickoffLesson.Disposition(typed["disposition"]).label),
            ("Note", "note", typed["note"]),
            ("Owner", "owner_id", owner.display_name if owner else ""),
        ]
        words = {
            "disposition": theirs.get_disposition_display(),
            "note": theirs.note,
            "owner_id": theirs.owner.display_name if theirs.owner else "",
        }
        return [
            (label, words[name], mine)
            for label, name, mine in said
            if typed[name] != getattr(theirs, name)
        ]


class KickoffResultForm(WritingForm, forms.Form):
    """What came of what a kickoff chose."""

    result = forms.ChoiceField(
        label="What was the outcome?", choices=KickoffLesson.Result, required=False, widget=Chips
    )
    happened_again = forms.TypedChoiceField(
        label="Did it happen again?",
        choices=[("yes", "Yes, it happened again"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=Chips,
    )
    stood_in_the_way = forms.ChoiceField(
        label="What stood in the way?",
        choices=KickoffLesson.StoodInTheWay,
        required=False,
        widget=Chips,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=VERSION_MAX)

    def __init__(self, data=None, *, choice, **kwargs):
        words = {True: "yes", False: "no", None: ""}
        kwargs["auto_id"] = f"result-{choice.pk}-%s"
        kwargs["initial"] = {
            "result": choice.result,
            "happened_again": words[choice.happened_again],
            "stood_in_the_way": choice.stood_in_the_way,
            "version": choice.version,
        }
        super().__init__(data, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["result"] and cleaned["happened_again"] is None:
            self.add_error("result", "Choose an outcome.")
        return cleaned

    def values(self):
        """Map column names to values, of a valid form. What did not happen again, nothing stood in the way of."""
        happened = self.cleaned_data["happened_again"]
        return {
            "result": self.cleaned_data["result"],
            "happened_again": happened,
            "stood_in_the_way": self.cleaned_data["stood_in_the_way"] if happened else "",
        }
