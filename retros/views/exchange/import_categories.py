"""What a document's own categories stand for: chosen once for each in the preview.

A choice changes the place of every lesson that still has the category it had before, as if somebody
had moved each of them.
"""

import re
from dataclasses import dataclass

from retros.exchange import (
    UnreadableDocument,
    category_named,
    category_of,
    load_signed,
    pieces_of,
)
from retros.models import Category

_BEFORE = re.compile(r"(?P<document>\d{1,3})-category-(?P<number>\d{1,3})-before")
_MOST = 30  # what has more values sorts nothing


@dataclass
class SaidCategory:
    """A category in the words of a document: the names of its fields, and what was chosen."""

    name: str
    said: str
    chosen: str

    @property
    def choices(self):
        return [("", "None: guess from each lesson’s text"), *Category.choices]


def said_categories(document, form):
    """Return the SaidCategory of each word that a Document has for categories; [] for too many."""
    said = document.said_categories
    if len(said) > _MOST:
        return []
    found = []
    for number, word in enumerate(said):
        name = form.add_prefix(f"category-{number}")
        chosen = form.data.get(name, category_named(word))
        found.append(SaidCategory(name, word, chosen if chosen in Category else ""))
    return found


def with_categories(data, user):
    """Return `data` of a preview with its lessons where the chosen categories put them."""
    matches = [match for key in data if (match := _BEFORE.fullmatch(key))]
    changed = {}  # {number of a document: {number of a word: (category before, category now)}}
    for match in matches:
        before, now = data[match[0]], data.get(match[0].removesuffix("-before"), "")
        if before != now and {before, now} <= {"", *Category.values}:
            document = changed.setdefault(match["document"], {})
            document[int(match["number"])] = before, now
    if changed:
        data = data.copy()
    for document, categories in changed.items():
        _place_lessons(data, document, categories, user)
    return data


def _place_lessons(data, document, categories, user):
    try:
        carried = load_signed(data.get(f"{document}-carried", ""), user)
    except UnreadableDocument:  # the preview says so
        return
    words = carried.said_categories
    by_word = {words[n]: change for n, change in categories.items() if n < len(words)}
    for piece in pieces_of(carried):
        before, now = by_word.get(getattr(piece.part, "said_category", ""), ("", ""))
        key, guess = f"{document}-place-{piece.number}", f"lesson:{category_of(piece.text)}"
        places = (f"lesson:{before}",) if before else (piece.place, guess)
        if before != now and data.get(key, piece.place) in places:
            data[key] = f"lesson:{now}" if now else guess
