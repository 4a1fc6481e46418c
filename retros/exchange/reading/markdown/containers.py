"""Toggles, callouts and HTML headings as plain Markdown: what they hold is read like any text."""

import re

from retros.exchange.markdown_syntax import outside_code
from retros.exchange.reading.headings import purpose_of

_MARK = re.compile(
    r"^\s*</?(?:details|aside|section|article|figure)(?:\s[^<>]{0,300})?>\s*$", re.IGNORECASE
)
_ANY = re.compile(
    r"<(?:details|aside|summary|h[1-6]|section|article|figure|p|div|span)\b"
    r"|^\s*(?:>\s*\[!|:::)|^#.*\{[#.]",
    re.IGNORECASE | re.MULTILINE,
)
_SUMMARY = re.compile(
    r"^\s*(?:<details(?:\s[^<>]{0,300})?>\s*)?<summary(?:\s[^<>]{0,300})?>(?P<title>.*?)</summary>(?P<rest>.*)$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\s*<h(?P<level>[1-6])(?:\s[^<>]{0,300})?>(?P<title>.*?)</h(?P=level)>\s*$", re.IGNORECASE
)
_TITLE = re.compile(
    r"^\s*<(?P<tag>p|div|span)\s[^<>]{0,200}?class=[\"'][^\"'<>]{0,100}?\btitle\b[^<>]{0,200}>"
    r"(?P<title>.*?)</(?P=tag)>\s*$",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"^(?P<quotes>\s*>\s*)\[!(?P<kind>\w{1,30})\][+-]?[ \t]*(?P<title>.*)$")
_FENCE = re.compile(
    r"^\s*:{3,}\s*(?:\{[^{}]{0,200}\}|[\w-]{0,40}(?:\s*\{[^{}]{0,200}\})?)\s*(?P<title>.*)$"
)
_ID = re.compile(r" {0,3}\{[#.][^{}]{0,100}\}\s*$")
_TAGS = re.compile(
    r"</?(?:b|strong|em|i|u|span|h[1-6]|font|code)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)


def unwrapped(text):
    """Return `text` without the marks of containers, their titles on lines of their own."""
    if not _ANY.search(text):
        return text
    lines, is_callout = [], False
    for line, is_outside in outside_code(text.split("\n")):
        if not is_outside:
            lines.append(line)
            continue
        callout = _CALLOUT.match(line)
        if callout:
            is_callout = True
            lines += _as_title(callout["title"])
        elif is_callout and line.lstrip().startswith(">"):
            lines.append(re.sub(r"^\s*>\s?", "", line))
        else:
            is_callout = False
            lines += _without_marks(line)
    return "\n".join(lines)


def _without_marks(line):
    """The lines that stand for one outside of code and callouts."""
    if match := _SUMMARY.match(line):
        return [*_as_title(match["title"]), *filter(str.strip, [match["rest"]])]
    if match := _HEADING.match(line):
        return ["", f"{'#' * int(match['level'])} {_TAGS.sub('', match['title']).strip()}", ""]
    if match := _TITLE.match(line):
        return ["", f"# {_TAGS.sub('', match['title']).strip()}", ""]
    if match := _FENCE.match(line):
        return _as_title(match["title"])
    if line.startswith("#"):
        line = _ID.sub("", line)
    return [""] if _MARK.match(line) else [line]


def _as_title(text):
    """A line of its own, which is a heading where its name is a usual one."""
    title = _TAGS.sub("", text).strip()
    if title and purpose_of(title):
        bare = title.strip("*_ ")
        return ["", f"**{bare}**", ""]
    return ["", title, ""]
