"""How far an action item is, where its own line says so: "Status: Done – …", "… (done)"."""

import re

from retros.exchange.reading.vocabulary import STATES

_ANY = "|".join(STATES.values())
_DONE, _ENDED = STATES["done"], f"{STATES['done']}|{STATES['dropped']}"
_SAYS_MORE = re.compile(
    r"in[- ]progress|pending|not started|ongoing|planned|stalled|won[’']?t|invalid|abandoned",
    re.IGNORECASE,
)
_LABEL = r"(?:status|state|statut|estado|estatus|situação|stand|ステータス|状態|状況)\s*[:：]\s*"
_LABELED = re.compile(
    rf"^\W*(?:{_LABEL}(?P<labeled>{_ANY})(?!\w)|[(\[【（](?P<bracketed>{_ENDED})[)\]】）]"
    rf"|(?P<alone>{_ENDED})\s*[:：])[\s:：–—-]*",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^\s*(?:(?P<done>[✅✔☑])|[⏳⌛⬜🔲🚧🔄])\ufe0f?\s+(?=\S)"
)  # "✅ Test the backup"
_BEHIND = re.compile(
    rf"\s*[(\[（](?:{_LABEL})?(?P<labeled>{_ANY})[)\]）]\W*$"
    rf"|(?:\s+[-–—]\s+|\s?[:：]\s+)(?P<alone>{_DONE})\W*$",
    re.IGNORECASE,
)
# "Replaced the fan", but not "Automated tests"
_PAST = re.compile(
    r"^(?:we |i )?(?!\w*eed\b|embed\b|shed\b)(?:\w{2,}ed|ran|sent|took|made|built|rebuilt|wrote|held)"
    r" (?:the|an?|all|our|its?|this|these|both|each|every|\d+|two|three|four|five|six) ",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+(?=Status:\s)")


def status_in(line: str) -> tuple[str, str, str]:
    """Return (the line without it, "done", "dropped", "open" or "" if nothing is said, what was said)."""
    mark = _MARK.match(line)
    own = line[mark.end() :] if mark else line
    for pattern in (_LABELED, _BEHIND):
        match = pattern.search(own)
        rest = own[: match.start()] + own[match.end() :] if match else ""
        if match and rest.strip():
            said = next(filter(None, match.groupdict().values()))
            status = next(name for name, words in STATES.items() if re.fullmatch(words, said, re.I))
            return rest.strip(), status, match[0]
    marked = ("done" if mark["done"] else "open") if mark else ""
    return own, marked, ""


def more_than_status(told: str) -> str:
    """Return what a status that was told says beyond done, dropped or open: "Status: In progress"."""
    return told.strip(" \n()[]（）:–—-") if _SAYS_MORE.search(told) else ""


def tells_past(line: str) -> bool:
    """Tell whether an action is told as done: "Replaced the fan"."""
    return bool(_PAST.match(line))


def parted_at_status(text: str) -> list[str]:
    """Return the actions of a text that has run together, each with "Status:" before it.

    What stands before the first one is a part of its own.
    """
    parts = _NEXT.split(text)
    is_parted = len(parts) > 1 and text.count("Status:") >= len(parts) - 1
    return parts if is_parted else [text]
