"""A path: what it is called, for whom it is, the words at its stops, and one more stop."""

import json

from django import forms
from django.db import transaction
from django.urls import reverse

from retros.access import readable_tag_named
from retros.forms.base import WritingForm
from retros.forms.imports import MOST_BYTES_TOGETHER
from retros.forms.merge_edits import Conflict, compare_changes, digests, read_digests
from retros.forms.widgets import TagInput
from retros.models import (
    LINK_MAX,
    NOTE_MAX,
    WHY_MAX,
    PathStop,
    PathVersion,
    ReadingPath,
    not_blank,
)

LINK_NAME_MAX = 120
_OWN = ("title", "for_whom")


class PathStartForm(WritingForm, forms.ModelForm):
    """What starts a path: its title, for whom it is, and whose it is."""

    team = forms.ChoiceField(label="Where does it belong?", required=False)

    class Meta:
        model = ReadingPath
        fields = ("title", "for_whom", "team")

    def __init__(self, data=None, *, places, team="", is_curator):
        super().__init__(data, initial={"team": team})
        self.fields["team"].choices = [
            (str(place.pk), place.name) if place else ("", "The whole site") for place in places
        ]
        if not is_curator:
            self.fields["team"].help_text = "Curators publish paths of the whole site."

    def clean_team(self):
        """Return the id of a team, None for the whole site."""
        return self.cleaned_data["team"] or None

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"team"}

    def _post_clean(self):
        """The team is an id that the choices have checked."""
        self.instance.team_id = self.cleaned_data.pop("team", None)
        super()._post_clean()


class PathForm(WritingForm, forms.Form):
    """The words of a path whose writer sees `stops`, ShownStops.

    `text-…` of notes and links and `why-…` of all but notes, with the id of the stop. What two people change in
    different fields comes together by itself.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, path, stops):
        self.path, self.stops = path, stops
        own = {name: ReadingPath._meta.get_field(name).formfield() for name in _OWN}
        of_stops = [_fields_of(stop.row) for stop in stops]
        self.base_fields = self.base_fields | own
        for fields in of_stops:
            self.base_fields |= fields
        whys = [name for fields in of_stops for name in fields if name.startswith("why")]
        self.one_line = ("title", "for_whom", *whys)
        stored = _stored(path, [stop.row for stop in stops])
        super().__init__(data, initial=stored | {"base": json.dumps(digests(stored))})
        for field in self.fields.values():
            field.hide_optional = True

    def by_stop(self):
        """Return [(stop, its fields)]."""
        return [
            (
                stop,
                [self[name] for name in (_text(stop.row), _why(stop.row)) if name in self.fields],
            )
            for stop in self.stops
        ]

    def save(self, *, by):
        """Write what was changed in the valid form and return the conflicts with what others wrote.

        With conflicts nothing is written, and the next save is a decision about them.
        """
        with transaction.atomic():
            path = ReadingPath.objects.select_for_update().get(pk=self.path.pk)
            rows = {_why(row): row for row in PathStop.objects.filter(path=path)}
            rows |= {_text(row): row for row in rows.values()}
            stored = _stored(path, rows.values())
            typed = {name: value for name, value in self.cleaned_data.items() if name in stored}
            changed = compare_changes(typed, stored, read_digests(self.cleaned_data["base"]))
            self.path = path
            if changed.by_both:
                self._rest_on(stored)
                return [
                    Conflict.about(self[name], typed[name], stored[name])
                    for name in changed.by_both
                ]
            for name in changed.by_me:
                _write(path, rows.get(name), name, typed[name])
            if changed.by_me:
                path.note_change(by=by)
                PathVersion.objects.keep(path, by=by)
        self._rest_on(stored | typed)
        return []

    def _rest_on(self, seen):
        """Let the next save of this form be one on top of what its writer has `seen`."""
        self.data = self.data.copy()
        self.data["base"] = json.dumps(digests(seen))

    @property
    def changed_by(self):
        """The person who saved last, if known. Runs one query."""
        return self.path.changed_by


def _fields_of(row):
    why = forms.CharField(label="Why this", max_length=WHY_MAX, required=False)
    if not row.text:
        return {_why(row): why}
    is_link = bool(row.address)
    text = forms.CharField(
        label="What the link is called" if is_link else "Note",
        max_length=LINK_NAME_MAX if is_link else NOTE_MAX,
        validators=[not_blank],
        widget=forms.TextInput if is_link else forms.Textarea(attrs={"rows": 3}),
    )
    return {_text(row): text, _why(row): why} if is_link else {_text(row): text}


def _why(row):
    return f"why-{row.pk}"


def _text(row):
    return f"text-{row.pk}"


def _stored(path, rows):
    """Return {field name: what is stored}."""
    stored = {name: getattr(path, name) for name in _OWN}
    for row in rows:
        stored[_why(row)] = row.why
        if row.text:
            stored[_text(row)] = row.text
    return stored


def _write(path, row, name, value):
    """Write one field, of the path or of the stop `row`."""
    thing, column = (row, name.partition("-")[0]) if row else (path, name)
    setattr(thing, column, value)
    thing.save(update_fields=[column])


class FindStopForm(WritingForm, forms.Form):
    """Words or an address of what is to become a stop."""

    find = forms.CharField(
        label="Find something to read",
        max_length=LINK_MAX,
        required=False,
        help_text="Type words of its title, or paste its address. You can add retrospectives, "
        "decisions, lessons, wall posts and kickoff briefs.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args, path, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["find"].hide_optional = True
        self.fields["find"].widget.attrs |= {
            "hx-get": reverse("path_edit", args=[path.pk]),
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#found",
            "hx-select": "#found",
            "hx-swap": "outerHTML",
            "hx-sync": "this:replace",
        }


class ProposeForm(WritingForm, forms.Form):
    """What proposed stops are to be about."""

    tag = forms.CharField(
        label="About which tag?",
        max_length=100,
        required=False,
        help_text="Leave empty for anything.",
        widget=TagInput({"data-single": ""}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["tag"].hide_optional = True

    def clean_tag(self):
        """Return the Tag, or None."""
        name = " ".join(self.cleaned_data["tag"].split()).rstrip(",")
        found = readable_tag_named(self.user, name) if name else None
        if name and found is None:
            raise forms.ValidationError("There is no tag with this name. Choose another.")
        return found


class NoteForm(WritingForm, forms.Form):
    """A stop that is a note of its own."""

    note = forms.CharField(
        label="Add a note",
        max_length=NOTE_MAX,
        validators=[not_blank],
        help_text="For example: what these projects have in common.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def stop(self):
        """Return the unsaved stop of the valid form."""
        return PathStop(text=self.cleaned_data["note"])


class LinkForm(WritingForm, forms.Form):
    """A stop that is a page of another site."""

    link_address = forms.URLField(
        label="Address", max_length=LINK_MAX, assume_scheme="https", help_text="https://…"
    )
    link_name = forms.CharField(
        label="What the link is called", max_length=LINK_NAME_MAX, validators=[not_blank]
    )

    def stop(self):
        """Return the unsaved stop of the valid form."""
        words = self.cleaned_data
        return PathStop(text=words["link_name"], address=words["link_address"])


class PathsFileForm(forms.Form):
    """An archive that was exported, or one path as Markdown."""

    file = forms.FileField(
        label="File",
        help_text="The ZIP of an export, or one path as Markdown. Up to 50 MB.",
        widget=forms.ClearableFileInput(attrs={"class": "in", "accept": ".zip,.md"}),
        error_messages={
            "required": "Please choose a file.",
            "empty": "This file is empty.",
        },
    )

    def clean_file(self):
        """Return the uploaded file, small enough to read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES_TOGETHER:
            raise forms.ValidationError("This file is larger than 50 MB.")
        return file
