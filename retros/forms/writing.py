"""What all forms that hold people's words have in common."""

import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import transaction
from taggit.forms import TagField

from retros.forms.widgets import TagInput
from retros.models import Retrospective, Version
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, without_controls
from retros.models.parts import save_if_unchanged
from retros.models.tags import current_names, findable
from retros.wording.members import hints_in

TAGS_MAX = 30


def _cleaned(data):
    """A copy of the submitted `data` without control characters, which nobody typed on purpose."""
    cleaned = data.copy()
    for name in cleaned:
        cleaned.setlist(name, [without_controls(value) for value in cleaned.getlist(name)])
    return cleaned


class WritingForm:
    """Mixin for forms: plain words in errors, counters instead of cut text, our classes.

    The browser gets no `maxlength`: it would silently cut what is pasted. Too long a text comes
    back whole with an error beside it.
    """

    one_line = ()  # fields that are drawn as growing boxes but hold a single line
    worded = ()  # fields that get hints on their wording
    may_name_people = False  # whether names in them are fine

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(None if data is None else _cleaned(data), *args, **kwargs)
        for name, field in self.fields.items():
            self._dress(name, field)

    def _dress(self, name, field):
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
        elif isinstance(widget, (forms.TextInput, forms.Select, forms.DateInput)):
            widget.attrs.setdefault("class", "in")
        limit = getattr(field, "max_length", None)
        if limit and limit < MARKDOWN_MAX_LENGTH:
            widget.attrs["data-max"] = limit
        if name in self.worded:
            widget.attrs["data-wording"] = ""
            if self.may_name_people:
                widget.attrs["data-names-are-fine"] = ""
        self._speak_plainly(field)

    @staticmethod
    def _speak_plainly(field):
        choosing = isinstance(field, forms.ChoiceField)
        field.error_messages["required"] = (
            "Please choose one." if choosing else "Please write something here."
        )
        for validator in field.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = (
                    "Please keep this within %(limit_value)d characters. It has %(show_value)d."
                )

    def look_at_wording(self):
        """Show hints beside the `worded` fields, for whoever writes without a script. One query."""
        fields = [self[name] for name in self.worded]
        texts = [str(field.value() or "") for field in fields]
        found = hints_in(texts, names=not self.may_name_people)
        for field, hints in zip(fields, found, strict=True):
            if hints:
                field.field.hints = hints
                ids = [field.aria_describedby, f"{field.auto_id}_wording"]
                field.field.widget.attrs["aria-describedby"] = " ".join(filter(None, ids))

    def clean_tags(self):
        tags = self.cleaned_data["tags"]
        if len(tags) > TAGS_MAX:
            raise forms.ValidationError(
                f"Please choose up to {TAGS_MAX} tags. These are {len(tags)}."
            )
        for tag in tags:
            findable(tag)
        return tags

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        for name in self.one_line:
            if cleaned.get(name):
                cleaned[name] = " ".join(cleaned[name].split())
        return cleaned


class VersionedForm(WritingForm, forms.ModelForm):
    """A form on one row that says which version of it the writer saw.

    `values()` gives what to write with `save_if_unchanged`. Fields that are not columns of the
    row (tags, people) are named in `relations` and set by `save_relations`.
    """

    version_field = "version"
    relations = ()

    version = forms.IntegerField(widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, instance, **kwargs):
        # Several forms of one kind can be open in a page: each needs ids of its own.
        name = self.version_field.removesuffix("_version")
        token = name if name != "version" else instance.pk or uuid.uuid4().hex[:8]
        kwargs["auto_id"] = f"{instance._meta.model_name}-{token}-%s"
        super().__init__(*args, instance=instance, **kwargs)
        is_new = self.instance.pk is None
        self.fields["version"].initial = 0 if is_new else getattr(self.instance, self.version_field)
        self.fields["client_id"].initial = getattr(self.instance, "client_id", None) or uuid.uuid4()
        for name, field in self.fields.items():
            field.hide_optional = True  # nearly all of it is; the check before publishing tells
            if self._is_markdown(name):
                field.widget.attrs |= {"data-markdown": "", "rows": 3, "class": "ta long"}

    def _is_markdown(self, name):
        model = type(self.instance)
        return any(f.name == name and isinstance(f, MarkdownField) for f in model._meta.fields)

    def values(self):
        """Column name to new value, of a valid form."""
        own = {"version", "client_id", *self.relations}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def first_errors(self):
        """{field name: its first error}, for the sentence that says why nothing was saved."""
        return {name: errors[0] for name, errors in self.errors.items()}

    def save_relations(self):
        """Set what `relations` names; call inside the transaction of the save."""
        for name in self.relations:
            if name in self.cleaned_data:
                chosen = self.cleaned_data[name]
                related = current_names(chosen) if name == "tags" else chosen
                getattr(self.instance, name).set(related)

    def save_as_seen(self, *, by):
        """Write the valid form if nobody wrote since the version it carries.

        Published text is kept as it was before, in its history: `by` is about to change it.

        Returns None when what was typed is now what is stored (also when a repeated request
        finds it so), else the row as somebody else left it, with nothing written.
        """
        row = self.instance
        with transaction.atomic():
            Version.objects.before_change(
                row if isinstance(row, Retrospective) else row.retrospective, by=by
            )
            if save_if_unchanged(
                row,
                self.values(),
                seen=self.cleaned_data["version"],
                version_field=self.version_field,
            ):
                self.save_relations()
                return None
            transaction.set_rollback(True)
        theirs = type(self.instance)._base_manager.get(pk=self.instance.pk)
        current = getattr(theirs, self.version_field)
        setattr(self.instance, self.version_field, current)
        if not self.differences(theirs):
            return None
        self.data = self.data.copy()
        self.data["version"] = current  # the next save is a merge with what is shown beside
        return theirs

    def differences(self, theirs):
        """Where the typed text and the row `theirs` differ: [(bound field, their value)].

        Tags and people come as a comma-separated line, choices in words.
        """
        found = []
        for name in self.fields:
            field = self[name]
            if field.is_hidden:
                continue
            value = self._shown(theirs, name)
            if value != self._shown_typed(field):
                found.append((field, value))
        return found

    def _shown(self, row, name):
        if name in self.relations:
            return ", ".join(sorted(str(item) for item in getattr(row, name).all()))
        display = getattr(row, f"get_{name}_display", None)
        value = display() if display else getattr(row, name)
        if isinstance(value, list):
            return ", ".join(value)
        return "" if value is None else str(value)

    def _shown_typed(self, field):
        value = self.cleaned_data.get(field.name, field.value())
        if field.name in self.relations:
            return ", ".join(sorted(str(item) for item in value or []))
        choices = dict(getattr(field.field, "choices", None) or [])
        if isinstance(value, list):
            return ", ".join(value)
        if isinstance(value, str) and value in choices:
            return str(choices[value]) if value else ""
        return "" if value is None else str(value)
