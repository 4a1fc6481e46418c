"""The documents in uploaded files, read one after another, as many as one preview shows."""

import hashlib
from dataclasses import dataclass

from retros.exchange import (
    UNUSED_PICTURE,
    LaterVersions,
    LeftOut,
    Table,
    UnknownColumns,
    UnreadableDocument,
    already_stored,
    decode,
    documents_in,
    dump_signed,
    make_readable,
    merge_decision_records,
    project_of_records,
    read,
    read_text,
)
from retros.forms.imports import MOST_BYTES_TOGETHER, MOST_FILES
from retros.models import PendingPicture
from retros.views.exchange.import_previews import Preview, form_of

_PASTED_NAME = "pasted.md"
_MOST_CHARACTERS = 4_000_000  # of what one page carries along
_MOST_PICTURES = 100_000_000  # bytes of one page
_RECORDS_OF_STEP = (
    "These are the decision records of this step. Those of another step make a document of their own. "
    f"A ZIP that holds only the records, {MOST_FILES} at most, makes one document."
)
_TOO_MUCH = "This document is too large for one preview. Please import a part of it."
_TOO_MANY = f"One preview shows {MOST_FILES} documents. Please import this one separately."


@dataclass
class Step:
    """Which documents of the uploaded files one preview shows, by their number from 1 on."""

    start: int = 1
    end: int = 0
    total: int = 0

    @property
    def next(self):
        """The number that the next step starts with; None after the last one."""
        return self.end + 1 if 0 < self.end < self.total else None

    @property
    def next_end(self):
        return min(self.end + MOST_FILES, self.total)


def previews(chosen, user, step):
    """Yield a Preview of each document in the cleaned data of an ImportForm, read lazily.

    `step` says where to start, and is told where the page was full. Decision records come last, as
    one document where there are several.
    """
    page, records = _Page(user), []
    for name, content, beside in _uploaded_files(chosen):
        if isinstance(content, LeftOut):
            if not page.is_full and (step.total >= step.start or step.start == 1):
                yield _left_out(name, content, step)
            continue
        step.total += 1
        if step.total < step.start or page.is_full:
            continue
        found = _previews_of(name, content, beside, chosen, user)
        if not page.has_room_for(found):
            page.is_full = True
            continue
        step.end = step.total
        if found[0].document and found[0].document.decision_record is not None:
            records += found
        else:
            yield from map(page.take, found)
    yield from map(page.take, _merge_decision_records(records, user, step))


def _previews_of(name, content, beside, chosen, user):
    """The previews of one file: several where it holds several retrospectives."""
    first = _read(name, content, user, with_authors=chosen["with_authors"], beside=beside)
    others = first.document.also if first.document else ()
    return [first] + [
        Preview(f"{name}, part {number}", other, known=already_stored(other, user))
        for number, other in enumerate(others, start=2)
    ]


class _Page:
    """The contents of one page and their total size."""

    def __init__(self, user):
        self.user = user
        self.later_versions = LaterVersions(owner=user)
        self.seen = {}
        self.files = self.characters = self.number = self.bytes_of_pictures = 0
        self.is_full = False

    def has_room_for(self, previews):
        """Return whether the previews of one more file fit on this page, and count it."""
        new = [preview for preview in previews if preview.document and not preview.known]
        for preview in new:
            preview.carried = dump_signed(preview.document, self.user)
        self.files += 1
        return self.files == 1 or (
            self.files <= MOST_FILES
            and self.number + len(new) <= MOST_FILES
            and self.characters + sum(len(it.carried or it.table) for it in previews)
            <= _MOST_CHARACTERS
            and self.bytes_of_pictures + sum(map(_bytes_of_pictures, new)) <= _MOST_PICTURES
        )

    def take(self, preview):
        """Give a preview its form, or the problem that prevents it."""
        self.characters += len(preview.table)
        if preview.document and not preview.known:
            same = self.seen.setdefault(preview.document.source_hash, preview.name)
            carried = preview.carried or dump_signed(preview.document, self.user)
            self.characters += len(carried)
            self.bytes_of_pictures += _bytes_of_pictures(preview)
            if same != preview.name:
                preview.problem = f"This has the same text as {same}."
            elif self.number >= MOST_FILES:
                preview.problem = _TOO_MANY
            elif self.characters > _MOST_CHARACTERS or self.bytes_of_pictures > _MOST_PICTURES:
                preview.problem = _TOO_MUCH
            else:
                if preview.document.pictures:
                    PendingPicture.objects.keep(preview.document.pictures, self.user)
                preview.earlier = self._earlier(preview)
                preview.form = form_of(preview, self.number, carried)
                self.number += 1
        return preview

    def _earlier(self, preview):
        """What it is a later version of, also where that was stored without the names of people."""
        earlier = self.later_versions.find(preview.document)
        if earlier is None and preview.people.found:
            earlier = self.later_versions.find(preview.people.left_out())
        return earlier


def _bytes_of_pictures(preview):
    return sum(len(picture.content) for picture in preview.document.pictures.values())


def _left_out(name, content, step):
    """A Preview of what was left out. Which pictures earlier steps have shown is not known."""
    files = content.files
    if step.start > 1:
        shows_none = f"No document from number {step.start} on shows this picture."
        files = [(it, shows_none if why == UNUSED_PICTURE else why) for it, why in files]
    return Preview(name, problem=str(content), files=files)


def _merge_decision_records(records, user, step):
    """Return previews of decision records, several of one step merged into one."""
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
    if step.next or step.start > 1:  # so named, no step takes the next one for a later version
        whole.title = whole.source_name = f"{whole.title}, {step.start}–{step.end}"
        whole.warnings.append(_RECORDS_OF_STEP)
    return [Preview(whole.title, whole, known=already_stored(whole, user))]


def previews_of_table(text, name, choice, user, *, with_authors):
    """Return the Previews of a table with chosen columns, one for each project.

    Raises UnreadableDocument for one that holds too much.
    """
    page, found = _Page(user), []
    document = Table(text).document(choice, name, with_authors=with_authors)
    for number, each in enumerate(document.each()):
        each.source_hash = hashlib.sha256(
            (text + f"\0{number}" * bool(number)).encode()
        ).hexdigest()
        each.must_fit()
        part = f"{name}, part {number + 1}" if number else name
        found.append(page.take(Preview(part, each, known=already_stored(each, user))))
    return found


def _uploaded_files(chosen):
    """Yield (name, bytes, text or the problem, files next to it) of each file.

    A ZIP yields its files, a workbook its sheets, and at last what was left out of it.
    """
    for file in chosen["files"]:
        data = file.read(MOST_BYTES_TOGETHER + 1)
        for found in documents_in(file.name, data):
            yield found.name, found.content, found.beside
    if chosen["text"].strip():
        yield _PASTED_NAME, chosen["text"], None


def _read(name, content, user, *, with_authors, beside):
    if isinstance(content, UnreadableDocument):
        return Preview(name, problem=str(content))
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
