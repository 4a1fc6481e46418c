"""Previews of documents on the import page: what they show, and shown again with what was chosen."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from retros.exchange import (
    OUT,
    PLACES,
    Document,
    People,
    Piece,
    UnreadableDocument,
    compare,
    load_signed,
    names_were_left_out,
    number_of_parts,
    old_actions,
    pieces_of,
    rearrange,
)
from retros.forms.imports import DocumentForm
from retros.models import Retrospective
from retros.proposals import FEW, propose_for_document
from retros.text_diff import diff
from retros.views.exchange.import_categories import said_categories


@dataclass
class ShownPiece:
    """A piece; its words as [(words, whether a name)]; the places it can go to as [(place, label)];
    into how many pieces it can be split.
    """

    piece: Piece
    marked: list
    places: list
    parts: int


@dataclass
class Preview:
    """A document as it would be stored, or the problem, or the retrospective it already became."""

    name: str
    document: Document | None = None
    form: DocumentForm | None = None
    problem: str = ""
    files: list = field(default_factory=list)  # [(name, reason)] of a problem with several
    known: Retrospective | None = None
    earlier: Retrospective | None = None  # what it is a later version of
    table: str = ""  # its text, where somebody has to say what its columns stand for
    chosen: dict = field(default_factory=dict)  # {number of a piece: place}, as the person said
    is_open: bool = False  # somebody works on it
    carried: str = ""  # the document, packed for the page

    @cached_property
    def people(self):
        """Find whom the document names."""
        return People(self.document)

    @cached_property
    def comparison(self):
        """Return what replacing the earlier version would do, as the person arranged it so far."""
        document = rearrange(self.document, self.chosen)
        if self.form["leave_out_names"].value():
            document = People(document).left_out()
        return compare(document, self.earlier)

    @property
    def found(self):
        """Return what would be stored, in numbers, as the person arranged it so far."""
        return rearrange(self.document, self.chosen).found

    def conflicts(self):
        """Return [(Conflict, runs from what stands there to the document, whether that wins)]."""
        return [
            (it, diff(it.now, it.new), it.key in self.form.taken)
            for it in self.comparison.conflicts
        ]

    def groups(self):
        """Return [(place, its label, [ShownPiece])] of the places that hold any."""
        found = {place: [] for place in PLACES}
        for piece in pieces_of(self.document):
            shown = ShownPiece(
                piece, self.people.marked(piece.words), _places_for(piece), number_of_parts(piece)
            )
            found[self.chosen.get(piece.number, piece.place)].append(shown)
        return [(place, _heading(place), pieces) for place, pieces in found.items() if pieces]

    def categories(self):
        """Return the SaidCategory of each word that the document has for categories."""
        return said_categories(self.document, self.form)

    def proposals(self):
        """Return [(a sentence that might be a lesson, the form that decides)] of up to 5.

        What was moved to the lessons or left out is none, unless it was decided here before. What
        was decided for the earlier version is none, either.
        """
        if len(self.document.lessons) >= FEW:
            return []
        found = propose_for_document(self.document)
        if self.earlier:
            before = self.earlier.decided_proposals.values_list("sentence_digest", flat=True)
            found = [it for it in found if it.key not in set(before)]
        if self.chosen:
            arranged = propose_for_document(rearrange(self.document, self.chosen))
            there = {it.key for it in arranged} | self.form.keys_decided
            found = [it for it in found if it.key in there]
        return [(it, self.form.proposal_form(it)) for it in found]

    @property
    def has_old_actions(self):
        """Whether action items would be closed for their age, by what the form says now."""
        document = rearrange(self.document, self.chosen) if self.chosen else self.document
        facts = self.form.initial if not self.form.is_bound else self.form.cleaned_data
        return bool(old_actions(replace(document, held_on=facts.get("held_on"))))

    @property
    def left_out(self):
        return sum(place == OUT for place in self.chosen.values())

    @property
    def places(self):
        """Return [(place, label)] of the places that several pieces can be moved to."""
        return PLACES.items()


def _heading(place):
    several = {"decision": "Decisions", "action": "Action items", OUT: "Left out"}
    return several.get(place) or PLACES[place].replace("Lesson:", "Lessons:")


def _places_for(piece):
    return [
        (place, label) for place, label in PLACES.items() if place != "event" or piece.can_be_dated
    ]


def form_of(preview, number, carried):
    """Return the DocumentForm of a Preview whose document travels as `carried`."""
    day = preview.document.held_on or ""
    sent = {"name": preview.name, "carried": carried, "is_included": True, "day_read": day}
    if preview.earlier:
        name, earlier_name = (
            it.source_name.rpartition("/")[2] for it in (preview.document, preview.earlier)
        )
        version = "replace" if name == earlier_name else "beside"
        sent |= {
            "earlier": preview.earlier.pk,
            "version": version,
            "leave_out_names": names_were_left_out(preview.earlier),
        }
    return DocumentForm(prefix=str(number), initial=facts_of(preview.document) | sent)


def facts_of(document):
    """Return the details of a Document under the names of a DocumentForm's fields."""
    names = ("title", "project_name", "summary", "held_on")
    return {name: getattr(document, name) for name in names}


def chosen_places(form):
    """Return {piece number: place} of a DocumentForm, without invalid places."""
    return {number: place for number, place in form.places().items() if place in PLACES}


def previews_again(forms, user, changed=None):
    """Yield the Previews of submitted forms with their input, choices and errors.

    `changed` is the number of the document that somebody works on.
    """
    for number, form in enumerate(forms):
        preview = Preview(form["name"].value() or "", form=form, chosen=chosen_places(form))
        preview.is_open = number == changed
        preview.earlier = _earlier(form, user)
        try:
            preview.document = form.applied_to(load_signed(form["carried"].value() or "", user))
        except UnreadableDocument as problem:
            preview.form, preview.problem = None, str(problem)
        yield preview


def _earlier(form, user):
    number = form["earlier"].value() or ""
    if not re.fullmatch(r"\d{1,18}", number):
        return None
    return Retrospective.objects.editable_by(user).filter(pk=number).first()
