"""Looks for texts of people that do not run in their own direction."""

from html.parser import HTMLParser

from tests.canary.worlds import SEEN

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
# Drawn, chosen from, never shown as running text, or a sentence of ours that begins with a title.
APART = {"title", "option", "script", "style", "svg"}
OURS = (".sr", ".message")


class Undirected(HTMLParser):
    """The elements whose own text begins with a marker, and none around which has a direction.

    A sentence of ours with a name in it runs from left to right.
    """

    def __init__(self, world):
        super().__init__()
        self.world, self.path, self.found = world, [], set()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        has_direction = "dir" in attributes or tag == "bdi" or bool(self.path and self.path[-1][1])
        name = f"{tag}.{attributes.get('class', '')}"
        is_text = tag == "input" and attributes.get("type", "text") in {"text", "search"}
        if is_text and "hidden" not in attributes:
            self._note(attributes.get("value") or "", name, has_direction)
        if tag not in VOID:
            self.path.append((name, has_direction))

    def handle_endtag(self, tag):
        while tag not in VOID and self.path and not self.path.pop()[0].startswith(f"{tag}."):
            pass

    def handle_data(self, text):
        has_direction = not self.path or self.path[-1][1]
        if not has_direction and text.strip() and not self._is_apart():
            self._note(text, " ".join(name for name, _ in self.path[-2:]), has_direction)

    def _is_apart(self):
        return any(
            name.split(".")[0] in APART or any(ours in name for ours in OURS)
            for name, _ in self.path
        )

    def _note(self, text, name, has_direction):
        if not has_direction and self.world.found_in(text.strip(" “\n")[:SEEN]):
            self.found.add(name)


def undirected(answers, world):
    """Return {(path, element)} of texts without a direction on the pages among `answers`."""
    found = set()
    for answer in answers:
        if "text/html" in answer.headers:
            page = Undirected(world)
            page.feed(answer.text)
            found |= {(answer.address.split("?")[0], name) for name in page.found}
    return found
