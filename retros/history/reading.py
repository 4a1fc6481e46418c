"""Build unsaved rows from an earlier state."""

from dataclasses import dataclass

from retros.history.naming import Names
from retros.models import Category, Observation, Retrospective, Signed, snapshot


@dataclass
class UnsavedRows:
    """The rows that the page of a version shows, unsaved, with their tags beside them."""

    retrospective: Retrospective
    tags: list
    events: list
    decisions: list  # (decision, what replaced it)
    columns: list  # (kind, its words, notes)
    lessons: list  # (lesson, its tags), by category
    actions: list  # (action item, its owner)


def unsaved_rows(state: snapshot.State, names: Names) -> UnsavedRows:
    """Build the unsaved rows of `state`. Run no query."""
    rows = {name: [_row(name, words, names) for words in state[name]] for name in snapshot.PARTS}
    lessons = zip(rows["lessons"], (words["tags"] for words in state["lessons"]), strict=True)
    order = list(Category.values)
    return UnsavedRows(
        Retrospective(**_words(Retrospective, state, snapshot.OWN_FIELDS)),
        state["tags"],
        rows["timeline"],
        [(row, _named(names, row, "superseded_by_id")) for row in rows["decisions"]],
        _columns(rows["observations"]),
        sorted(lessons, key=lambda pair: order.index(pair[0].category)),
        [(row, _named(names, row, "owner_id") or row.owner_role) for row in rows["actions"]],
    )


def _row(name, words, names):
    row = snapshot.PARTS[name](
        pk=words["id"], **_words(snapshot.PARTS[name], words, snapshot.PART_FIELDS[name])
    )
    if isinstance(row, Signed):
        row.signed_by = names.people.get(row.signed_by_id)
    return row


def _words(model, words, names):
    return {
        name: words[name] and model._meta.get_field(name).to_python(words[name]) for name in names
    }


def _named(names, row, field):
    number = getattr(row, field)
    return names.of(field, number) if number else ""


def _columns(notes):
    columns = [
        (value, label, [note for note in notes if note.kind == value])
        for value, label in Observation.Kind.choices
    ]
    return [column for column in columns if column[2]]
