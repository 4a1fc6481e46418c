"""Markdown inside a line: its words, its plain form, and cutting it to a length."""

import html
import re
from collections import Counter
from itertools import pairwise

_PLAIN_LIMIT = 4_000  # enough for the longest plain field; keeps the patterns below quick
_WORD = re.compile(r"[^\W_]+")
# Only tags that carry no words of their own; an unknown one may be a placeholder: `<name>`.
_TAG = re.compile(
    r"</?(?:b|br|center|code|details|div|em|font|hr|i|p|small|span|strong|sub|summary|sup|u)\s*/?>",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,1000})\]"
    r"\(\s*(<?[^\s()<>]{0,2000}(?:\([^\s()]{0,300}\)[^\s()]{0,300})?>?)"
    r"(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\s*\)"
)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]{1,2000})>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|`{1,3})(?=\S)(.{1,2000}?)(?<=\S)\1", re.DOTALL)
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.{1,2000}?)(?<=\S)\1(?!\w)", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|ca|no|dr|mr|ms|\w)\.$", re.IGNORECASE)


def words(text):
    """Count the words of `text`: runs of letters or digits."""
    return Counter(_WORD.findall(html.unescape(text).casefold()))


def holds(text, source):
    """Return whether `text` has every word of `source` at least as often."""
    return not words(source) - words(text)


def plain(markdown: str) -> str:
    """Return `markdown` as plain text on one line, at most 4,000 characters. Links become their
    text.

    Addresses of links are dropped: compare with `holds` before you discard the source.
    """
    text = _TAG.sub(" ", markdown[:_PLAIN_LIMIT])
    text = _AUTOLINK.sub(r"\1", text)
    for _ in range(2):  # an image inside a link
        text = _LINK.sub(r"\1", text)
    for _ in range(3):  # bold in italics in code
        text = _UNDERSCORES.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())


def plain_with_addresses(markdown):
    """Return plain text like `plain`, line by line, with the address of each link after its text."""

    def spelled(match):
        address = match[2].strip("<>")
        return address if match[1] in ("", address) else f"{match[1]} {address}"

    lines = markdown[:_PLAIN_LIMIT].split("\n")
    return "\n".join(plain(_LINK.sub(spelled, line)) for line in lines if line.strip())


def cut(text, limit):
    """Shorten `text` to `limit` characters: whole sentences, or whole words and “…”."""
    if len(text) <= limit:
        return text
    end = max((e for e in _sentence_ends(text) if e <= limit), default=0)
    if end >= min(limit // 4, 30):
        return text[:end]
    return text[: limit - 1].rsplit(None, 1)[0].rstrip(" ,;:–—-(") + "…"


def sentences(text: str) -> list[str]:
    """Return the sentences of plain `text`, in order; the last one also without a full stop."""
    ends = [0, *_sentence_ends(text), len(text)]
    found = (text[start:end].strip() for start, end in pairwise(ends))
    return [sentence for sentence in found if sentence]


def _sentence_ends(text):
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[: match.start() + 1][-12:]):
            yield match.end()
