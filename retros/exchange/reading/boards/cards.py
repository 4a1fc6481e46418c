"""Cards of a retro board as a document: each to the part that the name of its column stands for."""

from dataclasses import dataclass, field, replace
from datetime import date

from retros.exchange.document import Document, must_be_few
from retros.exchange.inline import cut, holds
from retros.exchange.reading import entries
from retros.exchange.reading.boards.categories import say_category
from retros.exchange.reading.boards.registers import status_named, tags_in
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.facts import day_in_path
from retros.exchange.reading.file_names import title_from_file_name
from retros.exchange.reading.headings import (
    Purpose,
    has_more_words,
    is_plain_title,
    purpose_on_board,
)
from retros.exchange.reading.naming import finish
from retros.exchange.reading.one_entry import KINDS, OF_ACTIONS, OF_LESSONS

_MOST_DAYS = 31  # that are listed one by one
_ONE_BY_ONE = {*OF_LESSONS, *OF_ACTIONS, Purpose.DECISIONS}
_TEXT_FIELDS = {Purpose.GOAL: "goal", Purpose.MEASURED: "measured", Purpose.SURPRISE: "surprise"}


@dataclass
class Card:
    """A note of a board. `children` are the cards grouped below it, `answers` what was said to it.

    With `is_title`, its text is the name that a group was given, not somebody's note. `facts` are
    what else the board says of it, in words.
    """

    text: str
    column: str = ""
    votes: int = 0
    author: str = ""
    category: str = ""  # of a lesson, in somebody's words, like the next two
    status: str = ""
    tags: str = ""
    on: date | None = None
    is_title: bool = False
    is_done: bool = False
    facts: list[str] = field(default_factory=list)
    children: list["Card"] = field(default_factory=list)
    answers: list["Card"] = field(default_factory=list)

    def walk(self):
        """Yield this card and all cards below it."""
        yield self
        for card in (*self.children, *self.answers):
            yield from card.walk()


def number_in(cell):
    """Parse the whole number in a cell, else return 0."""
    cell = (cell or "").strip()
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else 0


def column_purpose(name):
    """The Purpose that the name of a column stands for, or None."""
    return purpose_on_board(name)


def document_of(cards, source_name, *, title="", with_authors=False, purposes=None, notes=()):
    """Make a Document of `cards`, those with the most votes first.

    `purposes` are the purposes that somebody chose for column names. `notes` is Markdown about the
    board, for the context. Authors' names, ids and times are left out; names stay `with_authors`.
    If cards were written on several days, the context lists them.
    """
    every = [card for top in cards for card in top.walk()]
    must_be_few(len(cards))
    document = Document(source_name, title=cut(title or title_from_file_name(source_name), 200))
    _read_dates(document, every, title)
    if not with_authors:
        document.leave_out_names(len({card.author for card in every if card.author}))
        for card in every:
            card.author = ""
    board = _Board(document, purposes or {})
    for card in sorted(cards, key=lambda card: -card.votes):
        board.take(card)
    board.finish([*notes, _days_of(every)])
    document.warnings.append("Hours and ids of the board are left out.")
    finish(document)
    return document


def _read_dates(document, cards, title):
    """The last day that a card was written is taken for the day of the retrospective.

    Without one it is that of the board’s own `title`, or of the file if there is none.
    """
    days = sorted({card.on for card in cards if card.on})
    if days:
        document.held_on = days[-1]
        document.warnings.append("The date is the day of the last card.")
        return
    found = find_date(title)
    if found and found.precision == "day":
        document.held_on = found.on
        document.warnings.append("The date was taken from the title.")
    elif not title and (on := day_in_path(document.source_name)):
        document.held_on = on
        document.warnings.append("The date was taken from the file’s name.")


def _days_of(cards):
    """When the cards were written, if that is more than one day."""
    days = sorted({card.on for card in cards if card.on})
    if len(days) < 2:
        return ""
    if len(days) > _MOST_DAYS:
        return f"Written on {len(days)} days from {days[0]} to {days[-1]}."
    return f"Written on {', '.join(map(str, days))}."


class _Board:
    """Fills a document with cards; those without a matching section are collected by column."""

    def __init__(self, document, purposes):
        self.document = document
        self.purposes = purposes
        self.others = {}  # column name: list items for the context
        self.named = {}  # columns whose names say more than what they stand for, in order

    def take(self, card):
        purpose = self.purposes.get(card.column, column_purpose(card.column))
        under = card.column if has_more_words(card.column) else ""
        if purpose in KINDS:
            found = entries.observation_from(KINDS[purpose], whole(card), under=under)
            self.document.observations.append(found)
        elif purpose in _ONE_BY_ONE:
            self._read_one_by_one(card, purpose, under)
        elif purpose in _TEXT_FIELDS:
            self._add_text(_TEXT_FIELDS[purpose], card)
        else:
            self.others.setdefault(card.column, []).append(as_item(whole(card)))
            return
        if not under and card.column and not is_plain_title(card.column):
            self.named[card.column] = True

    def _read_one_by_one(self, card, purpose, under):
        """Add the cards of a group of lessons or actions; the group itself is not one."""
        if not card.is_title:
            self._read_entry(card, purpose, under)
            return
        under = f"{under}: {card.text}" if under else card.text
        for child in card.children:
            child.votes = child.votes or card.votes
            self._read_entry(child, purpose, under)
        if card.answers:
            said = Card("", answers=card.answers)
            self.others.setdefault(card.text, []).append(as_item(whole(said)))

    def _read_entry(self, card, purpose, under):
        document, below = self.document, text_below(card)
        if purpose in OF_ACTIONS:
            item, rest = entries.action_from(
                card.text, below=below, under=under, is_done=card.is_done
            )
            document.actions.append(item)
            if rest:
                self.others.setdefault(card.column, []).append(rest)
        elif purpose is Purpose.DECISIONS:
            text = f"{card.text}\n\n{below}" if below else card.text
            document.decisions.append(entries.decision_from(text, under=under))
        else:
            lesson = entries.lesson_from(card.text, below=below, under=under)
            say_category(lesson, card.category)
            lesson.status = status_named(card.status)
            lesson.tags += tags_in(card.tags)
            document.lessons.append(lesson)

    def _add_text(self, name, card):
        before = getattr(self.document, name)
        setattr(self.document, name, "\n".join(filter(None, [before, as_item(whole(card))])))

    def finish(self, notes):
        """Put the columns that stand for nothing else, and what is said of the board, last."""
        for column, items in self.others.items():
            if column:
                self.document.context_parts.append(f"## {column}")
            self.document.context_parts.append("\n".join(items))
        self.document.context_parts += filter(None, notes)
        missing_words = [name for name in self.named if not any(name in note for note in notes)]
        if missing_words:
            columns = ", ".join(f"“{name}”" for name in missing_words)
            self.document.context_parts.append(f"Columns of the board: {columns}")


def whole(card):
    """Write a card as Markdown: its text, its votes, the cards below it and its comments."""
    if card.is_title and len(card.children) == 1 and holds(card.children[0].text, card.text):
        child = card.children[0]
        votes, answers = child.votes or card.votes, child.answers + card.answers
        return whole(replace(child, votes=votes, answers=answers))
    head = f"**{card.text}**" if card.is_title and card.text else card.text
    return "\n\n".join(filter(None, [with_header(head, _facts(card)), _lists_below(card)]))


def text_below(card):
    """Return what a card says besides its own text, for entries whose text is short."""
    facts = _facts(card)
    return "\n\n".join(filter(None, [f"({facts})" if facts else "", _lists_below(card)]))


def _facts(card):
    votes = f"{card.votes} vote{'' if card.votes == 1 else 's'}" if card.votes > 0 else ""
    return ", ".join(filter(None, [votes, *card.facts, card.author]))


def with_header(text, facts):
    """Add the votes and author to `text`: behind it, or below it if it is more than a sentence."""
    if not facts:
        return text
    return f"{text}\n\n({facts})" if "\n" in text else f"{text} ({facts})".strip()


def _lists_below(card):
    lists = ["\n".join(as_item(whole(child)) for child in card.children)]
    if card.answers:
        lists.append("Said about it:")
        lists.append("\n".join(as_item(whole(answer)) for answer in card.answers))
    return "\n\n".join(filter(None, lists))


def as_item(markdown):
    """Write a list item; its further lines are indented so that they stay inside."""
    first, *rest = markdown.split("\n")
    return "\n".join([f"- {first}", *(f"  {line}".rstrip() for line in rest)])
