"""Compare two states of a retrospective, item by item."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.text import Truncator

from retros.history.labels import HEADINGS, label_of, shown
from retros.history.naming import Names
from retros.history.ordering import merged, moved
from retros.models import snapshot
from retros.text_diff import diff

PLACED = ("decisions", "observations", "lessons", "actions")  # moments stand by their date
LISTS = ("tags", "sources")


@dataclass
class Change:
    """A changed field: its label, and runs as in `retros.text_diff`; for lists, one run per entry."""

    label: str
    runs: list[tuple[str, str]]
    is_list: bool = False
    is_heading: bool = False


@dataclass
class Item:
    """A section of the retrospective's own text, or one part, before and after.

    `what` is "added", "removed", "changed", "moved" or "same"; what was changed can have been
    moved too. `number` is the part's id, None for own text.
    """

    name: str
    number: int | None
    before: dict | None
    after: dict | None
    names: Names | None
    is_moved: bool = False

    @cached_property
    def what(self):
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        if self.before != self.after:
            return "changed"
        return "moved" if self.is_moved else "same"

    @property
    def key(self):
        """Its key in URLs, such as "story" or "lessons-12"."""
        return self.name if self.number is None else f"{self.name}-{self.number}"

    @property
    def heading(self):
        """The title of a section, or the first words of a part."""
        words = self.after or self.before
        if self.number is None:
            return HEADINGS[self.name][0]
        return Truncator(words[self._heading_field]).chars(120)

    @property
    def includes_heading(self):
        """Whether the changes include the heading."""
        return any(change.is_heading for change in self.changes)

    @property
    def _heading_field(self):
        words = self.after or self.before
        return next((name for name in ("statement", "choice", "text") if name in words), None)

    @cached_property
    def changes(self):
        """The fields that differ. Slow for long texts: use it only where it is shown."""
        before, after = self.before or {}, self.after or {}
        differing = [n for n in (after or before) if n != "id" and before.get(n) != after.get(n)]
        return list(filter(None, (self._change(name) for name in differing)))

    def _change(self, name):
        old, new = (shown(self.name, name, side, self.names) for side in (self.before, self.after))
        if name in LISTS:
            runs = _compared_lists(old or [], new or [])
        else:
            runs = diff(old or "", new or "")
        if not runs:
            return None
        return Change(label_of(self.name, name), runs, name in LISTS, name == self._heading_field)


@dataclass
class Section:
    """A section of own text, or the parts of one kind, in page order."""

    name: str
    items: list[Item] = field(default_factory=list)

    @property
    def heading(self):
        return HEADINGS[self.name][0]

    @property
    def is_own(self):
        return self.name in snapshot.OWN

    @property
    def changed(self):
        return [item for item in self.items if item.what != "same"]

    @property
    def same(self):
        return [item for item in self.items if item.what == "same"]


def differences(
    before: snapshot.State, after: snapshot.State, names: Names | None = None
) -> list[Section]:
    """Return sections with every item of either state. Run no query."""
    sections = [_own(name, before, after, names) for name in snapshot.OWN]
    sections[-1:-1] = [_parts(name, before[name], after[name], names) for name in snapshot.PARTS]
    return sections


def summarize(sections: list[Section]) -> str:
    """Return a line such as "2 lessons changed, 1 observation added"; empty if nothing changed."""
    words = []
    for section in sections:
        one = HEADINGS[section.name][1]
        for what, number in Counter(item.what for item in section.changed).items():
            many = one if number == 1 else f"{one}s"
            words.append(
                f"{number} {many} {what}" if section.name in snapshot.PARTS else f"{one} {what}"
            )
    return ", ".join(words)


def _own(name, before, after, names):
    fields = [*snapshot.OWN[name], "tags"] if name == "details" else snapshot.OWN[name]
    sides = [{field_name: state[field_name] for field_name in fields} for state in (before, after)]
    return Section(name, [Item(name, None, *sides, names)])


def _parts(name, before, after, names):
    old = {part["id"]: part for part in before}
    new = {part["id"]: part for part in after}
    rearranged = _rearranged(before, after) if name in PLACED else set()
    return Section(
        name,
        [
            Item(name, number, old.get(number), new.get(number), names, number in rearranged)
            for number in merged(list(old), list(new))
        ],
    )


def _rearranged(before, after):
    """Return ids of moved parts. Observations can only be moved within their column."""
    columns = {part.get("kind") for part in after}
    sides = [
        {c: [part["id"] for part in side if part.get("kind") == c] for c in columns}
        for side in (before, after)
    ]
    return set().union(*(moved(sides[0][c], sides[1][c]) for c in columns))


def _compared_lists(old, new):
    runs = [("same" if entry in old else "added", entry) for entry in new]
    return runs + [("removed", entry) for entry in old if entry not in new]
