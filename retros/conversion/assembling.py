"""The parts of a converted document put together, with whatever the conversion missed."""

import re

import yaml

from retros.conversion.children import Converted
from retros.conversion.html import markdown_of, words

_MARKS = re.compile(r"[*`\\]|~~")
_MOST_NAMES = 50


def assembled(soup, *, header, endings, texts, authors, with_authors, pictures=None):
    """Return the Converted of a soup.

    `header` is {field: text} without empty ones; its title is used if the text has none. `endings`
    are [(heading, [text])] after the text. Of `texts`, all that the document holds, those with
    words that the Markdown lacks are added under their own heading. `pictures` are the contents of
    a Pictures.
    """
    has_title = _has_title(soup)
    for heading, lines in endings:
        _append(soup, heading, lines)
    body = markdown_of(soup)
    missing = _missing(texts, body)
    if missing:
        _append(soup, "Also in the document", missing)
        body = markdown_of(soup)
    header = {name: text for name, text in header.items() if text}
    if has_title:
        header.pop("title", None)
    if authors and with_authors:
        header["authors"] = authors[:_MOST_NAMES]
    left_out = 0 if with_authors else len(authors)
    return Converted(with_header(header, body), [], left_out, pictures or {})


def _has_title(soup):
    """Whether one heading stands above all others, near the beginning."""
    first, *others = soup.find_all("h1") or [None]
    return bool(first and not others and len(first.find_all_previous(["p", "li"])) < 2)


def _append(soup, heading, lines):
    if not lines:
        return
    title, items = soup.new_tag("h1"), soup.new_tag("ul")
    title.string = heading
    for line in lines:
        item = soup.new_tag("li")
        item.string = line
        items.append(item)
    soup.extend([title, items])


def _missing(texts, markdown):
    """Those of `texts` whose words are not all in `markdown`, each word there used once."""
    left, missing = words(_MARKS.sub("", markdown)), []
    for text in texts:
        needed = words(text)
        if needed - left:
            missing.append(text)
        else:
            left -= needed
    return missing


def with_header(fields, body):
    """Return Markdown with the fields above it as front matter, if there are any."""
    if not fields:
        return body
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)}---\n\n{body}"
