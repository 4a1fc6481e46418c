"""Names and addresses of people in a document: found for the preview, and left out at one press.

What says who somebody is goes; what they said stays: "Ada: it was late" becomes "it was late".
"""

import re
from collections import Counter
from copy import deepcopy

from retros.exchange.document import Document
from retros.exchange.reading.action_facts import is_role
from retros.exchange.reading.facts import TEAMS
from retros.exchange.reading.vocabulary import (
    DATE_LABELS,
    FIRST_NAMES,
    NAMES,
    Purpose,
    fold,
    has_role,
    words_of,
)

LEFT_OUT = "…"
_CAPITALIZED = r"[^\W\d_a-z][\w'’.-]*"
_NAME = rf"{_CAPITALIZED}(?:[ ]{_CAPITALIZED}){{0,2}}"
_MAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}")
_PHONE = re.compile(
    r"(?<![\w/.-])(?:\+|00)\d{1,3}[\s./-]?\(?\d{1,4}\)?(?:[\s./-]?\d{2,5}){2,4}(?![\w-])"
)
_HANDLE = re.compile(
    rf"(?<![\w/.@`])@(?!\d)[\w][\w.-]{{1,38}}(?<![.-])(?:[ ](?!\w+ing\b){_CAPITALIZED})?"
)
_PREFIX = re.compile(
    rf"^(?P<mark>[ \t>]*(?:[-*+][ \t]+|\d{{1,2}}[.)][ \t]+)?(?:\*\*|__)?)(?P<name>{_NAME})(?P<end>(?:\*\*|__)?:(?:\*\*|__)?[ \t]+(?=\S))",
    re.MULTILINE,
)
_HEADER = re.compile(
    r"^[ \t>*_-]*(?P<label>From|To|Cc|Bcc|Sent by|Reply-To|Von|An|De|À|Para|Van|Aan|Från|Till|差出人|宛先)[ \t*_]*:[ \t*_]*(?P<value>\S.*)$",
    re.MULTILINE,
)
_LABEL = re.compile(
    r"^[ \t>]{0,12}(?:[-*+][ \t]{1,4})?(?:\*\*|__)?(?P<label>[^\s:：|*][^:：|\n*]{1,39}?)(?:\*\*|__)?[ \t]?[:：](?:\*\*|__)?[ \t]{0,4}(?P<value>\S.*)$",
    re.MULTILINE,
)
_ROW = re.compile(
    r"^\| {0,4}(?P<label>[^\s|][^|\n]{1,40}?) {0,4}\| {0,4}(?P<value>[^\s|](?:[^|\n]*[^\s|])?) {0,4}\| {0,4}$",
    re.MULTILINE,
)
_WROTE = re.compile(
    rf"(?P<lead>^.{{0,80}}?[,>] ?)(?P<name>{_NAME})(?= (?:wrote|schrieb|a écrit|escribió|escreveu|schreef|skrev)\s*:)",
    re.MULTILINE,
)
_SIGNED = re.compile(
    rf"^(?i:cheers|regards|best|kind regards|best regards|thanks|greetings|viele grüße|mit freundlichen grüßen|cordialement|saludos|abraços|groeten|groetjes|hälsningar)[,!.]?[ \t]*\n+[ \t]*(?P<name>{_NAME})[ \t]*$",
    re.MULTILINE,
)
_ANYWHERE = (_MAIL, _PHONE, _HANDLE)
_FULL = re.compile(rf"^{_CAPITALIZED}(?: {_CAPITALIZED}){{1,2}}$")
_CALLED = re.compile(rf"^{_CAPITALIZED}(?:$| {_CAPITALIZED})")  # "Ada", or "Ada Berg"
_BETWEEN = re.compile(r" ?[,;、，&] ?| (?:and|und|et|y|e|en|och) ")
# Words with a capital that stand before a colon and are nobody's name.
_NO_NAMES = {
    "note", "notes", "update", "example", "impact", "cause", "fix", "result", "problem", "solution",
    "question", "answer", "why", "what", "how", "when", "where", "who", "action", "status", "goal", "todo",
    "team", "date", "time", "title", "owner", "due", "warning", "tip", "info", "important", "issue", "pro",
    "con", "risk", "meeting", "project", "retro", "process", "google", "concerns", "report", "strategy",
    "workshop", "overview", "server", "service", "services", "api", "database", "monitoring", "lesson", "decision", "context", "summary", "reason", "detail", "details", "link", "links",
}  # fmt: skip
_NOBODY = {"n a", "na", "none", "everyone", "all", "everybody", "tbd", "nobody", ""}
_NOT_OF_NAMES = re.compile(r"\([^()]*\)|[\[\]*✓✔]")
_FEW = 2  # times that a word stands before a colon at the start of a line: then it is a speaker


class People:
    """Whom a document names. Names are told from other words by the whole of it."""

    def __init__(self, document: Document):
        self._document = document
        whole = "\n".join(_texts(document))
        told = _MAIL.sub(" ", _HANDLE.sub(" ", whole))
        self._usual = set(re.findall(r"(?<!\w)[a-z]{2,}(?!\w)", told))
        self._names = self._listed_in(whole)
        self.found = {  # every wording that names somebody
            text[start:end].strip()
            for text in _texts(document)
            for start, end, _ in self._spans(text)
        }

    def marked(self, text: str) -> list[tuple[str, bool]]:
        """Return `text` in pieces: (words, whether they name somebody)."""
        pieces, at = [], 0
        for start, end, _ in self._spans(text):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
        return [(words, is_name) for words, is_name in [*pieces, (text[at:], False)] if words]

    def left_out(self) -> Document:
        """Return a copy of the document without names, handles, addresses and phone numbers of people."""
        result = deepcopy(self._document)
        for part, name in _fields(result):
            setattr(part, name, self._without(getattr(part, name)))
        result.context_parts = [self._without(text) for text in result.context_parts]
        for action in result.actions:
            action.owner_role = "" if self._is_person(action.owner_role) else action.owner_role
        result.is_without_names = True
        return result

    def _is_person(self, owner):
        """Whether an owner is somebody, and no role: by a name that is listed, whole or usual."""
        bare = {name.lstrip("@") for name in self.found} | self._names
        bare |= {"".join(part[0] for part in name.split()) for name in self._names if " " in name}
        return any(
            part in bare
            or fold(part) in FIRST_NAMES
            or (bool(_FULL.match(part)) and not is_role(part) and self._is_nobody_else(part))
            for part in _BETWEEN.split(owner)
        )

    def _without(self, text):
        for start, end, instead in reversed(self._spans(text)):
            text = text[:start] + instead + text[end:]
        return text

    def _spans(self, text):
        """[(start, end, what stands there instead)] of what names somebody, without overlaps."""
        found = [(*match.span(), LEFT_OUT) for each in _ANYWHERE for match in each.finditer(text)]
        for pattern in (_HEADER, _LABEL, _ROW):
            found += [
                (*match.span("value"), LEFT_OUT)
                for match in pattern.finditer(text)
                if pattern is _HEADER or _is_of_people(match["label"], match["value"])
            ]
        for pattern in (_WROTE, _SIGNED):
            found += [(*match.span("name"), LEFT_OUT) for match in pattern.finditer(text)]
        found += [
            (match.start("name"), match.end("end"), "")
            for match in _PREFIX.finditer(text)
            if self._is_speaker(match["name"])
        ]
        for name in self._names:
            found += [(*match.span(), LEFT_OUT) for match in _exactly(name).finditer(text)]
        return _without_overlaps(found)

    def _is_speaker(self, name):
        return name in self._names or (bool(_FULL.match(name)) and self._is_nobody_else(name))

    def _is_nobody_else(self, name):
        """Whether its words are no usual ones: not known as names of parts, nor in lower case."""
        every = words_of(name).split()
        return not (
            words_of(name) in NAMES
            or words_of(name) in DATE_LABELS
            or _NO_NAMES & set(every)
            or self._usual & set(every)
        )

    def _listed_in(self, whole):
        """Names in lists of those who took part, and of those who speak several times."""
        listed = [
            name
            for pattern in (_LABEL, _ROW)
            for match in pattern.finditer(whole)
            if _is_of_people(match["label"], match["value"])
            for name in _BETWEEN.split(_NOT_OF_NAMES.sub("", match["value"]))
        ]
        listed += [match["value"].partition("<")[0] for match in _HEADER.finditer(whole)]
        listed += [m["name"] for each in (_WROTE, _SIGNED) for m in each.finditer(whole)]
        whole_names = {name.strip() for name in listed if _FULL.match(name.strip())}
        alone = {name.strip().split(" ")[0] for name in listed if _CALLED.match(name.strip())}
        names = whole_names | {it for it in alone if len(it) > _FEW and self._is_nobody_else(it)}
        speakers = Counter(match["name"] for match in _PREFIX.finditer(whole))
        return names | {
            name
            for name, times in speakers.items()
            if times > _FEW and len(name) > 2 and self._is_nobody_else(name)
        }


def _exactly(name):
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _without_overlaps(spans):
    kept, at = [], -1
    for start, end, instead in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            kept.append((start, end, instead))
            at = end
    return kept


def _is_of_people(label, value):
    words = words_of(label)
    if words_of(value) in _NOBODY or (words in TEAMS and not _BETWEEN.search(value)):
        return False
    return NAMES.get(words) is Purpose.PEOPLE or has_role(label, "author")


def _texts(document):
    yield from document.context_parts
    yield from (getattr(part, name) for part, name in _fields(document))


def _fields(document):
    """[(part, name of a field that holds words)], but for the context."""
    yield from (
        (document, name)
        for name in ("title", "summary", "goal", "measured", "surprise", "taking_part")
    )
    yield from ((event, "text") for event in document.events)
    yield from ((found, "text") for found in document.observations)
    yield from ((action, name) for action in document.actions for name in ("text", "note"))
    for lesson in document.lessons:
        yield from ((lesson, "statement"), (lesson, "detail"))
    for made in document.decisions:
        names = ("choice", "informed_by", "options", "expected", "what_happened")
        yield from ((made, name) for name in names)
