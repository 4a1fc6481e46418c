"""What a stored retrospective says, for comparing two of them."""

from django.db.models import prefetch_related_objects

from retros.exchange import address_here, read, retrospective_markdown

_OWN = ("project", "title", "summary", "context", "goal", "result", "measured", "surprise")
_PARTS = {
    "timeline_events": ("on", "precision", "phase", "text", "known_then"),
    "decisions": (
        "choice", "decided_on", "phase", "informed_by", "sources", "options", "expected",
        "outcome", "what_happened", "same_again", "revisit_on", "revisit_when", "superseded_by",
        "replaced_on", "replaced_because",
    ),
    "observations": ("kind", "text", "category", "phase", "decision"),
    "lessons": (
        "statement", "detail", "category", "applies_when", "not_when", "kickoff_question", "origin",
        "built_into", "built_into_url", "built_in_on", "status", "retired_because", "review_on", "tags",
    ),
    "action_items": (
        "text", "due_on", "done_when", "status", "dropped_because", "elsewhere", "note",
    ),
}  # fmt: skip
_PROJECT = ("name", "kind", "status", "started_on", "ended_on")


def said_by(record):
    """Every field that a document carries, with its parts in order. Owners become roles."""
    own = {name: str(getattr(record, name)) for name in (*_OWN, "held_on", "taking_part")}
    own |= {name: getattr(record.project, name) for name in _PROJECT}
    own["tags"] = sorted(record.tags.names())
    for relation, names in _PARTS.items():
        parts = getattr(record, relation).all()
        if relation == "observations":  # a column each: the order between them is none
            parts = sorted(parts, key=lambda note: note.kind)
        own[relation] = [{name: _plain(getattr(part, name)) for name in names} for part in parts]
    own["owners"] = [
        " / ".join(filter(None, [item.owner and item.owner.display_name, item.owner_role]))
        for item in record.action_items.all()
    ]
    own["retired on"] = [
        lesson.retired_at and lesson.retired_at.date() for lesson in record.lessons.all()
    ]
    return own


def _plain(value):
    if hasattr(value, "names"):
        return sorted(value.names())
    return value if isinstance(value, list) else value and str(value)


def exported(record):
    """The document of a retrospective, with what it needs prefetched."""
    prefetch_related_objects([record], "tags", "timeline_events", "decisions__superseded_by")
    prefetch_related_objects([record], "observations", "lessons__tags", "action_items__owner")
    return retrospective_markdown(record, address_here)


def read_back(record):
    """The Document in the export of `record`."""
    return read("export.md", exported(record).encode())
