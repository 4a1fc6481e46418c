"""Where each piece of a document goes, and how a person changes that before it is stored."""

from copy import deepcopy
from dataclasses import dataclass

from retros.exchange.document import Document, EventEntry, ObservationEntry
from retros.exchange.inline import cut, holds, plain
from retros.exchange.reading import entries
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.markdown.blocks import split
from retros.exchange.reading.moments import leading_time
from retros.models import PICTURE_IN_MARKDOWN, Category

OUT, CONTEXT = "out", "context"
_TEXTS = ("goal", "measured", "surprise")
PLACES = {
    "goal": "Goal",
    "measured": "What was measured",
    "surprise": "Surprise",
    "event": "Timeline",
    "decision": "Decision",
    "well": "Went well",
    "better": "Could be better",
    "wrong": "Went wrong",
    **{f"lesson:{value}": f"Lesson: {label.lower()}" for value, label in Category.choices},
    "action": "Action item",
    CONTEXT: "Context",
    OUT: "Leave out",
}


@dataclass
class Piece:
    """One thing that a document says: its whole text in Markdown, and where it goes.

    `part` is what it was read as (text in the context), `heading` what stands above it there.
    """

    number: int
    place: str
    text: str
    part: object
    heading: str = ""

    @property
    def words(self):
        """Its text as it is shown before its pictures can be: their descriptions instead."""
        return PICTURE_IN_MARKDOWN.sub(
            lambda match: f"(picture{': ' * bool(match[1])}{match[1]})", self.text
        )

    @property
    def can_be_dated(self):
        """Whether it can become a timeline event: by its date, or its time on the document's day."""
        return self.place == "event" or bool(find_date(self.text)) or _begins_with_time(self.text)


def pieces_of(document: Document) -> list[Piece]:
    """Return all pieces of `document`, by place and then in the order of the document."""
    found = [(name, text, text, "") for name in _TEXTS if (text := getattr(document, name))]
    found += [("event", _words_of_event(event), event, "") for event in document.events]
    found += [("decision", _words_of_decision(made), made, "") for made in document.decisions]
    found += [(seen.kind, seen.text, seen, "") for seen in document.observations]
    found += [
        (f"lesson:{lesson.category}", _words_of_lesson(lesson), lesson, "")
        for lesson in document.lessons
    ]
    found += [("action", _words_of_action(action), action, "") for action in document.actions]
    found += [(CONTEXT, text, text, heading) for heading, text in _context_of(document)]
    return [
        Piece(number, place, text, part, heading)
        for number, (place, text, part, heading) in enumerate(found)
    ]


def _context_of(document):
    """(heading above, text) of each part of the context except headings."""
    heading = ""
    for text in filter(str.strip, document.context_parts):
        if is_heading(text):
            heading = text.lstrip("# ")
        else:
            yield heading, text


def is_heading(text):
    """Return whether a part of the context only introduces what follows."""
    return text.startswith("#") and "\n" not in text.strip()


def rearrange(document: Document, places: dict[int, str]) -> Document:
    """Return a copy of `document` with pieces moved: {number of the piece: place}.

    A piece that does not fit its new place goes to the context as a whole.
    """
    result = deepcopy(document)
    pieces = pieces_of(result)
    changed = [piece for piece in pieces if places.get(piece.number, piece.place) != piece.place]
    gone = {id(piece.part) for piece in changed if piece.place not in (*_TEXTS, CONTEXT)}
    for name in ("events", "decisions", "observations", "lessons", "actions"):
        setattr(result, name, [p for p in getattr(result, name) if id(p) not in gone])
    _take_from_context(result, pieces, places)
    for piece in changed:
        if piece.place in _TEXTS:
            setattr(result, piece.place, "")
    for piece in changed:
        _put(result, piece, places[piece.number])
    return result


def _take_from_context(document, pieces, places):
    """Leave in the context what stays there, and headings unless all below them is left out."""
    texts = iter([piece for piece in pieces if piece.place == CONTEXT])
    kept, open_headings = [], []  # open_headings: [depth, is all below left out, place in kept]
    for text in filter(str.strip, document.context_parts):
        if is_heading(text):
            depth = len(text) - len(text.lstrip("#"))
            open_headings = _closed(open_headings, kept, depth)
            open_headings.append([depth, None, len(kept)])
            kept.append(text)
            continue
        place = places.get(next(texts).number, CONTEXT)
        for heading in open_headings:
            heading[1] = place == OUT and heading[1] is not False
        if place == CONTEXT:
            kept.append(text)
    _closed(open_headings, kept, 0)
    document.context_parts = [text for text in kept if text]


def _closed(open_headings, kept, depth):
    """Those headings that a new one of `depth` stands below; the others are done."""
    for heading in open_headings:
        if heading[0] >= depth and heading[1]:
            kept[heading[2]] = ""
    return [heading for heading in open_headings if heading[0] < depth]


def _put(document, piece, place):
    if place in _TEXTS:
        before = getattr(document, place)
        setattr(document, place, "\n\n".join(filter(None, [before, piece.text])))
    elif place == CONTEXT:
        document.context_parts.append(piece.text)
    elif place == "event":
        _put_event(document, piece.text)
    elif place in ("well", "better", "wrong") and isinstance(piece.part, ObservationEntry):
        piece.part.kind = place
        document.observations.append(piece.part)
    elif place.startswith("lesson:") and piece.place.startswith("lesson:"):
        piece.part.category = place.removeprefix("lesson:")
        document.lessons.append(piece.part)
    elif place != OUT:
        for lead, below in _entries_in(piece.text):
            _put_entry(document, place, lead, below)


def _entries_in(text):
    """(own words, what is below) of each entry of a list; of the whole if it is none."""
    blocks = split(text)
    if len(blocks) == 1 and blocks[0].kind == "list":
        return [(item.lead or item.source, item.below) for item in blocks[0].items]
    return [(text, "")]


def _put_entry(document, place, lead, below):
    whole = "\n\n".join(filter(None, [lead, below]))
    if place == "decision":
        document.decisions.append(entries.decision_from(whole))
    elif place == "action":
        action, rest = entries.action_from(lead, below=below)
        document.actions.append(action)
        document.context_parts += [rest] if rest.strip() else []
    elif place.startswith("lesson:"):
        lesson = entries.lesson_from(lead, below=below)
        lesson.category = place.removeprefix("lesson:")
        document.lessons.append(lesson)
    else:
        document.observations.append(ObservationEntry(place, whole))


def _begins_with_time(text):
    return bool(leading_time(plain(_entries_in(text)[0][0])))


def _put_event(document, text):
    only, *others = _entries_in(text)
    found = find_date(text)
    short = cut(plain(text if others else _joined(*only)), 500)  # without the mark of a list
    day = document.held_on if found is None and _begins_with_time(text) else None
    if found:
        document.events.append(EventEntry(found.on, short, found.precision))
    elif day:
        document.events.append(EventEntry(day, short))
    if not (found or day) or not holds(short, text):
        document.context_parts.append(text)


def _joined(*parts):
    return "\n\n".join(part for part in parts if part and part.strip())


def _labeled(label, text):
    return f"**{label}:** {text}" if text else ""


def _words_of_event(event):
    return _joined(event.line, _labeled("Known then", event.known_then))


def _words_of_decision(made):
    return _joined(
        f"{made.decided_on}: {made.choice}" if made.decided_on else made.choice,
        made.informed_by,
        _labeled("Options", made.options),
        _labeled("Expected", made.expected),
        _labeled("What happened", made.what_happened),
        _labeled("Superseded by", made.superseded_by),
        _labeled("Why it was replaced", made.replaced_because),
    )


def _words_of_lesson(lesson):
    return _joined(
        lesson.statement,
        lesson.detail,
        _labeled("Useful when somebody is about to", lesson.applies_when),
        _labeled("Does not apply when", lesson.not_when),
        _labeled("Kickoff question", lesson.kickoff_question),
    )


def _words_of_action(action):
    facts = [f"owner: {action.owner_role}" if action.owner_role else ""]
    facts += [f"due {action.due_on}" if action.due_on else ""]
    facts += [action.status if action.status in ("done", "dropped") else ""]
    said = ", ".join(filter(None, facts))
    return _joined(
        f"{action.text} ({said})" if said else action.text,
        _labeled("Done when", action.done_when),
        _labeled("Dropped because", action.dropped_because),
        _labeled("Address", action.elsewhere),
        action.note,
    )
