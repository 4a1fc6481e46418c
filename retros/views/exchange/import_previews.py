"""Previews of documents for the import page, read one after another."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

from retros.exchange import (
    OUT,
    PLACES,
    Document,
    LaterVersions,
    LeftOut,
    People,
    Piece,
    Table,
    UnknownColumns,
    UnreadableDocument,
    already_stored,
    compare,
    decode,
    documents_in,
    dump_signed,
    load_signed,
    make_readable,
    merge_decision_records,
    number_of_parts,
    pieces_of,
    project_of_records,
    read,
    read_text,
    rearrange,
)
from retros.forms.imports import MOST_BYTES_TOGETHER, MOST_FILES, DocumentForm
from retros.models import PendingPicture, Retrospective
from retros.proposals import FEW, propose_for_document
from retros.text_diff import diff
from retros.views.exchange.import_categories import said_categories

_PASTED_NAME = "pasted.md"
_MOST_CHARACTERS = 4_000_000  # of what one page carries along
_MOST_PICTURES = 100_000_000  # bytes of one page
_TOO_MUCH = "These documents are too large for one preview. Please import this one separately."
_TOO_MANY = f"One preview shows {MOST_FILES} documents. Please import this one in another step."


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
        return [(place, PLACES[place], pieces) for place, pieces in found.items() if pieces]

    def categories(self):
        """Return the SaidCategory of each word that the document has for categories."""
        return said_categories(self.document, self.form)

    def proposals(self):
        """Return [(a sentence that might be a lesson, the form that decides)] of up to 5."""
        if len(self.document.lessons) >= FEW:
            return []
        return [(it, self.form.proposal_form(it)) for it in propose_for_document(self.document)]

    @property
    def left_out(self):
        return sum(place == OUT for place in self.chosen.values())

    @property
    def places(self):
        """Return [(place, label)] of the places that several pieces can be moved to."""
        return PLACES.items()


def _places_for(piece):
    return [
        (place, label) for place, label in PLACES.items() if place != "event" or piece.can_be_dated
    ]


def previews(chosen, user):
    """Yield a Preview of each document in the cleaned data of an ImportForm, read lazily.

    Decision records come last, as one document where there are several.
    """
    page, records = _Page(user), []
    for name, content, beside in _uploaded_files(chosen):
        preview = _read(name, content, user, with_authors=chosen["with_authors"], beside=beside)
        if preview.document and preview.document.decision_record is not None:
            records.append(preview)
            continue
        yield page.take(preview)
        for number, other in enumerate(preview.document.also if preview.document else (), start=2):
            named = f"{name}, part {number}"
            yield page.take(Preview(named, other, known=already_stored(other, user)))
    for preview in _merge_decision_records(records, user):
        yield page.take(preview)


class _Page:
    """The contents of one page and their total size."""

    def __init__(self, user):
        self.user = user
        self.later_versions = LaterVersions(owner=user)
        self.seen = {}
        self.characters = self.number = self.bytes_of_pictures = 0

    def take(self, preview):
        """Give a preview its form, or the problem that prevents it."""
        if preview.document and not preview.known:
            same = self.seen.setdefault(preview.document.source_hash, preview.name)
            carried = dump_signed(preview.document, self.user)
            self.characters += len(carried)
            pictures = preview.document.pictures
            self.bytes_of_pictures += sum(len(picture.content) for picture in pictures.values())
            if same != preview.name:
                preview.problem = f"This has the same text as {same}."
            elif self.number >= MOST_FILES:
                preview.problem = _TOO_MANY
            elif self.characters > _MOST_CHARACTERS or self.bytes_of_pictures > _MOST_PICTURES:
                preview.problem = _TOO_MUCH
            else:
                if pictures:
                    PendingPicture.objects.keep(pictures, self.user)
                preview.earlier = self.later_versions.find(preview.document)
                preview.form = _form(preview, self.number, carried)
                self.number += 1
        return preview


def _merge_decision_records(records, user):
    """Return previews of decision records, several of them merged into one."""
    if len(records) < 2:
        return records
    folders = {record.name.rpartition("/")[0] for record in records}
    folder = folders.pop() if len(folders) == 1 else ""
    try:
        whole = merge_decision_records(
            [record.document for record in records], project_of_records(folder)
        )
    except UnreadableDocument as problem:
        return [Preview("Decision records", problem=str(problem))]
    return [Preview(whole.title, whole, known=already_stored(whole, user))]


def preview_of_table(text, name, choice, user, *, with_authors):
    """Return the Preview of a table with chosen columns.

    Raises UnreadableDocument for one that holds too much.
    """
    document = Table(text).document(choice, name, with_authors=with_authors)
    document.source_hash = hashlib.sha256(text.encode()).hexdigest()
    document.must_fit()
    return _Page(user).take(Preview(name, document, known=already_stored(document, user)))


def _form(preview, number, carried):
    sent = {"name": preview.name, "carried": carried, "is_included": True}
    if preview.earlier:
        name, earlier_name = (
            it.source_name.rpartition("/")[2] for it in (preview.document, preview.earlier)
        )
        version = "replace" if name == earlier_name else "beside"
        sent |= {"earlier": preview.earlier.pk, "version": version}
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


def _uploaded_files(chosen):
    """Yield (name, bytes, text or the problem, files next to it) of each file.

    A ZIP yields its files, a workbook its sheets, and at last what was left out of it.
    """
    unpacked_bytes = 0
    for file in chosen["files"]:
        data, beyond = file.read(MOST_BYTES_TOGETHER + 1), []
        for number, found in enumerate(documents_in(file.name, data)):
            content = found.content
            if number >= MOST_FILES and not isinstance(content, LeftOut):
                beyond.append((found.name, _TOO_MANY))
                continue
            unpacked_bytes += len(content) if isinstance(content, bytes) else 0
            if unpacked_bytes > 2 * MOST_BYTES_TOGETHER:
                content = UnreadableDocument(_TOO_MUCH)
            yield found.name, content, found.beside
        if beyond:
            yield file.name, LeftOut(beyond), None
    if chosen["text"].strip():
        yield _PASTED_NAME, chosen["text"], None


def _read(name, content, user, *, with_authors, beside):
    if isinstance(content, UnreadableDocument):
        return Preview(name, problem=str(content), files=getattr(content, "files", []))
    try:
        if isinstance(content, str):
            document = read_text(name, content, with_authors=with_authors)
        else:
            document = read(name, content, with_authors=with_authors, beside=beside)
    except UnknownColumns as problem:
        text = content if isinstance(content, str) else decode(content)
        return Preview(name, problem=str(problem), table=make_readable(text))
    except UnreadableDocument as problem:
        return Preview(name, problem=str(problem))
    return Preview(name, document, known=already_stored(document, user))
