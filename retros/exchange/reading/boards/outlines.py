"""Boards exported as an outline: the name of a part on a row of its own, its notes on the rows below.

TeamRetro and Miro write their boards so; the rows below a name may begin with names of columns.
"""

from retros.exchange.reading.boards.cards import Card, document_of, number_in
from retros.exchange.reading.boards.cells import cell
from retros.exchange.reading.headings import is_known, purpose_of
from retros.exchange.reading.one_entry import KINDS, OF_ENTRIES
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import DATE_LABELS, RETROSPECTIVES, has_role, words_of

_ROLES = ("votes", "owner", "due", "date", "author", "text")  # in this order: "Comments" is text


def recognizes(rows):
    found = {purpose_of(name) for row in rows if (name := _part(row))}
    return len(found) > 1 and not found.isdisjoint(KINDS)


def read(text, rows, source_name, *, with_authors):
    """Read each note into the part whose name stands above it."""
    cards, part, columns, title, on = [], "", {}, "", None
    for row in filter(None, rows):
        if name := _part(row):
            part, columns = name, {}
        elif not part:
            label, value = words_of(row[0]), cell(row, 1).strip()
            title = value if not title and value and set(label.split()) & _TITLES else title
            on = on or (as_date(value) if label in DATE_LABELS else None)
        elif not columns and (named := _columns(row)):
            columns = named
        elif card := _card(row, columns, part, with_authors):
            cards.append(card)
    document = document_of(cards, source_name, title=title, with_authors=with_authors)
    document.held_on = on or document.held_on
    return document


_TITLES = {"board", "title", "name", *RETROSPECTIVES}


def _part(row):
    """The name of a part that stands alone in a row, or ""."""
    words = [value.strip() for value in row if value.strip()]
    is_name = len(words) == 1 and is_known(words[0]) and purpose_of(words[0]) in OF_ENTRIES
    return words[0] if is_name else ""


def _columns(row):
    """{role: number} of a row that only names columns, or {}."""
    found = {}
    for number, name in enumerate(row):
        role = next((role for role in _ROLES if has_role(name, role)), "")
        if name.strip() and not role:
            return {}
        if role:
            found.setdefault(role, number)
    return found if "text" in found and len(row) > 1 else {}


def _card(row, columns, part, with_authors):
    first = next((n for n, value in enumerate(row) if value.strip()), 0)
    text = cell(row, columns.get("text", first)).strip()
    if not text:
        return None
    due = as_date(cell(row, columns.get("due"))) or ""
    owner = cell(row, columns.get("owner")).strip() if with_authors else ""
    facts = [f"owner: {owner}" if owner else "", f"due {due}" if due else ""]
    said = ", ".join(filter(None, facts))
    used = {*columns.values(), first}
    return Card(
        f"{text} ({said})" if said else text,
        column=part,
        votes=number_in(cell(row, columns.get("votes"))),
        author=cell(row, columns.get("author")).strip(),
        on=as_date(cell(row, columns.get("date"))),
        facts=[] if columns else [value for n, value in enumerate(row) if value and n not in used],
    )
