"""Whether a sentence says what to do, and no comment, cause or story."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.action_status import parted_at_status, status_in
from retros.exchange.reading.moments import tells_time
from retros.exchange.reading.vocabulary import INTENDING, words_of

_TICKET = re.compile(r"^(?:\w{2,8}:)?[A-Z]{1,8}-?\d{1,7}\s*(?:--|[-–—:])\s*")
_STORY = re.compile(
    r"^As (?:an? )?[\w -]{2,40}, (?:I|we) (?:want|need|would like|can)\b", re.IGNORECASE
)
_TOLD_STATE = re.compile(r"\((?:done|in progress|completed?|to ?do)\)\W*$", re.IGNORECASE)
_COMMENTS = re.compile(
    r"^(?:this|that|these|it|they) (?:should|will|would) (?:also )?"
    r"(?:help|allow|make|let|enable|reduce|prevent|improve|give|save|ensure)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|has been|have been|had been)\b", re.IGNORECASE)


def is_to_do_list(block):
    """Tell whether all items of a list have boxes and say what to do, as no form or story does."""
    leads = [plain(item.lead) for item in block.items]
    have_boxes = all(item.is_done is not None for item in block.items)
    are_told = all(len(lead.split()) > 2 and not _STORY.match(lead) for lead in leads)
    return have_boxes and are_told and any(map(intends, leads))


def commands(text):
    """Tell whether a sentence begins with what to do: no introduction to a list."""
    parts = parted_at_status(text)
    own, status, _ = status_in(_TICKET.sub("", parts[-1]))
    found = INTENDING.search(words_of(own))
    begins = bool(status or _TICKET.match(text)) or bool(found and not found.start())
    longest = 250 * len(parts)
    return begins and text[-1] not in ":：" and len(text) < longest


def intends(text):
    """Tell whether a sentence says what to do."""
    own = _TICKET.sub("", parted_at_status(text)[-1])
    words = words_of(own)
    says = bool(INTENDING.search(words)) and not _COMMENTS.match(words)
    return says or bool(_TOLD_STATE.search(own)) or status_in(own)[1] != ""


def tells_what_happened(block):
    """Tell whether each item of a list says at what time something was done, and none what to do."""
    leads = [plain(item.lead) for item in block.items]
    return len(leads) > 2 and all(tells_time(it) and not intends(it) for it in leads)


def tells_how_it_ended(item):
    """Tell whether an item below "Remediation" tells what was done to end it: "All hosts were rebuilt"."""
    text = plain(item.lead)
    return bool(_PASSIVE.search(text)) and not intends(text)


def says_what_to_do(markdown):
    """Tell whether Markdown says what to do."""
    return intends(plain(markdown))
