"""AsciiDoc to Markdown, line by line: what retrospectives use of it. It includes no other file."""

import re

from retros.conversion.assembling import with_header
from retros.conversion.children import Converted

_HEADING = re.compile(r"^(={1,6}|#{1,6})\s+(\S.*)$")
_ATTRIBUTE = re.compile(r"^:!?([\w-]{1,60})!?:(?:\s+(.*))?$")
_AUTHOR = re.compile(r"^[^\W\d][\w.'’ -]{1,80}(?:<[^<>\s]{1,200}>)?(?:;.*)?$")
_REVISION = re.compile(r"^v?[\d.]+,\s*(\S.*)$|^(\d{4}-\d\d-\d\d)$")
_ITEM = re.compile(r"^\s*(\*{1,5}|-|\.{1,5})\s+(\S.*)$")
_TERM = re.compile(r"^(\S[^\n]{0,200}?)::(?:\s+(.*))?$")
_ADMONITION = re.compile(r"^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(.*)$")
_FENCE = re.compile(r"^(-{4,}|\.{4,}|```.*)$")
_DROPPED = re.compile(
    r"^(?:={4,}|\*{4,}|_{4,}|\+{4,}|--|\+|'{3,}|<{3,}|\[.*\]|toc::\[\]|//(?!//).*)$"
)
_BLOCK_TITLE = re.compile(r"^\.([^\s.].*)$")
_INLINE = (
    (re.compile(r"image::?([^\s\[\]]{1,500})\[([^\[\]]{0,300})\]"), r"![\2](\1)"),
    (
        re.compile(r"(?:link:)?((?:https?|mailto):[^\s\[\]<>]{1,500})\[([^\[\]]{1,300})\]"),
        r"[\2](\1)",
    ),
    (re.compile(r"link:([^\s\[\]]{1,500})\[([^\[\]]{1,300})\]"), r"[\2](\1)"),
    (re.compile(r"<<[^<>,\n]{1,200},\s*([^<>\n]{1,200})>>"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])"), r"**\1**"),
)


def convert(data, *, with_authors):
    """Return the Converted of AsciiDoc in UTF-8."""
    reader = _Reader(data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"))
    reader.read()
    header = {
        "title": reader.title,
        "date": reader.facts.get("revdate") or reader.facts.get("date"),
    }
    header["tags"] = reader.facts.get("keywords") or reader.facts.get("tags")
    if with_authors:
        header["authors"] = reader.authors
    markdown = with_header({k: v for k, v in header.items() if v}, "\n".join(reader.lines))
    warnings = []
    if reader.included:
        warnings.append("What it includes from other files was left out. Import those, too.")
    return Converted(markdown, warnings, 0 if with_authors else len(reader.authors))


class _Reader:
    """Reads lines; `lines` become the Markdown."""

    def __init__(self, source):
        self.source, self.at = source, 0
        self.lines, self.authors, self.facts = [], [], {}
        self.title, self.included = "", 0

    def read(self):
        self._read_header()
        while self.at < len(self.source):
            line = self.source[self.at].rstrip()
            self.at += 1
            if line.startswith("////"):
                self._until(line)
            elif fence := _FENCE.match(line):
                self.lines += ["```", *self._until(fence[1][:3] if line[0] == "`" else line), "```"]
            elif line.startswith("|==="):
                self._read_table(self._until("|==="))
            elif line.startswith("include::"):
                self.included += 1
            else:
                self._read_line(line)

    def _until(self, end):
        """The lines up to one that is `end`, or all."""
        found = []
        while self.at < len(self.source):
            line = self.source[self.at].rstrip()
            self.at += 1
            if line == end:
                break
            found.append(line)
        return found

    def _read_header(self):
        """The title, and the lines of authors, revision and attributes below it."""
        while self.at < len(self.source) and not self.source[self.at].strip():
            self.at += 1
        heading = _HEADING.match(self.source[self.at]) if self.at < len(self.source) else None
        if not heading or len(heading[1]) > 1:
            return
        self.title = heading[2].strip()[:300]
        self.at += 1
        while self.at < len(self.source) and (line := self.source[self.at].strip()):
            if attribute := _ATTRIBUTE.match(line):
                self.facts[attribute[1]] = (attribute[2] or "")[:300]
            elif revision := _REVISION.match(line):
                self.facts["revdate"] = (revision[1] or revision[2])[:60]
            elif _AUTHOR.match(line) and not self.authors:
                self.authors = [each.split("<")[0].strip() for each in line.split(";")]
            else:
                return
            self.at += 1

    def _read_line(self, line):
        if _ATTRIBUTE.match(line) or (line and _DROPPED.match(line)):
            return
        if heading := _HEADING.match(line):
            self.lines += ["", f"{'#' * len(heading[1])} {self._inline(heading[2])}", ""]
        elif item := _ITEM.match(line):
            depth = 1 if item[1] == "-" else len(item[1])
            mark = "1." if item[1][0] == "." else "-"
            self.lines.append(f"{'   ' * (depth - 1)}{mark} {self._inline(item[2])}")
        elif title := _BLOCK_TITLE.match(line):
            self.lines += ["", f"**{self._inline(title[1])}**", ""]
        elif said := _ADMONITION.match(line):
            self.lines.append(f"**{said[1].capitalize()}:** {self._inline(said[2])}")
        elif term := _TERM.match(line):
            self.lines.append(
                f"- **{self._inline(term[1])}:** {self._inline(term[2] or '')}".rstrip()
            )
        else:
            self.lines.append(self._inline(line))

    def _inline(self, text):
        text = re.sub(r"\{([\w-]{1,60})\}", lambda m: self.facts.get(m[1], m[0]), text)
        for pattern, replacement in _INLINE:
            text = pattern.sub(replacement, text)
        return text

    def _read_table(self, lines):
        """A table by the number of cells in its first line that has any."""
        first = next((line for line in lines if line.strip()), "")
        width = max(len(_cells(first)), 1)
        cells = [cell for line in lines for cell in _cells(line)]
        rows = [cells[at : at + width] for at in range(0, len(cells), width)]
        for number, row in enumerate(rows):
            self.lines.append(f"| {' | '.join(self._inline(cell) for cell in row)} |")
            if number == 0:
                self.lines.append("|" + " --- |" * width)
        self.lines.append("")


def _cells(line):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:]]
