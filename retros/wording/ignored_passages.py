"""Passages that the rules skip: quotes, code, links and addresses."""

import re

# Each with a character without which it can't be there: most texts hold none of them, and looking
# for one is quick. None runs further than some hundred characters from where it began, unless it
# then goes on behind its end: the time grows with the text, whatever the text is.
_PARTS = [
    (sign, re.compile(pattern, re.MULTILINE))
    for sign, pattern in (
        ("```", r"^ {0,3}```[^\n]*\n(?:(?! {0,3}```)[^\n]*\n)*(?: {0,3}```[^\n]*|[^\n]*\Z)"),
        ("~~~", r"^ {0,3}~~~[^\n]*\n(?:(?! {0,3}~~~)[^\n]*\n)*(?: {0,3}~~~[^\n]*|[^\n]*\Z)"),
        ("`", r"`[^`\n]{1,300}`"),
        (">", r"^ {0,3}>[^\n]*"),
        ("“", r"“[^“”\n]{1,600}”"),
        ("„", r"„[^„“”\n]{1,600}[“”]"),
        ("«", r"«[^«»\n]{1,600}»"),
        ('"', r'(?<!\w)"[^"\n]{1,600}"(?!\w)'),
        ("‘", r"(?<!\w)‘[^‘’\n]{1,300}’(?!\w)"),
        ("](", r"\]\([^()\[\]\s]{1,600}\)"),
        ("://", r"\b(?:https?|ftp)://[^\s<>)\]]{1,2000}"),
        ("www.", r"\bwww\.[^\s<>)\]]{1,600}"),
        ("@", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}"),
        ("<", r"<[a-zA-Z/!][^<>\n]{0,300}>"),
    )
]


def blank_ignored_passages(text):
    """Return `text` with skipped passages blanked out, so that offsets stay valid."""
    for sign, part in _PARTS:
        if sign in text:
            text = part.sub(_blank, text)
    return text


def _blank(part):
    return "".join("\n" if character == "\n" else "\x00" for character in part[0])
