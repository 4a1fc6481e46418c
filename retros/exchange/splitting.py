"""Taking apart what a person sees in the preview: a piece into its entries, a document at headings."""

import hashlib
from copy import deepcopy
from dataclasses import replace

from retros.exchange.document import (
    ActionEntry,
    Document,
    LessonEntry,
    ObservationEntry,
    UnreadableDocument,
)
from retros.exchange.inline import sentences
from retros.exchange.preview import CONTEXT, Piece, pieces_of
from retros.exchange.reading import entries
from retros.exchange.reading.markdown.blocks import split
from retros.exchange.reading.markdown.document import divided
from retros.models import ATTACHMENT_ADDRESS

_MOST_PARTS = 100


def number_of_parts(piece: Piece) -> int:
    """Return into how many pieces `split_piece` takes it apart; fewer than 2 if it stays whole."""
    return len(_apart(piece))


def split_piece(document: Document, number: int) -> tuple[Document, int]:
    """Return a copy of `document` with piece `number` taken apart, and how many pieces it became.

    A list becomes its items, other text its paragraphs or sentences. The new pieces take the number
    of the old one and those after it. Raises UnreadableDocument if it would hold too much.
    """
    result = deepcopy(document)
    piece = next((it for it in pieces_of(result) if it.number == number), None)
    parts = _apart(piece) if piece else []
    if not piece or len(parts) < 2:
        return result, 1
    lists: tuple[list, ...] = (
        result.context_parts, result.observations, result.lessons, result.actions
    )  # fmt: skip
    own = next(each for each in lists if any(it is piece.part for it in each))
    at = next(n for n, it in enumerate(own) if it is piece.part)
    own[at : at + 1] = parts
    result.must_fit()
    return result, len(parts)


def split_document(document: Document, level: int) -> list[Document]:
    """Return a Document for each heading of `level`, one of those that `document.divisions` offers.

    The first has the hash of the whole, the others hashes of their own.
    """
    if level not in (offered for offered, _ in document.divisions):
        raise UnreadableDocument("This document has no such headings.")
    parts = divided(document, level)
    for number, part in enumerate(parts):
        name = f"{document.source_hash}\0{level}\0{number}".encode()
        part.source_hash = hashlib.sha256(name).hexdigest() if number else document.source_hash
        shown = {found for text in part.texts for found in ATTACHMENT_ADDRESS.findall(text)}
        part.pictures = {it: kept for it, kept in document.pictures.items() if it in shown}
        part.must_fit()
    return parts


def _apart(piece):
    """The entries, or texts of the context, that a piece can become."""
    match piece.part:
        case str() if piece.place == CONTEXT:
            is_list = [block.kind for block in split(piece.text)] == ["list"]
            return [f"- {_indented(it)}" if is_list else it for it in _parts_of(piece.text)]
        case ObservationEntry() as seen:
            return [replace(seen, text=text) for text in _parts_of(seen.text)]
        case LessonEntry() as lesson if lesson.detail:
            others = [entries.lesson_from(text) for text in _parts_of(lesson.detail)]
            same = [replace(other, category=lesson.category) for other in others]
            return [replace(lesson, detail=""), *same]
        case ActionEntry() as action if action.note:
            lines = filter(str.strip, action.note.split("\n"))
            return [replace(action, note=""), *(entries.action_from(line)[0] for line in lines)]
    return []


def _parts_of(text):
    """The items of the lists in `text` and its other blocks; the sentences of a single paragraph."""
    blocks = split(text)
    if [block.kind for block in blocks] == ["paragraph"]:
        parts = sentences(" ".join(text.split()))
    elif len(blocks) == 1 and len(blocks[0].items) == 1:
        item = blocks[0].items[0]
        parts = [item.lead, *_parts_of(item.below)] if item.lead and item.below else [item.source]
    else:
        items = [[item.source for item in block.items] or [block.source] for block in blocks]
        parts = [part for those in items for part in those]
    return parts if len(parts) <= _MOST_PARTS else [text]


def _indented(text):
    return text.replace("\n", "\n  ")
