"""Find text to review before it becomes public: people, addresses, hosts and keys."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retros.wording.people import people_in

PERSON = "This names someone who works here."
MAIL = "This looks like an email address."
HOST = "This looks like an address inside your network."
ADDRESS = "This looks like a web address. Anyone could try to open it."
PHONE = "This looks like a phone number."
KEY = "This looks like a key or a password."

# Endings that the public network does not have (RFC 6762, RFC 8375 and ICANN's .internal), and
# ones that are customary inside.
_INSIDE = "local|internal|intranet|corp|lan|home|localdomain|home\\.arpa"
_PRIVATE = r"(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){1,3}"
# In this order: what one of them took, the next ones leave alone.
_PATTERNS = [
    (MAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    # Beginnings that well-known services give their keys, and what stands behind "password:".
    (
        KEY,
        re.compile(
            r"-----BEGIN [A-Z ]{3,30}-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[opusr]_\w{16,}"
            r"|\bxox[abeprs]-[\w-]{10,}|\bsk[-_][\w-]{16,}|\bglpat-[\w-]{16,}|\beyJ[\w-]{8,}\.[\w.-]+"
            r"|(?i:\b(?:password|passwd|secret|token|api[ _-]?key)\s*[:=]\s*)[^\s,;]{4,}"
        ),
    ),
    (
        HOST,
        re.compile(
            rf"\b(?:https?://)?(?:[\w-]{{1,63}}\.){{1,5}}(?:{_INSIDE})\b[\w/.:?=&%-]*", re.I
        ),
    ),
    (HOST, re.compile(rf"\b(?:https?://)?{_PRIVATE}\b[\w/.:?=&%-]*")),
    (HOST, re.compile(r"\bhttps?://[\w-]+(?=[:/]|\s|$)\S*|\blocalhost(?::\d+)?\b", re.I)),
    (ADDRESS, re.compile(r"\b(?:https?://|www\.)\S+|\b\d{1,3}(?:\.\d{1,3}){3}\b", re.I)),
    (ADDRESS, re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]{1,9}(?![\w:])", re.I)),
    (PHONE, re.compile(r"(?<!\w)\+\d[\d ()/.-]{7,}\d")),
    # Letters and digits in a mixture that no word has.
    (KEY, re.compile(r"\b(?=\w*[A-Za-z]\w*)(?=(?:\w*?\d){4})[\w-]{20,}={0,2}")),
]


@dataclass(frozen=True)
class Disclosure:
    """`words` of a text, and the `reason` to review them."""

    words: str
    reason: str


def disclosures(text: str, *, names: Iterable[str] = ()) -> list[Disclosure]:
    """Return the Disclosures in `text` in order. `names` are display names of members."""
    found: list = []
    taken: list[tuple[int, int]] = []
    for reason, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.append((*match.span(), reason))
    for start, end in people_in(text, names):
        if not any(a < end and start < b for a, b in taken):
            found.append((start, end, PERSON))
    return [Disclosure(text[start:end], reason) for start, end, reason in sorted(found)]
