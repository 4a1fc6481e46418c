"""Merge the edits of two people to the same row, field by field."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Model
from django.forms import BoundField, ModelChoiceField
from django.forms.models import model_to_dict
from taggit.models import Tag

from retros.models import current_names
from retros.text_diff import diff


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed to different values.

    `mine` and `theirs` are words for people; `values` is their text as a browser would send it.
    """

    field: BoundField
    mine: str
    theirs: str
    values: list[str]

    @classmethod
    def about(cls, field, mine, theirs):
        """Build from the bound `field` and its two stored values."""
        words = in_words(field.field, mine), in_words(field.field, theirs)
        return cls(field, *words, values=as_submitted(field.field, theirs))

    def my_runs(self):
        """Return my text as runs for templates/_diff.html, with my additions marked."""
        return [run for run in diff(self.theirs, self.mine) if run[0] != "removed"]

    def their_runs(self):
        return [run for run in diff(self.mine, self.theirs) if run[0] != "removed"]


def digests(values):
    """Return a short digest of each value, equal for a stored value and the same value typed.

    A form carries them to tell which fields its writer changed, without sending each text twice.
    """
    return {name: _digest(value) for name, value in values.items()}


def _digest(value):
    text = _comparable(value).encode(errors="surrogatepass")
    return hashlib.blake2s(text, digest_size=6).hexdigest()


def read_digests(text):
    """Parse submitted digests. Return {} for invalid JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Changed:
    """Field names by who changed them since the writer loaded the form."""

    by_me: list[str]
    by_them: list[str]
    by_both: list[str]


def compare_changes(typed, stored, base):
    """Sort the differences between `typed` and `stored` values by who made them.

    Both map names to values, `base` to the digests of what the writer saw. Without a digest nobody
    can tell who changed a field: then both did.
    """
    changed = Changed([], [], [])
    for name, value in typed.items():
        if _comparable(value) == _comparable(stored[name]):
            continue
        if base.get(name) == _digest(value):
            changed.by_them.append(name)
        elif base.get(name) == _digest(stored[name]):
            changed.by_me.append(name)
        else:
            changed.by_both.append(name)
    return changed


def _comparable(value):
    if isinstance(value, (list, tuple)):
        # Tags keep the letters of whoever wrote them first.
        return "\n".join(sorted({_comparable(item).casefold() for item in value}))
    if isinstance(value, Model):
        return value.name if isinstance(value, Tag) else str(value.pk)
    return "" if value is None else str(value)


def in_words(field, value):
    """Return the display text of a form field's value: labels of choices, lists joined by commas.

    A field that has a way of its own says so in `in_words`.
    """
    if hasattr(field, "in_words"):
        return field.in_words(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(sorted(in_words(field, item) for item in value))
    if isinstance(field, ModelChoiceField) and value and not isinstance(value, Model):
        value = field.queryset.filter(pk=value).first()
    choices = dict(getattr(field, "choices", None) or []) if isinstance(value, str) else {}
    return "" if value is None else str(choices.get(value, value) if value else "")


def as_submitted(field, value):
    """Return the stored `value` as a browser would submit it: a list of strings."""
    shown = field.widget.format_value(field.prepare_value(value))
    return shown if isinstance(shown, list) else [shown or ""]


class MergingForm:
    """Mixin for forms on one row. A hidden field `base` tells what their writer saw, as digests.

    Fields that are not columns of the row (tags, people) are named in `relations`; those that
    only travel along, in `carried`.
    """

    carried: tuple[str, ...] = ("base",)
    relations: tuple[str, ...] = ()

    def stored(self, row, values):
        """Return {field name: stored value}; `values` are those of the row's editable columns."""
        names = [name for name in self.fields if name not in self.carried]
        column = row._meta.get_field
        return {
            name: values[name] if name in values else getattr(row, column(name).attname)
            for name in names
        }

    def base_of(self, values):
        """Return the text of the field `base` for a writer who sees `values`.

        A field that was refused keeps the digest of what its writer saw.
        """
        seen = read_digests(self.data.get("base", "")) if self.is_bound else {}
        refused = {name: seen[name] for name in self._errors or () if name in seen}
        return json.dumps(digests(values) | refused)

    def merge(self, theirs):
        """Merge the valid form with the row `theirs`. Return (field names I changed, conflicts).

        The fields that only `theirs` changed are taken over: `merged` then holds them as a browser
        would send them. A field that nobody sees is no conflict. The next save is a decision about
        what is shown beside.
        """
        stored = self.stored(theirs, model_to_dict(theirs, list(self.fields)))
        typed = {name: self.cleaned_data[name] for name in stored if name in self.cleaned_data}
        if "tags" in typed:  # renamed or merged since: the same ones
            typed["tags"] = current_names(typed["tags"])
        changed = compare_changes(typed, stored, read_digests(self.cleaned_data["base"]))
        self.data = self.data.copy()
        self.merged = {}
        for name in changed.by_them:
            self._adopt_value(name, theirs, stored[name])
        self.data["base"] = self.base_of(stored)
        seen = [name for name in changed.by_both if not self[name].is_hidden]
        conflicts = [Conflict.about(self[name], typed[name], stored[name]) for name in seen]
        return changed.by_me + changed.by_both, conflicts

    def _adopt_value(self, name, row, value):
        """Copy the stored `value` of the field `name` from `row` to the form."""
        self.merged[name] = as_submitted(self.fields[name], value)
        self.data.setlist(name, self.merged[name])
        if name in self.relations:
            self.cleaned_data[name] = [tag.name for tag in value] if name == "tags" else value
        else:
            self.cleaned_data[name] = getattr(row, name)
            setattr(self.instance, name, getattr(row, name))


def differences(form, stored):
    """List every field of the valid `form` that is not as it is `stored`, as conflicts: for forms that
    can't tell who changed what. `stored` maps names to values.
    """
    typed = form.cleaned_data
    return [
        Conflict.about(form[name], typed[name], value)
        for name, value in stored.items()
        if _comparable(typed[name]) != _comparable(value)
    ]


def use_theirs(form, submitted):
    """Copy the stored value to the one field of `form` whose "Keep theirs" was pressed.

    For browsers without scripts. Saves nothing. Returns the remaining conflicts.
    """
    chosen, conflicts = submitted["keep_theirs"], submitted.getlist("conflicts")
    stored = {
        name: form.get_initial_for_field(form.fields[name], name)
        for name in {chosen, *conflicts} & form.fields.keys()
    }
    form.data = form.data.copy()
    if chosen in stored:
        form.data.setlist(chosen, as_submitted(form.fields[chosen], stored[chosen]))
    form.is_valid()
    return [
        Conflict.about(form[name], form.cleaned_data[name], stored[name])
        for name in conflicts
        if name != chosen and name in stored and name in form.cleaned_data
    ]
