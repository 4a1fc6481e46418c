"""One entry of a list, table or section as an observation, lesson, decision or action item."""

import re
from datetime import timedelta

from retros.exchange.document import ActionEntry, DecisionEntry, LessonEntry, ObservationEntry
from retros.exchange.inline import cut, holds, plain, plain_with_addresses
from retros.exchange.reading.action_facts_below import facts_below, parted_at_facts
from retros.exchange.reading.action_lines import is_name, owner_and_due
from retros.exchange.reading.action_status import more_than_status, status_in, tells_past
from retros.exchange.reading.headings import Purpose, purpose_of, unnumbered
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import STATES, has_role
from retros.models import Category

_BOLD_LEAD = re.compile(
    r"^\s*(\*\*|__)(?P<lead>[^*\n]{3,300}?)\1\s*[:.–—-]*\s*(?P<rest>.*)$", re.DOTALL
)
_IN_BRACKETS = re.compile(r"^\s*[(（][^()（）]{2,80}[)）][.。]?\s*$")
_CHECKBOX = re.compile(r"^\s*(?:[-*+]\s+)?\[[ xX]?\]\s+")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]|]{1,400}")
_DONE = re.compile(rf"^\W*(?:{STATES['done']}|yes|x|✅|✔️?)\W*$", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"^\d{1,2}\.\d{1,2}(?=\.?$)")  # in a text "25.8" is a number
_DAY_ALONE = re.compile(r"^\d[\d./-]{2,9}$")
_LONGEST_LATE = timedelta(days=90)
_MARKED_DONE = re.compile(r"(?<!\w)\*{0,2}DONE\*{0,2}(?!\w)")
_DROPPED = re.compile(rf"^\W*(?:{STATES['dropped']})\W*$", re.IGNORECASE)

_LONGEST_LABEL = 3  # words in bold that name what an action is about, and are none: "Runbook:"

# Words that hint at what a lesson is about. Without any, a lesson is about the process.
_HINTS = {
    Category.CUSTOMER: r"customers?|users?|clients?|audience|attendees?|learners?|public|community|"
    r"students?|players?|subscribers?|visitors?|readers?",
    Category.TEAM: r"teams?|communicat\w+|collaborat\w+|roles?|people|members?|staff|hir\w+|trust|"
    r"onboard\w+|mentor\w*|colleagues?|skills?|pairing|responsib\w+|ownership|volunteers?|everyone",
    Category.PRODUCT: r"products?|features?|designs?|prototypes?|mvp|usability|gameplay|mechanics?|"
    r"requirements?|scope|roadmap|prices?|pricing",
    Category.SELF: r"i|i'm|i've|i'd|i'll|me|my|myself",
}
_HINT_PATTERNS = {
    category: re.compile(rf"\b(?:{hints})\b", re.IGNORECASE) for category, hints in _HINTS.items()
}


def observation_from(kind, markdown, *, under=""):
    """Make an Observed of `kind`; the heading it was `under` starts its text."""
    return ObservationEntry(
        kind, f"**{unnumbered(under).strip(' *_:')}:** {markdown}" if under else markdown
    )


def lesson_from(
    markdown: str, *, below: str = "", under: str = "", statement: str = ""
) -> LessonEntry:
    """Make a Learned: one sentence to act on, with the rest as its detail.

    The sentence is a bold beginning, or as many first sentences as fit. `statement` comes from a
    heading; `below` is nested in the entry.
    """
    head, rest = (unnumbered(statement), markdown) if statement else _bold_beginning(markdown)
    rest = "\n\n".join(part for part in (rest, below) if part.strip())
    sentence = plain(head)
    short = cut(sentence.rstrip(":") if rest else sentence, 140)
    if holds(short, head):
        detail = rest
    else:
        detail = (
            f"**{sentence}**\n\n{rest}" if rest and holds(sentence, head) else f"{head}\n\n{rest}"
        )
    detail = "\n\n".join(part for part in (f"**{under}**" if under else "", detail.strip()) if part)
    return LessonEntry(short, detail, category_of(f"{sentence} {plain(rest)}"))


def _bold_beginning(markdown):
    """(a bold beginning of some words, what follows), or the whole and nothing."""
    match = _BOLD_LEAD.match(markdown)
    if match and match["rest"].strip() and len(match["lead"].split()) > 1:
        return match["lead"], match["rest"]
    return markdown, ""


def category_of(text: str) -> str:
    """Return what a lesson with these words is probably about."""
    found = {category: len(hint.findall(text[:600])) for category, hint in _HINT_PATTERNS.items()}
    best = max(found, key=lambda category: found[category])
    return best if found[best] else Category.PROCESS


def decision_from(markdown, *, under="", choice="", near=None):
    """Make a DecisionMade; everything besides its choice becomes what informed it."""
    lead = choice or (under and f"{under}: {markdown}") or markdown
    short = cut(plain(lead), 200)
    whole = markdown if choice or not holds(short, markdown) else ""
    if choice and not holds(short, choice):
        whole = f"**{choice}**\n\n{markdown}"
    if under and not holds(short, under):
        whole = f"**{under}**\n\n{whole}"
    return DecisionEntry(short, whole.strip(), as_date(plain(lead)[:80], near))


def action_from(markdown, *, below="", under="", is_done=False, near=None, people=frozenset()):
    """Make (ToDo, what did not fit) of an entry with the text `markdown` and nested entries
    `below`.
    """
    markdown, told_below = parted_at_facts(markdown)
    below = "\n".join(filter(None, [told_below, below]))
    head, rest = _bold_beginning(markdown)
    if _IN_BRACKETS.match(rest):  # who does it, and by when
        head, rest = f"{head} {rest.strip()}", ""
    is_label = len(plain(head).split()) <= _LONGEST_LABEL
    if is_label or is_name(plain(head)) or plain(head).strip(" :") in people:
        head, rest = markdown, ""
    line, status, told = status_in(plain(_CHECKBOX.sub("", unnumbered(head))))
    bold = _BOLD_LEAD.match(markdown)
    topic = plain(bold["lead"]).strip(" :") if bold else ""
    text, owner, due, said = owner_and_due(line, near, people, topic)
    rest, owner_below, due_below = facts_below("\n".join(filter(None, [rest, below])), near)
    owner, due = owner or owner_below, due or due_below
    status = status or ("done" if is_done or tells_past(text) else "open")
    item = ActionEntry(cut(text, 200), owner, due, "done" if is_done else status)
    more = more_than_status(told)
    missing = _missing_words(f"{item.text} {said} {told}", unnumbered(head))
    return item, _note(item, f"{item.text} {said}", under, missing or more, rest)


def _missing_words(said, head):
    """What `head` says beyond `said`: nothing, the addresses of its links, or all of it."""
    if holds(said, head):
        return ""
    addresses = " ".join(_ADDRESS.findall(head))
    return addresses if holds(f"{said} {addresses}", head) else head


def _note(item, said, *parts):
    """Fill the note with what the text does not say; return what is too long for it."""
    source = "\n".join(part for part in parts if part.strip())
    note = plain_with_addresses(source)
    if len(note) <= 500 and holds(f"{said} {note}", source):
        item.note = note
        return ""
    return f"- {item.text}\n\n{_indented(source)}"


def _indented(text):
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def action_columns(header):
    """Return {column name: number} of a table of action items, or {} for other tables."""
    columns = {}
    for number, cell in enumerate(header):
        roles = ("text", "owner", "due", "status")
        role = next((role for role in roles if has_role(plain(cell), role)), "")
        if role:
            columns.setdefault(role, number)
    return columns if "text" in columns else {}


def is_action_table(block):
    """Tell whether a table says by its columns that it holds action items, whatever it stands under."""
    columns = action_columns(block.rows[0])
    others = columns.keys() & {"owner", "due", "status"}
    named = "text" in columns and plain(block.rows[0][columns["text"]])
    is_action = bool(named) and purpose_of(named) is Purpose.ACTIONS
    return bool(named) and (
        ("owner" in others and (len(others) > 1 or is_action)) or (is_action and "due" in others)
    )


def _cell_at(row, number):
    return row[number] if number is not None and number < len(row) else ""


def _due_in(cell, near):
    """The date of a cell; "25.8" is the day of the year of the document, or of the one after it."""
    day = _DAY_AND_MONTH.match(cell) if near else None
    if not day:
        return as_date(cell, near)
    found = as_date(f"{day[0]}.{near.on.year}")
    is_past = found is not None and found < near.on - _LONGEST_LATE
    return as_date(f"{day[0]}.{near.on.year + 1}") if is_past else found


def action_from_row(header, row, columns, *, under="", near=None):
    """Make (ToDo, what did not fit) of a table row. Cells without a matching field go to the note."""
    said = plain(_cell_at(row, columns.get("status")))
    if "due" not in columns and _DAY_ALONE.match(said) and _due_in(said, near):
        columns = {("due" if n == "status" else n): at for n, at in columns.items()}  # "Klar": 25.8
    cells = {n: _cell_at(row, at) for n, at in columns.items()}
    status = "done" if _DONE.match(plain(cells.get("status", ""))) else "open"
    if "status" not in columns and any(_MARKED_DONE.search(cell) for cell in row):
        status = "done"
    status = "dropped" if _DROPPED.match(plain(cells.get("status", ""))) else status
    item = ActionEntry(cut(plain(cells["text"]), 200), status=status)
    item.due_on = _due_in(plain(cells.get("due", "")), near)
    owner = plain(cells.get("owner", "")).lstrip("@")
    item.owner_role = owner if len(owner) <= 80 else ""
    notes = [under, _missing_words(item.text, cells["text"])]
    for number, cell in enumerate(row):
        name = next((n for n, at in columns.items() if at == number), "")
        taken = (
            name == "text"
            or (name == "owner" and holds(item.owner_role, cell))
            or (name == "due" and item.due_on)
            or (name == "status" and plain(cell).strip().lower() == status)
            or (
                cell.isdecimal()
                and number < len(header)
                and has_role(plain(header[number]), "number")
            )
        )
        if cell and not taken:
            notes.append(f"{plain(header[number])}: {cell}" if number < len(header) else cell)
    return item, _note(item, item.text, *notes)
