"""Choosing what the columns of a table contain."""

from django import forms

from retros.forms.imports import TeamForm

_LONGEST_SAMPLE = 40
_WORDS = [
    ("well", "Went well"),
    ("better", "Could be better"),
    ("wrong", "Went wrong"),
    ("lesson", "Lesson"),
    ("action", "Action item"),
    ("decision", "Decision"),
    ("context", "Context"),
]
_ROLES = {
    "text": "Text of the note",
    "kind": "Kind of note",
    "votes": "Votes",
    "author": "Author",
    "on": "Date written",
    "category": "Category of lessons",
    "status": "Status of lessons",
    "tags": "Tags of lessons",
    "project": "Project",
}


class TableForm(TeamForm):
    """A table that is passed from page to page without being stored."""

    name = forms.CharField(max_length=255, widget=forms.HiddenInput)
    table = forms.CharField(max_length=2_000_000, strip=False, widget=forms.Textarea)
    with_authors = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ColumnsForm(forms.Form):
    """A choice for each role, and for each value of the column that holds the kind of note.

    `shown` holds the number of the column whose values the page showed: another choice asks again.
    """

    def __init__(self, data, *, table):
        super().__init__(data.copy() if data and "text" in data else None)
        guess = table.guessed()
        choices = [(str(n), _column_label(name, n, table)) for n, name in enumerate(table.header)]
        for role, label in _ROLES.items():
            known = choices if role == "text" else [("", "No column"), *choices]
            initial = str(guess[role]) if role in guess else ""
            self.fields[role] = forms.ChoiceField(
                choices=known, label=label, required=role == "text", initial=initial
            )
            self.fields[role].hide_optional = True
        self.kind = self._chosen_kind(guess.get("kind"))
        self.kinds = {} if self.kind is None else table.kinds(self.kind)
        for number, (value, word) in enumerate(self.kinds.items()):
            self._add_choice(f"kind-{number}", f"“{value}” means", word)
            if self.asks_kinds:
                self.data[f"kind-{number}"] = word
        if not self.kinds:
            self._add_choice("all", "Import each note as", "better")

    def _chosen_kind(self, guess):
        if not self.is_bound:
            return guess
        chosen = self.data.get("kind", "")
        known = dict(self.fields["kind"].choices)
        return int(chosen) if chosen and chosen in known else None

    def _add_choice(self, name, label, initial):
        field = forms.ChoiceField(choices=_WORDS, label=label, initial=initial, required=False)
        field.hide_optional = True
        self.fields[name] = field

    @property
    def shown(self):
        return "" if self.kind is None else str(self.kind)

    @property
    def asks_kinds(self):
        """Whether the chosen column differs from the one whose values were shown."""
        return self.is_bound and self.data.get("shown", "") != self.shown

    def chosen(self):
        """Return {role: number of its column or None}, and `purposes`, {value: word}, of a valid
        form.
        """
        values = self.cleaned_data
        found = {role: int(values[role]) if values[role] else None for role in _ROLES}
        if self.kinds:
            words = {
                value: values[f"kind-{number}"] or word
                for number, (value, word) in enumerate(self.kinds.items())
            }
            return found | {"purposes": words}
        # Values too many for kinds stay with each note, as other columns do.
        return found | {"kind": None, "purposes": {"": values["all"] or "better"}}


def _column_label(name, number, table):
    """Return the name of a column with the start of its first value."""
    name, first = name or f"Column {number + 1}", table.first_value(number)
    short = first[:_LONGEST_SAMPLE] + ("…" if len(first) > _LONGEST_SAMPLE else "")
    return f"{name} – {short}" if short else name
