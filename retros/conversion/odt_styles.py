"""The styles of an OpenDocument text: which looks like a heading, is bold, or numbers a list."""

import re
from collections import Counter

_DEEPEST = 20
_LONGEST_HEADING = 100
_LARGER = 1.5  # points more than the body
_POINTS = re.compile(r"^(\d+(?:\.\d+)?)pt$")


def local(element):
    """Return the name of an element or attribute without its namespace."""
    tag = element if isinstance(element, str) else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element, name, default=""):
    """Return the value of the attribute with this name in any namespace."""
    return next((v for key, v in element.attrib.items() if local(key) == name), default)


class OdtStyles:
    """What the roots of content.xml and styles.xml (or None) say of looks."""

    def __init__(self, content, styles):
        self._styles, self._numbered = {}, set()
        for root in (content, styles):
            for element in root.iter() if root is not None else ():
                if local(element) == "style":
                    self._styles.setdefault(attribute(element, "name"), element)
                elif local(element) == "list-style" and _numbers(element):
                    self._numbered.add(attribute(element, "name"))
        self._levels = self._levels_by_size(content)

    def level(self, paragraph):
        """Return 1 to 4 for a paragraph that is a title or looks like a heading, else None."""
        names = [attribute(style, "name") for style in self._chain(paragraph)]
        if "Title" in names:
            return 1
        text = "".join(paragraph.itertext()).strip()
        is_line = 0 < len(text) <= _LONGEST_HEADING and text[-1] not in ".,;"
        return self._levels.get(self._size(paragraph)) if is_line else None

    def is_bold(self, element):
        weights = (_text_property(style, "font-weight") for style in self._chain(element))
        return next(filter(None, weights), "") == "bold"

    def is_numbered(self, element):
        return attribute(element, "style-name") in self._numbered

    def _chain(self, element):
        """The style of an element and those that it is based on."""
        name = attribute(element, "style-name")
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = attribute(style, "parent-style-name")

    def _size(self, paragraph):
        """The size of a paragraph's text, or of the smallest span that holds it, in points."""
        spans = [span for span in paragraph if local(span) == "span"]
        has_text_of_its_own = (paragraph.text or "").strip() or any(
            (span.tail or "").strip() for span in spans
        )
        sizes = [self._own_size(span) for span in spans if not has_text_of_its_own]
        return min(filter(None, sizes), default=0) or self._own_size(paragraph)

    def _own_size(self, element):
        for style in self._chain(element):
            if match := _POINTS.match(_text_property(style, "font-size")):
                return float(match[1])
        return 0.0

    def _levels_by_size(self, content):
        """{size: level} of lines larger than the body, if there are no real headings."""
        if any(local(element) == "h" for element in content.iter()):
            return {}
        letters = Counter()
        for element in content.iter():
            if local(element) == "p":
                letters[self._size(element)] += len("".join(element.itertext()))
        body = (letters.most_common(1)[0][0] if letters else 0) or 12.0
        larger = sorted((size for size in letters if size >= body + _LARGER), reverse=True)
        return {size: min(level, 4) for level, size in enumerate(larger, start=1)}


def _numbers(list_style):
    """Whether the first level of a list style counts."""
    return next((local(level) for level in list_style), "") == "list-level-style-number"


def _text_property(style, name):
    properties = (child for child in style if local(child) == "text-properties")
    return next((attribute(child, name) for child in properties), "")
