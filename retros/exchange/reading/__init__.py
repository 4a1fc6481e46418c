"""From files to documents. Nothing here touches the database.

`read(name, data)` returns a Document, whatever the format. A new format is a row in `formats` and a
module with `parse(content, name, *, with_authors, pictures)`. `detect` decides by content which one
a file is; `headings` knows which part of a retrospective a heading stands for, and `interpret`
takes each section there.

Modules depend in this order: dates, encodings ← naming, markdown.blocks ← headings, timeline,
entries ← markdown.sections ← reader_state ← entry_sections ← interpret, boards.cards ← the modules
of formats ← formats ← detect ← files ← archives.
"""
