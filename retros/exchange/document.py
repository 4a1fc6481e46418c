"""What a document holds, in our structure, before anything is stored. The same for every format."""

import re
from dataclasses import dataclass, field
from datetime import date

from retros.exchange.inline import cut, plain, words
from retros.models import ATTACHMENTS_MAX, MARKDOWN_MAX_LENGTH, Category, TimelineEvent

OBSERVATION_KINDS = (("well", "went well"), ("better", "could be better"), ("wrong", "went wrong"))
# What begins a heading, an item or a quotation, which a summary on one line shows as it stands.
_TABLE_LINE = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
MOST_PARTS = 500  # more is a log or a database, not a retrospective


class UnreadableDocument(Exception):
    """A document that can't be brought in; its text says why, for the person who tried."""


def number_of_pictures(number):
    """Return “1 picture” or “3 pictures”."""
    return "1 picture" if number == 1 else f"{number} pictures"


def must_be_few(number):
    """Raise UnreadableDocument if a document has more entries than a retrospective takes."""
    if number > MOST_PARTS:
        raise UnreadableDocument(
            f"This document has {number:,} entries. The limit is {MOST_PARTS} per retrospective. "
            "Please split it."
        )


@dataclass
class EventEntry:
    """A timeline event."""

    on: date
    text: str
    precision: str = "day"
    phase: str = ""
    known_then: str = ""

    @property
    def line(self):
        """Its date, as exact as it is known, and its text."""
        return f"{TimelineEvent(on=self.on, precision=self.precision).when}: {self.text}"


@dataclass
class DecisionEntry:
    """A decision, with what the document says about it.

    `superseded_by` is the choice of another decision in the same document.
    """

    choice: str
    informed_by: str = ""
    decided_on: date | None = None
    phase: str = ""
    sources: list[str] = field(default_factory=list)
    options: str = ""
    expected: str = ""
    outcome: str = ""
    what_happened: str = ""
    same_again: str = ""
    revisit_on: date | None = None
    revisit_when: str = ""
    superseded_by: str = ""
    replaced_on: date | None = None
    replaced_because: str = ""


@dataclass
class ObservationEntry:
    """An observation of a kind: well, better or wrong.

    `decision` is the choice of a decision in the same document.
    """

    kind: str
    text: str
    category: str = ""
    phase: str = ""
    decision: str = ""


@dataclass
class LessonEntry:
    """A lesson. Its category is a guess from its words, unless `said_category`, what its document
    calls it, means one.
    """

    statement: str
    detail: str = ""
    category: str = Category.PROCESS
    applies_when: str = ""
    not_when: str = ""
    kickoff_question: str = ""
    built_into: str = ""
    built_into_url: str = ""
    built_in_on: date | None = None
    status: str = "identified"
    retired_on: date | None = None
    retired_because: str = ""
    origin: str = ""
    review_on: date | None = None
    tags: list[str] = field(default_factory=list)
    said_category: str = ""


@dataclass
class ActionEntry:
    """An action item; who it was given to stays a word, never a person of this site."""

    text: str
    owner_role: str = ""
    due_on: date | None = None
    status: str = "open"
    note: str = ""
    done_when: str = ""
    dropped_because: str = ""
    elsewhere: str = ""


@dataclass
class Document:
    """One retrospective read from a document. Texts keep to the lengths of the fields."""

    source_name: str
    source_hash: str = ""
    title: str = ""
    project_name: str = ""
    project_kind: str = ""
    project_status: str = ""
    project_started_on: date | None = None
    project_ended_on: date | None = None
    summary: str = ""
    goal: str = ""
    result: str = ""
    measured: str = ""
    surprise: str = ""
    held_on: date | None = None
    taking_part: str = ""
    tags: list[str] = field(default_factory=list)
    events: list[EventEntry] = field(default_factory=list)
    decisions: list[DecisionEntry] = field(default_factory=list)
    observations: list[ObservationEntry] = field(default_factory=list)
    lessons: list[LessonEntry] = field(default_factory=list)
    actions: list[ActionEntry] = field(default_factory=list)
    context_parts: list[str] = field(default_factory=list)
    pictures: dict = field(default_factory=dict)  # {id of the attachment that it becomes: Picture}
    decision_record: str | None = None  # its number, if it is one
    also: list["Document"] = field(default_factory=list)  # other retrospectives of the same file
    unsettled_dates: list[date] = field(default_factory=list)  # read as month/day, for no reason
    divisions: list[list[int]] = field(default_factory=list)  # [level, headings] it can be split at
    body: str = ""  # its Markdown, where it can be split
    warnings: list[str] = field(default_factory=list)
    is_own: bool = False  # exported by Retros, so that nothing in it has to be guessed
    is_without_names: bool = False  # the names of people were left out

    @property
    def context(self):
        """What belongs to no other part, in the order of the document, under its headings."""
        return "\n\n".join(part.strip("\n") for part in self.context_parts if part.strip())

    @property
    def texts(self):
        """Everything that it says in Markdown."""
        fields = [
            getattr(part, name) for part, names in self._parts_in_markdown() for name in names
        ]
        return [self.context, *fields]

    def rewrite(self, change):
        """Put `change(text)` in the place of everything that it says in Markdown."""
        self.context_parts = [change(text) for text in self.context_parts]
        for part, names in self._parts_in_markdown():
            for name in names:
                setattr(part, name, change(getattr(part, name)))

    def _parts_in_markdown(self):
        """[(part, names of its fields in Markdown)], but for the context."""
        yield self, ("goal", "measured", "surprise")
        yield from ((observation, ("text",)) for observation in self.observations)
        yield from ((lesson, ("detail",)) for lesson in self.lessons)
        texts = ("informed_by", "options", "expected", "what_happened")
        yield from ((decision, texts) for decision in self.decisions)

    def each(self):
        """Return it and the other retrospectives of the same file."""
        return [self, *self.also]

    @property
    def dates(self):
        """The set of every date that it holds."""
        return {day for part, name in self._dated() if (day := getattr(part, name))}

    def read_days_first(self):
        """Read the dates that nothing settles as day/month: 03/04 is the third of April."""
        for part, name in self._dated():
            day = getattr(part, name)
            if day in self.unsettled_dates:
                setattr(part, name, day.replace(month=day.day, day=day.month))
        self.unsettled_dates = []

    def _dated(self):
        """[(part, name of its field for a date)]"""
        yield self, "held_on"
        yield from ((event, "on") for event in self.events)
        yield from ((decision, "decided_on") for decision in self.decisions)
        yield from ((action, "due_on") for action in self.actions)

    @property
    def said_categories(self):
        """The different words that it has for the categories of its lessons, in order."""
        return list(dict.fromkeys(it.said_category for it in self.lessons if it.said_category))

    def keep_few_events(self):
        """Put events beyond what a retrospective takes into the context, and say so."""
        room = max(MOST_PARTS - (self.number_of_entries - len(self.events)), 0)
        rest = self.events[room:]
        if rest:
            self.events = self.events[:room]
            self.context_parts += ["# More events", "\n".join(f"- {it.line}" for it in rest)]
            self.warnings.append(
                f"A retrospective takes {MOST_PARTS} entries from a document. The last "
                f"{len(rest):,} events are in the context."
            )

    @property
    def words_in_context(self):
        return words(self.context).total()

    def observations_of(self, kind):
        return [observation for observation in self.observations if observation.kind == kind]

    def leave_out_names(self, number):
        """Say that the names of so many authors in the source are not in this document."""
        if number:
            whose = "the name of one author" if number == 1 else f"the names of {number} authors"
            self.warnings.append(f"Left out, as you did not ask for it: {whose}.")

    def outline(self):
        """Return what was found, part by part, without empty parts: [(number and word, [text of
        each])].
        """
        named = [
            ("timeline event", "timeline events", [event.line for event in self.events]),
            ("decision", "decisions", [decision.choice for decision in self.decisions]),
            *(
                (label, label, [plain(found.text) for found in self.observations_of(kind)])
                for kind, label in OBSERVATION_KINDS
            ),
            ("lesson", "lessons", [lesson.statement for lesson in self.lessons]),
            ("action item", "action items", [action.text for action in self.actions]),
        ]
        return [
            (f"{len(texts)} {one if len(texts) == 1 else many}", texts)
            for one, many, texts in named
            if texts
        ]

    @property
    def number_of_entries(self):
        return sum(len(texts) for _, texts in self.outline())

    def found(self):
        """Summarize what was found in one line."""
        parts = [heading for heading, _ in self.outline()]
        if self.pictures:
            parts.append(number_of_pictures(len(self.pictures)))
        number = self.words_in_context
        if number or not parts:
            parts.append(f"{number:,} word{'s' * (number != 1)} kept in the context")
        return ", ".join(parts)

    def first_words(self):
        """Return the beginning of its first text, as a summary for documents without one."""
        texts = [observation.text for observation in self.observations[:1]]
        texts += [lesson.statement for lesson in self.lessons[:1]]
        texts += [_TABLE_LINE.sub("", self.context), self.title]
        return cut(next(filter(None, (plain(_LINE_MARK.sub("", text)) for text in texts))), 280)

    def must_fit(self):
        """Raise UnreadableDocument if it holds more than one retrospective can."""
        must_be_few(self.number_of_entries)
        if len(self.pictures) > ATTACHMENTS_MAX:  # of several documents together
            raise UnreadableDocument(
                f"This document has {number_of_pictures(len(self.pictures))}. The limit is "
                f"{ATTACHMENTS_MAX} per retrospective. Please split it."
            )
        for text in self.texts:
            if len(text) > MARKDOWN_MAX_LENGTH:
                raise UnreadableDocument(
                    f"One field would have {len(text):,} characters. The limit is "
                    f"{MARKDOWN_MAX_LENGTH:,}. Please split it."
                )
