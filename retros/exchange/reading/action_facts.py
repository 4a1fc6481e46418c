"""What a part of an action's line says of who does it and by when, if it says nothing else."""

import re
from datetime import date

from retros.exchange.reading.dates import find_date
from retros.exchange.reading.vocabulary import COLUMNS, FIRST_NAMES, INTENDING, fold, words_of

NAME = r"[^\W\d_a-z][\w'’.-]*"
FULL_NAME = rf"{NAME}(?:\s{NAME}){{1,2}}"
WEAK = r"on|zum|am|le|au|el|del|de|o|a|dia|op|den|date|the|of|end|d'|d’|der"
STRONG = (
    r"due|by|before|until|til|deadline|eta|no later than|target|fällig|frist|bis|spätestens|avant|pour|"
    r"d'ici|d’ici|échéance|antes|para|hasta|até|prazo|vóór|voor|uiterlijk|tegen|vervaldatum|senast|till|"
    r"före|klart"
)
BY = re.compile(rf"(?:[\s,;:–—(-]+)(?:(?:{STRONG}|{WEAK})[\s:.]+)*$", re.IGNORECASE)
AFTER = re.compile(r"^\s*(?:までに|まで|迄|[.。)\]]|at \d.*)*\s*$")
_ROLE = re.compile(
    r"^(?:qa|pm|po|sre|ops|operations|maintenance|support|engineering|logistics|accounting|management|leadership|facilities|finance|marketing|sales|procurement|purchasing|infra|devops|dev|devs|ux|hr|legal|security|everyone|everybody|all|all teams|"
    r"(?:the )?[\w &/-]{0,30}\b(?:team|teams|lead|leads|manager|owner|group|squad|guild|engineering|engineers|developers|ops|"
    r"service|support|desk|office|officer|director|coordinator|committee|board|crew|department|organi[sz]er|volunteer|"
    r"secretary|treasurer|captain|supervisor|producer|architect|nurse|warden|trustee|technician)|"
    r"(?:das )?team|équipe[\w ]{0,20}|equipo[\w ]{0,20}|equipe[\w ]{0,20}|teamet|alle|tous|todos|iedereen|alla)$",
    re.IGNORECASE,
)
_ALL_OF_THEM = {
    "all",
    "everyone",
    "everybody",
    "the team",
    "team",
    "all of us",
    "alle",
    "tous",
    "todos",
    "iedereen",
    "alla",
    "das team",
    "全員",
}
_TOGETHER = re.compile(r"\s*[,&/+、]\s*|\s+(?:and|und|et|y|e|en|och)\s+")
VAGUE = re.compile(
    r"^(?:(?:by |before |in |at )?(?:the )?(?:end|beginning|start|middle) of .{2,20}|asap|(?:by |in )?q[1-4](?: \d{4})?"
    r"|(?:by |before )?(?:this|next|end of) \w+|ongoing|soon|tbd|today|tomorrow|(?:by )?(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:im |au |le |la |en el |na |no )?(?:nächste[rnms]?|kommende[rnms]?|diese[rnms]?|prochaine?|cette|próxim[oa]|esta|"
    r"volgende|komende|deze|nästa|denna) (?:sprint\w*|iteration|iteración|woche|monat|quartal|semaine|mois|semana|mes|mês|week|maand|"
    r"vecka|månad|release|versión|versão|trimestre|kwartaal|kvartal)|sprint (?:suivant|prochain|seguinte|siguiente|\d{1,3})"
    r"|(?:in |innerhalb von |sous |en |em |binnen |inom )?\d{1,2} (?:tage\w?|wochen|jours|semaines|mois|días|dias|semanas|meses|dagen|"
    r"weken|dagar|veckor|sprints?)|kw ?\d{1,2}|j ?\+ ?\d{1,3}|(?:bis |zum |d’ici |a |até o )?(?:ende|fin|final|fim|einde?|slutet) (?:\w+ ?){1,2}"
    r"|sofort|laufend|immédiat\w*|en continu|continu|inmediat[oa]|imediat[oa]|cont[ií]nu[oa]|doorlopend|löpande|omgående"
    r"|次(?:回|の)?スプリント|来週|今週|来月|今月|今月末|随時|即時|\d{1,2}(?:日|週間|[ヶか]月)以内)$",
    re.IGNORECASE,
)


_DEFAULT_STATUS = re.compile(
    r"^(?:status|state)\s*[:：]\s*(?:open|to ?do|new|not started)$", re.IGNORECASE
)
_GROUP = (
    r"(?:[Tt]he )?\w+ (?:team|leads?|managers?|group|squad|guild|crew|office|committee|department)"
)
_NO_NAMES = {
    "aim", "agree", "begin", "commit", "continue", "decide", "everybody", "everyone", "have", "how", "i",
    "it", "learn", "need", "nobody", "offer", "plan", "prepare", "remember", "someone", "start", "strive",
    "team", "that", "there", "they", "this", "time", "try", "want", "we", "what", "who", "work", "you",
}  # fmt: skip
_DOES = re.compile(
    rf"^\[?(?P<name>{_GROUP}|{NAME}(?:\s{NAME}){{0,2}}(?:\s(?:and|&)\s{NAME}(?:\s{NAME})?)?)\]?"
    r"\s+(?=(?P<verb>[a-zà-öø-ÿ]{2,})\b)"
)
_DOES_IN_OTHERS = re.compile(  # "vertaalt", "lägger"
    r"(?!(?:after|under|never|other|later|rather|either|first|about|without|might|felt|left|lost)$)[a-zà-öø-ÿ]{4,}[tr]$"
)
_NO_VERBS = {
    "is",
    "was",
    "has",
    "as",
    "does",
    "its",
    "this",
    "us",
    "thinks",
    "says",
    "feels",
    "likes",
    "members",
    "meetings",
    "leads",
}
# "Task T141785", "DOS-Vector Prevention", "Bessere Lesbarkeit"
_NAMES_A_THING = re.compile(r"\d|\w{4}(?:tion|ung|ment|ness)$|\w{3}(?:heit|keit|ität|schaft)$")
_WITH_OBJECT = re.compile(r"[a-z]{2,}s (?:the|an?|our|all|each|its|their) ")


class Line:
    """What is known while the line of an action is read: near which day, and who takes part."""

    def __init__(self, near, people, topic=""):
        self.near, self.topic = near, topic
        self._people = {fold(name).lstrip("@") for name in people}

    def is_person(self, text):
        """Whether it is a name of somebody: as the document lists people, or with a usual first name."""
        whole = text.strip().lstrip("@")
        name = fold(whole)
        first = name.split()[0] if re.fullmatch(FULL_NAME, whole) else name
        return bool(name) and (
            name in self._people
            or first in FIRST_NAMES
            or (name.endswith("さん") and len(name) < 8)
        )

    def are_people(self, text):
        """Whether it names one person or several, or all of them."""
        is_group = " " in text.strip() and bool(_ROLE.match(text.strip()))
        words = words_of(text)
        return is_group or words in _ALL_OF_THEM or all(map(self.is_person, _TOGETHER.split(text)))


def doer_in(text: str, line: Line) -> str:
    """Return who begins a line that says what they do: "Ada books a room", "Ada Berg propose …"."""
    match = _DOES.match(text)
    if not match or match["verb"] in _NO_VERBS:
        return ""
    if line.are_people(match["name"]):
        verb = match["verb"]
        is_verb = verb.endswith("s") or bool(INTENDING.match(verb) or _DOES_IN_OTHERS.match(verb))
        return match["name"] if is_verb else ""
    is_told = bool(_WITH_OBJECT.match(text[match.end() :]))
    return match["name"] if is_told and is_role(match["name"]) else ""


def may_be_a_name(word: str) -> bool:
    """Tell whether a word that begins a line may be somebody's name, and is no verb or pronoun."""
    return word.lower() not in _NO_NAMES and not word.endswith(("ing", "ed", "s"))


def parted_at_vague(said: str) -> tuple[str, str]:
    """Return ("design", "next sprint") of what says who, and vaguely by when; the second may be empty."""
    parts = [part.strip() for part in re.split(r"[,;，、|]", said)]
    vague = [part for part in parts if VAGUE.match(part)]
    rest = [part for part in parts if part not in vague]
    return (", ".join(rest), ", ".join(vague)) if vague and rest else (said, "")


def facts_of(said: str, line: Line, *, by: str = "") -> tuple[str, date | None]:
    """Return (owner, due date) of "owner: design, due 2026-05-01"; empty if it says anything else.

    `by` is a vague time that stands beside them.
    """
    whole = date_alone(said, line)
    if whole:
        return "", whole
    owners, due = [], None
    parts = _parts_of(said, line)
    has_date = bool(by) or any(date_alone(part, line) for part in parts)
    for part in parts:
        key, _, value = part.replace("：", ":").partition(":")
        on = date_alone(part, line)
        if on:
            due = due or on
        elif is_label(key, "owner") and value.strip():
            owners = [value.strip(" @")]
        elif name := _owner_without_colon(part):
            owners = [name]
        elif _is_owner(part, line, alone=not has_date):
            owners.append(part.lstrip("@"))
        else:
            return "", None
    owner = ", ".join(owners)
    return (owner, due) if len(owner) <= 80 else ("", None)


def _parts_of(said, line):
    """What stands between commas, dashes and the like; "May 3, 2025" is one part."""
    found = find_date(said, near=line.near)
    if found:
        day = said[found.start : found.end].replace(",", "")
        said = said[: found.start] + day + said[found.end :]
    parts = re.split(r"\s*[,;，、|]\s*|\s+[-–—]\s+|\s+(?=(?:by|bis|avant|até|antes del?)\s)", said)
    return [part.strip() for part in parts if part.strip() and not _DEFAULT_STATUS.match(part)]


def _owner_without_colon(part):
    """The owner of "owner design" or "assigned to Ada"."""
    found = re.match(r"(owner|assignee|assigned to|who)\s+@?(\S.*)$", part, re.IGNORECASE)
    return found[2] if found else ""


def is_label(key: str, role: str) -> bool:
    """Tell whether a label says that an "owner" or "due" date follows."""
    return words_of(key) in COLUMNS[role]


def date_alone(part: str, line: Line) -> date | None:
    """Return the date that a part is, perhaps after a word like "due" or "bis"."""
    found = find_date(part, near=line.near)
    if not found or found.precision != "day" or not AFTER.match(part[found.end :]):
        return None
    before = part[: found.start]
    key = before.rstrip(" :：")
    is_due = not before.strip() or is_label(key, "due") or BY.match(f" {before}")
    return found.on if is_due else None


def is_role(text: str) -> bool:
    """Tell whether it is the name of a team or a role: "Platform team", "QA"."""
    return bool(_ROLE.match(text))


def is_known_owner(part: str, line: Line) -> bool:
    """Tell whether it is somebody's role, or a name that is known to be one."""
    return is_role(part) or line.are_people(part)


def _is_owner(part, line, *, alone):
    """Whether it is somebody's name or role. A single word may be anything, but beside a date."""
    if part.startswith("@") or _ROLE.match(part) or line.are_people(part):
        return True
    if re.fullmatch(FULL_NAME, part) and not _NAMES_A_THING.search(part):
        return True
    return not alone and bool(re.fullmatch(NAME, part))
