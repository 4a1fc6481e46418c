"""Markdown to safe HTML: with the search snippets, the only place that marks text safe.

Cleaning comes last, on the finished HTML, so that no trick in the Markdown can pass it.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from retros.bare_addresses import link_bare_addresses
from retros.models import ATTACHMENT_ADDRESS, Observation

_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5",
    "h6", "hr", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_HEADING_SHIFT = 2  # "# Title" becomes h3: pages own h1 and h2
_RAW_PICTURE = re.compile(r"<(?=im)", re.IGNORECASE)  # of "image" a browser makes "img"
# Time grows with what is open at once, up to its square; nobody nests as deep in earnest.
_BRACKETS_MOST = 20
_RAW_TAGS_MOST = 100
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_PLAIN_BRACKET = "\ufdd0"  # stands for "[" where that can't begin a link; a letter of no text
# A tag that stays open until it is closed: "p", "li" and their like close each other.
_RAW_TAG = re.compile(
    r"<(/?)((?!(?:p|br|hr|li|d[td]|t[dhr]|thead|tbody|tfoot|wbr|img|input|option)\b)[a-z][^\s/>]*)",
    re.IGNORECASE,
)
# Blocks of words take the direction of their own words, what holds them that of the first ones:
# a browser looks past an element that has a direction, so theirs has to be said.
_WORDS = ("p", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "pre")
_HOLDERS = ("ul", "ol", "li", "blockquote", "table")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ADDRESS = re.compile(r"(https?://|mailto:|/(?!/)|#)", re.IGNORECASE)


def _shift_headings(state):
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + _HEADING_SHIFT, 6)}"


def _direct_holders(state):
    """Set the direction of lists, quotes and tables, in a text that has two directions."""
    if not _RIGHT_TO_LEFT.search(state.src):
        return
    opened = []
    for token in state.tokens:
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline" and (direction := _direction(token.content)):
            for holder in opened:
                if holder.tag in _HOLDERS and not holder.attrGet("dir"):
                    holder.attrSet("dir", direction)


def _direction(words):
    """That of the first letter which has one, or None."""
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return None


def _image(renderer, tokens, index, options, env):
    """One of our own pictures as such. One from elsewhere would tell other sites who reads: its
    description links to it.
    """
    token = tokens[index]
    address = str(token.attrs["src"])
    words = escape(renderer.renderInlineAsText(token.children or [], options, env))
    if env.get("pictures") and ATTACHMENT_ADDRESS.fullmatch(address):
        return f'<img src="{address}" alt="{words}">'
    return f'<a href="{escape(address)}">{words or "picture"}</a>'


def _raw_html(renderer, tokens, index, options, env):
    """HTML as it was typed. Pictures, and tags inside of too many open ones, are shown as text."""
    open_tags = env.setdefault("open_tags", Counter())

    def bounded(match):
        name = match[2].lower()
        if match[1]:
            open_tags[name] = max(0, open_tags[name] - 1)
        elif open_tags.total() >= _RAW_TAGS_MOST:
            return f"&lt;{match[2]}"
        else:
            open_tags[name] += 1
        return match[0]

    return _RAW_TAG.sub(bounded, _RAW_PICTURE.sub("&lt;", tokens[index].content))


def _bound_brackets(state):
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > _BRACKETS_MOST:
            token.content = _with_few_open(token.content)


def _with_few_open(text):
    opened, too_deep = [], []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            start = opened.pop()
            if len(opened) >= _BRACKETS_MOST:
                too_deep.append(start)
    never_closed = opened if len(opened) > _BRACKETS_MOST else []
    characters = list(text)
    for place in (*too_deep, *never_closed):
        characters[place] = _PLAIN_BRACKET
    return "".join(characters)


def _converter():
    # CommonMark in time that grows with the text: another library took 8 s for 20,000 brackets.
    converter = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    converter.core.ruler.before("inline", "bound_brackets", _bound_brackets)
    converter.core.ruler.push("shift_headings", _shift_headings)
    converter.core.ruler.push("direct_holders", _direct_holders)
    converter.core.ruler.push("link_bare_addresses", link_bare_addresses)
    converter.add_render_rule("image", _image)
    for raw in ("html_block", "html_inline"):
        converter.add_render_rule(raw, _raw_html)
    return converter


_SHORT = 300  # characters
_CONVERTER = _converter()  # holds no state between texts, so threads may share it


def _only_known_values(tag, attribute, value):
    if attribute == "src":
        return value if ATTACHMENT_ADDRESS.fullmatch(value) else None
    if attribute == "dir":
        return value if value in {"ltr", "rtl", "auto"} else None
    return value if attribute != "href" or _ADDRESS.match(value) else None


def _html(text, env):
    return _CONVERTER.render(text, env).replace(_PLAIN_BRACKET, "[")


def render_markdown(text: str) -> SafeString:
    """Render `text` as safe HTML.

    Links, and addresses without Markdown around them, get rel="nofollow noopener"; pictures become links, except our own; scripts, styles,
    classes and ids are dropped. Each block runs in the direction of its own words. Never raises.
    """
    if not text.strip():
        return SafeString()
    return mark_safe(
        nh3.clean(
            _html(text, {"pictures": True, "links": True}),
            tags=_TAGS | {"img"},
            attributes={key: {"dir"} for key in _HOLDERS}
            | {"a": {"href", "title"}, "img": {"src", "alt"}},
            set_tag_attribute_values={key: {"dir": "auto"} for key in _WORDS}
            | {"img": {"loading": "lazy"}, "table": {"tabindex": "0"}},  # a wide one scrolls
            attribute_filter=_only_known_values,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener",
        )
    )


def first_sentence(text: str, most: int) -> str:
    """Return the first sentence of Markdown `text` as plain text.

    One with more than `most` characters is cut after a word.
    """
    return cut_after_word(_SENTENCE_END.split(plain_text(text), maxsplit=1)[0], most)


def sentences(text: str) -> list[str]:
    """Return the sentences of Markdown `text` as plain text."""
    return list(filter(None, _SENTENCE_END.split(plain_text(text))))


def cut_after_word(text: str, most: int) -> str:
    """Return `text`, cut after a word if it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def plain_text(text: str) -> str:
    """Return the words of Markdown `text` on one line, for excerpts and the index.

    Lists show the same titles again and again: those of short texts are kept by each process.
    """
    return _kept_words(text) if len(text) <= _SHORT else _words(text)


@lru_cache(4096)
def _kept_words(text):
    return _words(text)


def _words(text):
    html = _html(text, {}).replace("><", "> <")
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def excerpt(item: object) -> str:
    """Return what an item says, without the marks of Markdown if it is an observation."""
    return plain_text(item.text) if isinstance(item, Observation) else str(item)
