"""The sentences of a retrospective, each with the part and the heading that it stands under.

One way to take a text apart for documents that are about to be imported and for retrospectives that
are stored, so that both get the same proposals.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from retros.exchange import Document, markdown_blocks, pieces_of, plain, sentences
from retros.models import Retrospective

_READ = 4_000  # characters of a paragraph, as many as `plain` reads
_WORD = re.compile(r"[^\W_]+")
_MARKER = re.compile(r"^\W*\[[ xX]?\]\s+|^[\s•*>#-]+")


class Passage(NamedTuple):
    """A text in Markdown, the part of a retrospective that it is, and the heading above it."""

    part: str
    heading: str
    text: str


class Sentence(NamedTuple):
    """One sentence as plain text. `is_item` says that an entry of a list begins with it."""

    text: str
    part: str
    heading: str
    is_item: bool

    @property
    def key(self) -> str:
        """What a dismissal is stored under: a hash of its words, 16 digits."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """Return a hash of the words of `text`, the same for any case and punctuation."""
    words = " ".join(_WORD.findall(text.casefold()))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def passages_of_document(document: Document) -> list[Passage]:
    """Return what `document` says, but for its lessons and dated events."""
    pieces = (piece for piece in pieces_of(document) if not piece.place.startswith("lesson"))
    return [
        Passage(piece.place, piece.heading, _own_words(piece))
        for piece in pieces
        if piece.place != "event"
    ]


def _own_words(piece):
    return _whole(piece.part) if piece.place == "action" else piece.text


def _whole(action):
    """Its text; where an import had to cut that, the note, which has all of it."""
    return action.note if action.text.endswith("…") and action.note else action.text


def passages_of(retrospective: Retrospective) -> list[Passage]:
    """Return the same of a stored retrospective; up to 3 queries, none for prefetched parts."""
    found = [
        Passage(name, "", text)
        for name in ("goal", "measured", "surprise")
        if (text := getattr(retrospective, name))
    ]
    for made in retrospective.decisions.all():
        told = [made.choice, made.informed_by, made.options, made.expected, made.what_happened]
        found.append(Passage("decision", "", "\n\n".join(filter(None, told))))
    found += [Passage(seen.kind, "", seen.text) for seen in retrospective.observations.all()]
    found += [Passage("action", "", _whole(item)) for item in retrospective.action_items.all()]
    found.append(Passage("context", "", retrospective.context))
    return found


def sentences_of(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """Yield the sentences of `passages` in order, each one once."""
    met = set()
    for passage in passages:
        for text, heading, is_item in _taken_apart(passage.text, passage.heading):
            sentence = Sentence(text, passage.part, heading, is_item)
            if sentence.key not in met:
                met.add(sentence.key)
                yield sentence


def _taken_apart(markdown, heading, *, is_item=False):
    """(sentence, heading, is it the first of a list's entry) of a text, without its code."""
    for block in markdown_blocks(markdown):
        if block.kind == "heading":
            heading = plain(block.source)
        elif block.kind == "list":
            for item in block.items:
                yield from _taken_apart(item.source, heading, is_item=True)
        elif block.kind == "table":
            for cell in (cell for row in block.rows[1:] for cell in row):
                yield from _taken_apart(cell, heading)
        elif block.kind in ("paragraph", "quote"):
            found = sentences(_MARKER.sub("", plain(block.source)))
            if len(block.source) > _READ:
                found = found[:-1]  # cut in the middle
            for text in found:
                yield text, heading, is_item
                is_item = False
