"""How our own documents say things, with the way back: what one function writes another reads.

Texts of people stand in the document as they wrote them, with their headings set deeper than ours.
Where such a text would be taken for a line of ours, a backslash before it says that it is none.
"""

import json
import re
from datetime import date

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^( {0,3})(#+)(?=[ \t]|$)")
_LEFT_OPEN = "<!-- The block above was left open. -->"


def nested(text, depth):
    """Return Markdown `text` with its headings `depth` levels deeper.

    Code stays as it is, and open blocks are closed. Headings deeper than six are none for other
    programs; `raised` still reads them.
    """
    lines, fence = [], ""
    for line in escaped(text.strip("\n"), re.escape(_LEFT_OPEN)).split("\n"):
        fence, was_code = code_after(line, fence), bool(fence)
        if not fence and not was_code:
            line = _HEADING.sub(lambda match: match[1] + "#" * depth + match[2], line)
        lines.append(line)
    if fence:  # an open block would swallow the rest of the document
        lines += [fence, _LEFT_OPEN]
    return "\n".join(lines)


def raised(text, depth):
    """Undo `nested`."""
    lines, fence = text.strip("\n").split("\n"), ""
    if lines[-1] == _LEFT_OPEN:
        del lines[-2:]
    for number, line in enumerate(lines):
        fence, was_code = code_after(line, fence), bool(fence)
        heading = None if fence or was_code else _HEADING.match(line)
        if heading and len(heading[2]) > depth:
            lines[number] = heading[1] + line[heading.start(2) + depth :]
    return unescaped("\n".join(lines), re.escape(_LEFT_OPEN))


def code_after(line, fence):
    """Return the fence of the code block that is open after `line`, or "". `fence` was open
    before.
    """
    mark = _FENCE.match(line)
    if mark and fence in ("", mark[1]):
        return "" if fence else mark[1]
    return fence


def outside_code(lines):
    """Return [(line, whether it is outside code blocks)]."""
    fence, found = "", []
    for line in lines:
        was_code, fence = bool(fence), code_after(line, fence)
        found.append((line, not fence and not was_code))
    return found


def escaped(text, pattern):
    """Put a backslash before each line of `text` that `pattern` or an escaped one matches."""
    return re.sub(rf"^(\\*(?:{pattern}))", r"\\\1", text, flags=re.MULTILINE)


def unescaped(text, pattern):
    """Undo `escaped`."""
    return re.sub(rf"^\\(\\*(?:{pattern}))", r"\1", text, flags=re.MULTILINE)


def to_one_line(text):
    """Write `text` on one line, as a JSON string if it would not be read back the same."""
    odd = "\n" in text or text != text.strip() or _json_text(text) is not None
    return json.dumps(text, ensure_ascii=False) if odd else text


def from_one_line(line):
    """Undo `to_one_line`."""
    found = _json_text(line.strip())
    return line.strip() if found is None else found


def _json_text(text):
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def facts(pairs):
    """Write (label, value) pairs as one paragraph, a line each, without empty values."""
    return "  \n".join(f"{label}: {to_one_line(str(value))}" for label, value in pairs if value)


def facts_in(lines, labels):
    """Read a paragraph of facts at the start of `lines`: ({label: value}, the lines below)."""
    found = {}
    lines = lines[next((n for n, line in enumerate(lines) if line.strip()), len(lines)) :]
    for number, line in enumerate(lines):
        label, colon, value = line.partition(": ")
        if not colon or label not in labels or label in found:
            return found, lines[number:]
        found[label] = from_one_line(value)
    return found, []


def item(text):
    """Write a list item; its further lines are indented so that they stay inside."""
    first, *rest = text.split("\n")
    return "\n".join([f"- {first}", *(line and f"  {line}" for line in rest)])


def items_in(lines):
    """Read list items: ([text of each], [lines outside of them])."""
    items, outside = [], []
    for line in lines:
        if line.startswith("- ") or line == "-":
            items.append([line[2:]])
        elif items and (line.startswith("  ") or not line):
            items[-1].append(line[2:])
        elif line.strip():
            outside.append(line)
    return ["\n".join(found).rstrip("\n") for found in items], outside


def value_called(choices, label):
    """Return the value with this label among `choices`, [(value, label)], or ""."""
    return next((value for value, known in choices if str(known) == label), "")


def day_in(text):
    """Parse `text` as a date; return None if it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
