"""Find the retrospective that a document is a later version of.

Whole lines tell it, not words: two documents made from one template share up to half of their words,
but hardly a line that somebody filled in. A line of the template itself is known by a third document,
which differs in title or day and has it, too.
"""

from django.db.models import Q

from accounts.models import Team, User
from retros.exchange.document import Document
from retros.exchange.inline import words
from retros.models import Retrospective, snapshot

_MOST_COMPARED = 20  # retrospectives with the same name of the file, title or day
_MOSTLY = 0.5  # of the words in the lines of the shorter text: see docs/import.md
_SAME = 2  # times as much counts a line where name of the file, title and day are the same
_FEWEST_WORDS = 3  # of a line that tells anything


class LaterVersions:
    """Finds for one import what each document is a later version of; reads each retrospective once.

    The retrospectives of `owner` and their teams count, as far as they may edit them; without an
    owner those of `team` and nobody.
    """

    def __init__(self, *, owner: User | None = None, team: Team | None = None):
        self._owner, self._team = owner, team
        # {(id, when it was last changed): {line: number of words}}
        self._lines: dict[tuple, dict[str, int]] = {}

    def find(self, document: Document) -> Retrospective | None:
        """Return what `document` is a later version of, or None.

        That has the same file name, title or day, and mostly the same lines; of equal ones that with
        the name of the file. One query, 8 for each retrospective that is read.
        """
        name = _file_name(document)
        candidates = sorted(self._candidates(document), key=lambda it: _file_name(it) != name)
        said = _lines_said_by(document) if candidates else {}
        best, most = None, _MOSTLY
        for found in candidates:
            others = [it for it in candidates if it != found and _is_another(it, document, found)]
            template = {line for other in others for line in self._lines_of(other)}
            share = _shared(said, self._lines_of(found), template)
            share *= _SAME if _is_called_alike(document, found) else 1
            if share > most or (share == most and best is None):
                best, most = found, share
        return best

    def _candidates(self, document):
        name = _file_name(document)
        like_it = Q(source_name=name) | Q(source_name__endswith=f"/{name}")
        like_it |= Q(title__iexact=document.title)
        if document.held_on:
            like_it |= Q(held_on=document.held_on)
        found = self._theirs().filter(like_it).exclude(source_hash="").order_by("-pk")
        return found[:_MOST_COMPARED]

    def _theirs(self):
        if self._owner is None:
            whole = Retrospective.objects.filter(removed_at=None, created_by=None)
            return whole.filter(project__team=self._team)
        mine = Q(created_by=self._owner) | Q(project__team__in=self._owner.team_ids)
        return Retrospective.objects.editable_by(self._owner).filter(mine)

    def _lines_of(self, retrospective):
        key = retrospective.pk, retrospective.updated_at
        if key not in self._lines:
            self._lines[key] = _lines(snapshot.state_of(retrospective.pk))
        return self._lines[key]


def _is_another(other, document, found):
    """Whether `other` is about something else than a document and what may be its earlier version."""
    titles = {document.title.casefold(), found.title.casefold()}
    days = {document.held_on, found.held_on, None}
    return other.title.casefold() not in titles or other.held_on not in days


def _file_name(it):
    return it.source_name.rpartition("/")[2]


def _is_called_alike(document, found):
    """Whether the name of the file, the title and the day are all the same."""
    is_same_day = document.held_on is not None and document.held_on == found.held_on
    is_same_name = _file_name(document) == _file_name(found)
    return is_same_name and document.title == found.title and is_same_day


def _lines_said_by(document):
    """The lines of a Document alone, without what was noted about it."""
    said = vars(document) | {"context": document.context}
    noted = ("also", "context_parts", "source_name", "warnings")
    return _lines({name: value for name, value in said.items() if name not in noted})


def _lines(values):
    """{words of a line in order of the alphabet: their number} of all texts, headings left out."""
    found = {}
    for text in strings(values):
        for line in text.split("\n"):
            count = words(line)
            if count.total() >= _FEWEST_WORDS and not line.lstrip().startswith("#"):
                found[" ".join(sorted(count.elements()))] = count.total()
    return found


def _shared(one, other, template):
    """Which share of the shorter text both have in common, of 1. Lines of `template` don't count."""
    common = sum(number for line, number in one.items() if line in other and line not in template)
    own = (
        sum(number for line, number in lines.items() if line not in template)
        for lines in (one, other)
    )
    return common / max(min(own), 1)


def strings(value):
    """Yield all texts in dicts, lists and dataclasses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, it in value.items() if name != "body" for text in strings(it))
    elif isinstance(value, list):
        yield from (text for it in value for text in strings(it))
    elif hasattr(value, "__dataclass_fields__"):
        yield from strings(vars(value))
