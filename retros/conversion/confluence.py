"""Pages that Confluence exports: their title, space, people, macros, tasks and comments."""

import re

from bs4 import NavigableString

_POSTED = re.compile(r"\bPosted by (?P<name>.{1,100}?)\s+at\s")
_UNNAMED = "Click here to expand..."  # what nobody has named
_BY = re.compile(
    r"\b(?:by|modified by|updated by) (?P<name>[^,\n]{1,100}?)(?=,| on |, last| last |$)"
)


def is_export(soup):
    """Return whether Confluence wrote this page."""
    return bool(soup.select_one("#title-heading, .page-metadata, #main-content.wiki-content"))


def arrange(soup, header, authors, *, with_authors):
    """Make the macros of a page plain, and take out what stands around its text.

    Fills `header` and `authors`. Returns ([comment], [text around]) of what was taken out.
    """
    _take_title(soup, header)
    _use_tasks(soup)
    _use_macros(soup)
    about = _taken(soup, ".page-metadata")
    comments = _taken(soup, ".pageSection:has(#comments), #comments", one_by_one="td")
    _find_authors([*about, *comments], soup, authors)
    if not with_authors:
        about, comments = (
            [_without(authors, text) for text in texts] for texts in (about, comments)
        )
    tree = [f"Page tree: {text}" for text in _taken(soup, "#breadcrumb-section")]
    return comments, [*tree, *about, *_taken(soup, "#footer")]


def _take_title(soup, header):
    """ "Space : Title" names the project, too."""
    heading = soup.find(id="title-heading") or soup.find(id="title-text")
    if heading is None:
        return
    whole = " ".join(heading.get_text(" ").split())
    space, mark, title = whole.partition(" : ")
    header["title"] = title if mark and title else whole
    if mark and space:
        header["project"] = space
    heading.decompose()


def _use_tasks(soup):
    """Tasks begin with their box and end with the day that they are due."""
    _use_mentions(soup)
    for task in soup.select("ul.inline-task-list > li"):
        words = task.find("p", recursive=False) or task
        for time in words.select("time[datetime]")[:1]:
            words.append(f" (due {time['datetime'][:10]})")
            time.decompose()
        words.insert(0, "[x] " if "checked" in task.get("class", []) else "[ ] ")


def _use_mentions(soup):
    """Mentions begin with @, with commas between those that stand side by side."""
    for mention in soup.select("a.user-mention"):
        name, before = f"@{mention.get_text(strip=True).lstrip('@')}", mention.previous_sibling
        if isinstance(before, NavigableString) and not before.strip():
            before = before.previous_sibling
        if isinstance(before, NavigableString) and before.lstrip(", ").startswith("@"):
            name = f", {name}"
            mention.previous_sibling.replace_with(mention.previous_sibling.rstrip())
        mention.replace_with(NavigableString(name))


def _use_macros(soup):
    """Panels get a bold title; states, pictures of moods and empty dates become words."""
    for control in soup.select(".expand-control"):
        if control.get_text(strip=True) == _UNNAMED:
            control.decompose()
    for title in soup.select(
        ".panelHeader, .expand-control, .confluence-information-macro > .title, "
        ".confluence-information-macro > p.title"
    ):
        title.name = "p"
        for bold in title.find_all(["b", "strong"]):
            bold.unwrap()
        title.string = title.get_text(" ", strip=True)
        title.string.wrap(soup.new_tag("strong"))
    for state in soup.select(".status-macro, .aui-lozenge"):
        state.replace_with(NavigableString(f" {state.get_text(strip=True)} "))
    for mood in soup.select("img.emoticon"):
        mood.replace_with(NavigableString(f" {mood.get('alt', '')} "))
    for icon in soup.select("img[src^='images/icons/']"):  # bullets and marks of kinds of files
        icon.decompose()
    for time in soup.find_all("time"):
        if not time.get_text(strip=True):
            time.string = time.get("datetime", "")


def _taken(soup, selector, one_by_one=""):
    """The texts of what matches, taken out of the soup; of its parts, if they are named."""
    texts = []
    for element in soup.select(selector):
        if element.decomposed:
            continue
        parts = element.select(one_by_one) if one_by_one else []
        texts += [" ".join(part.get_text(" ").split()) for part in parts or [element]]
        element.decompose()
    return [text for text in texts if text]


def _find_authors(texts, soup, authors):
    for text in texts:
        for pattern in (_POSTED, _BY):
            authors += [match["name"].strip() for match in pattern.finditer(text)]
    authors[:] = dict.fromkeys(name for name in authors if name)


def _without(authors, text):
    for name in sorted(authors, key=len, reverse=True):
        text = text.replace(name, "…")
    return text
