"""Web pages that Google Docs downloads: their links lead by way of Google, comments stand at the end."""

from urllib.parse import parse_qs, urlsplit

_REDIRECTS = ("www.google.com", "google.com")
_REFERENCE = "a[id^=cmnt_ref]"  # "[a]" in the text
_COMMENT = "a[id^=cmnt]:not([id^=cmnt_ref])"  # "[a]" before the comment


def arrange(soup):
    """Give links the address they lead to, and return the texts of comments, taken out of the soup."""
    for link in soup.find_all("a", href=True):
        link["href"] = _destination(link["href"])
    for reference in soup.select(_REFERENCE):
        reference.decompose()
    comments = []
    for mark in soup.select(_COMMENT):
        whole = mark.find_parent("div") or mark.parent
        if mark.decomposed or whole is None or whole.select_one("h1, h2, h3"):
            continue
        mark.decompose()
        comments.append(" ".join(whole.get_text(" ").split()))
        whole.decompose()
    return [comment for comment in comments if comment]


def _destination(address):
    """The address in "https://www.google.com/url?q=…", or the address itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.hostname not in _REDIRECTS or parts.path != "/url":
        return address
    asked = parse_qs(parts.query).get("q", [""])[0]
    return asked if asked.startswith(("https://", "http://", "mailto:")) else address
