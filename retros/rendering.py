"""Markdown to safe HTML: with the search snippets, the only place that marks text safe.

Cleaning comes last, on the finished HTML, so that no trick in the Markdown can pass it.
"""

import markdown
import nh3
from django.utils.safestring import mark_safe

_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5",
    "h6", "hr", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_HEADING_SHIFT = 2  # "# Title" becomes h3: pages own h1 and h2


def _without_images(text):
    """Remote images would tell other sites who reads; their description stays as a link text."""
    return text.replace("![", "[")


def render_markdown(text):
    """The HTML of `text`, safe to put into a page.

    Links get rel="nofollow noopener"; images, styles, classes and ids are dropped. Linear in the
    length of the text; raises nothing for any text.
    """
    if not text.strip():
        return ""
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "sane_lists", "nl2br"], output_format="html"
    )
    html = converter.convert(_without_images(text))
    for level in range(6, 0, -1):
        shifted = min(level + _HEADING_SHIFT, 6)
        html = html.replace(f"<h{level}>", f"<h{shifted}>").replace(
            f"</h{level}>", f"</h{shifted}>"
        )
    return mark_safe(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href", "title"}, "td": {"align"}, "th": {"align"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener",
        )
    )


def plain_text(text):
    """The words of Markdown `text` without its marks, for one-line excerpts and the index."""
    cleaned = nh3.clean(markdown.markdown(_without_images(text)), tags=set())
    return " ".join(nh3.clean(cleaned, tags=set()).split())
