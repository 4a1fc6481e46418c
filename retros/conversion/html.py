"""HTML of any origin to Markdown, with every word of it."""

import re
from collections import Counter
from urllib.parse import quote

import nh3
from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

_TAGS = {
    "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "code", "dd", "del",
    "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "li", "main", "meta", "nav",
    "ol", "p", "pre", "q", "s", "samp", "section", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "title", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "role"},
    "a": {"href"},
    "img": {"alt", "src"},
    "input": {"type", "checked"},
    "meta": {"name", "property", "content"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
    "time": {"datetime"},
}
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_VOID = ("br", "hr", "img", "input", "meta")
_DEEPEST = 150
_WORD = re.compile(r"[^\W_]+")
_LAYOUT = ("div", "span", "section", "article", "main", "header", "figure", "ins")
_HEADING = re.compile(r"^h[1-6]$")
_SAFE_IN_ADDRESS = "%/:?#@!$&'*+,;=~"  # but for what ends an address in Markdown
_ABSENT = "picture-absent"  # of one whose address nobody may follow
_BLOCKS = re.compile(r"^(?:p|div|h[1-6]|[uod]l|table|pre|blockquote|li|section|article)$")


def words(text):
    """Count the words of `text`."""
    return Counter(_WORD.findall(text.casefold()))


def cleaned(html, more_schemes=()):
    """Return a soup of `html` with nothing in it that could run and only the elements that are
    read here.

    Addresses keep the schemes of the web and `more_schemes`. Content that is nested too deeply to
    walk becomes plain paragraphs.
    """
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style", "noscript", "template"},
        url_schemes={"http", "https", "mailto", *more_schemes},
        link_rel=None,
    )
    if _depth(safe) > _DEEPEST:
        lines = re.sub(r"<[^>]*>", "\n", safe).split("\n")
        safe = "".join(f"<p>{line.strip()}</p>" for line in lines if line.strip())
    return BeautifulSoup(safe, "html.parser")


def _depth(html):
    """How deeply the elements of clean HTML are nested."""
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        depth += -1 if closing else name not in _VOID
        deepest = max(deepest, depth)
    return deepest


def markdown_of(soup):
    """Convert a soup to Markdown with all its words; to plain paragraphs if it is nested too
    deeply.
    """
    _move_pictures_out_of_headings(soup)
    _unwrap_layout(soup)
    try:
        text = _Converter(heading_style="atx", bullets="-", table_infer_header=True).convert_soup(
            soup
        )
    except RecursionError:
        text = soup.get_text("\n\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _move_pictures_out_of_headings(soup):
    """A picture in a heading stands below it, where it can be shown."""
    for image in soup.select("h1 img, h2 img, h3 img, h4 img, h5 img, h6 img"):
        heading, paragraph = image.find_parent(_HEADING), soup.new_tag("p")
        heading.insert_after(paragraph)
        paragraph.append(image.extract())


def _unwrap_layout(soup):
    """Take away boxes around boxes, which mean nothing and nest deeply."""
    for box in soup.find_all(_LAYOUT):
        if box.name == "span" or box.find(_BLOCKS, recursive=False):
            box.unwrap()
        else:
            box.name = "p"


class _Converter(MarkdownConverter):
    """Markdown as people write it: escaped only where it would mean something else."""

    def escape(self, text, parent_tags):
        text = re.sub(r"([\\`*<])", r"\\\1", text)
        text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
        text = re.sub(r"(?m)^(\s*)(#{1,6}\s|>)", r"\1\\\2", text)
        return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text

    def convert_br(self, element, text, parent_tags):
        if parent_tags & {"td", "th"}:
            return "<br>"
        return " " if "_inline" in parent_tags else "\n"

    def convert_li(self, element, text, parent_tags):
        if parent_tags & {"td", "th"}:
            return f"- {text.strip()}<br>" if text.strip() else ""
        return super().convert_li(element, text, parent_tags)

    def convert_list(self, element, text, parent_tags):
        if parent_tags & {"td", "th"}:
            return f"<br>{text.strip().removesuffix('<br>')}<br>"
        return super().convert_list(element, text, parent_tags)

    convert_ul = convert_ol = convert_list

    def convert_p(self, element, text, parent_tags):
        if parent_tags & {"td", "th"}:
            return f"{text.strip()}<br>" if element.find_next_sibling() else text.strip()
        return super().convert_p(element, text, parent_tags)

    def convert_pre(self, element, text, parent_tags):
        if parent_tags & {"td", "th"}:
            return text.strip().replace("\n", "<br>")
        return super().convert_pre(element, text, parent_tags)

    def convert_summary(self, element, text, parent_tags):
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_img(self, element, text, parent_tags):
        alt, source = " ".join(element.get("alt", "").split()), element.get("src", "").strip()
        alt = self.escape(alt, parent_tags).replace("[", r"\[").replace("]", r"\]")
        return f"![{alt}]({quote(source or _ABSENT, safe=_SAFE_IN_ADDRESS)})"
