"""The marks of Jira's wiki text, in its CSV exports, as Markdown."""

import re

_WORDLESS = re.compile(r"\{(?:color|quote|panel|noformat|code|anchor)(?::[^{}\n]{0,200})?\}")
_INLINE_CODE = re.compile(r"\{\{([^{}\n]{1,500})\}\}")
_LINK = re.compile(r"\[([^\[\]|\n]{1,300})\|(https?://[^\s\[\]|]{1,1000})(?:\|[^\[\]\n]{0,100})?\]")
_HEADING = re.compile(r"^h[1-6]\.[ \t]+(.+)$", re.MULTILINE)
_BOLD = re.compile(r"(?<![\w*])\*(?! )([^*\n]{1,300}?)(?<! )\*(?![\w*])")


def is_jira(header: list[str]) -> bool:
    """Return whether these are columns of Jira's export of issues."""
    return {"issue key", "summary"} <= {name.strip().lower() for name in header}


def without_marks(text: str) -> str:
    """Return wiki text as Markdown; colors, panels and quotes leave only their words."""
    text = _INLINE_CODE.sub(r"`\1`", _WORDLESS.sub("", text))
    text = _BOLD.sub(r"**\1**", _LINK.sub(r"[\1](\2)", text))
    return _HEADING.sub(r"**\1**", text)
