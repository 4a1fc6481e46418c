"""Headings of Word documents: by their styles, or by their looks where nobody used styles."""

from collections import Counter
from dataclasses import dataclass

from defusedxml.ElementTree import fromstring
from mammoth import documents
from mammoth.transforms import get_descendants_of_type

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_HEADING = 100
_LARGER = 1.5  # points more than the body
_DEEPEST = 20  # of styles based on one another


@dataclass
class _Style:
    name: str
    based_on: str | None
    size: float | None
    is_bold: bool
    outline: int | None


class Styles:
    """The paragraph styles of a document, from the bytes of its styles.xml (or None)."""

    def __init__(self, xml):
        root = fromstring(xml, forbid_dtd=True) if xml else None
        self._styles = {}
        self._default = 11.0
        if root is not None:
            self._default = _size(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or 10.0
            for style in root.findall(f"{W}style"):
                self._styles.setdefault(style.get(f"{W}styleId"), _style(style))
            standard = root.find(f"{W}style[@{W}type='paragraph'][@{W}default='1']")
            if standard is not None:
                self._default = self.size(standard.get(f"{W}styleId"))

    def _chain(self, style_id):
        """The style and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def level(self, style_id):
        """Return 1 to 6 for a heading style, also one based on a usual one; else None."""
        for style in self._chain(style_id):
            if style.name.startswith("heading ") and style.name[8:].isdigit():
                return min(int(style.name[8:]), 6)
            if style.name == "title":
                return 1
            if style.outline is not None:
                return min(style.outline + 1, 6) if style.outline < 9 else None
        return None

    def size(self, style_id):
        """Return the size of its text in points."""
        sizes = (style.size for style in self._chain(style_id) if style.size)
        return next(sizes, self._default)

    def is_bold(self, style_id):
        return any(style.is_bold for style in self._chain(style_id))


def _style(element):
    based_on = element.find(f"{W}basedOn")
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    name = element.find(f"{W}name")
    properties = element.find(f"{W}rPr")
    level = outline.get(f"{W}val") if outline is not None else ""
    return _Style(
        name.get(f"{W}val", "").lower() if name is not None else "",
        based_on.get(f"{W}val") if based_on is not None else None,
        _size(properties),
        properties is not None and _is_on(properties.find(f"{W}b")),
        int(level) if level and level.isdigit() else None,
    )


def _size(properties):
    size = properties.find(f"{W}sz") if properties is not None else None
    value = size.get(f"{W}val", "") if size is not None else ""
    return int(value) / 2 if value.isdigit() else None


def _is_on(element):
    return element is not None and element.get(f"{W}val") not in ("0", "false")


def with_headings(document, styles):
    """Return mammoth's `document` with a heading style on each paragraph that is or looks like
    one.
    """
    looks = [_Looks(child, styles) for child in document.children]
    has_styles = any(look.level for look in looks)
    levels = {} if has_styles else _levels_by_size(looks)
    return document.copy(children=[_restyled(look, levels) for look in looks])


def _levels_by_size(looks):
    """{size of text: level of heading}: sizes of short lines that are larger than the body."""
    letters = Counter()
    for look in looks:
        letters[look.size] += len(look.text)
    letters.pop(None, None)
    body = letters.most_common(1)[0][0] if letters else 0
    larger = {look.size for look in looks if look.is_line and look.size >= body + _LARGER}
    return {size: min(n, 4) for n, size in enumerate(sorted(larger, reverse=True), start=1)}


class _Looks:
    """How a part of a document looks, as far as it tells a heading from text."""

    def __init__(self, part, styles):
        self.part = part
        self.size, self.text, self.level, self.is_line = None, "", None, False
        self.is_emphasized = False
        if isinstance(part, documents.Paragraph):
            self._look_at_runs(styles)

    def _look_at_runs(self, styles):
        style_id = self.part.style_id
        runs = [(run, _text(run)) for run in get_descendants_of_type(self.part, documents.Run)]
        runs = [(run, text) for run, text in runs if text.strip()]
        if not runs:
            return
        self.text = "".join(text for _, text in runs)
        self.level = styles.level(style_id)
        self.size = min(run.font_size or styles.size(style_id) for run, _ in runs)
        is_short = len(self.text) <= _LONGEST_HEADING
        self.is_line = is_short and not self.part.numbering and self.text.strip()[-1] not in ".,;"
        is_bold = styles.is_bold(style_id)
        self.is_emphasized = is_short and all(
            run.is_bold or run.is_underline or is_bold for run, _ in runs
        )


def _text(run):
    return "".join(text.value for text in get_descendants_of_type(run, documents.Text))


def _restyled(look, levels):
    part = look.part
    level = look.level or (look.is_line and levels.get(look.size))
    if level:
        children = [_without_marks(child) for child in part.children]
        name = f"heading {level}"
        return part.copy(style_id=None, style_name=name, numbering=None, children=children)
    if look.is_emphasized:
        return part.copy(children=[_in_bold(child) for child in part.children])
    return part


def _without_marks(child):
    is_run = isinstance(child, documents.Run)
    return child.copy(is_bold=False, is_italic=False, is_underline=False) if is_run else child


def _in_bold(child):
    is_run = isinstance(child, documents.Run)
    return child.copy(is_bold=True, is_italic=False, is_underline=False) if is_run else child
