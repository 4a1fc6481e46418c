"""Loading the example path of Start here."""

from django.utils import timezone

from retros.examples.cases import part_called, retrospective_of
from retros.examples.files import read, save_example
from retros.examples.kickoffs import kickoff_called
from retros.models import PathStop, ReadingPath


def load_paths():
    """Publish the example paths and return them. What they lead to has to be loaded."""
    return [_load_path(words) for words in read("paths")]


def _load_path(words):
    path = save_example(
        ReadingPath(title=words["title"], for_whom=words["for_whom"], published_at=timezone.now())
    )
    path.add_stops([_stop(stop) for stop in words["stops"]])
    return path


def _stop(words):
    why = words.pop("why")
    ((kind, key),) = words.items()
    if kind == "note":
        return PathStop(text=key, why=why)
    found = {"retrospective": retrospective_of, "kickoff": kickoff_called}.get(kind)
    return PathStop(**{kind: found(key) if found else part_called(kind, key)}, why=why)
