"""Org mode to Markdown, line by line: what retrospectives use of it. It includes no other file."""

import re

from retros.conversion.assembling import with_header
from retros.conversion.children import Converted

_HEADLINE = re.compile(
    r"^(\*{1,8})\s+(?:(TODO|NEXT|WAITING|STARTED|DONE|CANCELLED|CANCELED)\s+)?(?:\[#\w\]\s+)?"
    r"(\S.*?)(?:\s+(?::[\w@#%:]{1,200}:))?\s*$"
)
_KEYWORD = re.compile(r"^\s*#\+(\w{1,40}):\s*(.*)$", re.ASCII)
_BLOCK = re.compile(r"^\s*#\+(begin|end)_(\w{1,40})", re.IGNORECASE)
_DRAWER = re.compile(r"^\s*:([\w-]{1,40}):\s*$")
_PLANNED = re.compile(r"^\s*(?:(?:DEADLINE|SCHEDULED|CLOSED):\s*[<\[][^<>\[\]]{0,60}[>\]]\s*)+$")
_DUE = re.compile(r"DEADLINE:\s*<(\d{4}-\d\d-\d\d)")
_RULE = re.compile(r"^\s*\|[-+|]{2,}\s*$")
_TERM = re.compile(r"^(\s*[-+*]\s+)(\S[^\n]{0,200}?)\s+::\s+(.*)$")
_INLINE = (
    (re.compile(r"\[\[(?:file:)?([^\[\]\s]{1,500}\.(?:png|jpe?g|gif|webp))\]\]"), r"![](\1)"),
    (re.compile(r"\[\[([^\[\]]{1,500})\]\[([^\[\]]{1,300})\]\]"), r"[\2](\1)"),
    (re.compile(r"\[\[(https?:[^\[\]\s]{1,500})\]\]"), r"<\1>"),
    (re.compile(r"[<\[](\d{4}-\d\d-\d\d)(?:\s[^\W\d]{1,12}\.?)?(\s\d{1,2}:\d\d)?[^<>\[\]\n]{0,40}[>\]]"), r"\1\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:<])/(?=[^\s/])([^/\n]{1,300}?)(?<=\S)/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<!\w)([=~])(?=\S)([^=~`\n]{1,300}?)(?<=\S)\1(?!\w)"), r"`\2`"),
)  # fmt: skip
_CODE = ("src", "example", "export")


def convert(data, *, with_authors):
    """Return the Converted of Org in UTF-8."""
    reader = _Reader()
    for line in data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"):
        reader.read(line.rstrip())
    facts = reader.facts
    header = {"title": facts.get("title"), "date": _inline(facts.get("date", ""))}
    header["tags"] = [tag for tag in facts.get("filetags", "").split(":") if tag.strip()][:15]
    authors = [facts["author"]] if facts.get("author") else []
    if with_authors:
        header["authors"] = authors
    markdown = with_header({k: v for k, v in header.items() if v}, "\n".join(reader.lines))
    warnings = []
    if "include" in facts:
        warnings.append("What it includes from other files was left out. Import those, too.")
    return Converted(markdown, warnings, 0 if with_authors else len(authors))


class _Reader:
    """Reads lines; `lines` become the Markdown, `facts` are its keywords."""

    def __init__(self):
        self.lines, self.facts = [], {}
        self._is_code = self._is_drawer = self._is_table = False

    def read(self, line):
        block = _BLOCK.match(line)
        if block:
            if block[2].lower() in _CODE:
                self._is_code = block[1].lower() == "begin"
                self.lines.append("```")
        elif self._is_code:
            self.lines.append(line)
        elif self._is_drawer or _DRAWER.match(line):
            self._is_drawer = line.strip().upper() != ":END:"
        elif keyword := _KEYWORD.match(line):
            self.facts.setdefault(keyword[1].lower(), keyword[2].strip()[:300])
        elif line.startswith("# ") or line == "#":  # a comment
            pass
        elif _PLANNED.match(line):
            self._read_plan(line)
        elif headline := _HEADLINE.match(line):
            self._read_headline(*headline.groups())
        else:
            self._read_text(line)

    def _read_plan(self, line):
        """Give the task above the day that it is due."""
        due = _DUE.search(line)
        if due and self.lines and self.lines[-1].startswith("- ["):
            self.lines[-1] += f" (due {due[1]})"

    def _read_headline(self, stars, state, text):
        if state:
            mark = "x" if state == "DONE" else " "
            self.lines.append(f"- [{mark}] {_inline(text)}")
        else:
            self.lines += ["", f"{'#' * min(len(stars) + 1, 6)} {_inline(text)}", ""]

    def _read_text(self, line):
        is_row = line.lstrip().startswith("|")
        if is_row and _RULE.match(line):
            return
        term = _TERM.match(line)
        self.lines.append(
            f"{term[1]}**{_inline(term[2])}:** {_inline(term[3])}" if term else _inline(line)
        )
        if is_row and not self._is_table:  # Markdown wants a rule below the first row
            self.lines.append("|" + " --- |" * (line.strip().strip("|").count("|") + 1))
        self._is_table = is_row


def _inline(text):
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
