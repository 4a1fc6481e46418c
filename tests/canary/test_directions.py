"""What people wrote runs in its own direction, wherever a page shows it."""

from html.parser import HTMLParser

import pytest

from tests.canary import crawl, worlds
from tests.canary.crawl import Reader
from tests.canary.worlds import SEEN

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
# Drawn, chosen from, or never shown as running text.
APART = {"title", "option", "script", "style", "svg"}


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
        names = [name for name, _ in self.path]
        if names and not any(name.split(".")[0] in APART or ".sr" in name for name in names):
            self._note(text, " ".join(name for name, _ in self.path[-2:]), self.path[-1][1])

    def _note(self, text, name, has_direction):
        if not has_direction and self.world.found_in(text.strip(" “\n")[:SEEN]):
            self.found.add(name)


@pytest.mark.parametrize("role", ["visitor", "member a", "curator"])
def test_every_text_of_people_has_a_direction_of_its_own(as_user, db, monkeypatch, role):
    monkeypatch.setattr(crawl, "QUERIES", 1)
    world = worlds.build()
    person = None if role == "visitor" else world.objects[role]
    undirected = set()
    for answer in Reader(as_user(person), world, posts=False).everything():
        if "text/html" in answer.headers:
            page = Undirected(world)
            page.feed(answer.text)
            undirected |= {(answer.address.split("?")[0], name) for name in page.found}
    assert not undirected, "\n".join(f"{name} at {address}" for address, name in sorted(undirected))
