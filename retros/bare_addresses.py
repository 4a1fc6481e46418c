"""Addresses that stand in a Markdown text as they are become links: a rule for markdown-it."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Chinese and Japanese have no spaces: their characters and full-width marks end an address.
_OTHERS = '\\s<>"`|\\\\“”„«»‹›\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef\ufdd0'
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9_@./-])(?:https?://(?=[^\W_]|\[)|www\.(?=[\w-]+\.\w))[^{_OTHERS}]+",
    re.IGNORECASE,
)
_MARKS_AT_THE_END = ".,;:!?'’*_~…"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LINK_TAG = re.compile(r"<(/?)a(?=[\s>])", re.IGNORECASE)


def link_bare_addresses(state: StateCore) -> None:
    """Make links of "https://…" and "www.…" outside of code and links.

    Marks behind an address are not part of it, nor are brackets that it does not open. Takes time
    in proportion to the text. Does nothing where `env` has no `links`: plain text needs none.
    """
    if not state.env.get("links"):
        return
    for block in state.tokens:
        if block.type == "inline" and _ADDRESS.search(block.content):
            block.children = list(_with_links(block.children or []))


def _with_links(tokens):
    inside = 0  # links that are open, in Markdown or HTML
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            inside += token.nesting
        elif token.type == "html_inline" and (tag := _LINK_TAG.match(token.content)):
            inside = max(0, inside - 1) if tag[1] else inside + 1
        if token.type == "text" and not inside:
            yield from _split(token)
        else:
            yield token


def _split(token):
    at = 0
    for match in _ADDRESS.finditer(token.content):
        address = _without_marks_behind(match[0])
        if at < match.start():
            yield _text(token.content[at : match.start()], token.level)
        at = match.start() + len(address)
        yield from _link(address, token.level)
    if at < len(token.content):
        yield _text(token.content[at:], token.level)


def _without_marks_behind(address):
    spare = {end: address.count(end) - address.count(start) for end, start in _PAIRS.items()}
    end = len(address)
    while address[end - 1] in _MARKS_AT_THE_END or spare.get(address[end - 1], 0) > 0:
        if address[end - 1] in spare:
            spare[address[end - 1]] -= 1
        end -= 1
    return address[:end]


def _link(address, level):
    leads_to = address if address.lower().startswith("http") else f"https://{address}"
    yield Token("link_open", "a", 1, attrs={"href": leads_to}, level=level)
    yield _text(address, level + 1)
    yield Token("link_close", "a", -1, level=level)


def _text(content, level):
    return Token("text", "", 0, content=content, level=level)
