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

from retros.exchange.archives import files_in, is_archive
from retros.exchange.carrying import packed, unpacked
from retros.exchange.documents import Document, UnreadableDocument
from retros.exchange.files import beside, documents_below, read, read_text
from retros.exchange.formats import ENDINGS
from retros.exchange.placing import OUT, PLACES, pieces_of, rearranged
from retros.exchange.storing import Report, already_stored, store

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
