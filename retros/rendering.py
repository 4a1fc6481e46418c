"""Markdown to safe HTML: with the search snippets, the only place that marks text safe.

Cleaning comes last, on the finished HTML, so that no trick in the Markdown can pass it.
"""

import re
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from retros.models import ATTACHMENT_ADDRESS

_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5",
    "h6", "hr", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADING_SHIFT = 2  # "# Title" becomes h3: pages own h1 and h2
_RAW_PICTURE = re.compile(r"<(?=im)", re.IGNORECASE)  # of "image" a browser makes "img"
_ADDRESS = re.compile(r"(https?://|mailto:|/(?!/)|#)", re.IGNORECASE)


def _shift_headings(state):
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + _HEADING_SHIFT, 6)}"


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


def _without_pictures(renderer, tokens, index, options, env):
    """HTML as it was typed; a picture in it is shown as the text that it is."""
    return _RAW_PICTURE.sub("&lt;", tokens[index].content)


def _converter():
    # CommonMark in time that grows with the text: another library took 8 s for 20,000 brackets.
    converter = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    converter.core.ruler.push("shift_headings", _shift_headings)
    converter.add_render_rule("image", _image)
    for raw in ("html_block", "html_inline"):
        converter.add_render_rule(raw, _without_pictures)
    return converter


_CONVERTER = _converter()  # holds no state between texts, so threads may share it


def _only_known_addresses(tag, attribute, value):
    if attribute == "src":
        return value if ATTACHMENT_ADDRESS.fullmatch(value) else None
    return value if attribute != "href" or _ADDRESS.match(value) else None


def render_markdown(text: str) -> SafeString:
    """Render `text` as safe HTML.

    Links get rel="nofollow noopener"; pictures become links, except our own; scripts, styles,
    classes and ids are dropped. Never raises.
    """
    if not text.strip():
        return SafeString()
    return mark_safe(
        nh3.clean(
            _CONVERTER.render(text, {"pictures": True}),
            tags=_TAGS | {"img"},
            attributes={"a": {"href", "title"}, "img": {"src", "alt"}},
            set_tag_attribute_values={"img": {"loading": "lazy"}},
            attribute_filter=_only_known_addresses,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener",
        )
    )


def plain_text(text: str) -> str:
    """Return the words of Markdown `text` on one line, for excerpts and the index."""
    html = _CONVERTER.render(text).replace("><", "> <")
    return " ".join(unescape(nh3.clean(html, tags=set())).split())
