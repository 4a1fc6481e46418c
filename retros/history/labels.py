"""Labels and display values of the fields of a state."""

from datetime import date

from django.utils.formats import date_format

from retros.models import Decision, Retrospective, snapshot

# Titles of the sections of a retrospective, and the name of one item of each.
HEADINGS = {
    "headline": ("Title and summary", "title and summary"),
    "story": ("Context and goal", "context and goal"),
    "details": ("Tags and details", "tags and details"),
    "timeline": ("Timeline", "timeline event"),
    "decisions": ("Decisions", "decision"),
    "observations": ("Observations", "observation"),
    "lessons": ("Lessons", "lesson"),
    "actions": ("Action items", "action item"),
}
_LABELS = {
    "tags": "Tags",
    "superseded_by_id": "Replaced by",
    "decision_id": "Related decision",
    "owner_id": "Owner",
    "signed_by_id": "Signed by",
    "retired_at": "Retired on",
    "retired_because": "Retired because",
}


def label_of(section, name):
    """Return the label of a field."""
    if name in _LABELS:
        return _LABELS[name]
    words = str(_model(section)._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def shown(section, name, words, names):
    """Return the display value of a field: text or a list of texts; "" if empty."""
    value = (words or {}).get(name)
    if name == "tags":
        return value
    if name == "sources":
        labels = dict(Decision.Source.choices)
        return [labels.get(source, source) for source in value or []]
    if value in (None, ""):
        return ""
    if name.endswith("_id"):
        return names.of(name, value)
    column = _model(section)._meta.get_field(name)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    python = column.to_python(value)
    return date_format(python) if isinstance(python, date) else value


def _model(section):
    return snapshot.PARTS.get(section, Retrospective)
