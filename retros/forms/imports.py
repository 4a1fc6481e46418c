"""Choosing documents to import, and choosing where each piece of a preview goes."""

import re
from functools import cached_property

from django import forms

from accounts.models import Team
from retros.forms.proposals import ProposalChoiceForm
from retros.forms.widgets import Chips
from retros.models import SENTENCE_KEY, not_blank, without_controls

MOST_FILES = 200
MOST_BYTES_TOGETHER = 50_000_000
_MOST_PASTED = 2_000_000
_TOO_MUCH = "These files are larger than 50 MB in total. Please import fewer at a time."
_TOO_MANY = f"Please choose up to {MOST_FILES} files at a time."
_MOST_DOCUMENTS = 1_000_000  # that a step counts
_MOST_PROPOSALS = 20  # of one document
_NUMBER = re.compile(r"\d{1,4}")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of uploaded files, including empty ones, so that each gets its own answer."""

    def clean(self, data, initial=None):
        return [file for file in data or [] if file]


class TeamForm(forms.Form):
    """The team that new projects belong to."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        help_text="Its members can read and edit the drafts with you.",
        empty_label="No team: only you can read the drafts",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(pk__in=user.team_ids)


class ImportForm(TeamForm):
    """Files or pasted text. `endings` are the file endings of the supported formats."""

    files = ManyFilesField(  # type: ignore[assignment]  # Django's `files` becomes the uploads
        required=False,
        label="Files",
        widget=ManyFilesInput(attrs={"class": "in"}),
    )
    folder = ManyFilesField(
        required=False,
        label="Or choose a folder",
        help_text="Includes files in its subfolders.",
        widget=ManyFilesInput(attrs={"class": "in", "webkitdirectory": True}),
    )
    text = forms.CharField(
        required=False,
        label="Or paste one document",
        strip=False,
        max_length=_MOST_PASTED,
        help_text="Markdown, with its headings.",
        widget=forms.Textarea(attrs={"class": "ta long", "rows": 10, "spellcheck": "false"}),
    )
    with_authors = forms.BooleanField(
        required=False,
        label="Keep author names",
        help_text="Names of people who wrote, changed or commented on a document.",
    )
    start = forms.IntegerField(
        required=False,
        min_value=1,
        label="Start at document",
        help_text="Choose the same files again, in the same order.",
        widget=forms.NumberInput(attrs={"class": "in"}),
    )
    field_order = ("start", "files", "folder", "text", "team", "with_authors")

    def __init__(self, *args, endings, **kwargs):
        super().__init__(*args, **kwargs)
        files = self.fields["files"]
        for name in ("files", "folder", "text", "with_authors"):  # one of the first three
            self.fields[name].hide_optional = True
        files.widget.attrs["accept"] = ",".join([*endings, ".zip"])
        files.help_text = (
            f"{', '.join(endings)}, or a ZIP of them. Up to {MOST_FILES} files and 50 MB in total. "
            f"A ZIP of more comes in steps of {MOST_FILES}."
        )
        self.fields["start"].hide_optional = True
        if not self["start"].value():
            self.fields["start"].widget = forms.HiddenInput()

    def clean_text(self):
        return without_controls(self.cleaned_data["text"])

    def clean(self):
        self.cleaned_data["start"] = self.cleaned_data.get("start") or 1
        files = [*self.cleaned_data.get("files", []), *self.cleaned_data.get("folder", [])]
        self.cleaned_data["files"] = files
        if len(files) > MOST_FILES:
            self.add_error("files", _TOO_MANY)
        elif sum(file.size for file in files) > MOST_BYTES_TOGETHER:
            self.add_error("files", _TOO_MUCH)
        has_input = files or self.cleaned_data.get("text", "").strip()
        if not self.errors and not has_input:
            self.add_error("files", "Please choose a file, or paste some text below.")
        return self.cleaned_data


class DocumentForm(forms.Form):
    """One document of the preview: its details, and the place of each piece (`place-3` is "well")."""

    use_required_attribute = False
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)
    carried = forms.CharField(widget=forms.HiddenInput)
    is_included = forms.BooleanField(required=False, label="Import")
    title = forms.CharField(
        max_length=200, validators=[not_blank], widget=forms.TextInput(attrs={"class": "in"})
    )
    project_name = forms.CharField(
        label="Project",
        max_length=120,
        validators=[not_blank],
        widget=forms.TextInput(attrs={"class": "in"}),
    )
    held_on = forms.DateField(
        label="Retrospective held on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "in"}, format="%Y-%m-%d"),
    )
    day_read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    summary = forms.CharField(
        max_length=280, required=False, widget=forms.Textarea(attrs={"class": "ta", "rows": 2})
    )

    leave_out_names = forms.BooleanField(
        required=False, label="Leave out names, handles, addresses and phone numbers"
    )
    keep_actions_open = forms.BooleanField(
        required=False,
        label="Keep open action items open",
        help_text="The document has no date or is more than a year old. Unless you choose this, they "
        "are imported as “Closed, outcome unknown”.",
    )
    days_first = forms.TypedChoiceField(
        label="How this document writes dates",
        required=False,
        choices=(("", "Month first: 03/04 is March 4"), ("1", "Day first: 03/04 is April 3")),
        coerce=bool,
        widget=Chips,
    )

    earlier = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    version = forms.ChoiceField(
        label="This document",
        required=False,
        choices=(
            ("replace", "Replaces the earlier version"),
            ("beside", "Becomes another draft"),
            ("skip", "Is skipped"),
        ),
        widget=Chips,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("days_first", "version", "keep_actions_open"):
            self.fields[name].hide_optional = True

    def applied_to(self, document):
        """Return `document` with its dates read as this form says, and show its day as well.

        A day that differs from the one that was read before was typed, and stays.
        """
        if self["days_first"].value():
            document.read_days_first()
        day, read = self.add_prefix("held_on"), self.add_prefix("day_read")
        if document.held_on and self.data.get(day) == self.data.get(read):
            self.data = self.data.copy()
            self.data[day] = self.data[read] = str(document.held_on)
            self.full_clean()
        if not (document.held_on or self.errors.get("held_on")):
            document.held_on = self.cleaned_data.get("held_on")
        return document

    def places(self):
        """Return {piece number: submitted place}, unvalidated."""
        start = self.add_prefix("place-")
        return {
            int(key.removeprefix(start)): place
            for key, place in self.data.items()
            if key.startswith(start) and _NUMBER.fullmatch(key.removeprefix(start))
        }

    def proposal_form(self, proposal):
        """Return the ProposalChoiceForm of a proposal, with what was typed if this form is bound."""
        return ProposalChoiceForm(
            self.data if self.is_bound else None,
            prefix=self.add_prefix(f"maybe-{proposal.key}"),
            initial={"statement": proposal.statement, "category": proposal.category},
        )

    @cached_property
    def decided(self):
        """{key of a sentence: its bound ProposalChoiceForm} of those that were submitted."""
        start = self.add_prefix("maybe-")
        keys = {
            key
            for name in self.data
            if name.startswith(start)
            and name.endswith("-choice")
            and SENTENCE_KEY.fullmatch(key := name.removeprefix(start).removesuffix("-choice"))
        }
        return {
            key: ProposalChoiceForm(self.data, prefix=f"{start}{key}")
            for key in sorted(keys)[:_MOST_PROPOSALS]
        }

    @property
    def keys_decided(self):
        """The keys of the sentences that somebody added or dismissed, even before validation."""
        return {key for key, it in self.decided.items() if it["choice"].value()}

    def is_valid(self):
        """Return whether its details, and the lessons added from proposals, are valid."""
        proposed = [it.is_valid() for it in self.decided.values()]  # each shows its errors
        return super().is_valid() and all(proposed)

    def problems(self):
        """Return [(id of a field, its document, its label, what is wrong with it)]."""
        fields = [field for form in (self, *self.decided.values()) for field in form]
        return [
            (field.id_for_label or field.auto_id, self["name"].value(), field.label, error)
            for field in fields
            for error in field.errors
            if not field.is_hidden
        ]

    @property
    def new_lessons(self):
        """[(statement, category)] of proposals that were added, from a valid form."""
        made = [it.cleaned_data for it in self.decided.values()]
        return [(it["statement"], it["category"]) for it in made if it["choice"] == "add"]

    @property
    def decided_sentences(self):
        """The keys of the sentences that were added or dismissed, from a valid form."""
        return [key for key, it in self.decided.items() if it.cleaned_data["choice"]]

    def facts(self):
        """Return the cleaned details under the attribute names of a Document."""
        names = ("title", "project_name", "held_on", "summary")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def is_selected(self):
        """Whether the document is selected for import, even before the form is validated."""
        if self["earlier"].value():
            return self["version"].value() in ("replace", "beside")
        return bool(self.data.get(self.add_prefix("is_included")))

    @property
    def taken(self):
        """The keys of conflicts with the earlier version that the document wins, unvalidated."""
        return frozenset(self.data.getlist(self.add_prefix("take"))) if self.is_bound else ()


class StoreForm(TeamForm):
    """The documents that the preview shows, `documents` in number, each a DocumentForm."""

    documents = forms.IntegerField(min_value=0, max_value=MOST_FILES)
    with_authors = forms.BooleanField(required=False)
    step_start = forms.IntegerField(required=False, min_value=0, max_value=_MOST_DOCUMENTS)
    step_end = forms.IntegerField(required=False, min_value=0, max_value=_MOST_DOCUMENTS)
    step_total = forms.IntegerField(required=False, min_value=0, max_value=_MOST_DOCUMENTS)

    def document_forms(self):
        """Return one DocumentForm per document, bound to the same data."""
        number = self.cleaned_data["documents"]
        return [DocumentForm(self.data, prefix=str(each)) for each in range(number)]
