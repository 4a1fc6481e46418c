"""Documents in and out.

`read(name, data)` gives a `Document`, whatever its format; `store(document, …)` writes it to the
models. In between nothing touches the database, so that a person can look first.

One module a format has `parse(content, name, *, with_authors, pictures)`; a new one is a row in `formats`.
`headings` says which part of our structure a heading stands for, `sections` gathers blocks under
their headings, `interpreting` takes each section to its place, `storing` writes. CSV goes another
way: `boards` knows whose columns they are, that board's module makes `cards` of the `cells`, and
each card goes to what its column stands for. Dependence runs inline, dates ← naming, blocks, documents, document_pictures ← headings, timeline, entries ← sections ← reading ← timeline_sections, entry_sections ←
interpreting, cards ← the modules of formats ← formats ← files ← storing.
"""

from retros.exchange.document import Document, UnreadableDocument
from retros.exchange.preview import OUT, PLACES, pieces_of, rearranged
from retros.exchange.reading.archives import files_in, is_archive
from retros.exchange.reading.files import beside, documents_below, read, read_text
from retros.exchange.reading.formats import ENDINGS
from retros.exchange.signed_payload import packed, unpacked
from retros.exchange.storing.store import Report, already_stored, store

__all__ = [
    "ENDINGS",
    "OUT",
    "PLACES",
    "Document",
    "Report",
    "UnreadableDocument",
    "already_stored",
    "beside",
    "documents_below",
    "files_in",
    "is_archive",
    "packed",
    "pieces_of",
    "read",
    "read_text",
    "rearranged",
    "store",
    "unpacked",
]
