"""Snapshots: all text of a retrospective as plain data that can be stored and compared.

    {"format": 1, "title": "…", "summary": "…", …the other fields of OWN, "tags": ["…"],
     "timeline": […], "decisions": […], "observations": […], "lessons": […], "actions": […]}

Each part is {"id": 3, …the fields of its kind…}, lessons with "tags" too; parts stand in their
order, notes column by column. Dates are ISO strings, people and decisions ids. Not in it: who may
write (facilitator, invited), the status, what only machines count, and parts in the trash.
"""

from datetime import date
from typing import Any

from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.part_fields import MODELS, version_fields
from retros.models.retrospective import Retrospective

FORMAT = 1
State = dict[str, Any]  # as above; JSON, so its values have no types of their own
OWN = {
    "headline": ("title", "summary"),
    "story": ("context", "goal", "result", "measured", "surprise"),
    "details": ("held_on", "taking_part"),
}
OWN_FIELDS = tuple(name for names in OWN.values() for name in names)
PARTS = MODELS
PART_FIELDS = {name: version_fields(name) for name in PARTS}


def state_of(pk) -> State:
    """Return the current state of the retrospective `pk`. Run 8 queries."""
    retrospective = Retrospective.objects.get(pk=pk)
    state = {"format": FORMAT} | _fields(retrospective, OWN_FIELDS)
    state["tags"] = _tags(retrospective)
    for name, model in PARTS.items():
        parts = model.objects.filter(retrospective=pk)
        if model is Lesson:
            parts = parts.prefetch_related("tags")
        if model is Observation:
            parts = parts.order_by("kind", *(model._meta.ordering or ()))
        state[name] = [_part(name, part) for part in parts]
    return state


def completed(state: State) -> State:
    """Return `state` with the fields that did not exist when it was kept, empty as in a new row."""
    parts = {
        name: [_empty(model, PART_FIELDS[name]) | part for part in state[name]]
        for name, model in PARTS.items()
    }
    return _empty(Retrospective, OWN_FIELDS) | state | parts


def _empty(model, names):
    return {name: _plain(model._meta.get_field(name).get_default()) for name in names}


def _part(name, part):
    words = {"id": part.pk} | _fields(part, PART_FIELDS[name])
    return words | {"tags": _tags(part)} if name == "lessons" else words


def _fields(row, names):
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _tags(row):
    return sorted(tag.name for tag in row.tags.all())
