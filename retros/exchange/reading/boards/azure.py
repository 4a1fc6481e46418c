"""Boards exported by the Retrospectives extension of Azure DevOps: items, then their work items.

It writes quotes as they are, so its lines are taken apart by what surrounds the texts.
"""

import re

from retros.exchange.reading.boards.cards import Card, document_of, number_in
from retros.exchange.reading.dates import find_date

_HEADER = "Type,Description,Votes,CreatedDate,CreatedBy"
_WORK_HEADER = "Feedback Description,Work Item Title,Work Item Type,Work Item Id,Url"
_TITLE = re.compile(r"^\W*Retrospectives Summary for ['\"](?P<title>.*)['\"] \((?P<address>.*)\)")
_ITEM_END = re.compile(r'",(?P<votes>\d*|undefined|null),(?P<on>[^"]*),"(?P<author>[^"]*)"$')
_WORK_END = re.compile(r'",(?P<kind>[^",]*),(?P<number>\d*),(?P<address>[^\s",]*)$')


def recognizes(rows):
    return any(row == _HEADER.split(",") for row in rows[:10])


def read(text, rows, source_name, *, with_authors):
    """Read a board into a Document: an observation per item, an action item per work item."""
    head, _, rest = text.partition(_HEADER)
    items, _, work = rest.partition(_WORK_HEADER)
    cards = [*_items(items.removesuffix("Work Items\n")), *_work_items(work)]
    title = _TITLE.search(head)
    return document_of(
        cards,
        source_name,
        title=title["title"] if title else "",
        with_authors=with_authors,
        notes=[f"Its board: <{title['address']}>" if title else head.strip()],
    )


def _records(text, end):
    """(what stands before, match of `end`) of each record, which may run over several lines."""
    begun = []
    for line in text.split("\n"):
        if not begun and not line.strip():
            continue
        begun.append(line)
        match = end.search(line)
        if match:
            begun[-1] = line[: match.start()]
            yield "\n".join(begun).removeprefix('"'), match
            begun = []
    if begun:
        yield "\n".join(begun).strip(), None


def _items(text):
    for before, match in _records(text, _ITEM_END):
        column, _, words = before.partition('","')
        if match is None or not words:
            yield Card(before)
            continue
        author = match["author"]
        yield Card(
            words.strip(),
            column=column,
            votes=number_in(match["votes"]),
            author="" if author == "undefined" else author,
            on=_day(match["on"]),
        )


def _day(moment):
    """The day of "Tue Mar 24 2026 10:15:00 GMT+0100 (…)" or of an ISO time, or None."""
    found = find_date(
        re.sub(r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}).*", r"\1 \2, \3", moment)
    )
    return found.on if found else None


def _work_items(text):
    for before, match in _records(text, _WORK_END):
        about, _, title = before.partition('","')
        if match is None or not title:
            yield Card(before)
            continue
        named = f"{match['kind']} {match['number']} {match['address']}"
        action_from = Card(title, "Action items", facts=[named])
        yield Card(about, "Action items", is_title=True, children=[action_from])
