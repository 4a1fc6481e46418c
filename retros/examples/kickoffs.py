"""Loading the example kickoffs with their risks and what they chose."""

from retros.examples.cases import part_called, project_for
from retros.examples.files import read, save_example, stable_id
from retros.models import CHOSEN_MODELS, Kickoff, KickoffLesson, Risk


def load_kickoffs():
    """Create the missing kickoffs and return them."""
    return [
        _load_kickoff(words)
        for words in reversed(read("kickoffs"))  # the newest comes first in lists
        if not Kickoff.objects.filter(client_id=_id_of(words)).exists()
    ]


def kickoff_called(key):
    """Return the kickoff of that key, which is loaded."""
    return Kickoff.objects.get(client_id=stable_id("kickoff", key))


def _id_of(words):
    return stable_id("kickoff", words["key"])


def _load_kickoff(words):
    project = project_for(words["project"])
    said = {name: words.get(name, "") for name in ("brief", "new_to_us", "constraints")}
    kickoff = save_example(Kickoff(project=project, client_id=_id_of(words), **said))
    for text in words["risks"]:
        save_example(Risk(kickoff=kickoff, text=text))
    for choice in words["choices"]:
        kind = next(kind for kind in CHOSEN_MODELS if kind in choice)
        if item := part_called(kind, choice.pop(kind)):
            save_example(KickoffLesson(kickoff=kickoff, **{kind: item}, **choice)).follow()
    return kickoff
