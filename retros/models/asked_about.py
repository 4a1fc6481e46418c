"""What readers can ask about, by the name of its kind."""

from django.db import models
from django.urls import reverse

from retros.models.action_item import ActionItem
from retros.models.decision import Decision
from retros.models.kickoff import Kickoff
from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.parts import Part
from retros.models.reading_path import ReadingPath
from retros.models.retrospective import Retrospective
from retros.models.wall_post import WallPost

# What can be asked about: the column that names it, and its model.
ITEMS: dict[str, type[models.Model]] = {
    "retrospective": Retrospective,
    "decision": Decision,
    "observation": Observation,
    "lesson": Lesson,
    "action": ActionItem,
    "post": WallPost,
}
# What a curator can ask other words of, too.
SUBJECTS = ITEMS | {"kickoff": Kickoff, "path": ReadingPath}
PARTS_ASKED_ABOUT = ("decision", "observation", "lesson", "action")
BECOME_LESSONS = ("decision", "observation")  # with one press
ITEM_WORDS = {
    "retrospective": "retrospective",
    "decision": "decision",
    "observation": "observation",
    "lesson": "lesson",
    "action": "action item",
    "post": "wall post",
    "kickoff": "kickoff",
    "path": "reading path",
}


def kind_of(item: models.Model) -> str:
    """Return the name of the kind of `item` in SUBJECTS."""
    return next(kind for kind, model in SUBJECTS.items() if isinstance(item, model))


def links_to(item: models.Model) -> dict[str, int]:
    """Return the columns that tie a question to `item`: {"lesson_id": 3, "retrospective_id": 1}."""
    links = {f"{kind_of(item)}_id": item.pk}
    if isinstance(item, Part):
        links["retrospective_id"] = item.retrospective_id
    return links


def conversation_address(item: models.Model) -> str:
    """Return the address of the page with everything that was asked about `item`."""
    return reverse("conversation", args=[kind_of(item), item.pk])
