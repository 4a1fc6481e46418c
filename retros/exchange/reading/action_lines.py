"""Who an action item was given to and when it is due, where its own line says so."""

import re
from datetime import date

from retros.exchange.inline import plain
from retros.exchange.reading.action_facts import (
    AFTER,
    BY,
    FULL_NAME,
    NAME,
    STRONG,
    VAGUE,
    Line,
    date_alone,
    doer_in,
    facts_of,
    is_known_owner,
    is_label,
    may_be_a_name,
    parted_at_vague,
)  # fmt: skip
from retros.exchange.reading.dates import Near, find_date
from retros.exchange.reading.markdown.marked_actions import marked
from retros.exchange.reading.vocabulary import INTENDING, NAMES, words_of

_HANDLE = re.compile(r"@(?P<name>[^\W_][\w.-]{0,38}(?:\s[^\W\d_a-z][\w’'-]{0,30}){0,2})")
_BRACKETS = re.compile(r"\s*[(\[（](?P<facts>[^()\[\]（）]{1,200})[)\]）]\s*[.。]?\s*$")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒)\s*(?P<facts>[^→]{2,80})$")
_LABELED = re.compile(
    r"(?:^|[\s.;,|–—-]+)(?P<key>[^\W\d_][^:\n.;,|–—-]{1,24}?)\s*[:：]\s*(?P<value>[^:\n]{2,60})$"
)
_HAS_TO = "is to|are to|to|will|should|shall|wird|soll|va|doit|debe|vai|deve|gaat|moet|zal|ska|bör"
_ASSIGNED = re.compile(rf"^\[?(?P<name>{FULL_NAME})\]?(?:\s*[:：]\s+|\s+(?:{_HAS_TO})\s+(?=[a-z]))")
# "Ana to move the job": a single word only before a usual verb.
_ASSIGNED_SHORT = re.compile(
    rf"^(?P<name>{NAME})\s+(?:is to|are to|to|will)\s+(?=(?P<verb>[a-z]+)\b)"
)
_LISTED = re.compile(
    rf"^(?P<open>[\[(])?(?P<name>[^:：\-–—→=\])\n]{{2,40}}?)(?(open)[\])]|)"
    rf"\s*(?:[:：]\s*(?:to\s+)?|\s(?:[-–—→]|->|=>)\s+|\s(?:{_HAS_TO})\s+|(?(open)\s+|(?!)))(?=\S)"
)
_LABELED_FIRST = re.compile(
    r"^(?P<key>[^\W\d_][^:：\n]{1,24}?)\s*[:：]\s*(?P<value>[^:：,;.|\n]{2,40}?)"
    r"\s*(?:\s[-–—|]\s|[,;.|])\s*(?=\S)"
)
_TICKET_BEHIND = re.compile(r"\s*[(\[](?:#\d+|[A-Z][A-Z\d]{1,9}-\d+)[)\]]\s*$")
_LABEL_OF_ACTION = re.compile(r"^Action(?: \d{1,3})?(?P<who>)\s?[:：]\s+(?P<rest>\S.*)$")
_DASHED = re.compile(r"\s+[-–—|]\s+")
_SAID = re.compile(rf"\b(?:{STRONG}|on|am|op|den)\b|[,;:–—(-]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Whatever stands before a date that is no due date: "the outage of 3 May 2026".
_OF = re.compile(
    r"(?<!\bof)(?<!\bfrom)(?<!\bsince)(?<!\bvom)(?<!\bdu)(?<!\bvan)(?<!\bfrån)(?<!\bthe)(?<!\bdel)(?<!\bde)(?<!\bdo)(?<!\bav)(?<!\bder)\s+$",
    re.IGNORECASE,
)
_VERBS = {
    "add", "agree", "ask", "automate", "build", "change", "check", "create", "define", "document",
    "ensure", "find", "fix", "follow", "get", "improve", "investigate", "keep", "make", "move", "plan",
    "prepare", "put", "reduce", "remove", "replace", "review", "run", "schedule", "send", "set", "share",
    "give", "hand", "order", "talk", "start", "stop", "test", "track", "try", "update", "upgrade", "use", "write",
}  # fmt: skip
# "Capacity Planning: …" names what it is about, not who does it.
_SUBJECTS = {
    "alerting", "alerts", "analysis", "audit", "automation", "backup", "backups", "budget",
    "capacity", "checks", "cleanup", "communication", "configuration", "deployment",
    "documentation", "failover", "fix", "improvement", "improvements", "investigation", "logging",
    "logs", "mapping", "metrics", "migration", "mitigation", "monitoring", "planning", "policy",
    "procedure", "process", "processes", "readiness", "review", "runbook", "runbooks", "schedule",
    "testing", "tests", "tooling", "training", "update", "updates", "validation",
}  # fmt: skip


def owner_and_due(
    text: str, near: Near | None, people: frozenset[str] = frozenset(), topic: str = ""
) -> tuple[str, str, date | None, str]:
    """Return (text without them, owner, due date or None, what was taken out) of an action.

    `topic` begins it in bold: it is an owner only where it names people who are known.
    """
    line = Line(near, people, topic)
    text, ticket = _without_ticket(text)
    owner, due, taken = "", None, []
    for find in 2 * _PLACES:  # what stands last is taken first, and uncovers more
        rest, name, on, said = find(text, line)
        if said and plain(rest) and not (name and owner) and not (on and due):
            text, owner, due = rest, owner or name, due or on
            taken.append(said)
    return text.strip(" ,;–—-") + ticket, owner, due, " ".join(taken)


def _without_ticket(text):
    """(text, number of a ticket behind it), where somebody is named before: "Fix it - @ada (#12)"."""
    match = _TICKET_BEHIND.search(text)
    is_behind = match is not None and "@" in text[: match.start()]
    return (text[: match.start()], match[0]) if is_behind else (text, "")


def is_name(text: str) -> bool:
    """Tell whether the text is a person's first and last name, or a handle, and nothing else."""
    return bool(re.fullmatch(rf"@[\w.-]+|{FULL_NAME}", text.strip(" :")))


def _nothing(text):
    return text, "", None, ""


def _marked(text, line):
    """ "AI (Ada): write it down", "TODO(@ada): write it down"."""
    match = marked(text) or _LABEL_OF_ACTION.match(text)
    who = (match["who"] or "").strip(" @") if match else ""
    return (match["rest"], who, None, text[: match.start("rest")]) if match else _nothing(text)


def _listed(text, line):
    """ "Ada: write it down", "[Ada] write it down", where Ada is known to be somebody."""
    match = _LISTED.match(text)
    if not match or not line.are_people(match["name"]):
        return _nothing(text)
    return text[match.end() :], match["name"].lstrip("@"), None, match[0]


def _in_brackets(text, line):
    return _facts_in(text, _BRACKETS.search(text), line)


def _after_an_arrow(text, line):
    return _facts_in(text, _ARROW.search(text), line)


def _facts_in(text, match, line):
    """The facts that a part of the line holds and nothing else."""
    if not match:
        return _nothing(text)
    said, vague = parted_at_vague(match["facts"])
    owner, due = facts_of(said, line, by=vague)
    if not (owner or due):
        return _nothing(text)
    return text[: match.start()] + (f" ({vague})" if vague else ""), owner, due, said


def _behind_a_label(text, line):
    """ "Fix it. Owner: Ada", "Fix it – due: 3 May 2026"."""
    match = _LABELED.search(text)
    if not match or not match.start():
        return _nothing(text)
    if is_label(match["key"], "owner"):
        owner, _, rest = match["value"].strip(" .@").partition(",")
        due = date_alone(rest, line) if rest else None
        owner = owner if due else match["value"].strip(" .@")
        return text[: match.start()], owner, due, match[0]
    found = find_date(match["value"], near=line.near)
    if not is_label(match["key"], "due") or not found:
        return _nothing(text)
    if found.precision != "quarter":
        return text[: match.start()], "", found.on, match[0]
    rest, owner, _, said = _behind_a_label(text[: match.start()], line)
    return (rest + match[0], owner, None, said) if owner else _nothing(text)


def _before_the_rest(text, line):
    """ "Owner: Ada – fix it"."""
    match = _LABELED_FIRST.match(text)
    if not match or not is_label(match["key"], "owner"):
        return _nothing(text)
    return text[match.end() :], match["value"].strip(" @"), None, match[0]


def _at_the_end(text, line):
    """ "Fix it – Ada – 3 May", "Fix it – Ada – end of Q1": what stands between dashes."""
    for dash in list(_DASHED.finditer(text))[-2:]:
        said = text[dash.end() :].strip()
        parts = _DASHED.split(said)
        vague = parts.pop() if len(parts) > 1 and VAGUE.match(parts[-1]) else ""
        owner, due = facts_of(" – ".join(parts), line)
        if dash.start() and (owner or due):
            rest = f"{text[: dash.start()]} – {vague}" if vague else text[: dash.start()]
            return rest, owner, due, said
    return _nothing(text)


def _after_commas(text, line):
    """ "Fix it, QA, by 3 May"."""
    rest, *facts = text.rsplit(",", 2)
    owner, due = (part.strip() for part in facts) if len(facts) == 2 else ("", "")
    on = date_alone(due, line) if owner and is_known_owner(owner, line) else None
    return (rest, owner, on, f"{owner} {due}") if on else _nothing(text)


def _behind_a_colon(text, line):
    """ "Fix it: Ada, Bo"."""
    rest, colon, name = text.rpartition(":")
    if not colon or " " not in rest.strip() or not line.are_people(name):
        return _nothing(text)
    return rest, name.strip(), None, name


def _due_first(text, line):
    """ "Due 3 May – fix it"."""
    dash = _DASHED.search(text)
    on = date_alone(text[: dash.start()], line) if dash else None
    return (text[dash.end() :], "", on, text[: dash.start()]) if on else _nothing(text)


def _due(text, line):
    """A date at the end of the line, after a word like "by" or a mark."""
    found = _last_date(text, line)
    if not found or not AFTER.match(text[found.end :]):
        return _nothing(text)
    lead = BY.search(text[: found.start])
    is_japanese = text[found.end :].startswith(("までに", "まで", "迄"))
    is_said = is_japanese or bool(lead and _SAID.search(lead[0]))
    if not is_said and not (_YEAR.search(text[found.start :]) and _OF.search(text[: found.start])):
        return _nothing(text)
    start = lead.start() if lead else found.start
    return text[:start], "", found.on, text[start:]


def _last_date(text, line):
    """The last date of a text, as exact as a day."""
    last, at = None, 0
    while found := find_date(text[at:], near=line.near):
        if found.precision == "day":
            last = type(found)(found.on, "day", found.start + at, found.end + at)
        at += found.end
    return last


def _doing(text, line):
    """ "Ada books a room", where Ada is known to be somebody."""
    name = doer_in(text, line)
    return (
        (text[text.index(name) + len(name) :].lstrip("] "), name, None, name)
        if name
        else _nothing(text)
    )


def _handle(text, line):
    """Somebody who is mentioned at the start or at the end."""
    found = [
        m for m in _HANDLE.finditer(text) if not text[: m.start()].strip(" -*") or _ends(text, m)
    ]
    if not found:
        return _nothing(text)
    match = found[0]
    name = (
        match["name"]
        if _ends(text, match)
        else _name_before_a_verb(match["name"], text[match.end() :])
    )
    after = text[match.start() + 1 + len(name) :]
    has_to = re.match(rf"\s+(?:{_HAS_TO})\s+", after)
    if has_to and not match.start():
        return after[has_to.end() :], name, None, name + has_to[0]
    return f"{text[: match.start()]}{after}".strip(" :,-–"), name, None, name


def _ends(text, match):
    return not text[match.end() :].strip(" .)]")


def _name_before_a_verb(name, after):
    """ "Ada Put" is Ada, who has to put something; "Ada Berg" is a name."""
    words = name.split()
    while len(words) > 1 and (words[-1].lower() in _VERBS or len(words) > 2):
        words.pop()
    return " ".join(words)


def _assigned_to_one(text, line):
    match = _ASSIGNED_SHORT.match(text)
    if not match or not (match["verb"] in _VERBS or is_known_owner(match["name"], line)):
        return None
    return match if may_be_a_name(match["name"]) or is_known_owner(match["name"], line) else None


def _assigned(text, line):
    """ "Ada: write it down", "Ada Berg to write it down"."""
    match = _ASSIGNED.match(text) or _assigned_to_one(text, line)
    words = words_of(match["name"]) if match else ""
    begins = INTENDING.match(words)
    is_verb = begins and begins[0] != "will"
    is_topic = bool(words) and words == words_of(line.topic) and not line.are_people(match["name"])
    if not match or is_verb or is_topic or words in NAMES or _SUBJECTS.intersection(words.split()):
        return _nothing(text)
    return text[match.end() :], match["name"].strip(), None, match[0]


_PLACES = (
    _marked, _listed, _in_brackets, _after_an_arrow, _behind_a_label,
    _behind_a_label,  # "Owner: Ada. Due: 3 May": one behind the other
    _before_the_rest, _after_commas, _at_the_end, _due_first, _handle, _due, _behind_a_colon,
    _assigned, _doing,
)  # fmt: skip
