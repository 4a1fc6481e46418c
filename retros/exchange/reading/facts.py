"""What a document says of itself: what it is called, when it was held, who took part."""

import re

from retros.exchange.inline import cut, plain
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.headings import Names, Purpose, announced_by
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import (
    DATE_LABELS,
    NAMES,
    RETROSPECTIVES,
    has_role,
    words_of,
)

_LABEL = re.compile(
    r"^[\W_]{0,12}(?P<label>\w[^:：\n]{1,50}?)[\s*_]{0,6}[:：][\s*_]{0,6}(?P<value>\S.{0,400})$"
)
_DATED_LABEL = re.compile(r"^[\W_]{0,12}(?P<label>\w[^\d:]{2,40}?)\s{1,3}(?P<value>\d.{3,40})$")
_MAIL = re.compile(
    r"^(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Von|An|Betreff|Datum|De|À|Objet):\s"
)
_SUBJECT = re.compile(
    r"^(?:Subject|Betreff|Objet|Asunto|Assunto|Onderwerp|Ämne|件名)\s*[:：]\s*(?P<value>\S.*)$",
    re.MULTILINE,
)
_PREFIXES = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|sv|vs|rv)\s*:\s*)+", re.IGNORECASE)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[-_. /]?(?P<month>[01]\d)[-_. /]?(?P<day>[0-3]\d)(?!\d)"
)
_SEPARATORS = re.compile(r" ?[,;、，|] ?| (?:and|und|et|y|e|en|och|&) |\n ?(?:[-*+] )?|<br ?/?>")
_BLANKS = re.compile(r" +")
_FIRST_NAMES_ALONE = re.compile(r"(?:[^\W\d_a-z][\w'’-]{1,20} +){3,}[^\W\d_a-z][\w'’-]{1,20}")
_ROLE = re.compile(r"[(\[（](?P<role>[^()\[\]（）@]{2,40})[)\]）]|\s[-–—]\s(?P<other>[^@]{2,40})$")
_NO_ROLE = re.compile(r"\d|absent|remote|late|he/|she/|they/", re.IGNORECASE)
_NUMBER_OF_PEOPLE = re.compile(r"^(?P<number>\d{1,3})\s+\w+")
_ONE_ROLE = {
    "facilitator", "facilitated by", "led by", "moderator", "moderation", "incident commander",
    "retro leader", "retro lead", "moderatorin", "facilitador", "facilitadora", "animateur",
    "animatrice", "motesledare", "voorzitter", "ファシリテーター",
}  # fmt: skip
TEAMS = {"team", "the team", "time", "equipo", "equipe", "lequipe", "equipa", "het team", "teamet"}
_ABSENT = re.compile(
    r"^(?:absent|absentees|apologies|not |abwesend|excus|entschuldigt|ausentes|afwezig|franvarande|欠席)"
)
_COMMAND = re.compile(r"^/\w+\b|^(?:labels?|assignees?|cc)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^<?https?://\S+>?$")
_NAME_LINE = re.compile(r"^(?:[^\W\d_a-z][\w.'’-]*\s?){1,3}(?:[,|&].{0,60})?$")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|hallo|liebe|lieber|bonjour|salut|hola|olá|oi|beste|hej|cheers|regards)\b.{0,40}[,!.]?$",
    re.IGNORECASE,
)
# "Best regards", and a name: the end of a mail.
_CLOSING = re.compile(
    r"^(?:(?:best|kind|warm|many) )?(?:regards|wishes|greetings|thanks|best|cheers|sincerely|yours(?: \w+)?|"
    r"(?:viele|liebe|beste|schöne) grüße|mit freundlichen grüßen|vg|lg|cordialement|bien à (?:vous|toi)|"
    r"(?:un )?saludos?|abraços?|atenciosamente|groet(?:en|jes)?|met vriendelijke groet(?:en)?|"
    r"(?:vänliga )?hälsningar|mvh)[,!.]?(?:\n[^\n]{0,60}){1,4}$",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(
    r"^\W*(?:blameless\b.{0,80}|(?:the )?prime directive\b.*|regardless of what we discover\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_MENTION = re.compile(r"(?<![\w/.])@([^\W\d_][\w-]{1,38})")
_MOST_PEOPLE = 500
_OF_ENTRIES = (Purpose.WELL, Purpose.BETTER, Purpose.WRONG, Purpose.ACTIONS)


def title_in(blocks):
    """Find the title of a document without headings: a mail's subject, or a line about itself."""
    for block in blocks[:3]:
        if block.kind != "paragraph":
            continue
        lines = block.source.split("\n")
        if sum(bool(_MAIL.match(line)) for line in lines) > 1 and (
            subject := _SUBJECT.search(block.source)
        ):
            return _PREFIXES.sub("", plain(subject["value"]))
        text = plain(lines[0])
        is_line = all(map(_is_day, lines[1:])) and 3 < len(text) <= 90 and text[-1] not in ".:!?,;"
        if is_line and RETROSPECTIVES & set(words_of(text).split()):
            return text
    return ""


def date_in(root):
    """Find the day that a label gives in the first lines, lists and tables of a document, or None."""
    for label, value in _labels(root):
        if words_of(label) in DATE_LABELS and (on := _day(value)):
            return on
    days = [day_in_label(section.heading) for section in root.children[:2]]
    days += [
        _day(section.blocks[0].source)
        for section in [*root.children[:3], *(root.children[:1] and root.children[0].children[:3])]
        if words_of(section.heading) in DATE_LABELS and section.blocks
    ]
    paragraphs = [block.source for block in root.blocks[:3] if block.kind == "paragraph"]
    paragraphs += [
        item.lead for it in root.children[:1] for block in it.blocks[:1] for item in block.items[:5]
    ]
    alone = [line for text in paragraphs for line in text.split("\n")[:5] if _is_day(line)]
    return next(filter(None, [*days, *map(_day, alone)]), None)


def _is_day(line):
    """Whether a line is a date and nothing else."""
    text = plain(line).strip(" .,")
    found = find_date(text)
    return bool(found) and found.precision == "day" and found.end - found.start == len(text)


def day_in_label(heading):
    """Find the day of a heading like "Date of retrospective 05/21/24", or None."""
    text = plain(heading)
    label = _LABEL.match(text) or _DATED_LABEL.match(text)
    return _day(label["value"]) if label and words_of(label["label"]) in DATE_LABELS else None


def _day(value):
    found = find_date(plain(value)[:60])
    return found.on if found and found.precision == "day" else None


def day_in_path(source_name):
    """Find the day in the name of a file, else in those of its folders, or None."""
    for name in reversed(source_name.split("/")):
        found = find_date(name.replace("_", " "))
        if found and found.precision == "day":
            return found.on
        if (match := _COMPACT.search(name)) and (on := as_date("-".join(match.groups()))):
            return on
    match = _COMPACT.search(source_name)
    return as_date("-".join(match.groups())) if match else None


def taking_part_in(root):
    """Say who took part, in numbers and roles: "4 people: facilitator, QA"; "" if nobody knows."""
    number, roles = 0, []
    for label, value in [*_labels(root), *_sections_of_people(root)]:
        name = words_of(label)
        if NAMES.get(name) is not Purpose.PEOPLE or _ABSENT.match(name):
            continue
        if name in _ONE_ROLE:
            roles.append("facilitator" if name.endswith(" by") else label.strip().lower())
            continue
        if name in TEAMS and not re.search(r"[,;、\n]", value):
            continue  # the name of a team
        separators = _BLANKS if _FIRST_NAMES_ALONE.fullmatch(value.strip()) else _SEPARATORS
        people = [part for part in separators.split(value)[:_MOST_PEOPLE] if words_of(part)]
        said = _NUMBER_OF_PEOPLE.match(plain(value))
        number = max(number, int(said["number"]) if said else len(people))
        roles += filter(None, map(_role_of, people))
    if not number:
        return ""
    people = "1 person" if number == 1 else f"{number} people"
    return cut(": ".join(filter(None, [people, ", ".join(dict.fromkeys(roles))])), 200)


def people_named_in(root):
    """Return the names of people: in lists of who took part, in columns of owners, and mentioned."""
    names = set()
    for label, value in [*_labels(root), *_sections_of_people(root)]:
        if NAMES.get(words_of(label)) is Purpose.PEOPLE:
            for person in _SEPARATORS.split(value)[:_MOST_PEOPLE]:
                name = re.sub(r"[(\[（].*|[*_✓✔]", "", plain(person)).strip(" -")
                if _NAME_LINE.match(name) and name.lower() not in ("all", "everyone", "none"):
                    names |= {name, name.split()[0], *_initials_of(name)}
    for block in [block for section in root.walk() for block in section.blocks]:
        names.update(_MENTION.findall(block.source))
        for number in [
            n for n, cell in enumerate((block.rows or [[]])[0]) if has_role(cell, "owner")
        ]:
            cells = [plain(row[number]) for row in block.rows[1:] if number < len(row)]
            names.update(person for cell in cells for person in _SEPARATORS.split(cell) if person)
    return frozenset(names)


def _initials_of(name):
    parts = name.split()
    return {"".join(part[0] for part in parts)} if len(parts) > 1 else set()


def _role_of(person):
    match = _ROLE.search(plain(person))
    role = (match["role"] or match["other"]).strip() if match else ""
    return "" if _NO_ROLE.search(role) else role


def _labels(root):
    """(label, value) of lines "Label: value" and of rows of two cells before the first entries."""
    sections = [root, *root.children[:2]]
    for block in [block for section in sections for block in section.blocks[:6]]:
        if block.kind == "table":
            yield from ((plain(row[0]), row[1]) for row in block.rows if len(row) == 2)
            continue
        texts = [item.source for item in block.items[:20]] or block.source.split("\n")[:20]
        for text in texts:
            if match := _LABEL.match(text):
                yield plain(match["label"]), match["value"]


def _sections_of_people(root):
    for section in root.children:
        purpose = Names().exactly(section.heading) if section.heading else None
        if purpose not in _OF_ENTRIES:  # there a heading like "Team" only groups entries
            yield from _sections_of_people(section)
        if purpose is Purpose.PEOPLE:
            parts = [item.lead for block in section.blocks for item in block.items]
            parts += [block.source for block in section.blocks if block.kind == "paragraph"]
            yield section.heading, "\n".join(parts)


def is_closing(markdown):
    """Tell whether it is the end of a mail: a greeting and who wrote it."""
    return bool(_CLOSING.match(markdown.strip()))


def tells_nothing(markdown):
    """Tell whether it is no summary: an address, command, greeting, name, rule or announcement."""
    text = plain(markdown)
    return bool(
        _ADDRESS.match(text)
        or _COMMAND.match(text)
        or _GREETING.match(text)
        or _DIRECTIVE.fullmatch(text)
        or _NAME_LINE.match(text)
        or announced_by(markdown)
        or sum(bool(_MAIL.match(line)) for line in markdown.split("\n")) > 1
    )
