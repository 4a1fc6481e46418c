"""The values that an import writes, and digests of them: how a later import tells who changed what."""

import hashlib

from retros.exchange.document import Document
from retros.models import ATTACHMENT_ADDRESS, ImportRecord, Retrospective, part_fields, snapshot

LISTS = {
    "timeline": "events",
    "decisions": "decisions",
    "observations": "observations",
    "lessons": "lessons",
    "actions": "actions",
}  # {kind of part: attribute of a Document}
MAIN = {
    "timeline": "text",
    "decisions": "choice",
    "observations": "text",
    "lessons": "statement",
    "actions": "text",
}  # {kind of part: the field that says what it is}
OWN = (*snapshot.OWN_FIELDS, "tags")


def values_of(kind: str, entry: object) -> dict:
    """Return {field: value} of a part, stored or in a Document, without what points to other rows."""
    plain = part_fields.plain_fields(kind)
    names = [name for name in part_fields.form_fields(kind) if name in plain]
    return {name: getattr(entry, name) for name in names}


def own_values(whole: Document | Retrospective) -> dict:
    """Return {field: value} of a Document, or of a stored retrospective with 1 query."""
    values = {name: getattr(whole, name) for name in snapshot.OWN_FIELDS}
    if isinstance(whole, Document):
        return values | {"tags": sorted(whole.tags)}
    return values | {"tags": sorted(tag.name for tag in whole.tags.all())}


def digest(value: object) -> str:
    """Return a short digest, the same for texts that differ in line ends or ids of pictures only."""
    if isinstance(value, list):
        value = "\n".join(sorted(str(item).casefold() for item in value))
    text = "" if value is None else str(value)
    text = ATTACHMENT_ADDRESS.sub("", "\n".join(text.split("\r\n"))).strip()
    return hashlib.blake2s(text.encode(errors="surrogatepass"), digest_size=6).hexdigest()


def digests(values: dict) -> dict:
    """Return {field: digest}."""
    return {name: digest(value) for name, value in values.items()}


def keep_record(
    retrospective: Retrospective, document: Document, pairs: dict, own: dict | None = None
) -> None:
    """Keep digests of what an import wrote, in place of those of an earlier one.

    `pairs` is {kind: [(id of a row, entry)]}, `document` what was read, before a person changed it
    in the preview: what only they put there is theirs. `own` are digests that stay. 2 queries.
    """
    parts = {}
    for kind, written in pairs.items():
        read = {digest(getattr(entry, MAIN[kind])) for entry in getattr(document, LISTS[kind])}
        found = {str(pk): digests(values_of(kind, entry)) for pk, entry in written}
        parts[kind] = {pk: said for pk, said in found.items() if said[MAIN[kind]] in read}
    ImportRecord.objects.update_or_create(
        retrospective=retrospective,
        defaults={
            "own": digests(own_values(document)) | (own or {}),
            "parts": parts,
            "names_left_out": document.is_without_names,
        },
    )


def names_were_left_out(retrospective: Retrospective) -> bool:
    """Tell whether its last import left out the names of people. One query."""
    return ImportRecord.objects.filter(retrospective=retrospective, names_left_out=True).exists()


def part_imported_as(retrospective: Retrospective, kind: str, words: str) -> int | None:
    """Return the id of the part that an import wrote with these words, whatever they are now.

    One query.
    """
    record = ImportRecord.objects.filter(retrospective=retrospective).first()
    written = record.parts.get(kind, {}) if record else {}
    found = (pk for pk, said in written.items() if said.get(MAIN[kind]) == digest(words))
    return next(map(int, found), None)
