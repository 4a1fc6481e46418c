"""Architecture decision records, as Nygard or MADR write them: each is one decision.

A folder of them makes one document. What a record says beside the usual sections stays with the
decision: before its consequences as what informed it, after them as what came of it.
"""

import hashlib
import re
from pathlib import Path

from retros.exchange.document import DecisionEntry, Document
from retros.exchange.inline import cut, holds, plain, words
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.facts import day_in_path
from retros.exchange.reading.file_names import title_from_file_name
from retros.exchange.reading.headings import normalized
from retros.exchange.reading.markdown.own_entries import values_of
from retros.exchange.reading.naming import finish
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import (
    NAMES,
    RECORD_MAIN,
    RECORD_SECTIONS,
    Purpose,
    words_of,
)
from retros.exchange.writing.decision_records import CAME_OF_IT, FACTS, OWN_RECORD
from retros.models import Decision

# Names that say no more than which field the text is in; others stay, above their text.
_PLAIN_NAMES = {
    "context", "context and problem statement", "decision", "decisions", "decision outcome",
    "consequences", "considered options", "options", "options considered", "alternatives",
    "alternatives considered", "status", "decided",
}  # fmt: skip
_MAIN = RECORD_MAIN | {"decision outcome"}
_CHOSEN = {name for name in _MAIN if RECORD_SECTIONS[name] == "chosen"}
_CAME_OF_IT = normalized(CAME_OF_IT)
_PLAIN_NAMES |= _MAIN | {_CAME_OF_IT}
_FOLDERS = {
    "adr", "adrs", "architecture", "architecture-decision-record", "architecture-decision-records",
    "arch", "decision-records", "decisions", "doc", "docs", "documentation", "rfc", "rfcs", "specs",
}  # fmt: skip
_OF_RETROSPECTIVES = {"timeline", "action items"} | {
    name
    for name, purpose in NAMES.items()
    if purpose in (Purpose.WELL, Purpose.BETTER, Purpose.WRONG, Purpose.LUCKY, Purpose.LESSONS)
    and name not in RECORD_SECTIONS
}
_NUMBER = re.compile(
    r"^(?:(?:ADR|decision(?: record)?|RFC)[\s:#-]*)?(?P<number>\d{1,5})(?:\s*[.:)–—-]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:[*+-]\s+)?\**(?P<key>date|datum|fecha|data|日付|status|stand|statut|estado|ステータス|"
    r"deciders?|decision[- ]makers?|entscheider|authors?|autor(?:en|es)?|consulted|informed)\**\s*:\s*\**\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_PEOPLE = ("decider", "decision", "entscheider", "autor", "author", "consulted", "informed")
_REPLACED_BY = re.compile(
    r"\b(?:superseded|replaced|obsoleted)\b[^.\n]{0,30}?\bby\b(?P<rest>[^\n]{1,300})", re.IGNORECASE
)
_REFERENCE = re.compile(r"(?<![\w.])(?:ADR[-_ #]*)?#?0*(?P<number>\d{1,5})(?![\w.])", re.IGNORECASE)


def is_decision_record(blocks, *, strictly=False):
    """Return whether the headings among `blocks` are those of a decision record.

    `strictly` where they only look like headings: then its decision has to be called so.
    """
    names = {normalized(block.source) for block in blocks if block.kind == "heading"}
    parts = {RECORD_SECTIONS[name] for name in names if name in RECORD_SECTIONS}
    title = next((block.source for block in blocks if block.kind == "heading"), "")
    decides = "chosen" in parts or (
        "status" in parts and (parts & {"expected", "options"} or _NUMBER.match(title))
    )
    says_status = parts & {"status", "expected"} or any(map(_is_status, blocks))
    if strictly and not (names & _CHOSEN and says_status):
        return False
    return bool(names & _MAIN and "informed_by" in parts and decides) and not (
        names & _OF_RETROSPECTIVES
    )


def _is_status(block):
    label = _LABEL.match(block.source) if block.kind == "paragraph" else None
    return bool(label) and RECORD_SECTIONS.get(words_of(label["key"])) == "status"


def read_decision_record(document, blocks, fields, *, with_authors):
    """Fill `document` with the one decision that `blocks` record; used `fields` are taken out."""
    reader, own = _Reader(with_authors), _own_values(fields)
    for key in [key for key in fields if isinstance(fields[key], str | list)]:
        values = fields[key] if isinstance(fields[key], list) else [fields[key]]
        if _LABEL.match(f"{key}: x"):
            del fields[key]
            for value in values:
                reader.read_fact(key, str(value))
    for block in blocks:
        reader.take(block)
    title, named = plain(reader.title) or document.title, title_from_file_name(document.source_name)
    number = (own is None and _NUMBER.match(title)) or _NUMBER.match(named)
    document.decision_record = number["number"].lstrip("0") if number else ""
    choice = _NUMBER.sub("", title or named)
    if own is not None:
        made = reader.own_decision(own, choice)
    else:
        made = reader.decision(choice, number["number"] if number else "")
    if not title:
        made.choice = made.choice[:1].upper() + made.choice[1:]
        made.decided_on = made.decided_on or day_in_path(document.source_name)
    document.decisions.append(made)
    document.title, document.held_on = made.choice, made.decided_on
    chosen = reader.texts["chosen"] or reader.texts["informed_by"]
    document.summary = cut(plain("\n\n".join(chosen)), 280)
    document.leave_out_names(reader.names_left_out)


def _own_values(fields):
    """Return {name: value} of what our own records say in their front matter; None for others."""
    if fields.pop(OWN_RECORD, None) is None:
        return None
    said = {label: fields.pop(label.lower(), "") for label in FACTS}
    facts = {label: text for label, text in said.items() if isinstance(text, str)}
    return {"choice": str(fields.pop("choice", ""))[:200]} | values_of(Decision, facts, FACTS)


class _Reader:
    """Takes the blocks of one record to the fields of its decision."""

    def __init__(self, with_authors):
        self.with_authors = with_authors
        self.title = ""
        self.status = []
        self.decided_on = None
        self.names_left_out = 0
        self.texts = {part: [] for part in {*RECORD_SECTIONS.values(), "what_happened"}}
        self._part, self._level, self._shown = "", 0, 0

    def take(self, block):
        if block.kind == "heading":
            self._turn_to(block)
        elif not self._part and block.kind in ("paragraph", "list"):
            rest = [line for line in block.source.split("\n") if not self._is_fact(line)]
            rest = "\n".join(rest).strip("\n")
            self.texts["informed_by"] += [rest] if rest else []
        elif self._part == "status":
            self.status.append(as_written(block))
        else:
            self.texts[self._part or "informed_by"].append(as_written(block))

    def read_fact(self, key, value):
        """Read a line or header about the record; return False if it is just text."""
        key = key.lower()
        if key.startswith(_PEOPLE):
            if self.with_authors:
                self.texts["informed_by"].append(f"{key.capitalize()}: {value}")
            else:
                self.names_left_out += 1
        elif RECORD_SECTIONS.get(words_of(key)) == "status":
            self.status.append(value)
        else:
            found = find_date(value)
            self.decided_on = self.decided_on or (found.on if found else None)
            return bool(found) and not words(value[: found.start] + value[found.end :])
        return True

    def _is_fact(self, line):
        label = _LABEL.match(line.strip())
        return bool(label) and self.read_fact(label["key"], label["value"])

    def _turn_to(self, heading):
        label, name = _LABEL.match(heading.source), normalized(heading.source)
        part = "what_happened" if name == _CAME_OF_IT else RECORD_SECTIONS.get(name)
        if label and self.read_fact(label["key"], label["value"]):
            return
        if not self.title and not self._part and part is None:
            self.title = heading.source
            return
        if part and part != self._part:
            self._part, self._level, self._shown = part, heading.level, 0
            if name in _PLAIN_NAMES:
                return
        elif part is None and heading.level <= self._level:
            self._part = "what_happened" if self.texts["expected"] else "informed_by"
            self._level, self._shown = heading.level, 0
        depth = max(heading.level - self._level + self._shown, 1)
        self._shown = self._shown or int(heading.level == self._level)
        target = self.status if self._part == "status" else self.texts[self._part or "informed_by"]
        target.append(f"{'#' * depth} {heading.source}")

    def own_decision(self, own, title):
        """Return the decision of our own record, whose front matter holds what is no text."""
        chosen = "\n\n".join(self.texts["chosen"])
        if chosen == own["choice"].strip():
            self.texts["chosen"] = []
        made = self.decision(title, "")
        made.what_happened = "\n\n".join(self.texts["what_happened"])
        for name, value in own.items():
            setattr(made, name, value or getattr(made, name))
        return made

    def decision(self, title, number):
        """Return the DecisionMade; a choice that is too long stays whole above what informed it."""
        choice, chosen = cut(title, 200), "\n\n".join(self.texts["chosen"])
        status = "\n\n".join(self.status)
        status = plain(status) if holds(plain(status), status) else status
        informed = [] if holds(choice, title) else [f"**{title}**"]
        informed += self.texts["informed_by"]
        if chosen and not holds(choice, chosen):
            informed += ["**Decision**", chosen]
        facts = ", ".join(
            filter(None, [number and f"record {number}", status and f"status: {status}"])
        )
        replaced = _REPLACED_BY.search("\n".join(self.status))
        return DecisionEntry(
            choice,
            informed_by="\n\n".join(informed),
            decided_on=self.decided_on or as_date(status),
            options="\n\n".join(self.texts["options"]),
            expected="\n\n".join(self.texts["expected"]),
            what_happened="\n\n".join(
                filter(None, [facts[:1].upper() + facts[1:], *self.texts["what_happened"]])
            ),
            superseded_by=replaced["rest"].strip() if replaced else "",
        )


def as_written(block):
    """Return the Markdown of a block; quotes without their marks."""
    if block.kind != "quote":
        return block.source.strip("\n")
    return "\n".join(f"> {line}".rstrip() for line in block.source.split("\n"))


def merge_decision_records(documents: list[Document], project_name: str = "") -> Document:
    """Merge the decision records among `documents` into one Document, by number and file name.

    Decisions link to the one that replaced them if it is among them.
    """
    records = sorted(documents, key=lambda d: (int(d.decision_record or 0), d.source_name))
    title = f"Decisions of {project_name}" if project_name else "Decisions"
    whole = Document(title, title=title, project_name=project_name or title)
    for record in records:
        whole.decisions += record.decisions
        whole.context_parts += record.context_parts
        whole.pictures |= record.pictures
        whole.warnings += [f"{record.source_name}: {w}" for w in record.warnings if "Left out" in w]
    for record in records:
        made = record.decisions[0]
        made.superseded_by = _successor(made.superseded_by, records)
    days = sorted(made.decided_on for made in whole.decisions if made.decided_on)
    whole.held_on = days[-1] if days else None
    whole.summary = _summary(len(records), days)
    hashes = "\n".join(record.source_hash for record in records)
    whole.source_hash = hashlib.sha256(hashes.encode()).hexdigest()
    finish(whole)
    whole.must_fit()
    return whole


def project_of_records(folder: Path | str) -> str:
    """Return the project of a folder of records: the nearest folder name that is not generic."""
    names = [name.removesuffix(".zip") for name in re.split(r"[/\\]", str(folder)) if name]
    return next((name for name in reversed(names) if name.lower() not in _FOLDERS), "")


def _successor(reference, records):
    """The choice of the record that `reference` names by its file or its number, or ""."""
    for record in records:
        stem = record.source_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if stem and stem in reference:
            return record.decisions[0].choice
    number = _REFERENCE.search(reference)
    found = [r for r in records if number and r.decision_record == number["number"]]
    return found[0].decisions[0].choice if found else ""


def _summary(number, days):
    if not days:
        return f"{number} decisions, as they were recorded."
    return f"{number} decisions, recorded from {days[0]:%B %Y} to {days[-1]:%B %Y}."
