"""Looks for texts of people that do not run in their own direction."""

from tests.canary.crawl import CSRF
from tests.canary.html import elements
from tests.canary.worlds import SEEN

# Drawn, chosen from, never shown as running text, or a sentence of ours that begins with a title.
APART = {"title", "option", "script", "style", "svg"}
OURS = (".sr", ".message")


class Undirected:
    """The elements whose own text begins with a marker, and none around which has a direction.

    A sentence of ours with a name in it runs from left to right.
    """

    def __init__(self, world, text):
        self.world, self.found = world, set()
        for element in elements(text):
            self._look_at(element)

    def _look_at(self, element):
        is_text = element.tag == "input" and element.get("type", "text") in {"text", "search"}
        if is_text and element.get("hidden") is None:
            self._note(element.get("value"), [element])
        texts = [element.text, *(child.tail for child in element)]
        if any(text and not text.isspace() for text in texts):
            path = [element, *element.iterancestors()]
            if not any(map(_is_apart, path)):
                for text in texts:
                    self._note(text, path)

    def _note(self, text, path):
        begins = (text or "").strip(" “\n")[:SEEN]
        if begins and self.world.found_in(begins) and not _has_direction(path[0]):
            self.found.add(" ".join(map(_name, reversed(path[:2]))))


def _has_direction(element):
    around = [element, *element.iterancestors()]
    return any(it.get("dir") is not None or it.tag == "bdi" for it in around)


def _name(element):
    return f"{element.tag}.{element.get('class', '')}"


def _is_apart(element):
    return element.tag in APART or any(ours in _name(element) for ours in OURS)


def undirected(answers, world):
    """Return {(path, element)} of texts without a direction on the pages among `answers`."""
    pages = {CSRF.sub("", one.text): one for one in answers if "text/html" in one.headers}
    found = set()
    for answer in pages.values():
        names = Undirected(world, answer.text).found
        found |= {(answer.address.split("?")[0], name) for name in names}
    return found
