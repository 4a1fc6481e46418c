"""Cells that a spreadsheet would run as a formula: guarded on the way out, bare on the way in."""

import re

_GUARD = "'"
# What starts a formula, also behind spaces and characters without width, and in full width. A cell
# that begins with the guard itself gets another one, or the way back would take its own away.
_RISKY = r"['\t\r\n]|[\s\ufeff\u200b-\u200f\u2060]*+[=+\-@|%＝＋－＠｜％]"
_TO_GUARD = re.compile(_RISKY)
_GUARDED = re.compile(rf"{_GUARD}(?:{_RISKY})")


def guarded(cell):
    """`cell` as a text that no spreadsheet runs."""
    return _GUARD + cell if _TO_GUARD.match(cell) else cell


def bare(cell):
    """`cell` without the guard that `guarded` put before it; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell
