"""Two people wrote the same row: what each of them changed comes together, field by field."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Model
from django.forms import BoundField, ModelChoiceField
from taggit.models import Tag

from retros.comparing import compared


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed, each to something else.

    `mine` and `theirs` are words for people; `values` is their text as a browser would send it.
    """

    field: BoundField
    mine: str
    theirs: str
    values: list[str]

    @classmethod
    def about(cls, field, mine, theirs):
        """Of the bound `field`, from the two values as they are stored."""
        words = in_words(field.field, mine), in_words(field.field, theirs)
        return cls(field, *words, values=as_sent(field.field, theirs))

    def my_runs(self):
        """My text for templates/_compared.html, with what only I have marked."""
        return [run for run in compared(self.theirs, self.mine) if run[0] != "removed"]

    def their_runs(self):
        return [run for run in compared(self.mine, self.theirs) if run[0] != "removed"]


def digests(values):
    """A short text for each of `values`, equal for what is stored and for the same when typed.

    A form carries them to tell which fields its writer changed, without sending each text twice.
    """
    return {name: _digest(value) for name, value in values.items()}


def _digest(value):
    text = _comparable(value).encode(errors="surrogatepass")
    return hashlib.blake2s(text, digest_size=6).hexdigest()


def read_digests(text):
    """What `digests` gave, from the JSON that came back; nothing if it is none."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Changed:
    """Names of fields by who changed them since the writer saw them."""

    by_me: list[str]
    by_them: list[str]
    by_both: list[str]


def sort_out(typed, stored, base):
    """Whose is each difference between what was `typed` and what is `stored`?

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
    """How a value of the form field reads: choices as they are called, lists by commas."""
    if isinstance(value, (list, tuple)):
        return ", ".join(sorted(in_words(field, item) for item in value))
    if isinstance(field, ModelChoiceField) and value and not isinstance(value, Model):
        value = field.queryset.filter(pk=value).first()
    choices = dict(getattr(field, "choices", None) or []) if isinstance(value, str) else {}
    return "" if value is None else str(choices.get(value, value) if value else "")


def as_sent(field, value):
    """The stored `value` as a browser would send it: a list of texts."""
    shown = field.widget.format_value(field.prepare_value(value))
    return shown if isinstance(shown, list) else [shown or ""]


def take_theirs(form, submitted):
    """Let one field of `form` hold what is stored: the one whose "Keep theirs" was pressed.

    For browsers without scripts. Saves nothing. Returns the conflicts that are still undecided.
    """
    taken = submitted["take"]
    form.data = form.data.copy()
    if taken in form.fields:
        form.data.setlist(taken, as_sent(form.fields[taken], form.initial.get(taken)))
    stored = dict(form.initial)
    form.is_valid()
    return [
        Conflict.about(form[name], form.cleaned_data[name], stored[name])
        for name in submitted.getlist("undecided")
        if name != taken and name in form.cleaned_data and name in stored
    ]
