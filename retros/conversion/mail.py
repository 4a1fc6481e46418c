"""Mails (.eml): the subject is the title, the text is what was written, not what it answered."""

import re
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

from retros.conversion import web_page
from retros.conversion.assembling import with_header
from retros.conversion.children import Converted
from retros.conversion.packages import Refused

_MOST_PARTS = 500
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|sv|vs|rv)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- ?\n.*", re.DOTALL)
_QUOTED = re.compile(r"(?:^|\n)(?:[^\n>]{0,200}:\n+)?(?:>[^\n]*(?:\n|$))+")
_PEOPLE = ("from", "to", "cc", "reply-to", "sender")
_MOST_NAMES = 50


def convert(data, *, with_authors):
    """Return the Converted of the bytes of a mail. Raises Refused."""
    message = BytesParser(policy=default).parsebytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if len(parts) > _MOST_PARTS:
        raise Refused(f"This mail contains {len(parts):,} parts. The limit is {_MOST_PARTS}.")
    header = {"title": _PREFIX.sub("", _line(message, "subject")), "date": _day(message)}
    people = _people(message)
    if with_authors and people:
        header["authors"] = people[:_MOST_NAMES]
    text = next((part for part in parts if _is(part, "text/plain")), None)
    page = next((part for part in parts if _is(part, "text/html")), None)
    if text is not None:
        found = Converted(*_written(_content(text)))
    elif page is not None:
        found = web_page.convert(_content(page).encode("utf-8", "replace"), with_authors=False)
    else:
        raise Refused("This mail has no text. Please save its attachment and import that.")
    found.markdown = with_header({k: v for k, v in header.items() if v}, found.markdown)
    found.authors_left_out = 0 if with_authors else len(people)
    names = [part.get_filename() for part in parts if part.get_filename()]
    if names:
        shown = ", ".join(" ".join(str(name).split())[:80] for name in names[:5])
        found.warnings.append(f"Its attachments were left out: {shown}. Import them as files.")
    return found


def _is(part, kind):
    return part.get_content_type() == kind and not part.get_filename()


def _content(part):
    content = part.get_payload(decode=True) or b""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace").replace("\r\n", "\n")
    except LookupError:  # an encoding that nobody knows
        return content.decode("utf-8", "replace").replace("\r\n", "\n")


def _written(text):
    """(text, sentences on what was left out) of a mail without signature and quoted mails."""
    shorter = _SIGNATURE.sub("\n", text)
    warnings = ["Its signature was left out."] if shorter != text else []
    answer = _QUOTED.sub("\n", shorter)
    if answer != shorter and answer.strip():
        return answer, [*warnings, "The mails that it quotes were left out. Import them as well."]
    return shorter, warnings


def _line(message, name):
    return " ".join(str(message[name] or "").split())[:300]


def _day(message):
    try:
        return str(parsedate_to_datetime(_line(message, "date")).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _people(message):
    lines = [_line(message, name) for name in _PEOPLE]
    names = [name or address for name, address in getaddresses([*filter(None, lines)])]
    return list(dict.fromkeys(filter(None, names)))
