"""Cells that a spreadsheet would run as a formula: guarded on the way out, bare on the way in."""

import re

_GUARD = "'"
# What starts a formula, also behind spaces and characters without width, and in full width. A cell
# that begins with the guard itself gets another one, or the way back would take its own away.
_RISKY = r"['\t\r\n]|[\s\ufeff\u200b-\u200f\u2060]*+[=+\-@|%＝＋－＠｜％]"
_TO_GUARD = re.compile(_RISKY)
_GUARDED = re.compile(rf"{_GUARD}(?:{_RISKY})")


def guarded(cell):
    """Return `cell` so that spreadsheets read it as text, not as a formula."""
    return _GUARD + cell if _TO_GUARD.match(cell) else cell


def bare(cell):
    """Return `cell` without the guard that `guarded` added; other cells unchanged."""
    return cell[1:] if _GUARDED.match(cell) else cell
