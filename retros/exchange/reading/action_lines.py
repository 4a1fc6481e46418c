"""Who an action item was given to and when it is due, where its own line says so."""

import re
from datetime import date

from retros.exchange.inline import plain
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.vocabulary import COLUMNS, NAMES, words_of

_NAME = r"[^\W\d_a-z][\w'’.-]*"
_FULL_NAME = rf"{_NAME}(?:\s{_NAME}){{1,2}}"
_HANDLE = re.compile(r"@(?P<name>[^\W_][\w.-]{0,38}(?:\s[^\W\d_a-z][\w’'-]{0,30}){0,2})")
_BRACKETS = re.compile(r"\s*[(\[（](?P<facts>[^()\[\]（）]{2,200})[)\]）]\s*[.。]?\s*$")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒)\s*(?P<facts>[^→]{2,80})$")
_LABELED = re.compile(
    r"(?:^|[\s.;,|–—-]+)(?P<key>[^\W\d_][^:\n.;,|–—-]{1,24}?)\s*[:：]\s*(?P<value>[^:\n]{2,60})$"
)
_HAS_TO = "to|will|should|shall|wird|soll|va|doit|debe|vai|deve|gaat|moet|zal|ska|bör"
_ASSIGNED = re.compile(
    rf"^\[?(?P<name>{_FULL_NAME})\]?(?:\s*[:：]\s+|\s+(?:{_HAS_TO})\s+(?=[a-z]))"
)
# "Ana to move the job": a single word only before a usual verb.
_ASSIGNED_SHORT = re.compile(rf"^(?P<name>{_NAME})\s+(?:to|will)\s+(?=(?P<verb>[a-z]+)\b)")
_LISTED = re.compile(r"^\[?(?P<name>[^:\-–—\]\n]{2,40}?)\]?\s*(?::|\s[-–—]|\s(?:to|will)\b)\s+")
_AT_THE_END = re.compile(rf"\s+[-–—|]\s+(?P<name>{_FULL_NAME}|@[\w.-]{{2,40}})\s*$")
_WEAK = r"on|zum|am|le|au|el|del|de|o|a|dia|op|den|date|the|of|end|d'|d’|der"
_STRONG = (
    r"due|by|before|until|til|deadline|eta|no later than|target|fällig|frist|bis|spätestens|avant|pour|"
    r"d'ici|d’ici|échéance|antes|para|hasta|até|prazo|vóór|voor|uiterlijk|tegen|vervaldatum|senast|till|"
    r"före|klart"
)
_BY = re.compile(rf"(?:[\s,;:–—(-]+)(?:(?:{_STRONG}|{_WEAK})[\s:.]+)*$", re.IGNORECASE)
_SAID = re.compile(rf"\b(?:{_STRONG}|on|am|op|den)\b|[,;:–—(-]", re.IGNORECASE)
_AFTER = re.compile(r"^\s*(?:までに|まで|迄|[.。)\]]|at \d.*)*\s*$")
_ROLE = re.compile(
    r"^(?:qa|pm|po|sre|ops|devops|dev|devs|ux|hr|legal|security|everyone|everybody|all|all teams|"
    r"(?:the )?[\w &/-]{0,30}\b(?:team|teams|lead|leads|manager|owner|group|squad|guild|engineering|engineers|developers|ops)|"
    r"(?:das )?team|équipe[\w ]{0,20}|equipo[\w ]{0,20}|equipe[\w ]{0,20}|teamet|alle|tous|todos|iedereen|alla)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Whatever stands before a date that is no due date: "the outage of 3 May 2026".
_OF = re.compile(
    r"(?<!\bof)(?<!\bfrom)(?<!\bsince)(?<!\bvom)(?<!\bdu)(?<!\bvan)(?<!\bfrån)(?<!\bthe)(?<!\bdel)(?<!\bde)(?<!\bdo)(?<!\bav)(?<!\bder)\s+$",
    re.IGNORECASE,
)
_NO_NAMES = {
    "aim", "agree", "begin", "commit", "continue", "decide", "everybody", "everyone", "have", "how", "i",
    "it", "learn", "need", "nobody", "offer", "plan", "prepare", "remember", "someone", "start", "strive",
    "team", "that", "there", "they", "this", "time", "try", "want", "we", "what", "who", "work", "you",
}  # fmt: skip
_VERBS = {
    "add", "agree", "ask", "automate", "build", "change", "check", "create", "define", "document",
    "ensure", "find", "fix", "follow", "get", "improve", "investigate", "keep", "make", "move", "plan",
    "prepare", "put", "reduce", "remove", "replace", "review", "run", "schedule", "send", "set", "share",
    "start", "stop", "talk", "test", "track", "try", "update", "upgrade", "use", "write",
}  # fmt: skip


def owner_and_due(
    text: str, year: int | None, people: frozenset[str] = frozenset()
) -> tuple[str, str, date | None, str]:
    """Return (text without them, owner, due date or None, what was taken out) of an action."""
    owner, due, taken = "", None, []
    if (match := _LISTED.match(text)) and match["name"] in people:
        text, owner, taken = text[match.end() :], match["name"], [match[0]]
    for find in 2 * _PLACES:  # what stands last is taken first, and uncovers more
        rest, name, on, said = find(text, year)
        if said and plain(rest) and not (name and owner) and not (on and due):
            text, owner, due = rest, owner or name, due or on
            taken.append(said)
    return text.strip(" ,;–—-"), owner, due, " ".join(taken)


def is_name(text: str) -> bool:
    """Tell whether the text is a person's first and last name, or a handle, and nothing else."""
    return bool(re.fullmatch(rf"@[\w.-]+|{_FULL_NAME}", text.strip(" :")))


def _nothing(text):
    return text, "", None, ""


def _in_brackets(text, year):
    return _facts_in(text, _BRACKETS.search(text), year)


def _after_an_arrow(text, year):
    return _facts_in(text, _ARROW.search(text), year)


def _facts_in(text, match, year):
    """The facts that a part of the line holds and nothing else."""
    if not match:
        return _nothing(text)
    owner, due = facts_of(match["facts"], year)
    if not (owner or due):
        return _nothing(text)
    return text[: match.start()], owner, due, match["facts"]


def facts_of(said: str, year: int | None) -> tuple[str, date | None]:
    """Return (owner, due date) of "owner: design, due 2026-05-01"; empty if it says anything else."""
    whole = _date_alone(said, year)
    if whole:
        return "", whole
    owner, due = "", None
    parts = [
        part.strip() for part in re.split(r"\s*[,;，、|]\s*|\s+[-–—]\s+", said) if part.strip()
    ]
    has_date = any(_date_alone(part, year) for part in parts)
    for part in parts:
        key, _, value = part.replace("：", ":").partition(":")
        on = _date_alone(part, year)
        if on:
            due = due or on
        elif _is_label(key, "owner") and value.strip():
            owner = value.strip()
        elif name := _owner_without_colon(part):
            owner = name
        elif not owner and _is_owner(part, alone=not has_date):
            owner = part.lstrip("@")
        else:
            return "", None
    return (owner, due) if len(owner) <= 80 else ("", None)


def _owner_without_colon(part):
    """The owner of "owner design" or "assigned to Ada"."""
    found = re.match(r"(owner|assignee|assigned to|who)\s+(\S.*)$", part, re.IGNORECASE)
    return found[2] if found else ""


def _is_label(key, role):
    return words_of(key) in COLUMNS[role]


def _date_alone(part, year):
    """The date that a part is, perhaps after a word like "due" or "bis"."""
    found = find_date(part, year=year)
    if not found or found.precision != "day" or not _AFTER.match(part[found.end :]):
        return None
    before = part[: found.start]
    key = before.rstrip(" :：")
    is_due = not before.strip() or _is_label(key, "due") or _BY.match(f" {before}")
    return found.on if is_due else None


def _is_owner(part, *, alone):
    """Whether it is somebody's name or role. A single word may be anything, but beside a date."""
    if part.startswith("@") or _ROLE.match(part):
        return True
    if re.fullmatch(_FULL_NAME, part):
        return True
    return not alone and bool(re.fullmatch(_NAME, part))


def _behind_a_label(text, year):
    """ "Fix it. Owner: Ada", "Fix it – due: 3 May 2026"."""
    match = _LABELED.search(text)
    if not match or not match.start():
        return _nothing(text)
    if _is_label(match["key"], "owner"):
        owner = match["value"].strip(" .@")
        return text[: match.start()], owner, None, match[0]
    found = find_date(match["value"], year=year)
    if _is_label(match["key"], "due") and found:
        return text[: match.start()], "", found.on, match[0]
    return _nothing(text)


def _at_the_end(text, year):
    match = _AT_THE_END.search(text)
    if not match or not match.start():
        return _nothing(text)
    return text[: match.start()], match["name"].lstrip("@"), None, match["name"]


def _due(text, year):
    """A date at the end of the line, after a word like "by" or a mark."""
    found = _last_date(text, year)
    if not found or not _AFTER.match(text[found.end :]):
        return _nothing(text)
    lead = _BY.search(text[: found.start])
    is_japanese = text[found.end :].startswith(("までに", "まで", "迄"))
    is_said = is_japanese or bool(lead and _SAID.search(lead[0]))
    if not is_said and not (_YEAR.search(text[found.start :]) and _OF.search(text[: found.start])):
        return _nothing(text)
    start = lead.start() if lead else found.start
    return text[:start], "", found.on, text[start:]


def _last_date(text, year):
    """The last date of a text, as exact as a day."""
    last, at = None, 0
    while found := find_date(text[at:], year=year):
        if found.precision == "day":
            last = type(found)(found.on, "day", found.start + at, found.end + at)
        at += found.end
    return last


def _handle(text, year):
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
    rest = f"{text[: match.start()]}{text[match.start() + 1 + len(name) :]}".strip(" :,-–")
    return rest, name, None, name


def _ends(text, match):
    return not text[match.end() :].strip(" .)]")


def _name_before_a_verb(name, after):
    """ "Ada Put" is Ada, who has to put something; "Ada Berg" is a name."""
    words = name.split()
    while len(words) > 1 and (words[-1].lower() in _VERBS or len(words) > 2):
        words.pop()
    return " ".join(words)


def _assigned_to_one(text):
    match = _ASSIGNED_SHORT.match(text)
    return match if match and match["verb"] in _VERBS and _may_be_a_name(match["name"]) else None


def _may_be_a_name(word):
    return word.lower() not in _NO_NAMES and not word.endswith(("ing", "ed", "s"))


def _assigned(text, year):
    """ "Ada: write it down", "Ada Berg to write it down"."""
    match = _ASSIGNED.match(text) or _assigned_to_one(text)
    if not match or match["name"].split()[0].lower() in _VERBS or words_of(match["name"]) in NAMES:
        return _nothing(text)
    return text[match.end() :], match["name"].strip(), None, match[0]


_PLACES = (
    _in_brackets, _after_an_arrow, _behind_a_label, _at_the_end, _handle, _due, _assigned
)  # fmt: skip
