"""Web pages in one file with their pictures (MHTML): Confluence's ".doc", and pages that browsers save."""

from email.parser import BytesParser
from email.policy import default
from urllib.parse import unquote

from retros.conversion import web_page
from retros.conversion.packages import Refused

_MOST_PARTS = 500
_CONFLUENCE = "exported from confluence"
_NO_PAGE = "This file contains no web page. Please export it again, or save it as .html or .docx."


def convert(data, *, with_authors):
    """Return the Converted of the bytes of a MIME message. Raises packages.Refused."""
    message = BytesParser(policy=default).parsebytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if len(parts) > _MOST_PARTS:
        raise Refused(f"This file contains {len(parts):,} parts. The limit is {_MOST_PARTS}.")
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise Refused(_NO_PAGE)
    files = {}
    for part in parts:
        if part is not page:
            files |= dict.fromkeys(_names(part), part)
    return web_page.convert(
        _text(page).encode("utf-8", "replace"),
        with_authors=with_authors,
        file_at=lambda address: _content(files, address),
        is_confluence=_CONFLUENCE in str(message["subject"]).lower(),
    )


def _text(part):
    content = part.get_payload(decode=True) or b""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # an encoding that nobody knows
        return content.decode("utf-8", "replace")


def _names(part):
    """What a page may call this part: its address, the end of it, its id."""
    address = str(part["content-location"] or "").strip()
    number = str(part["content-id"] or "").strip().strip("<>")
    names = [address, address.rpartition("/")[2], number and f"cid:{number}"]
    return [unquote(name) for name in names if name]


def _content(files, address):
    """The bytes of the picture that a page calls so, or None."""
    address = unquote(address)
    part = files.get(address) or files.get(address.rpartition("/")[2])
    is_picture = part is not None and part.get_content_maintype() in ("image", "application")
    return (part.get_payload(decode=True) or None) if is_picture else None
