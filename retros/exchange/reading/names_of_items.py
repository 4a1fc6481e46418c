"""Whether an item of a list only names what is nested in it, or is an entry with its details."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.action_facts_below import is_fact_below
from retros.exchange.reading.intents import commands, intends

_LABELED_LINE = re.compile(r"^(?:\*\*|__)?[^\W\d_][^:：\n]{1,24}[:：]")
_DID = re.compile(r"\w\s+(?!needed|required|planned)\w{3,}ed:?$")


def only_names(item, *, of_actions=False):
    """Tell whether an item is a short name above the entries nested in it.

    Those say more of one thing where all have labels, "Problem: …", "Solution: …", or where they
    tell who does the action, or what it did.
    """
    if not item.nested or not _is_short(item.lead) or _are_labeled(item):
        return False
    return not (of_actions and (_tells_who_does_it(item) or _only_explains(item)))


def _is_short(lead):
    words = len(plain(lead).split())
    is_bold = lead.strip().rstrip(":").endswith("**")
    return 0 < words <= 2 or (0 < words <= 5 and (is_bold or lead.rstrip().endswith(":")))


def _are_labeled(item):
    return len(item.nested) > 1 and all(_LABELED_LINE.match(inner.lead) for inner in item.nested)


def _tells_who_does_it(item):
    return any(is_fact_below(inner.lead) for inner in item.nested)


def _only_explains(item):
    """Whether what is nested says what an action did: "Defaults aligned:", "TIMEOUT=15"."""
    says_what = _DID.search(plain(item.lead)) or commands(plain(item.lead).rstrip(":："))
    return says_what and not any(intends(plain(inner.lead)) for inner in item.nested)
