"""From files to documents. Nothing here touches the database.

`read(name, data)` returns a Document, whatever the format. A new format is a row in `formats` and a
module with `parse(content, name, *, with_authors, pictures)`. `detect` decides by content which one
a file is; `vocabulary` holds the names of sections and columns in eight languages, `headings` knows
which part of a retrospective a heading stands for, and `interpret` takes each section there.

Modules depend in this order: vocabulary ← dates, headings, encodings ← naming, action_lines,
markdown.blocks ← timeline, entries, y_statements ← markdown.sections ← reader_state ← one_entry ←
note_tables, entry_sections ← interpret, facts, boards.cards ← the modules of formats ← formats ←
detect ← files ← archives.
"""
