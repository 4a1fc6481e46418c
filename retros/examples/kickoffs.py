"""Loading the example kickoffs with their risks and the lessons they chose."""

from retros.examples.cases import lesson_called, project_for
from retros.examples.files import read, save_example, stable_id
from retros.models import Kickoff, KickoffLesson, Risk


def load_kickoffs():
    """Create the missing kickoffs and return them."""
    return [
        _load_kickoff(words)
        for words in reversed(read("kickoffs"))  # the newest comes first in lists
        if not Kickoff.objects.filter(client_id=_id_of(words)).exists()
    ]


def _id_of(words):
    return stable_id("kickoff", words["key"])


def _load_kickoff(words):
    project = project_for(words["project"])
    said = {name: words.get(name, "") for name in ("brief", "new_to_us", "constraints")}
    kickoff = save_example(Kickoff(project=project, client_id=_id_of(words), **said))
    for text in words["risks"]:
        save_example(Risk(kickoff=kickoff, text=text))
    for choice in words["choices"]:
        if lesson := lesson_called(choice.pop("lesson")):
            save_example(KickoffLesson(kickoff=kickoff, lesson=lesson, **choice))
            lesson.update_status_from_uses()
    return kickoff
