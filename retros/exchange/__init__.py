"""Documents in and out: the door for everything outside this package.

    document = read("retro.md", data)             # from a file, whatever its format
    pieces = pieces_of(document)                   # what a person looks at and changes
    report = store(document, owner=user)           # into the models
    markdown = retrospective_markdown(...)         # and out again

`Document` is what all formats have in common. Between reading and storing nothing but pictures
waits in the database: the preview carries the document in the page, signed. Modules depend in this
order: inline, formulas, markdown_syntax ← document ← document_images, signed_payload ← reading ←
preview, people, old_actions, writing, storing; preview ← splitting.
"""

from retros.exchange.document import Document, LessonEntry, UnreadableDocument
from retros.exchange.inline import plain, sentences
from retros.exchange.old_actions import close_old_actions, old_actions
from retros.exchange.people import People
from retros.exchange.preview import OUT, PLACES, Piece, pieces_of, rearrange
from retros.exchange.reading.boards.categories import category_named
from retros.exchange.reading.boards.columns import Choice, Table, UnknownColumns
from retros.exchange.reading.boards.named_columns import (
    COLUMN_ROLES,
    columns_by_name,
    read_table,
)
from retros.exchange.reading.decision_records import merge_decision_records, project_of_records
from retros.exchange.reading.encodings import decode, make_readable
from retros.exchange.reading.entries import category_of, lesson_from
from retros.exchange.reading.files import beside, find_documents, find_others, read, read_text
from retros.exchange.reading.formats import ENDINGS
from retros.exchange.reading.markdown.blocks import split as markdown_blocks
from retros.exchange.reading.unpacking import (
    UNUSED_PICTURE,
    LeftOut,
    documents_in,
    reason_to_leave_out,
)
from retros.exchange.signed_payload import dump_signed, load_signed
from retros.exchange.splitting import number_of_parts, split_document, split_piece
from retros.exchange.storing.comparing import Comparison, compare
from retros.exchange.storing.documents import Report, already_stored, store
from retros.exchange.storing.imported import names_were_left_out, part_imported_as
from retros.exchange.storing.later_versions import LaterVersions
from retros.exchange.storing.replacing import replace
from retros.exchange.writing.archive import archive, counts
from retros.exchange.writing.csv import csv_lines, table_lines
from retros.exchange.writing.decision_records import decision_records_zip
from retros.exchange.writing.markdown import address_here, retrospective_markdown

__all__ = [
    "COLUMN_ROLES", "ENDINGS", "OUT", "PLACES", "UNUSED_PICTURE", "Choice", "Comparison", "Document", "LaterVersions", "LeftOut", "LessonEntry", "People",
    "Piece", "Report",
    "Table", "UnknownColumns", "UnreadableDocument", "address_here", "already_stored", "archive",
    "beside", "category_named", "category_of", "close_old_actions", "columns_by_name", "compare", "counts",
    "csv_lines", "decision_records_zip", "decode", "documents_in", "dump_signed", "find_documents",
    "find_others", "lesson_from",
    "load_signed", "make_readable", "markdown_blocks", "merge_decision_records", "names_were_left_out",
    "number_of_parts", "old_actions", "part_imported_as", "pieces_of", "plain", "project_of_records",
    "read", "read_table", "read_text", "rearrange", "reason_to_leave_out", "replace", "retrospective_markdown", "sentences",
    "split_document", "split_piece", "store", "table_lines",
]  # fmt: skip
