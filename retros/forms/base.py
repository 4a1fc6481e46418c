"""Shared behavior of all forms in which people write."""

import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.urls import reverse
from taggit.forms import TagField

from retros.forms.merge_edits import MergingForm
from retros.forms.widgets import TagInput
from retros.models import (
    MARKDOWN_MAX_LENGTH,
    MarkdownField,
    Retrospective,
    Version,
    current_names,
    editor_of,
    save_if_unchanged,
    validate_tag_name,
    without_controls,
)
from retros.wording import members

TAGS_MAX = 30


def _cleaned(data):
    """Return a copy of the submitted `data` without control characters."""
    cleaned = data.copy()
    for name in cleaned:
        cleaned.setlist(name, [without_controls(value) for value in cleaned.getlist(name)])
    return cleaned


class WritingForm:
    """Mixin for forms: plain words in errors, counters instead of cut text, our classes.

    The browser gets no `maxlength`: it would silently cut what is pasted. Too long a text comes
    back unchanged with an error next to it.
    """

    one_line: tuple[str, ...] = ()  # fields that are drawn as growing boxes but hold a single line
    hinted_fields: tuple[str, ...] = ()  # fields that get hints on their wording
    may_name_people = False  # whether names in them are fine
    tags_max = TAGS_MAX

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(None if data is None else _cleaned(data), *args, **kwargs)
        for name, field in self.fields.items():
            self._set_up_widget(name, field)

    def _set_up_widget(self, name, field):
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        elif name in self.one_line:
            field.widget = forms.Textarea(attrs={"rows": 1, "class": "ta one-line"})
        elif isinstance(field, TagField):
            field.widget = TagInput()
        widget = field.widget
        widget.attrs.pop("maxlength", None)
        if isinstance(widget, forms.Textarea):
            widget.attrs.setdefault("class", "ta")
        elif isinstance(widget, (forms.TextInput, forms.URLInput, forms.Select)):
            widget.attrs.setdefault("class", "in")
        limit = getattr(field, "max_length", None)
        if limit and limit < MARKDOWN_MAX_LENGTH:
            widget.attrs["data-max"] = limit
        if name in self.hinted_fields:
            widget.attrs["data-wording"] = ""
            if self.may_name_people:
                widget.attrs["data-names-are-fine"] = ""
        self._set_error_messages(field)

    @staticmethod
    def _set_error_messages(field):
        choosing = isinstance(field, forms.ChoiceField)
        field.error_messages["required"] = (
            "Please choose one." if choosing else "Please write something here."
        )
        for validator in field.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = (
                    "Please keep this within %(limit_value)d characters. You used %(show_value)d."
                )

    def add_wording_hints(self):
        """Show wording hints next to `hinted_fields`, for writers without JavaScript. Run one query."""
        fields = [self[name] for name in self.hinted_fields]
        texts = [str(field.value() or "") for field in fields]
        found = members.hints_in(texts, names=not self.may_name_people)
        for field, hints in zip(fields, found, strict=True):
            if hints:
                field.field.hints = hints
                ids = [field.aria_describedby, f"{field.auto_id}_wording"]
                field.field.widget.attrs["aria-describedby"] = " ".join(filter(None, ids))

    def clean_tags(self):
        tags = self.cleaned_data["tags"]
        if len(tags) > self.tags_max:
            raise forms.ValidationError(
                f"Choose up to {self.tags_max} tags. You chose {len(tags)}."
            )
        for tag in tags:
            validate_tag_name(tag)
        return tags

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        for name in self.one_line:
            if cleaned.get(name):
                cleaned[name] = " ".join(cleaned[name].split())
        return cleaned


class VersionedForm(MergingForm, WritingForm, forms.ModelForm):
    """A form on one row that carries the version that the writer saw.

    `values()` gives what to write with `save_if_unchanged`. Fields that are not columns of the
    row (tags, people) are set by `save_relations`.
    """

    version_field = "version"

    version = forms.IntegerField(widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # Digests of what the writer saw, to find out who changed which field.
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    carried: tuple[str, ...] = ("version", "client_id", "base")

    def __init__(self, *args, instance, **kwargs):
        # Several forms of one kind can be open in a page: each needs its own ids.
        name = self.version_field.removesuffix("_version")
        token = name if name != "version" else instance.pk or uuid.uuid4().hex[:8]
        kwargs["auto_id"] = f"{instance._meta.model_name}-{token}-%s"
        super().__init__(*args, instance=instance, **kwargs)
        is_new = self.instance.pk is None
        self.fields["version"].initial = 0 if is_new else getattr(self.instance, self.version_field)
        self.fields["client_id"].initial = getattr(self.instance, "client_id", None) or uuid.uuid4()
        self.fields["base"].initial = self.base_of(self.stored(self.instance, self.initial))
        self.merged = {}
        self.changed_by_field = self.version_field.replace("version", "changed_by")
        self.saved_row = self.instance
        for name, field in self.fields.items():
            field.hide_optional = True  # nearly all of it is; the check before publishing tells
            if self._is_markdown(name):
                field.widget.attrs |= {"data-markdown": "", "rows": 3, "class": "ta long"}
                field.widget.attrs |= self._pictures()

    def _pictures(self):
        """Return the upload address for pictures in this text, if it belongs to a retrospective."""
        of_part = getattr(self.instance, "retrospective_id", None)
        record = self.instance.pk if isinstance(self.instance, Retrospective) else of_part
        return {"data-pictures": reverse("attachment_add", args=[record])} if record else {}

    def _is_markdown(self, name):
        model = type(self.instance)
        return any(f.name == name and isinstance(f, MarkdownField) for f in model._meta.fields)

    def values(self):
        """Return {column name: new value} of a valid form."""
        own = {*self.carried, *self.relations}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def first_errors(self):
        """Return {field name: first error}, to explain why nothing was saved."""
        return {name: errors[0] for name, errors in self.errors.items()}

    def save_relations(self):
        """Set what `relations` names and is not as it was; call inside the transaction of the save."""
        for name in self.relations:
            if name in self.cleaned_data and name in self.changed_data:
                chosen = self.cleaned_data[name]
                related = current_names(chosen) if name == "tags" else chosen
                getattr(self.instance, name).set(related)

    def save_as_seen(self, *, by):
        """Write the valid form and return the conflicts: fields that someone else changed too.

        Published text is kept as it was before, in its history: `by` is about to change it.

        With conflicts nothing is written and the form is ready to be shown again, for the writer
        to decide. A field that only one of the two changed comes together by itself; `merged` then
        holds what was taken over, as a browser would send it. A repeated request changes nothing.
        """
        row = self.instance
        with transaction.atomic():
            Version.objects.before_change(row, by=by)
            if self._write(self.cleaned_data["version"], by):
                return []
            # Locked until the merge is in: the next writer waits, and then merges with it.
            theirs = type(row)._base_manager.select_for_update().get(pk=row.pk)
            self.saved_row = theirs
            mine, conflicts = self.merge(theirs)
            version = getattr(theirs, self.version_field)
            setattr(self.instance, self.version_field, version)
            self.data["version"] = version
            if mine and not conflicts:
                self._write(version, by)
            else:
                transaction.set_rollback(True)
        return conflicts

    def _write(self, seen, by):
        values = self.values() | {self.changed_by_field: editor_of(self.instance, by)}
        saved = save_if_unchanged(
            self.instance, values, seen=seen, version_field=self.version_field
        )
        if saved:
            self.save_relations()
        return saved

    @property
    def changed_by(self):
        """The person who saved last, if known. Runs one query."""
        return getattr(self.saved_row, self.changed_by_field)

    def as_saved(self):
        """Return the state after a save for JSON: version, base and merged values."""
        typed = {
            name: value for name, value in self.cleaned_data.items() if name not in self.carried
        }
        version = getattr(self.instance, self.version_field)
        return {"version": version, "base": self.base_of(typed), "merged": self.merged}

    def as_conflicted(self):
        """Return the same for a form with conflicts, as the base of its next save."""
        base = {"version": self.data["version"], "base": self.data["base"]}
        return base | {"merged": self.merged}
